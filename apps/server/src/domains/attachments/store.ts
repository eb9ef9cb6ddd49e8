import type { Database } from '@parley/database'
import type { AttachmentId, ConversationId, WorkspaceId } from '@parley/protocol'
import type { AttachmentRecord } from './model.ts'

/** Orphans removed in one go. */
const AT_ONCE = 200

export const attachmentIndexes = [
  // Orphans of all tenants, the oldest first.
  { name: 'orphans', key: { createdAt: 1 }, partialFilterExpression: { bound: null } },
  {
    name: 'unsent',
    key: { workspaceId: 1, 'uploader.id': 1 },
    partialFilterExpression: { bound: null },
  },
  { name: 'conversation', key: { workspaceId: 1, conversationId: 1, _id: 1 } },
]

type Place = { workspaceId: WorkspaceId; conversationId: ConversationId; ids: readonly AttachmentId[] }

export function createAttachmentStore(db: Database) {
  const attachments = db.collection<AttachmentRecord>('attachments')
  return {
    find: (workspaceId: WorkspaceId, id: AttachmentId): Promise<AttachmentRecord | null> =>
      attachments.findOne({ workspaceId, _id: id }),

    /** Those of `ids` that belong to the conversation. */
    listOf: ({ workspaceId, conversationId, ids }: Place): Promise<AttachmentRecord[]> =>
      attachments
        .find({ workspaceId, conversationId, _id: { $in: [...ids] } })
        .limit(ids.length)
        .toArray(),

    /** Uploads of somebody that no message names yet, counted up to `most`. */
    countUnsent: (workspaceId: WorkspaceId, uploaderId: string, most: number): Promise<number> =>
      attachments.countDocuments({ workspaceId, 'uploader.id': uploaderId, bound: null }, { limit: most }),

    async insert(record: AttachmentRecord): Promise<void> {
      await attachments.insertOne(record)
    },

    /** Binds it, unless another command has; true when it is bound to this one now. */
    async bind(
      { workspaceId, _id }: AttachmentRecord,
      bound: NonNullable<AttachmentRecord['bound']>,
    ): Promise<boolean> {
      const { matchedCount } = await attachments.updateOne({ workspaceId, _id, bound: null }, { $set: { bound } })
      if (matchedCount === 1) return true
      return (await attachments.findOne({ workspaceId, _id }))?.bound?.cmid === bound.cmid
    },

    /** Uploads of all tenants that no message has named by `before`. */
    listOrphans: (before: Date): Promise<AttachmentRecord[]> =>
      attachments
        .find({ bound: null, createdAt: { $lt: before } })
        .sort({ createdAt: 1 })
        .limit(AT_ONCE)
        .toArray(),

    /** Removes an orphan, unless a message has named it meanwhile. */
    async removeOrphan({ workspaceId, _id }: AttachmentRecord): Promise<boolean> {
      const { deletedCount } = await attachments.deleteOne({ workspaceId, _id, bound: null })
      return deletedCount === 1
    },
  }
}
export type AttachmentStore = ReturnType<typeof createAttachmentStore>
