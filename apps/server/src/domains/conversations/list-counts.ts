import { type ConversationFilter, LIMITS, type ListView } from '@parley/protocol'
import { narrowed, type OwnFilter } from '@parley/protocol/filter'
import type { AgentPrincipal } from '../../lib/principal.ts'
import type { ConversationStore } from './conversation-store.ts'
import { countedBy, type Reader } from './list-drives.ts'
import type { Scan } from './list-scan.ts'

type Deps = {
  conversations: Pick<ConversationStore, 'count'>
  /** What the agent was mentioned in and has not read. */
  mentions: { countUnread(agent: AgentPrincipal): Promise<number> }
  scan: Scan
  readerOf(agent: AgentPrincipal): Promise<Reader>
}

/** Views with a live count; `closed` and `all` have none (SYNC-40). */
const COUNTED = ['waiting', 'mine', 'requests', 'open', 'pending', 'snoozed'] as const satisfies readonly ListView[]
/** Conversations that are looked at to count one list that no index counts. */
const EXAMINED = 500
/** More than 999 is all that is shown. */
const LIMIT = LIMITS.countCeiling + 1

/** How many stand in a list. */
export function createCounts({ conversations, mentions, scan, readerOf }: Deps) {
  /** By an index alone where one tells, else of a bounded number that is looked at. */
  async function countIn(agent: AgentPrincipal, reader: Reader, filter: OwnFilter) {
    const whole = countedBy(filter, reader)
    if (whole) return { count: await conversations.count(whole, LIMIT), truncated: false }
    const wanted = { filter, sort: 'newest', after: null, limit: LIMIT, examined: EXAMINED } as const
    const { records, truncated } = await scan(agent, reader, wanted)
    return { count: records.length, truncated }
  }

  return {
    async counts(agent: AgentPrincipal): Promise<Partial<Record<ListView, number>>> {
      const reader = await readerOf(agent)
      const counted = COUNTED.map(async (view) => {
        const { count } = await countIn(agent, reader, narrowed(view, {}, agent.agentId))
        return [view, count] as const
      })
      const unread = await mentions.countUnread(agent)
      return { ...Object.fromEntries(await Promise.all(counted)), mentions: unread }
    },

    async countFitting(agent: AgentPrincipal, filter: ConversationFilter) {
      return countIn(agent, await readerOf(agent), narrowed('all', filter, agent.agentId))
    },
  }
}
