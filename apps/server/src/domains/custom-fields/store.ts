import { type Database, isDuplicateKey } from '@parley/database'
import { type CustomField, type CustomFieldId, LIMITS, type WorkspaceId } from '@parley/protocol'

export type CustomFieldRecord = Omit<CustomField, 'id'> & { _id: CustomFieldId; workspaceId: WorkspaceId }
export type FieldChanges = Partial<Pick<CustomField, 'label' | 'choices' | 'position' | 'archived'>>

export const customFieldIndexes = [{ key: { workspaceId: 1, about: 1, key: 1 }, unique: true }] as const

/** Those of contacts and those of conversations. */
const MOST = 2 * LIMITS.customFields

export function createCustomFieldStore(db: Database) {
  const fields = db.collection<CustomFieldRecord>('custom_fields')
  return {
    /** In their order. */
    async list(workspaceId: WorkspaceId): Promise<CustomFieldRecord[]> {
      const all = await fields.find({ workspaceId }).limit(MOST).toArray()
      return all.sort((a, b) => a.position - b.position || (a._id < b._id ? -1 : 1))
    },

    /** False when the key is taken. */
    async insert(record: CustomFieldRecord): Promise<boolean> {
      try {
        await fields.insertOne(record)
        return true
      } catch (error) {
        if (!isDuplicateKey(error)) throw error
        return false
      }
    },

    update: (workspaceId: WorkspaceId, id: CustomFieldId, $set: FieldChanges): Promise<CustomFieldRecord | null> =>
      fields.findOneAndUpdate({ workspaceId, _id: id }, { $set }, { returnDocument: 'after' }),

    find: (workspaceId: WorkspaceId, id: CustomFieldId): Promise<CustomFieldRecord | null> =>
      fields.findOne({ workspaceId, _id: id }),
  }
}
export type CustomFieldStore = ReturnType<typeof createCustomFieldStore>
