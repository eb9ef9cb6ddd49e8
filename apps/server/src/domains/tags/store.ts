import type { Database } from '@parley/database'
import type { TagId, WorkspaceId, WorkspaceTag } from '@parley/protocol'

export type TagRecord = Omit<WorkspaceTag, 'id' | 'updatedAt'> & {
  _id: TagId
  workspaceId: WorkspaceId
  /** Every word that means it, in small letters: each belongs to one tag. */
  words: string[]
  updatedAt: Date
}

export const tagIndexes = [
  { key: { workspaceId: 1, words: 1 }, unique: true },
  { key: { workspaceId: 1, _id: 1 } },
] as const

export const MOST_TAGS = 500

export function createTagStore(db: Database) {
  const tags = db.collection<TagRecord>('tags')
  return {
    list: (workspaceId: WorkspaceId): Promise<TagRecord[]> => tags.find({ workspaceId }).limit(MOST_TAGS).toArray(),

    find: (workspaceId: WorkspaceId, id: TagId): Promise<TagRecord | null> => tags.findOne({ workspaceId, _id: id }),

    /** Fails with a duplicate key where another tag has or had one of its words. */
    insert: (record: TagRecord) => tags.insertOne(record),

    /** Null when it is not as `known` any more. The same failure. */
    replace: ({ workspaceId, _id, ...rest }: TagRecord, known: Date): Promise<TagRecord | null> =>
      tags.findOneAndUpdate({ workspaceId, _id, updatedAt: known }, { $set: rest }, { returnDocument: 'after' }),

    async remove({ workspaceId, _id }: TagRecord): Promise<void> {
      await tags.deleteOne({ workspaceId, _id })
    },
  }
}
export type TagStore = ReturnType<typeof createTagStore>
