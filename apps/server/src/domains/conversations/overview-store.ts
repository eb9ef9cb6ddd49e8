import type { Database } from '@parley/database'
import type { ConversationStatus, DepartmentId, WorkspaceId } from '@parley/protocol'
import type { ConversationStore, Line } from './conversation-store.ts'
import type { ConversationRecord } from './model.ts'

const EPOCH = new Date(0)
const STATUSES: ConversationStatus[] = ['open', 'pending', 'snoozed', 'closed']

/** What is told of a conversation of the day. */
type Touched = Pick<ConversationRecord, 'createdAt' | 'status' | 'firstAnswer'>

/** What an overview counts, each by an index and with an end. */
export function createOverviewReads(db: Database, conversations: Pick<ConversationStore, 'count' | 'listWaiting'>) {
  const collection = db.collection<ConversationRecord>('conversations')
  return {
    /** How many of a department are open and how many wait, and since when the first of these does. */
    async standingIn(line: Line, most: number) {
      const { workspaceId, departmentId } = line
      const of = { workspaceId, departmentId, status: 'open' } as const
      const [open, waiting, [first]] = await Promise.all([
        conversations.count(of, most),
        conversations.count({ ...of, assigneeId: null }, most),
        conversations.listWaiting(line, EPOCH, 1),
      ])
      return { open, waiting, waitingSince: first?.waitingSince ?? null }
    },

    /** Those of these departments in which something happened since then, the latest first. */
    touchedIn: (workspaceId: WorkspaceId, ids: readonly DepartmentId[], since: Date, limit: number) =>
      collection
        .find(
          { workspaceId, departmentId: { $in: [...ids] }, status: { $in: STATUSES }, updatedAt: { $gte: since } },
          { readConcern: { level: 'majority' } },
        )
        .sort({ updatedAt: -1, _id: -1 })
        .limit(limit)
        .project<Touched>({ createdAt: 1, status: 1, firstAnswer: 1 })
        .toArray(),
  }
}
