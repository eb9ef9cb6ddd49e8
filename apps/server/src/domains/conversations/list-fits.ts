import type { VisitorId } from '@parley/protocol'
import { type Filterable, judge, type OwnFilter } from '@parley/protocol/filter'
import type { Clock } from '../../lib/clock.ts'
import type { AgentPrincipal } from '../../lib/principal.ts'
import { mayRead } from './access.ts'
import type { Marks } from './marks.ts'
import type { ConversationRecord } from './model.ts'
import type { SeenOfVisitor, VisitorDirectory } from './ports.ts'

type Deps = { marks: Pick<Marks, 'unread'>; visitors: Pick<VisitorDirectory, 'seen'>; clock: Clock }

/** Those of some records that an agent may see and that fit his filter. */
export function createFits({ marks, visitors, clock }: Deps) {
  async function unreadOf(agent: AgentPrincipal, filter: OwnFilter, records: readonly ConversationRecord[]) {
    return filter.unread ? marks.unread(records, { ...agent, id: agent.agentId }) : null
  }

  async function seenOf({ workspaceId }: AgentPrincipal, filter: OwnFilter, records: readonly ConversationRecord[]) {
    if (!filter.page && !filter.language) return null
    const ids = new Set(records.flatMap(({ visitorId }) => visitorId ?? []))
    return visitors.seen(workspaceId, [...ids])
  }

  return async (
    agent: AgentPrincipal,
    filter: OwnFilter,
    records: readonly ConversationRecord[],
  ): Promise<ConversationRecord[]> => {
    const theirs = records.filter((record) => record.updatedAt !== null && !record.team && mayRead(agent, record))
    const now = clock.now().getTime()
    // What costs a look elsewhere is asked only of those that fit in all else.
    const likely = theirs.filter((record) => judge(filter, record, now) !== false)
    const [unread, seen] = await Promise.all([unreadOf(agent, filter, likely), seenOf(agent, filter, likely)])
    return likely.filter((record) => {
      const more = {
        ...(unread && { unread: unread.get(record._id) ?? 0 }),
        ...(seen && seenBy(seen, record.visitorId)),
      }
      return judge(filter, { ...record, ...more }, now) === true
    })
  }
}
export type Fits = ReturnType<typeof createFits>

function seenBy(seen: ReadonlyMap<VisitorId, SeenOfVisitor>, id: VisitorId | null): Partial<Filterable> {
  return (id && seen.get(id)) ?? { page: null, language: null }
}
