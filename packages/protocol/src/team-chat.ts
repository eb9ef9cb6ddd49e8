import * as z from 'zod'
import { ConversationRow } from './conversation.ts'
import { endpoint } from './endpoint.ts'
import { AgentId, CreateKey } from './ids.ts'
import { ROUTES } from './routes.ts'
import { Timestamp } from './time.ts'

/** Who may take part in one chat; as many watermarks are told of a conversation. */
export const TEAM_MEMBERS = 50

/** What a group may be called. */
export const TeamChatName = z.string().trim().min(1).max(80)

export const teamChatEndpoints = {
  listTeamChats: endpoint(ROUTES.listTeamChats, {
    summary: 'The chats between agents that the agent takes part in, the most recently changed first',
    response: z.strictObject({
      rows: z.array(ConversationRow.extend({ unread: z.int().min(0) })),
      /** The list key whose rows these are, and where its subscription begins (SYNC-41). */
      key: z.string(),
      at: Timestamp,
      /** There are more than are given. */
      truncated: z.boolean(),
    }),
    errors: [],
  }),
  beginTeamChat: endpoint(ROUTES.beginTeamChat, {
    summary: 'Begin a chat with colleagues; with one of them, and no name, it is the same one each time',
    body: z.strictObject({
      /** The intent: the same key is the same group. */
      key: CreateKey,
      /** Colleagues; whoever asks takes part besides. */
      memberIds: z
        .array(AgentId)
        .min(1)
        .max(TEAM_MEMBERS - 1),
      /** Makes it a group. */
      name: TeamChatName.optional(),
    }),
    response: z.strictObject({ row: ConversationRow }),
    errors: ['agent_not_found', 'conversation_not_found', 'invalid_request'],
  }),
}
