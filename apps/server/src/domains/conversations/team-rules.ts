import { type AgentId, type CommandKind, type EventBodies, TEAM_MEMBERS, TeamChatName } from '@parley/protocol'
import { type Decision, type Refusal, refuse } from './command.ts'
import { type ConversationRecord, membersOf } from './model.ts'
import type { Now, Prepared } from './rule.ts'

/** What may be done in a chat between agents: everything else is about visitors. */
const OF_TEAM: ReadonlySet<CommandKind> = new Set([
  'note.new',
  'note.edit',
  'note.del',
  'note.react',
  'note.redact',
  'part.join',
  'part.leave',
  'conv.field',
])

/** Why a command has no place here: chats between agents and conversations with visitors have different ones. */
export function teamRefusal({ kind, body }: Prepared, state: ConversationRecord): Refusal | null {
  const isMembers = kind === 'part.join' || kind === 'part.leave'
  if (!state.team) return isMembers ? refuse('forbidden', 'Only chats between agents have members.') : null
  if (!OF_TEAM.has(kind)) return refuse('forbidden', `A chat between agents takes no ${kind}.`)
  if (kind === 'note.new') return plainRefusal(body)
  if (kind === 'conv.field') return nameRefusal(body, state)
  return isMembers && state.team.isDirect ? refuse('forbidden', 'A direct chat stays between two.') : null
}

/** What a note is for besides its words concerns a visitor's conversation. */
function plainRefusal(body: unknown): Refusal | null {
  const { purpose, handOver } = body as { purpose?: unknown; handOver?: unknown }
  return purpose || handOver ? refuse('forbidden', 'Nothing is handed over in a chat between agents.') : null
}

function nameRefusal(body: unknown, { team }: ConversationRecord): Refusal | null {
  const { key, value } = body as EventBodies['conv.field'] // judged by the schema of its kind
  if (key !== 'name' || team?.isDirect) return refuse('forbidden', 'A group has a name, and no other field.')
  const isName = value === null || TeamChatName.safeParse(value).data === value
  return isName
    ? null
    : refuse('invalid_request', 'A group is called by 1 to 80 characters, none of them space around.')
}

/** Any member brings in a colleague, who reads the chat from its beginning. */
export function joining({ member }: Prepared, { state }: Now): Decision | Refusal {
  if (!member) return refuse('agent_not_found', 'No such colleague who could take part.')
  const members = membersOf(state)
  if (members.includes(member.id as AgentId)) return refuse('unchanged', 'He takes part already.')
  if (members.length >= TEAM_MEMBERS) return refuse('list_full', `At most ${TEAM_MEMBERS} take part in a chat.`)
  return { kind: 'part.join', body: { who: member } }
}

/** Any member takes another out, or leaves; also somebody who may not sign in any more. */
export function leaving({ body }: Prepared, { state }: Now): Decision | Refusal {
  const { agentId } = body as { agentId: AgentId }
  const who = state.participants.find(({ id }) => id === agentId)
  return who ? { kind: 'part.leave', body: { who } } : refuse('unchanged', 'He does not take part.')
}
