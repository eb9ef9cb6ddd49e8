import type { Database } from '@parley/database'
import type { Cmid, ConversationId, WorkspaceId } from '@parley/protocol'

/** A link with which one conversation may be rated once (SYNC-87). */
export type RatingLinkRecord = {
  /** Hash of the token; the token itself is stored nowhere. */
  _id: string
  workspaceId: WorkspaceId
  conversationId: ConversationId
  /** The command that the link carries: the log holds it at most once, however often the link is used. */
  cmid: Cmid
  expiresAt: Date
  /** For the page: the log is the judge. */
  usedAt: Date | null
}

export const ratingLinkIndexes = [
  { name: 'tenant', key: { workspaceId: 1, _id: 1 } },
  { name: 'end', key: { expiresAt: 1 }, expireAfterSeconds: 0 },
]

export function createRatingStore(db: Database) {
  const links = db.collection<RatingLinkRecord>('rating_links')
  return {
    async insert(record: RatingLinkRecord): Promise<void> {
      await links.insertOne(record)
    },

    /** One that is still good for its time. */
    find: (workspaceId: WorkspaceId, hash: string, now: Date): Promise<RatingLinkRecord | null> =>
      links.findOne({ workspaceId, _id: hash, expiresAt: { $gt: now } }),

    async markUsed({ workspaceId, _id }: RatingLinkRecord, usedAt: Date): Promise<void> {
      await links.updateOne({ workspaceId, _id }, { $set: { usedAt } })
    },
  }
}
export type RatingStore = ReturnType<typeof createRatingStore>
