import { type Database, isDuplicateKey } from '@parley/database'
import type { CloseReasons, WorkspaceId } from '@parley/protocol'

/** One of each workspace that ever set its reasons. */
export type CloseReasonsRecord = CloseReasons & { _id: WorkspaceId; workspaceId: WorkspaceId }

export const closeReasonIndexes = [{ key: { workspaceId: 1 }, unique: true }] as const

export function createCloseReasonStore(db: Database) {
  const all = db.collection<CloseReasonsRecord>('close_reasons')
  return {
    find: (workspaceId: WorkspaceId): Promise<CloseReasonsRecord | null> =>
      all.findOne({ _id: workspaceId, workspaceId }),

    /** In place of the one of `version`; false where somebody was faster. */
    async replace(record: CloseReasonsRecord, version: number): Promise<boolean> {
      const { _id, workspaceId, ...$set } = record
      if (version > 0) return (await all.updateOne({ _id, workspaceId, version }, { $set })).matchedCount === 1
      try {
        await all.insertOne(record)
        return true
      } catch (error) {
        if (!isDuplicateKey(error)) throw error
        return false
      }
    },
  }
}
export type CloseReasonStore = ReturnType<typeof createCloseReasonStore>
