import { type Collection, type Database, type Filter, isDuplicateKey } from '@parley/database'
import { type ContactId, type IdentityKeyId, LIMITS, type WorkspaceId } from '@parley/protocol'
import { defined } from '../../lib/defined.ts'
import { derived, NOWHERE } from './derived.ts'
import { type ContactRecord, erasedId, type IdentityKeyRecord, type IdentityUseRecord } from './model.ts'

export const contactIndexes = [
  { name: 'person', key: { workspaceId: 1, externalId: 1 }, unique: true },
  { key: { workspaceId: 1, labels: 1, seenAt: -1, _id: -1 } },
  { key: { workspaceId: 1, labels: 1, sortName: 1, _id: 1 } },
  { key: { workspaceId: 1, labels: 1, _id: -1 } },
  { key: { workspaceId: 1, tokens: 1 } },
  { key: { workspaceId: 1, likeness: 1 } },
  { key: { shape: 1 } },
  { key: { mergingAt: 1 } },
  { key: { workspaceId: 1, email: 1 } },
  { key: { workspaceId: 1, phone: 1 } },
  { key: { workspaceId: 1, mergedInto: 1 }, partialFilterExpression: { mergedInto: { $type: 'string' } } },
] as const
export const identityKeyIndexes = [{ name: 'workspace', key: { workspaceId: 1, _id: 1 } }]
export const identityUseIndexes = [
  { name: 'use', key: { workspaceId: 1, jti: 1 }, unique: true },
  { name: 'expiry', key: { expiresAt: 1 }, expireAfterSeconds: 0 },
]

/** Which contacts. */
export type Condition = Filter<ContactRecord>

/** Keys of a workspace that are kept, retired ones included. */
const MOST_KEYS = 50

export function createContactStore(db: Database) {
  const contacts = db.collection<ContactRecord>('contacts')
  const uses = db.collection<IdentityUseRecord>('identity_uses')

  return {
    find: (workspaceId: WorkspaceId, id: ContactId): Promise<ContactRecord | null> =>
      contacts.findOne({ workspaceId, _id: id }),

    findByExternalId: (workspaceId: WorkspaceId, externalId: string): Promise<ContactRecord | null> =>
      contacts.findOne({ workspaceId, externalId }),

    /** False when somebody of that id is there already: of two who make him at once one wins. */
    async insert(record: ContactRecord): Promise<boolean> {
      try {
        await contacts.insertOne({ ...record, ...derived(record) })
        return true
      } catch (error) {
        if (!isDuplicateKey(error)) throw error
        return false
      }
    },

    /** `record` with `changes`, if he is still what he was; null when somebody else changed him first. */
    replace: (record: ContactRecord, changes: Partial<ContactRecord>): Promise<ContactRecord | null> => {
      const { _id, workspaceId, version } = record
      const $set = { ...changes, ...derived({ ...record, ...changes }), version: (version ?? 0) + 1 }
      const filter = { workspaceId, _id, version: version ?? { $exists: false } }
      return contacts.findOneAndUpdate(filter, withoutNone($set), { returnDocument: 'after' })
    },

    /** The person is nobody any more: whoever proves to be him again is another contact. */
    async erase(workspaceId: WorkspaceId, id: ContactId): Promise<void> {
      const empty = { attributes: {}, fields: {}, tags: [], note: '', signed: [], merges: [] }
      const $set = { externalId: erasedId(id), ...empty, ...NOWHERE, mergedInto: null }
      const $unset = {
        name: '',
        email: '',
        phone: '',
        avatar: '',
        company: '',
        locale: '',
        merging: '',
        mergingAt: '',
      } as const
      await contacts.updateOne({ workspaceId, _id: id }, { $set, $unset, $inc: { version: 1 } })
    },

    async noteSeen(workspaceId: WorkspaceId, id: ContactId, seenAt: Date): Promise<void> {
      await contacts.updateOne({ workspaceId, _id: id }, { $set: { seenAt } })
    },

    async noteProved(workspaceId: WorkspaceId, id: ContactId, at: Date): Promise<void> {
      await contacts.updateOne({ workspaceId, _id: id }, { $set: { provedAt: at, seenAt: at } })
    },

    /** Whom rows of an import may mean; at most `limit`. */
    listMeant: (workspaceId: WorkspaceId, meant: Condition, limit: number): Promise<ContactRecord[]> =>
      contacts
        .find({ workspaceId, ...meant })
        .limit(limit)
        .toArray(),

    /** Those who were merged into `id`: no contact takes in more. */
    listMerged: (workspaceId: WorkspaceId, id: ContactId): Promise<ContactRecord[]> =>
      contacts.find({ workspaceId, mergedInto: id }).limit(LIMITS.contactVisitors).toArray(),

    ...alikeIn(contacts),

    list: (filter: Condition, sort: Record<string, 1 | -1>, limit: number): Promise<ContactRecord[]> =>
      contacts.find(filter).sort(sort).limit(limit).toArray(),

    search: (filter: Condition, limit: number): Promise<ContactRecord[]> =>
      contacts.find(filter).limit(limit).toArray(),

    ...keysIn(db),

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

/** Contacts that are looked at for what they are to each other, and for what was left. */
function alikeIn(contacts: Collection<ContactRecord>) {
  return {
    /** Who has one of these `likeness`es. */
    listAlike: (workspaceId: WorkspaceId, keys: readonly string[], limit: number): Promise<ContactRecord[]> =>
      contacts
        .find({ workspaceId, likeness: { $in: [...keys] } })
        .limit(limit)
        .toArray(),

    /** Merges that began before `since` and are not through, of all workspaces. */
    listMerging: (since: Date, limit: number): Promise<ContactRecord[]> =>
      contacts
        .find({ mergingAt: { $lt: since } })
        .limit(limit)
        .toArray(),

    /** Those whom a list of now does not know, of all workspaces. */
    listUnlisted: (limit: number): Promise<ContactRecord[]> => contacts.find({ shape: null }).limit(limit).toArray(),
  }
}

function keysIn(db: Database) {
  const keys = db.collection<IdentityKeyRecord>('identity_keys')
  return {
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
  }
}

/** An update that takes away what became undefined. */
function withoutNone(changes: Partial<ContactRecord>) {
  const gone = Object.entries(changes).flatMap(([key, value]) => (value === undefined ? [[key, ''] as const] : []))
  const $unset = Object.fromEntries(gone) as Record<string, ''>
  return { $set: defined(changes) as Partial<ContactRecord>, ...(gone.length > 0 && { $unset }) }
}

export type ContactStore = ReturnType<typeof createContactStore>
