import type { Database } from '@parley/database'
import type { SavedViewId, WorkspaceId } from '@parley/protocol'
import type { Place } from '../../lib/places.ts'
import type { LiveView, SavedViewRecord } from './model.ts'

export const savedViewIndexes = [
  { name: 'place', key: { workspaceId: 1, place: 1, _id: 1 } },
  { name: 'end', key: { expiresAt: 1 }, expireAfterSeconds: 0 },
] as const

/** What one agent is given at most. */
const MOST_LISTED = 500

type Ref = Pick<SavedViewRecord, 'workspaceId' | '_id'>
type Changes = Partial<Pick<SavedViewRecord, 'place' | 'name' | 'filter' | 'sort' | 'updatedAt'>>

export function createSavedViewStore(db: Database) {
  const views = db.collection<SavedViewRecord>('saved_views')
  return {
    find: (workspaceId: WorkspaceId, id: SavedViewId): Promise<SavedViewRecord | null> =>
      views.findOne({ workspaceId, _id: id }),

    /** Those of `places`, the oldest first; and whether there are more than are given. */
    async list(workspaceId: WorkspaceId, places: readonly Place[]): Promise<{ found: LiveView[]; more: boolean }> {
      const found = await views
        .find({ workspaceId, place: { $in: [...places] } })
        .sort({ _id: 1 })
        .limit(MOST_LISTED + 1)
        .toArray()
      return { found: found.slice(0, MOST_LISTED) as LiveView[], more: found.length > MOST_LISTED } // of live places
    },

    count: (workspaceId: WorkspaceId, place: Place, most: number): Promise<number> =>
      views.countDocuments({ workspaceId, place }, { limit: most }),

    async insert(record: SavedViewRecord): Promise<void> {
      await views.insertOne(record)
    },

    /** Null when it is not as `seen` any more. */
    update: ({ workspaceId, _id, place, updatedAt }: LiveView, changes: Changes): Promise<SavedViewRecord | null> =>
      views.findOneAndUpdate({ workspaceId, _id, place, updatedAt }, { $set: changes }, { returnDocument: 'after' }),

    async remove({ workspaceId, _id, place }: LiveView, expiresAt: Date): Promise<void> {
      await views.updateOne({ workspaceId, _id, place }, { $set: { place: `gone:${_id}`, before: place, expiresAt } })
    },

    restore: ({ workspaceId, _id }: Ref, place: Place): Promise<SavedViewRecord | null> =>
      views.findOneAndUpdate(
        { workspaceId, _id },
        { $set: { place }, $unset: { before: '', expiresAt: '' } },
        { returnDocument: 'after' },
      ),
  }
}
export type SavedViewStore = ReturnType<typeof createSavedViewStore>
