import { type Database, isDuplicateKey } from '@parley/database'
import type { ContactId, IdentityKeyId, WorkspaceId } from '@parley/protocol'
import { type ContactRecord, erasedId, type IdentityKeyRecord, type IdentityUseRecord } from './model.ts'

export const contactIndexes = [{ name: 'person', key: { workspaceId: 1, externalId: 1 }, unique: true }]
export const identityKeyIndexes = [{ name: 'workspace', key: { workspaceId: 1, _id: 1 } }]
export const identityUseIndexes = [
  { name: 'use', key: { workspaceId: 1, jti: 1 }, unique: true },
  { name: 'expiry', key: { expiresAt: 1 }, expireAfterSeconds: 0 },
]

/** Keys of a workspace that are kept, retired ones included. */
const MOST_KEYS = 50

export function createContactStore(db: Database) {
  const contacts = db.collection<ContactRecord>('contacts')
  const keys = db.collection<IdentityKeyRecord>('identity_keys')
  const uses = db.collection<IdentityUseRecord>('identity_uses')

  return {
    find: (workspaceId: WorkspaceId, id: ContactId): Promise<ContactRecord | null> =>
      contacts.findOne({ workspaceId, _id: id }),

    /** The person of `externalId` as he is after this, made if he is new; of two who make him at once one wins. */
    async save(record: ContactRecord): Promise<ContactRecord> {
      const { _id, workspaceId, externalId, createdAt, ...known } = record
      const change = () =>
        contacts.findOneAndUpdate({ workspaceId, externalId }, { $set: known }, { returnDocument: 'after' })
      const found = await change()
      if (found) return found
      try {
        await contacts.insertOne(record)
        return record
      } catch (error) {
        if (!isDuplicateKey(error)) throw error
        return (await change()) ?? record
      }
    },

    /** The person is nobody any more: whoever proves to be him again is another contact. */
    async erase(workspaceId: WorkspaceId, id: ContactId): Promise<void> {
      const $set = { externalId: erasedId(id), attributes: {} }
      const $unset = { name: '', email: '', phone: '', avatar: '', company: '', locale: '' } as const
      await contacts.updateOne({ workspaceId, _id: id }, { $set, $unset })
    },

    findKey: (workspaceId: WorkspaceId, id: IdentityKeyId): Promise<IdentityKeyRecord | null> =>
      keys.findOne({ workspaceId, _id: id }),

    /** The newest first. */
    listKeys: (workspaceId: WorkspaceId): Promise<IdentityKeyRecord[]> =>
      keys.find({ workspaceId }).sort({ _id: -1 }).limit(MOST_KEYS).toArray(),

    async insertKey(record: IdentityKeyRecord): Promise<void> {
      await keys.insertOne(record)
    },

    updateKey: (
      workspaceId: WorkspaceId,
      id: IdentityKeyId,
      changes: Partial<Pick<IdentityKeyRecord, 'state' | 'lastUsedAt'>>,
    ) => keys.findOneAndUpdate({ workspaceId, _id: id }, { $set: changes }, { returnDocument: 'after' }),

    async removeKey(workspaceId: WorkspaceId, id: IdentityKeyId): Promise<boolean> {
      return (await keys.deleteOne({ workspaceId, _id: id })).deletedCount === 1
    },

    /** False when the token was used before: the unique index is the judge, on every instance. */
    async use(record: IdentityUseRecord): Promise<boolean> {
      try {
        await uses.insertOne(record)
        return true
      } catch (error) {
        if (!isDuplicateKey(error)) throw error
        return false
      }
    },
  }
}
export type ContactStore = ReturnType<typeof createContactStore>
