import { type Database, isDuplicateKey } from '@parley/database'
import type { ConversationId, WorkspaceId } from '@parley/protocol'
import { type DraftRecord, type DraftRef, idOf } from './model.ts'

export const draftIndexes = [
  { name: 'own', key: { workspaceId: 1, agentId: 1, isLive: 1, changedAt: -1 } },
  { name: 'conversation', key: { workspaceId: 1, conversationId: 1 } },
  { name: 'end', key: { expiresAt: 1 }, expireAfterSeconds: 0 },
] as const

type Mine = Pick<DraftRecord, 'workspaceId' | 'agentId'>
const mineOf = ({ workspaceId, agentId }: Mine) => ({ workspaceId, agentId })

export function createDraftStore(db: Database) {
  const drafts = db.collection<DraftRecord>('drafts')
  return {
    find: (ref: DraftRef): Promise<DraftRecord | null> =>
      drafts.findOne({ workspaceId: ref.workspaceId, _id: idOf(ref) }),

    list: (mine: Mine, limit: number): Promise<DraftRecord[]> =>
      drafts
        .find({ ...mineOf(mine), isLive: true })
        .sort({ changedAt: -1 })
        .limit(limit)
        .toArray(),

    count: (mine: Mine, most: number): Promise<number> =>
      drafts.countDocuments({ ...mineOf(mine), isLive: true }, { limit: most }),

    /** False when somebody was there first. */
    async put(record: DraftRecord): Promise<boolean> {
      const { _id, workspaceId, rev } = record
      if (rev > 1) {
        const { matchedCount } = await drafts.updateOne({ workspaceId, _id, rev: rev - 1 }, { $set: contentOf(record) })
        return matchedCount === 1
      }
      try {
        await drafts.insertOne(record)
        return true
      } catch (error) {
        if (isDuplicateKey(error)) return false
        throw error
      }
    },

    async removeOf(workspaceId: WorkspaceId, conversationId: ConversationId): Promise<DraftRecord[]> {
      const found = await drafts.find({ workspaceId, conversationId }).limit(1_000).toArray()
      await drafts.deleteMany({ workspaceId, conversationId })
      return found
    },
  }
}
export type DraftStore = ReturnType<typeof createDraftStore>

function contentOf({ text, files, rev, changedAt, others, isLive, expiresAt }: DraftRecord) {
  return { text, files, rev, changedAt, others, isLive, expiresAt }
}
