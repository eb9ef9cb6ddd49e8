import * as z from 'zod'
import { FieldKey } from './forms.ts'
import { Text } from './text.ts'

/** What makes a campaign speak; the first that happens does. */
export const Trigger = z.discriminatedUnion('type', [
  /** Seconds on this page. */
  z.strictObject({ type: z.literal('time'), seconds: z.int().min(0).max(3600) }),
  /** Percent of the page scrolled. */
  z.strictObject({ type: z.literal('scroll'), percent: z.int().min(1).max(100) }),
  z.strictObject({ type: z.literal('exit') }),
  /** `Parley.track(name)`. */
  z.strictObject({ type: z.literal('event'), name: z.string().min(1).max(80) }),
  /** `Parley.trigger(name)`, or `data-chat-trigger`. */
  z.strictObject({ type: z.literal('js'), name: z.string().min(1).max(80) }),
])
export type Trigger = z.infer<typeof Trigger>

/** Who it speaks to; every condition has to hold. */
export const Condition = z.discriminatedUnion('type', [
  /** A path with `*`: `/pricing*`; `is: false` means everywhere else. */
  z.strictObject({ type: z.literal('url'), pattern: z.string().min(1).max(300), is: z.boolean() }),
  z.strictObject({ type: z.literal('visits'), min: z.int().min(1).max(10_000) }),
  z.strictObject({ type: z.literal('attribute'), key: FieldKey, value: z.string().max(200) }),
  z.strictObject({ type: z.literal('language'), in: z.array(z.string().max(35)).min(1).max(20) }),
  z.strictObject({ type: z.literal('open'), is: z.boolean() }),
])
export type Condition = z.infer<typeof Condition>

export const Campaign = z.strictObject({
  id: z.string().regex(/^cmp_[0-9a-z]{8,26}$/),
  name: z.string().min(1).max(80),
  on: z.boolean(),
  text: Text(500),
  /** At most three buttons below the text; each is the visitor's first words when pressed. */
  replies: z.array(Text(60)).max(3),
  triggers: z.array(Trigger).min(1).max(5),
  conditions: z.array(Condition).max(10),
  /** At most once a page view, a visit, in so many days, or ever; a dismissed one does not come again before `days`. */
  cap: z.strictObject({ per: z.enum(['page', 'visit', 'days', 'ever']), days: z.int().min(1).max(365) }),
  /** Opens the chat in place of showing a bubble beside the launcher. */
  opens: z.boolean(),
})
export type Campaign = z.infer<typeof Campaign>

export const ProactiveOptions = z.strictObject({ campaigns: z.array(Campaign).max(20) })
export type ProactiveOptions = z.infer<typeof ProactiveOptions>
