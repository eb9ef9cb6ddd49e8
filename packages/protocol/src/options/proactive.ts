import * as z from 'zod'
import { AgentId } from '../ids.ts'
import { Locale, Text } from './text.ts'

export const CampaignId = z.string().regex(/^cmp_[0-9a-z]{8,26}$/)
export type CampaignId = z.infer<typeof CampaignId>

/** Of an event or a call of the page. */
const Name = z.string().min(1).max(80)

/** What makes a campaign speak; the first that happens does. */
export const Trigger = z.discriminatedUnion('type', [
  /** Seconds that this page was looked at. */
  z.strictObject({ type: z.literal('time'), seconds: z.int().min(0).max(3600) }),
  /** Percent of the page scrolled. */
  z.strictObject({ type: z.literal('scroll'), percent: z.int().min(1).max(100) }),
  /** The pointer leaves through the top; where there is none, the page is scrolled back up fast. */
  z.strictObject({ type: z.literal('exit') }),
  /** `Parley.track(name)`. */
  z.strictObject({ type: z.literal('event'), name: Name }),
  /** `Parley.trigger(name)`, or `data-chat-trigger`. */
  z.strictObject({ type: z.literal('js'), name: Name }),
])
export type Trigger = z.infer<typeof Trigger>

const choices = <T extends z.ZodType>(one: T) => z.array(one).min(1).max(20)
/**
 * An address as an owner writes it: `*` stands for anything. With `https://` in front it is compared with the whole
 * address, with `/` with path and query, otherwise it has to occur anywhere. Matched without regular expressions, in
 * linear time.
 */
const patterns = choices(z.string().trim().min(1).max(300))
/** As the SDK takes them: `Parley.set({ plan: 'pro' })`. */
const AttributeKey = z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,39}$/)

/** Who it speaks to; every condition has to hold. Pages can read them: no secrets. */
export const Condition = z.discriminatedUnion('type', [
  /** One of the patterns fits the page's address; `is: false` means none. */
  z.strictObject({ type: z.literal('url'), is: z.boolean(), patterns }),
  /** The same of the page from which the visit began. */
  z.strictObject({ type: z.literal('referrer'), is: z.boolean(), patterns }),
  /** What the address said with which the visit began: `utm_source=letter`. */
  z.strictObject({
    type: z.literal('utm'),
    name: z.enum(['source', 'medium', 'campaign', 'term', 'content']),
    values: choices(z.string().trim().min(1).max(100)),
  }),
  /** Which visit of this browser it is; 1 alone is somebody new, 2 and more somebody who returns. */
  z
    .strictObject({
      type: z.literal('visits'),
      min: z.int().min(1).max(10_000),
      max: z.int().min(1).max(10_000).nullable(),
    })
    .refine(({ min, max }) => max === null || max >= min, { path: ['max'], message: 'must not be below `min`' }),
  /** What the page says of its visitor. */
  z.strictObject({
    type: z.literal('attribute'),
    key: AttributeKey,
    op: z.enum(['is', 'is_not', 'known', 'unknown']),
    value: z.string().max(200),
  }),
  /** The language of the page, else of the browser: `de` is also `de-AT`. */
  z.strictObject({ type: z.literal('language'), in: choices(Locale) }),
  /** Whether somebody is there, by the business hours. */
  z.strictObject({ type: z.literal('open'), is: z.boolean() }),
])
export type Condition = z.infer<typeof Condition>

export const Campaign = z.strictObject({
  id: CampaignId,
  name: z.string().trim().min(1).max(80),
  on: z.boolean(),
  text: Text(500).refine((text) => Object.values(text).some((one) => one?.trim()), 'needs a text'),
  /** Whose name and face it has; null: the site's. */
  agentId: AgentId.nullable(),
  /** At most three buttons below the text; each is the visitor's first words when pressed. */
  replies: z.array(Text(60)).max(3),
  triggers: z.array(Trigger).min(1).max(5),
  conditions: z.array(Condition).max(10),
  /** At most once a page view, a visit, in so many days, or ever; a dismissed one does not come again before `days`. */
  cap: z.strictObject({ per: z.enum(['page', 'visit', 'days', 'ever']), days: z.int().min(1).max(365) }),
  /** Opens the chat in place of showing a bubble beside the launcher, where it does not cover the page. */
  opens: z.boolean(),
})
export type Campaign = z.infer<typeof Campaign>

export const ProactiveOptions = z.strictObject({
  /** The first that may speak does. */
  campaigns: z
    .array(Campaign)
    .max(20)
    .superRefine((all, context) => {
      for (const [at, { id }] of all.entries())
        if (all.findIndex((one) => one.id === id) < at)
          context.addIssue({ code: 'custom', path: [at, 'id'], message: 'another campaign has this id' })
    }),
})
export type ProactiveOptions = z.infer<typeof ProactiveOptions>

/** A campaign as a page gets it: its texts in one language. */
export const RunningCampaign = z.strictObject({
  id: CampaignId,
  text: z.string(),
  from: z.strictObject({ id: AgentId, name: z.string() }).nullable(),
  replies: z.array(z.string()),
  triggers: Campaign.shape.triggers,
  conditions: Campaign.shape.conditions,
  cap: Campaign.shape.cap,
  opens: z.boolean(),
})
export type RunningCampaign = z.infer<typeof RunningCampaign>

/** What pages with campaigns ask for once they are idle. */
export const RunningCampaigns = z.strictObject({
  /** The language that the texts were found in. */
  locale: Locale,
  /** Whether somebody is there, or the business hours say so. */
  isOpen: z.boolean(),
  /** Those that are on, in their order. */
  campaigns: z.array(RunningCampaign),
})
export type RunningCampaigns = z.infer<typeof RunningCampaigns>

/** Which campaign the first message of a conversation answers, and in which language it was read. */
export const AnsweredCampaign = z.strictObject({ id: CampaignId, locale: Locale })
export type AnsweredCampaign = z.infer<typeof AnsweredCampaign>

/**
 * What the log keeps of it, on the event that began the conversation, as its consequence: the server looks the text up, a
 * page cannot put words into an agent's mouth. It was shown by a rule; `from` is only the name that it had.
 */
export const SaidCampaign = z.strictObject({
  id: CampaignId,
  text: z.string(),
  from: z.strictObject({ id: AgentId, name: z.string() }).nullable(),
})
export type SaidCampaign = z.infer<typeof SaidCampaign>

/** How often pages told that a campaign was shown, opened and closed. */
export const CampaignCount = z.strictObject({
  id: CampaignId,
  shown: z.int(),
  clicked: z.int(),
  dismissed: z.int(),
})
export type CampaignCount = z.infer<typeof CampaignCount>
