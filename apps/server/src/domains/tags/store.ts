import { type Database, isDuplicateKey } from '@parley/database'
import type { TagId, WorkspaceId, WorkspaceTag } from '@parley/protocol'
import { AppError } from '../../errors/app-error.ts'

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

    /** Throws `tag_taken` where another tag has or had one of its words. */
    insert: (record: TagRecord) => unlessTaken(tags.insertOne(record)),

    /** Null when it is not as `known` any more. Throws `tag_taken`. */
    replace: ({ workspaceId, _id, ...rest }: TagRecord, known: Date): Promise<TagRecord | null> =>
      unlessTaken(
        tags.findOneAndUpdate({ workspaceId, _id, updatedAt: known }, { $set: rest }, { returnDocument: 'after' }),
      ),

    async remove({ workspaceId, _id }: TagRecord): Promise<void> {
      await tags.deleteOne({ workspaceId, _id })
    },
  }
}
export type TagStore = ReturnType<typeof createTagStore>

async function unlessTaken<T>(write: Promise<T>): Promise<T> {
  try {
    return await write
  } catch (error) {
    throw isDuplicateKey(error) ? tagTaken(error) : error
  }
}

function tagTaken(cause: unknown): AppError {
  return new AppError('tag_taken', 'Another tag has or had this name.', {}, cause)
}
