import {
  type AgentId,
  type AnsweredCampaign,
  type Campaign,
  type CampaignCount,
  Locale,
  type RunningCampaigns,
  type SaidCampaign,
  textIn,
  type WorkspaceId,
} from '@parley/protocol'
import type { Clock } from '../../lib/clock.ts'
import type { CampaignStore } from './campaign-store.ts'
import type { SiteRecord } from './model.ts'
import { optionsOf } from './options.ts'

/** What an agent is called for visitors; null when there is nobody of that id who may sign in. */
export type AgentNameOf = (workspaceId: WorkspaceId, id: AgentId) => Promise<string | null>

type Said = Pick<SaidCampaign, 'text' | 'from'>

async function said(
  { workspaceId, language }: SiteRecord,
  { text, agentId }: Campaign,
  { nameOf, locales }: { nameOf: AgentNameOf; locales: readonly string[] },
): Promise<Said> {
  const name = agentId && (await nameOf(workspaceId, agentId))
  return { text: textIn(text, locales, language), from: agentId && name ? { id: agentId, name } : null }
}

/** What a page evaluates: the campaigns that are on, in their order, in the first of `locales` that there are texts for. */
export async function runningOf(
  record: SiteRecord,
  { isOpen, nameOf }: { isOpen: boolean; nameOf: AgentNameOf },
  locales: readonly string[],
): Promise<RunningCampaigns> {
  const on = optionsOf(record).proactive.campaigns.filter((one) => one.on)
  const campaigns = on.map(async (one) => {
    const { id, replies, triggers, conditions, cap, opens } = one
    return {
      ...{ id, ...(await said(record, one, { nameOf, locales })) },
      replies: replies.map((reply) => textIn(reply, locales, record.language)).filter(Boolean),
      ...{ triggers, conditions, cap, opens },
    }
  })
  const locale = locales.find((tag) => Locale.safeParse(tag).success) ?? record.language
  return { locale, isOpen, campaigns: await Promise.all(campaigns) }
}

/** What a visitor read who answers `answered`; null when the site has no such campaign (any more). */
export async function saidOf(
  record: SiteRecord,
  { id, locale }: AnsweredCampaign,
  nameOf: AgentNameOf,
): Promise<SaidCampaign | null> {
  const campaign = optionsOf(record).proactive.campaigns.find((one) => one.id === id)
  return campaign ? { id, ...(await said(record, campaign, { nameOf, locales: [locale] })) } : null
}

/** Counts are gathered this long before they are written, milliseconds: a process that dies takes as much with it. */
const GATHERED_MS = 2_000

type What = 'shown' | 'clicked' | 'dismissed'
type Gathered = { record: SiteRecord; id: string; more: Partial<Record<What, number>> }

/**
 * How often pages said that a campaign was shown, opened, closed. Nothing of the visitor is kept, and whoever asks often
 * is counted often: it tells the owner which campaign works, no more. Bounded by the campaigns that a site has.
 */
export function createCounts({ store, clock }: { store: CampaignStore; clock: Clock }) {
  const gathered = new Map<string, Gathered>()

  async function write(): Promise<void> {
    const all = [...gathered.values()]
    gathered.clear()
    // One that is not written is not counted; the next are.
    const written = all.map(({ record, id, more }) => store.add(ofSite(record), id, more, clock.now()))
    await Promise.allSettled(written)
  }

  return {
    /** Of a campaign that the site does not run nothing is kept. */
    async note(record: SiteRecord, id: string, what: What): Promise<void> {
      if (!optionsOf(record).proactive.campaigns.some((one) => one.id === id && one.on)) return
      const key = `${record._id} ${id}`
      const one = gathered.get(key) ?? { record, id, more: {} }
      one.more[what] = (one.more[what] ?? 0) + 1
      if (gathered.size === 0) setTimeout(() => void write(), GATHERED_MS).unref()
      gathered.set(key, one)
    },

    /** Of the campaigns that the site has. */
    async list(record: SiteRecord): Promise<CampaignCount[]> {
      const ids = new Set(optionsOf(record).proactive.campaigns.map(({ id }) => id))
      return (await store.list(ofSite(record))).filter(({ id }) => ids.has(id))
    },
  }
}
export type Counts = ReturnType<typeof createCounts>

const ofSite = ({ workspaceId, _id: siteId }: SiteRecord) => ({ workspaceId, siteId })
