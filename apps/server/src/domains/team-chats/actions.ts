import { createHash } from 'node:crypto'
import {
  type AgentId,
  type ConversationId,
  CreateKey,
  KEY_RANDOM_BYTES,
  timeOrdered,
  type WorkspaceId,
} from '@parley/protocol'
import { AppError } from '../../errors/app-error.ts'
import { conversationIdOf, directIdOf } from '../../lib/new-id.ts'
import type { AgentPrincipal } from '../../lib/principal.ts'
import type { AgentRecord } from '../agents/index.ts'
import type { ConversationRecord, Conversations } from '../conversations/index.ts'

export type TeamChatDeps = {
  conversations: Pick<Conversations, 'team' | 'gate'>
  agents: { list(workspaceId: WorkspaceId): Promise<AgentRecord[]> }
}
type Wanted = { key: CreateKey; memberIds: readonly AgentId[]; name?: string | undefined }

/** Chats between agents: begun here, and then conversations as all others, for those who take part alone. */
export function createTeamChatActions({ conversations, agents }: TeamChatDeps) {
  /** Those named and the one who asks, by name. Throws `agent_not_found`. */
  async function membersFor({ workspaceId, agentId }: AgentPrincipal, ids: readonly AgentId[]) {
    const active = (await agents.list(workspaceId)).filter(({ state }) => state === 'active')
    const found = [...new Set([agentId, ...ids])].map((id) => active.find(({ _id }) => _id === id))
    return found.map((agent) => {
      if (!agent) throw new AppError('agent_not_found', 'There is no such colleague who may sign in.')
      return { type: 'agent' as const, id: agent._id, name: agent.name }
    })
  }

  return {
    list: conversations.team.list,

    /** Throws `agent_not_found`, `conversation_not_found`, and `invalid_request` for a chat with oneself. */
    async begin(by: AgentPrincipal, { key, memberIds, name: called }: Wanted): Promise<ConversationRecord> {
      const { workspaceId } = by
      const name = called ?? null
      const members = await membersFor(by, memberIds)
      const [first, second] = members
      if (!second || !first) throw new AppError('invalid_request', 'A chat is with somebody else.')
      const isDirect = members.length === 2 && name === null
      const createKey = isDirect ? keyOfPair(first.id, second.id) : key
      const id: ConversationId = (isDirect ? directIdOf : conversationIdOf)(workspaceId, createKey)
      await conversations.team.begin({ workspaceId, id, createKey, team: { isDirect, name, members } })
      // Under a group's key there may be somebody else's, a chat that he has left since, or no chat at all.
      const chat = await conversations.gate(by, id)
      if (chat.team?.isDirect !== isDirect)
        throw new AppError('conversation_not_found', 'This key is of another conversation.')
      return chat
    },
  }
}
export type TeamChatActions = ReturnType<typeof createTeamChatActions>

const TIME_LENGTH = 10

/** The same for two agents, whichever of them asks: their chat is found again. */
export function keyOfPair(a: AgentId, b: AgentId): CreateKey {
  const pair = [a, b].sort()
  const hash = createHash('sha256').update(pair.join('\n')).digest()
  const random = timeOrdered(0, hash.subarray(0, KEY_RANDOM_BYTES)).slice(TIME_LENGTH)
  return CreateKey.parse(`${pair[0]?.slice('agt_'.length, 'agt_'.length + TIME_LENGTH)}${random}`)
}
