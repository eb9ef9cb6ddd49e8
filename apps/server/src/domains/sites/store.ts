import { type Database, isDuplicateKey } from '@parley/database'
import type { SiteId, SiteOptions, WorkspaceId } from '@parley/protocol'
import { AppError } from '../../errors/app-error.ts'
import type { SiteRecord } from './model.ts'

/** Sites a workspace may have. */
const MOST = 500

export const siteIndexes = [{ name: 'workspace', key: { workspaceId: 1, _id: 1 } }]

/** Which tenant a public key belongs to: the script tag names no workspace. */
type SiteKeyRecord = { _id: string; workspaceId: WorkspaceId; siteId: SiteId }

export function createSiteStore(db: Database) {
  const sites = db.collection<SiteRecord>('sites')
  const keys = db.collection<SiteKeyRecord>('site_keys')
  const find = (workspaceId: WorkspaceId, id: SiteId) => sites.findOne({ workspaceId, _id: id })

  return {
    find,

    async findByKey(key: string): Promise<SiteRecord | null> {
      const known = await keys.findOne({ _id: key })
      return known && find(known.workspaceId, known.siteId)
    },

    /** The oldest first. */
    list: (workspaceId: WorkspaceId): Promise<SiteRecord[]> =>
      sites.find({ workspaceId }).sort({ _id: 1 }).limit(MOST).toArray(),

    /** The key first, because it is what two may want. Throws `key_taken`. */
    async insert(record: SiteRecord): Promise<void> {
      try {
        await keys.insertOne({ _id: record.key, workspaceId: record.workspaceId, siteId: record._id })
      } catch (error) {
        throw isDuplicateKey(error) ? keyTaken(error) : error
      }
      await sites.insertOne(record)
    },

    /**
     * `sections` are replaced one by one: two people may save two pages of the settings at once. With `seen`, null when it was
     * changed since.
     */
    update(
      { workspaceId, _id }: Pick<SiteRecord, 'workspaceId' | '_id'>,
      changes: Partial<Omit<SiteRecord, '_id' | 'workspaceId' | 'key' | 'options' | 'changes'>>,
      sections: Partial<SiteOptions>,
      seen?: Pick<SiteRecord, 'changes'>,
    ) {
      const each = Object.entries(sections).map(([name, section]) => [`options.${name}`, section])
      const set = { ...changes, ...Object.fromEntries(each) }
      const filter = { workspaceId, _id, ...(seen && { changes: seen.changes ?? { $exists: false } }) }
      return sites.findOneAndUpdate(filter, { $set: set, $inc: { changes: 1 } }, { returnDocument: 'after' })
    },
  }
}
export type SiteStore = ReturnType<typeof createSiteStore>

function keyTaken(cause: unknown): AppError {
  return new AppError('key_taken', 'Another site has this key.', {}, cause)
}
