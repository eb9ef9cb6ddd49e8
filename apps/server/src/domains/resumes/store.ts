import type { Database } from '@parley/database'
import type { ConversationId, SiteId, VisitorId, WorkspaceId } from '@parley/protocol'
import type { VisitorPrincipal } from '../../lib/principal.ts'

/** A link with which one browser may continue one conversation (SYNC-87). */
export type ResumeLinkRecord = {
  /** Hash of the token; the token itself is stored nowhere. */
  _id: string
  workspaceId: WorkspaceId
  /** Whose pages it continues on. */
  siteId: SiteId
  conversationId: ConversationId
  expiresAt: Date
  /** The first browser that used it, and the only one. */
  usedBy: VisitorId | null
}

export const resumeLinkIndexes = [
  { name: 'tenant', key: { workspaceId: 1, _id: 1 } },
  { name: 'end', key: { expiresAt: 1 }, expireAfterSeconds: 0 },
]

export function createResumeStore(db: Database) {
  const links = db.collection<ResumeLinkRecord>('resume_links')
  return {
    async insert(record: ResumeLinkRecord): Promise<void> {
      await links.insertOne(record)
    },

    /** The link, now `by`'s; null when it is over, of another site or another browser's. Two at once: the store decides. */
    claim: (
      hash: string,
      { workspaceId, siteId, visitorId }: VisitorPrincipal,
      now: Date,
    ): Promise<ResumeLinkRecord | null> =>
      links.findOneAndUpdate(
        { workspaceId, _id: hash, siteId, expiresAt: { $gt: now }, usedBy: { $in: [null, visitorId] } },
        { $set: { usedBy: visitorId } },
        { returnDocument: 'after' },
      ),
  }
}
export type ResumeStore = ReturnType<typeof createResumeStore>
