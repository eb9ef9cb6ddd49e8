import type { Database } from '@parley/database'
import type { BlockId, WorkspaceId } from '@parley/protocol'
import type { BlockRecord } from './model.ts'

export const blockIndexes = [
  { name: 'live', key: { workspaceId: 1, endedAt: 1, kind: 1, target: 1 } },
  { name: 'newest', key: { workspaceId: 1, endedAt: 1, _id: -1 } },
  { name: 'end', key: { goneAt: 1 }, expireAfterSeconds: 0 },
] as const

/** Ranges of a workspace: each visitor's address is compared with all of them. */
export const MOST_RANGES = 500
/** The newest that are given. */
export const MOST_LISTED = 500

type Ref = Pick<BlockRecord, 'workspaceId' | '_id'>
type Whom = Pick<BlockRecord, 'workspaceId' | 'kind' | 'target'>

/** Those that ran out are left to whoever reads: they go by themselves. */
export function createBlockStore(db: Database) {
  const blocks = db.collection<BlockRecord>('blocks')
  return {
    find: (workspaceId: WorkspaceId, id: BlockId): Promise<BlockRecord | null> =>
      blocks.findOne({ workspaceId, _id: id }),

    /** The newest first. */
    list: (workspaceId: WorkspaceId): Promise<BlockRecord[]> =>
      blocks
        .find({ workspaceId, endedAt: null })
        .sort({ _id: -1 })
        .limit(MOST_LISTED + 1)
        .toArray(),

    ranges: (workspaceId: WorkspaceId): Promise<BlockRecord[]> =>
      blocks.find({ workspaceId, endedAt: null, kind: 'range' }).limit(MOST_RANGES).toArray(),

    async insert(record: BlockRecord): Promise<void> {
      await blocks.insertOne(record)
    },

    async end({ workspaceId, _id }: Ref, endedAt: Date, goneAt: Date): Promise<void> {
      await blocks.updateOne({ workspaceId, _id, endedAt: null }, { $set: { endedAt, goneAt } })
    },

    /** Those of this visitor or range, but for `except`. */
    async endOthers({ workspaceId, kind, target }: Whom, except: BlockId | null, endedAt: Date, goneAt: Date) {
      const whom = { workspaceId, endedAt: null, kind, target }
      await blocks.updateMany(except ? { ...whom, _id: { $ne: except } } : whom, { $set: { endedAt, goneAt } })
    },

    /** Null when it is gone. */
    restore: ({ workspaceId, _id }: Ref, goneAt: Date | null): Promise<BlockRecord | null> =>
      blocks.findOneAndUpdate({ workspaceId, _id }, { $set: { endedAt: null, goneAt } }, { returnDocument: 'after' }),
  }
}
export type BlockStore = ReturnType<typeof createBlockStore>
