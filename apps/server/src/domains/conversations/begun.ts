import type { ConversationId, WorkspaceId } from '@parley/protocol'
import type { Clock } from '../../lib/clock.ts'
import type { VisitorPrincipal } from '../../lib/principal.ts'
import type { ConversationFeed } from '../../realtime/ports.ts'
import { mayRead } from './access.ts'
import type { ConversationStore } from './conversation-store.ts'
import { type ConversationRecord, whomOf } from './model.ts'

type Deps = { conversations: ConversationStore; clock: Clock }

/** Of one visitor; whoever has more unanswered finds the others in his list. */
const MOST = 20

/** What agents began with visitors who have not answered: for those who are on the line. */
export function createBegun({ conversations, clock }: Deps): Pick<ConversationFeed, 'listBegun' | 'listBegunSince'> {
  /** The visitors' own, and what is a person's: he is told wherever he is. */
  async function unansweredOf(workspaceId: WorkspaceId, visitors: readonly VisitorPrincipal[]) {
    const ids = [...new Set(visitors.map(({ visitorId }) => visitorId))]
    const persons = [...new Set(visitors.flatMap(({ contactId }) => contactId ?? []))]
    const found = await Promise.all([
      conversations.listUnanswered(workspaceId, ids, ids.length * MOST),
      ...persons.map((id) => conversations.listUnansweredOf(workspaceId, id, MOST)),
    ])
    return new Map(found.flat().map((record) => [record._id, record]))
  }

  return {
    async listBegun(visitors) {
      const found = new Map<WorkspaceId, Map<ConversationId, ConversationRecord>>()
      for (const [workspaceId, those] of Map.groupBy(visitors, (one) => one.workspaceId))
        found.set(workspaceId, await unansweredOf(workspaceId, those))
      return visitors.map((visitor) =>
        [...(found.get(visitor.workspaceId)?.values() ?? [])]
          .filter((record) => mayRead(visitor, record) && !record.movedTo)
          .map(({ _id }) => _id),
      )
    },

    async listBegunSince(workspaceId, { since, limit }) {
      const at = clock.now()
      const records = await conversations.listUnansweredSince(workspaceId, since, limit + 1)
      return { at, whom: records.slice(0, limit).flatMap(whomOf), isCut: records.length > limit }
    },
  }
}
