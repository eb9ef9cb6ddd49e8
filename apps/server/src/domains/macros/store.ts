import type { Database } from '@parley/database'
import type { MacroId, WorkspaceId } from '@parley/protocol'
import type { Place } from '../../lib/places.ts'
import type { LiveMacro, MacroRecord } from './model.ts'

export const macroIndexes = [
  { name: 'place', key: { workspaceId: 1, place: 1, name: 1 } },
  { name: 'end', key: { expiresAt: 1 }, expireAfterSeconds: 0 },
] as const

/** What one agent is given at most. */
const MOST_LISTED = 1_000

type Ref = Pick<MacroRecord, 'workspaceId' | '_id'>
type Changes = Partial<Pick<MacroRecord, 'place' | 'name' | 'actions' | 'updatedAt'>>

export function createMacroStore(db: Database) {
  const macros = db.collection<MacroRecord>('macros')
  return {
    find: (workspaceId: WorkspaceId, id: MacroId): Promise<MacroRecord | null> =>
      macros.findOne({ workspaceId, _id: id }),

    /** Those of `places`, by their names; and whether there are more than are given. */
    async list(workspaceId: WorkspaceId, places: readonly Place[]): Promise<{ found: LiveMacro[]; more: boolean }> {
      const found = await macros
        .find({ workspaceId, place: { $in: [...places] } })
        .sort({ name: 1 })
        .limit(MOST_LISTED + 1)
        .toArray()
      return { found: found.slice(0, MOST_LISTED) as LiveMacro[], more: found.length > MOST_LISTED } // of live places
    },

    count: (workspaceId: WorkspaceId, place: Place, most: number): Promise<number> =>
      macros.countDocuments({ workspaceId, place }, { limit: most }),

    async insert(record: MacroRecord): Promise<void> {
      await macros.insertOne(record)
    },

    /** Null when it is not as `seen` any more. */
    update: ({ workspaceId, _id, place, updatedAt }: LiveMacro, changes: Changes): Promise<MacroRecord | null> =>
      macros.findOneAndUpdate({ workspaceId, _id, place, updatedAt }, { $set: changes }, { returnDocument: 'after' }),

    async remove({ workspaceId, _id, place }: LiveMacro, expiresAt: Date): Promise<void> {
      await macros.updateOne({ workspaceId, _id, place }, { $set: { place: `gone:${_id}`, before: place, expiresAt } })
    },

    restore: ({ workspaceId, _id }: Ref, place: Place): Promise<MacroRecord | null> =>
      macros.findOneAndUpdate(
        { workspaceId, _id },
        { $set: { place }, $unset: { before: '', expiresAt: '' } },
        { returnDocument: 'after' },
      ),

    async use({ workspaceId, _id }: Ref, usedAt: Date): Promise<void> {
      await macros.updateOne({ workspaceId, _id }, { $inc: { uses: 1 }, $set: { usedAt } })
    },
  }
}
export type MacroStore = ReturnType<typeof createMacroStore>
