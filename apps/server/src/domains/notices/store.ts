import { type Database, isDuplicateKey, writeFailuresOf } from '@parley/database'
import type { AgentId, ConversationId, NoticeId, NoticeKind, WorkspaceId } from '@parley/protocol'
import type { NoticeRecord } from './model.ts'

export const noticeIndexes = [
  { key: { workspaceId: 1, agentId: 1, _id: -1 } },
  { key: { workspaceId: 1, agentId: 1, isRead: 1, conversationId: 1 } },
  { key: { workspaceId: 1, conversationId: 1, kind: 1 } },
  { name: 'end', key: { expiresAt: 1 }, expireAfterSeconds: 0 },
] as const

/** Kept of one agent; what is older goes. */
const MOST = 500
/** So many new ones of an agent are written before what is too much is looked for. */
const LOOK_EVERY = 50
/** Unread ones are counted so far. */
const COUNTED = 100

type Mine = { workspaceId: WorkspaceId; agentId: AgentId }
const idOf = ({ workspaceId, agentId }: Mine) => ({ workspaceId, agentId })

export function createNoticeStore(db: Database) {
  const notices = db.collection<NoticeRecord>('notices')
  const written = new Map<AgentId, number>()

  /** Gives the places of those that were there already. */
  async function insertAll(records: readonly NoticeRecord[]): Promise<Set<number>> {
    if (records.length === 0) return new Set()
    try {
      await notices.insertMany(records, { ordered: false })
      return new Set()
    } catch (error) {
      if (!isDuplicateKey(error)) throw error
      return new Set(writeFailuresOf(error)?.map(({ index }) => index))
    }
  }

  async function trim({ workspaceId, agentId }: Mine): Promise<void> {
    const count = (written.get(agentId) ?? 0) + 1
    written.set(agentId, count % LOOK_EVERY)
    if (count < LOOK_EVERY) return
    const [oldest] = await notices
      .find({ workspaceId, agentId })
      .sort({ _id: -1 })
      .skip(MOST - 1)
      .limit(1)
      .toArray()
    if (oldest) await notices.deleteMany({ workspaceId, agentId, _id: { $lt: oldest._id } })
  }

  return {
    /** Those that were not there yet. */
    async insert(records: readonly NoticeRecord[]): Promise<NoticeRecord[]> {
      const had = await insertAll(records)
      const fresh = records.filter((_, index) => !had.has(index))
      for (const record of fresh) await trim(record)
      return fresh
    },

    /** Of several messages of one conversation the newest is told: the unread ones before it go. */
    async replace({ workspaceId, agentId, conversationId, kind, _id }: NoticeRecord): Promise<void> {
      await notices.deleteMany({ workspaceId, agentId, isRead: false, conversationId, kind, _id: { $lt: _id } })
    },

    /** The older ones first go when a page is full; `before` is the last one of the page before. */
    list: (mine: Mine, before: NoticeId | undefined, limit: number): Promise<NoticeRecord[]> =>
      notices
        .find({ ...idOf(mine), ...(before && { _id: { $lt: before } }) })
        .sort({ _id: -1 })
        .limit(limit)
        .toArray(),

    unread: (mine: Mine): Promise<number> =>
      notices.countDocuments({ ...idOf(mine), isRead: false }, { limit: COUNTED }),

    async mark(
      mine: Mine,
      which: { ids?: readonly NoticeId[] | undefined; conversationId?: ConversationId | undefined },
      isRead: boolean,
    ): Promise<void> {
      const { ids, conversationId } = which
      const named = { ...(ids && { _id: { $in: [...ids] } }), ...(conversationId && { conversationId }) }
      await notices.updateMany({ ...idOf(mine), isRead: !isRead, ...named }, { $set: { isRead } })
    },

    /** What nobody needs to act on any more is read, whoever was told of it. Gives whose it was, at most 100. */
    async settle(workspaceId: WorkspaceId, conversationId: ConversationId, kind: NoticeKind): Promise<AgentId[]> {
      const open = { workspaceId, conversationId, kind, isRead: false }
      const found = await notices.find(open).limit(COUNTED).toArray()
      if (found.length > 0) await notices.updateMany(open, { $set: { isRead: true } })
      return found.map(({ agentId }) => agentId)
    },

    async clear(mine: Mine): Promise<void> {
      await notices.deleteMany(idOf(mine))
    },
  }
}
