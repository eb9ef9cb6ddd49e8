import type { Database } from '@parley/database'
import type { AgentId, SessionId, WorkspaceId } from '@parley/protocol'

/** One sign-in: a family of refresh tokens, of which the newest is good (S5). */
export type SessionRecord = {
  _id: SessionId
  workspaceId: WorkspaceId
  agentId: AgentId
  /** 256 random bits that the tokens of this family are derived from, together with the server's secret. */
  seed: string
  /** Which token of the family is the newest; its predecessor is good for the same client until `graceUntil`. */
  generation: number
  graceUntil: Date
  /** SHA-256 of the client's User-Agent: the grace is for the same client. */
  client: string
  /** For people. */
  browser: string
  createdAt: Date
  usedAt: Date
  expiresAt: Date
}

/** Sessions of one agent that are kept; signing in beyond it ends the oldest. */
export const MOST_SESSIONS = 50

export const sessionIndexes = [
  { name: 'agent', key: { workspaceId: 1, agentId: 1, usedAt: 1 } },
  { name: 'expiry', key: { expiresAt: 1 }, expireAfterSeconds: 0 },
]

export function createSessionStore(db: Database) {
  const sessions = db.collection<SessionRecord>('sessions')
  return {
    find: (workspaceId: WorkspaceId, id: SessionId): Promise<SessionRecord | null> =>
      sessions.findOne({ workspaceId, _id: id }),

    async insert(record: SessionRecord): Promise<void> {
      await sessions.insertOne(record)
    },

    /** The most recently used first. */
    list: (workspaceId: WorkspaceId, agentId: AgentId): Promise<SessionRecord[]> =>
      sessions
        .find({ workspaceId, agentId })
        .sort({ usedAt: -1 })
        .limit(MOST_SESSIONS + 10)
        .toArray(),

    /** Makes the next generation the newest; false when somebody else did meanwhile. */
    async rotate(before: SessionRecord, next: Pick<SessionRecord, 'usedAt' | 'graceUntil' | 'expiresAt'>) {
      const { workspaceId, _id, generation } = before
      const { modifiedCount } = await sessions.updateOne(
        { workspaceId, _id, generation },
        { $set: { ...next, generation: generation + 1 } },
      )
      return modifiedCount === 1
    },

    /** Ends one session of the agent; false when it is not his or gone. */
    async remove(workspaceId: WorkspaceId, agentId: AgentId, id: SessionId): Promise<boolean> {
      const { deletedCount } = await sessions.deleteOne({ workspaceId, _id: id, agentId })
      return deletedCount === 1
    },

    async removeAll(workspaceId: WorkspaceId, agentId: AgentId, except?: string): Promise<void> {
      const others = except === undefined ? {} : { _id: { $ne: except as SessionId } }
      await sessions.deleteMany({ workspaceId, agentId, ...others })
    },
  }
}
export type SessionStore = ReturnType<typeof createSessionStore>
