import { type Database, isDuplicateKey } from '@parley/database'
import type { AgentId, AgentPreferences, ConversationId, WorkspaceId } from '@parley/protocol'
import { AppError } from '../../errors/app-error.ts'
import type { AgentRecord } from './model.ts'

/** Agents a workspace may have. */
const MOST = 1_000

export const agentIndexes = [
  { name: 'email', key: { workspaceId: 1, email: 1 }, unique: true },
  { name: 'role', key: { workspaceId: 1, role: 1, state: 1 } },
  {
    name: 'link',
    key: { workspaceId: 1, 'link.hash': 1 },
    partialFilterExpression: { 'link.hash': { $exists: true } },
  },
  // The reconciler looks over all tenants (R26).
  { name: 'slots', key: { 'slots.at': 1 } },
]

type Changes = Partial<Pick<AgentRecord, 'name' | 'role' | 'state' | 'capacity' | 'passwordHash' | 'link'>>

export function createAgentStore(db: Database) {
  const agents = db.collection<AgentRecord>('agents')
  return {
    find: (workspaceId: WorkspaceId, id: AgentId): Promise<AgentRecord | null> =>
      agents.findOne({ workspaceId, _id: id }),

    findByEmail: (workspaceId: WorkspaceId, email: string): Promise<AgentRecord | null> =>
      agents.findOne({ workspaceId, email }),

    findByLink: (workspaceId: WorkspaceId, hash: string, now: Date): Promise<AgentRecord | null> =>
      agents.findOne({ workspaceId, 'link.hash': hash, 'link.expiresAt': { $gt: now } }),

    /** The oldest first. */
    list: (workspaceId: WorkspaceId): Promise<AgentRecord[]> =>
      agents.find({ workspaceId }).sort({ email: 1 }).limit(MOST).toArray(),

    countActiveOwners: (workspaceId: WorkspaceId): Promise<number> =>
      agents.countDocuments({ workspaceId, role: 'owner', state: 'active' }),

    /** Throws `email_taken`. */
    async insert(record: AgentRecord): Promise<void> {
      try {
        await agents.insertOne(record)
      } catch (error) {
        throw isDuplicateKey(error) ? emailTaken(error) : error
      }
    },

    /** The record after `changes`; null when there is none. */
    update: (workspaceId: WorkspaceId, id: AgentId, changes: Changes): Promise<AgentRecord | null> =>
      agents.findOneAndUpdate({ workspaceId, _id: id }, { $set: changes }, { returnDocument: 'after' }),

    /** Field by field, so that two devices do not overwrite what the other chose. */
    async setPreferences(workspaceId: WorkspaceId, id: AgentId, changes: Partial<AgentPreferences>): Promise<void> {
      const fields = Object.entries(changes).map(([name, value]) => [`preferences.${name}`, value])
      if (fields.length > 0) await agents.updateOne({ workspaceId, _id: id }, { $set: Object.fromEntries(fields) })
    },

    /** Uses the link up: of two who come with it one gets the record, the other null. */
    useLink: (workspaceId: WorkspaceId, use: { hash: string; now: Date; passwordHash: string }) =>
      agents.findOneAndUpdate(
        { workspaceId, 'link.hash': use.hash, 'link.expiresAt': { $gt: use.now }, state: { $ne: 'disabled' } },
        { $set: { link: null, passwordHash: use.passwordHash, state: 'active' } },
        { returnDocument: 'after' },
      ),

    /** Takes a slot unless all `capacity` are taken: the last one being there means that all are. False as well when it has this one. */
    async takeSlot(record: Pick<AgentRecord, 'workspaceId' | '_id' | 'capacity'>, slot: AgentRecord['slots'][number]) {
      const { workspaceId, _id, capacity } = record
      const last = capacity === null ? {} : { capacity, [`slots.${capacity - 1}`]: { $exists: false } }
      const { modifiedCount } = await agents.updateOne(
        { workspaceId, _id, state: 'active', 'slots.conversationId': { $ne: slot.conversationId }, ...last },
        { $push: { slots: slot } },
      )
      return modifiedCount === 1
    },

    async giveSlot(workspaceId: WorkspaceId, id: AgentId, conversationId: ConversationId): Promise<void> {
      await agents.updateOne({ workspaceId, _id: id }, { $pull: { slots: { conversationId } } })
    },

    /** Agents with a slot older than `before`, of all workspaces: for the reconciler. */
    listWithSlots: (before: Date): Promise<AgentRecord[]> =>
      agents
        .find({ 'slots.at': { $lt: before } })
        .limit(MOST)
        .toArray(),
  }
}
export type AgentStore = ReturnType<typeof createAgentStore>

function emailTaken(cause: unknown): AppError {
  return new AppError('email_taken', 'An agent with this address exists.', {}, cause)
}
