import { type Database, isDuplicateKey } from '@parley/database'
import type { ConversationId, NoticeId, NoticeKind } from '@parley/protocol'
import type { AgentPrincipal } from '../../lib/principal.ts'
import type { PushRecord } from './model.ts'
import type { Mine } from './store.ts'

export const pushIndexes = [
  { key: { dueAt: 1 } },
  { key: { workspaceId: 1, conversationId: 1, agentId: 1, kind: 1 } },
  { key: { workspaceId: 1, agentId: 1 } },
  { name: 'end', key: { expiresAt: 1 }, expireAfterSeconds: 0 },
] as const

/** Which of what is due to an agent; nothing named is all of it. */
export type Which = { ids?: readonly NoticeId[]; conversationId?: ConversationId; kind?: NoticeKind }

export function createPushStore(db: Database) {
  const pushes = db.collection<PushRecord>('agent_pushes')
  return {
    /** Those that were told of before stay as they are. */
    async insert(records: readonly PushRecord[]): Promise<void> {
      try {
        if (records.length > 0) await pushes.insertMany(records, { ordered: false })
      } catch (error) {
        if (!isDuplicateKey(error)) throw error
      }
    },

    /** Of all workspaces: the clock asks for it. */
    listDue: (now: Date, limit: number): Promise<PushRecord[]> =>
      pushes
        .find({ dueAt: { $lte: now } })
        .sort({ dueAt: 1 })
        .limit(limit)
        .toArray(),

    /** Whoever has it sends it; another instance gets null. It is due again at `until`, should this one die. */
    claim: ({ _id, workspaceId, agentId, dueAt }: PushRecord, until: Date): Promise<PushRecord | null> =>
      pushes.findOneAndUpdate(
        { _id, workspaceId, agentId, dueAt },
        { $set: { dueAt: until }, $inc: { tries: 1 } },
        { returnDocument: 'after' },
      ),

    /** `dueAt` null: there is nothing more to do. What was settled meanwhile stays so. */
    async finish(
      { _id, workspaceId, agentId, dueAt: claimed }: PushRecord,
      next: Pick<PushRecord, 'dueAt' | 'left'>,
    ): Promise<void> {
      await pushes.updateOne({ _id, workspaceId, agentId, dueAt: claimed }, { $set: next })
    },

    /** A window rang to nobody: what was sent to no device yet waits until then, and not for the devices of that sign-in. */
    async postpone(
      { workspaceId, agentId, sessionId }: Pick<AgentPrincipal, 'workspaceId' | 'agentId' | 'sessionId'>,
      { conversationId, kind }: Required<Pick<Which, 'conversationId' | 'kind'>>,
      until: Date,
    ): Promise<void> {
      await pushes.updateMany(
        { workspaceId, agentId, conversationId, kind, dueAt: { $ne: null }, tries: 0 },
        { $set: { dueAt: until }, $addToSet: { toldIn: sessionId } },
      )
    },

    /** These need not be told any more; without an agent nobody needs to be. */
    async settle({ workspaceId, agentId }: Pick<Mine, 'workspaceId'> & Partial<Mine>, which: Which): Promise<void> {
      const { ids, conversationId, kind } = which
      const named = {
        ...(agentId && { agentId }),
        ...(ids && { _id: { $in: [...ids] } }),
        ...(conversationId && { conversationId }),
        ...(kind && { kind }),
      }
      await pushes.updateMany({ workspaceId, ...named, dueAt: { $ne: null } }, { $set: { dueAt: null } })
    },
  }
}
export type PushStore = ReturnType<typeof createPushStore>
