import type { Database } from '@parley/database'
import type { LogoId, SiteId, WorkspaceId } from '@parley/protocol'

export const logoIndexes = [{ name: 'site', key: { workspaceId: 1, siteId: 1, _id: 1 } }]

/**
 * A logo's own document, and no file beside messages' files: it has a few kB, is in every backup with the site that
 * names it, and every instance has it.
 */
export type LogoRecord = {
  _id: LogoId
  workspaceId: WorkspaceId
  siteId: SiteId
  /** WebP, in base64. */
  webp: string
  createdAt: Date
}
type Place = Pick<LogoRecord, '_id' | 'workspaceId' | 'siteId'>

export function createLogoStore(db: Database) {
  const logos = db.collection<LogoRecord>('logos')
  return {
    find: ({ _id, workspaceId, siteId }: Place): Promise<LogoRecord | null> =>
      logos.findOne({ workspaceId, siteId, _id }),

    async insert(record: LogoRecord): Promise<void> {
      await logos.insertOne(record)
    },

    async remove({ _id, workspaceId, siteId }: Place): Promise<void> {
      await logos.deleteOne({ workspaceId, siteId, _id })
    },
  }
}
export type LogoStore = ReturnType<typeof createLogoStore>
