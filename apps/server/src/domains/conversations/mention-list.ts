import { mentionOf } from '@parley/protocol/reduce'
import type { AgentPrincipal } from '../../lib/principal.ts'
import { mayRead } from './access.ts'
import type { ConversationStore } from './conversation-store.ts'
import type { Marks } from './marks.ts'
import type { ConversationRecord } from './model.ts'

type Deps = { conversations: Pick<ConversationStore, 'walk'>; marks: Pick<Marks, 'readOf'> }

/** The newest conversations with a mention that are looked at for the count. */
const COUNTED = 200
const EPOCH = new Date(0)

/** What an agent is mentioned in, and has not read. */
export function createMentionList({ conversations, marks }: Deps) {
  const isMentioned = (agent: AgentPrincipal) => (record: ConversationRecord) =>
    !record.movedTo && mentionOf(record.notedTo ?? [], agent.agentId) > 0

  async function readOf(agent: AgentPrincipal, records: readonly ConversationRecord[]) {
    const his = records.filter(isMentioned(agent))
    return his.length > 0 ? marks.readOf(his, agent) : new Map<string, number>()
  }

  return {
    /** How far the agent read, for rows of `records` that mention him. */
    async readOf(agent: AgentPrincipal, records: readonly ConversationRecord[]) {
      const found = await readOf(agent, records)
      return ({ _id }: ConversationRecord): { read?: number } => {
        const read = found.get(_id)
        return read === undefined ? {} : { read }
      }
    },

    /** In how many conversations, of the newest, a mention is unread. */
    async countUnread(agent: AgentPrincipal): Promise<number> {
      const { workspaceId, agentId: mentioned } = agent
      const filter = { workspaceId, mentioned, updatedAt: { $gt: EPOCH } }
      const walk = { filter, by: 'updatedAt', isRising: false, after: null, limit: COUNTED } as const
      const found = await conversations.walk(walk)
      const records = found.filter((record) => mayRead(agent, record) && !record.movedTo)
      const read = await readOf(agent, records)
      return records.filter(({ _id, notedTo = [] }) => mentionOf(notedTo, agent.agentId) > (read.get(_id) ?? 0)).length
    },
  }
}
