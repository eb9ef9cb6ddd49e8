import { type Database, isDuplicateKey } from '@parley/database'
import type { CannedResponseId, WorkspaceId } from '@parley/protocol'
import { AppError } from '../../errors/app-error.ts'
import type { Place } from '../../lib/places.ts'
import type { CannedRecord, LiveCanned } from './model.ts'

export const cannedResponseIndexes = [
  { name: 'place', key: { workspaceId: 1, place: 1, shortcut: 1 }, unique: true },
  { name: 'end', key: { expiresAt: 1 }, expireAfterSeconds: 0 },
] as const

/** What one agent is given at most. */
const MOST_LISTED = 2_000

type Ref = Pick<CannedRecord, 'workspaceId' | '_id'>
type Changes = Partial<Pick<CannedRecord, 'place' | 'shortcut' | 'title' | 'category' | 'text' | 'files' | 'updatedAt'>>

export function createCannedStore(db: Database) {
  const canned = db.collection<CannedRecord>('canned_responses')

  async function unlessTaken<T>(write: Promise<T>): Promise<T> {
    try {
      return await write
    } catch (error) {
      throw isDuplicateKey(error) ? shortcutTaken(error) : error
    }
  }

  return {
    find: (workspaceId: WorkspaceId, id: CannedResponseId): Promise<CannedRecord | null> =>
      canned.findOne({ workspaceId, _id: id }),

    /** Those of `places`, by their words; and whether there are more than are given. */
    async list(workspaceId: WorkspaceId, places: readonly Place[]): Promise<{ found: LiveCanned[]; more: boolean }> {
      const found = await canned
        .find({ workspaceId, place: { $in: [...places] } })
        .sort({ shortcut: 1 })
        .limit(MOST_LISTED + 1)
        .toArray()
      return { found: found.slice(0, MOST_LISTED) as LiveCanned[], more: found.length > MOST_LISTED } // of live places
    },

    count: (workspaceId: WorkspaceId, place: Place, most: number): Promise<number> =>
      canned.countDocuments({ workspaceId, place }, { limit: most }),

    /** Throws `shortcut_taken`. */
    insert: (record: CannedRecord) => unlessTaken(canned.insertOne(record)),

    /** Null when it is not as `seen` any more. Throws `shortcut_taken`. */
    update: ({ workspaceId, _id, place, updatedAt }: LiveCanned, changes: Changes): Promise<CannedRecord | null> =>
      unlessTaken(
        canned.findOneAndUpdate({ workspaceId, _id, place, updatedAt }, { $set: changes }, { returnDocument: 'after' }),
      ),

    async remove({ workspaceId, _id, place }: LiveCanned, expiresAt: Date): Promise<void> {
      await canned.updateOne({ workspaceId, _id, place }, { $set: { place: `gone:${_id}`, before: place, expiresAt } })
    },

    /** Throws `shortcut_taken`. */
    restore: ({ workspaceId, _id }: Ref, place: Place): Promise<CannedRecord | null> =>
      unlessTaken(
        canned.findOneAndUpdate(
          { workspaceId, _id },
          { $set: { place }, $unset: { before: '', expiresAt: '' } },
          { returnDocument: 'after' },
        ),
      ),

    async use({ workspaceId, _id }: Ref, usedAt: Date): Promise<void> {
      await canned.updateOne({ workspaceId, _id }, { $inc: { uses: 1 }, $set: { usedAt } })
    },
  }
}
export type CannedStore = ReturnType<typeof createCannedStore>

function shortcutTaken(cause: unknown): AppError {
  return new AppError('shortcut_taken', 'Another canned response of the same scope has this word.', {}, cause)
}
