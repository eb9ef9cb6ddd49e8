import type { Collection, Database } from '@parley/database'
import type { AttachmentId, CannedResponseId, ConversationId, WorkspaceId } from '@parley/protocol'
import type { AttachmentRecord, BoundToMessage } from './model.ts'

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
  // Bound files of all tenants whose message was not looked for yet.
  { name: 'unproven', key: { unprovenSince: 1 }, partialFilterExpression: { unprovenSince: { $exists: true } } },
  { name: 'conversation', key: { workspaceId: 1, conversationId: 1, _id: 1 } },
]

export type Place = { workspaceId: WorkspaceId; conversationId: ConversationId; ids: readonly AttachmentId[] }

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

    /** Binds it, unless another command has, in the conversation that it names; true when it is bound to this one now. */
    async bind(
      { workspaceId, conversationId, _id }: AttachmentRecord,
      bound: BoundToMessage,
      now: Date,
    ): Promise<boolean> {
      const $set = { conversationId, bound, unprovenSince: now }
      const { matchedCount } = await attachments.updateOne({ workspaceId, _id, bound: null }, { $set })
      if (matchedCount === 1) return true
      const found = await attachments.findOne({ workspaceId, _id })
      if (!found?.bound || !('cmid' in found.bound) || found.bound.cmid !== bound.cmid) return false
      if (!found.unprovenSince) return true
      // The sweep may be removing it: whoever comes second finds it changed, or gone.
      const again = await attachments.updateOne({ workspaceId, _id }, { $set: { conversationId, unprovenSince: now } })
      return again.matchedCount === 1
    },

    /** Files of all tenants that were bound before `before`, by commands that may never have reached the log. */
    listUnproven: (before: Date): Promise<AttachmentRecord[]> =>
      attachments
        .find({ unprovenSince: { $lt: before } })
        .sort({ unprovenSince: 1 })
        .limit(AT_ONCE)
        .toArray(),

    /** Its message is in the log: it stays. */
    async prove({ workspaceId, _id }: AttachmentRecord): Promise<void> {
      await attachments.updateOne({ workspaceId, _id }, { $unset: { unprovenSince: '' } })
    },

    /** Removes a file whose message never came, unless it was bound again meanwhile. */
    async removeUnproven({ workspaceId, _id, unprovenSince }: AttachmentRecord): Promise<boolean> {
      if (!unprovenSince) return false
      return (await attachments.deleteOne({ workspaceId, _id, unprovenSince })).deletedCount === 1
    },

    ...listsOf(attachments),

    async remove({ workspaceId, _id }: AttachmentRecord): Promise<void> {
      await attachments.deleteOne({ workspaceId, _id })
    },

    /** Uploads of all tenants that no message has named by `before`. */
    listOrphans: (before: Date): Promise<AttachmentRecord[]> =>
      attachments
        .find({ bound: null, createdAt: { $lt: before } })
        .sort({ createdAt: 1 })
        .limit(AT_ONCE)
        .toArray(),

    ...{ hold: holdingIn(attachments), ofCanned: cannedIn(attachments) },

    /** Removes an orphan, unless a message has named it meanwhile. */
    async removeOrphan({ workspaceId, _id }: AttachmentRecord): Promise<boolean> {
      const { deletedCount } = await attachments.deleteOne({ workspaceId, _id, bound: null })
      return deletedCount === 1
    },
  }
}
export type AttachmentStore = ReturnType<typeof createAttachmentStore>

/** Files of conversations, in the order in which they were uploaded. */
function listsOf(attachments: Collection<AttachmentRecord>) {
  return {
    /** Some of the files of a conversation. */
    listAll: (
      workspaceId: WorkspaceId,
      conversationId: ConversationId,
      after: AttachmentId | null = null,
    ): Promise<AttachmentRecord[]> =>
      attachments
        .find({ workspaceId, conversationId, ...(after && { _id: { $gt: after } }) })
        .sort({ _id: 1 })
        .limit(AT_ONCE)
        .toArray(),

    /** The newest files of these conversations that were uploaded before `before`. */
    newestOf: (
      workspaceId: WorkspaceId,
      ids: readonly ConversationId[],
      { before, limit }: { before: AttachmentId | null; limit: number },
    ): Promise<AttachmentRecord[]> =>
      attachments
        .find({ workspaceId, conversationId: { $in: [...ids] }, ...(before && { _id: { $lt: before } }) })
        .sort({ _id: -1 })
        .limit(limit)
        .toArray(),

    countAll: (workspaceId: WorkspaceId, ids: readonly ConversationId[]): Promise<number> =>
      attachments.countDocuments({ workspaceId, conversationId: { $in: [...ids] } }),
  }
}

/** Files that a message is to name later: the day of an orphan begins then. Those that are not there, or named, stay out. */
function holdingIn(attachments: Collection<AttachmentRecord>) {
  return async (place: Place, uploaderId: string, until: Date): Promise<AttachmentRecord[]> => {
    const { workspaceId, conversationId, ids } = place
    const mine = { workspaceId, conversationId, _id: { $in: [...ids] }, 'uploader.id': uploaderId, bound: null }
    await attachments.updateMany(mine, { $max: { createdAt: until } })
    return attachments.find(mine).limit(ids.length).toArray()
  }
}

type OfCanned = { workspaceId: WorkspaceId; canned: CannedResponseId; ids: readonly AttachmentId[] }

/** Files of canned responses. */
function cannedIn(attachments: Collection<AttachmentRecord>) {
  return {
    list: ({ workspaceId, canned, ids }: OfCanned): Promise<AttachmentRecord[]> =>
      attachments
        .find({ workspaceId, _id: { $in: [...ids] }, 'bound.canned': canned })
        .limit(ids.length)
        .toArray(),

    listById: (workspaceId: WorkspaceId, ids: readonly AttachmentId[]): Promise<AttachmentRecord[]> =>
      attachments
        .find({ workspaceId, _id: { $in: [...ids] } })
        .limit(ids.length)
        .toArray(),

    /** Binds it to a canned response, unless something else was faster. A day after `now` it is looked at once. */
    async bind({ workspaceId, _id, bound }: AttachmentRecord, canned: CannedResponseId, now: Date): Promise<boolean> {
      const before = bound && 'canned' in bound ? { 'bound.canned': bound.canned } : { bound: null }
      const $set = { conversationId: null, bound: { canned }, unprovenSince: now }
      return (await attachments.updateOne({ workspaceId, _id, ...before }, { $set })).matchedCount === 1
    },

    /** Looked at a day after `at`: whatever it does not name then goes. */
    async doubt({ workspaceId, canned, ids }: OfCanned, at: Date): Promise<void> {
      const mine = { workspaceId, _id: { $in: [...ids] }, 'bound.canned': canned }
      await attachments.updateMany(mine, { $set: { unprovenSince: at } })
    },
  }
}
