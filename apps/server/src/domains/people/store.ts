import type { Database } from '@parley/database'
import type { ConversationId, Erasure, ErasureId, WorkspaceId } from '@parley/protocol'

export type ErasureRecord = Omit<Erasure, 'id' | 'createdAt' | 'finishedAt'> & {
  _id: ErasureId
  workspaceId: WorkspaceId
  /** Whether the person himself is gone already: his conversations come after him. */
  isNobody: boolean
  /** The last conversation that it is through with. */
  last: ConversationId | null
  createdAt: Date
  finishedAt: Date | null
}

export const erasureIndexes = [{ key: { workspaceId: 1, _id: -1 } }, { key: { state: 1, _id: 1 } }] as const

const LISTED = 100
/** Erasures that are looked at for work together. */
const TOGETHER = 50

export function createErasureStore(db: Database) {
  const erasures = db.collection<ErasureRecord>('erasures')
  return {
    find: (workspaceId: WorkspaceId, id: ErasureId): Promise<ErasureRecord | null> =>
      erasures.findOne({ workspaceId, _id: id }),

    list: (workspaceId: WorkspaceId): Promise<ErasureRecord[]> =>
      erasures.find({ workspaceId }).sort({ _id: -1 }).limit(LISTED).toArray(),

    /** Some of those after `after`, the oldest first, of all workspaces. */
    listWork: (after: ErasureId | null): Promise<ErasureRecord[]> =>
      erasures
        .find({ state: 'running', ...(after && { _id: { $gt: after } }) })
        .sort({ _id: 1 })
        .limit(TOGETHER)
        .toArray(),

    async insert(record: ErasureRecord): Promise<void> {
      await erasures.insertOne(record)
    },

    /** Null when another instance went on with it meanwhile. */
    change: (
      { workspaceId, _id, last, isNobody }: ErasureRecord,
      $set: Partial<ErasureRecord>,
    ): Promise<ErasureRecord | null> =>
      erasures.findOneAndUpdate(
        { workspaceId, _id, state: 'running', last, isNobody },
        { $set },
        { returnDocument: 'after' },
      ),
  }
}
export type ErasureStore = ReturnType<typeof createErasureStore>
