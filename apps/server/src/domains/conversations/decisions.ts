import type { Attachment, CommandKind, EventBodies, MessageId } from '@parley/protocol'
import type { Principal } from '../../lib/principal.ts'
import { type Decide, type Decision, type Refusal, refuse } from './command.ts'
import type { ConversationRecord, EventRecord } from './model.ts'

/** A command with everything that its decision needs besides the state; nothing here changes while it waits. */
export type Prepared = {
  principal: Principal
  kind: CommandKind
  /** As the client sent it, judged by the schema of its kind. */
  body: unknown
  /** The files of a message, bound to its cmid. */
  attachments: Attachment[]
  /** The message that an edit, a deletion or a reaction is about; null when there is none. */
  original: EventRecord | null
  /** The colleague that an assignment names. */
  assigneeName: string | null
}

type Rule = (prepared: Prepared, state: ConversationRecord, at: Date) => Decision | Refusal

/** One rule per kind of command: what it becomes in the log, or why not. Consequences are fields of the event (SYNC-8). */
const RULES: Record<CommandKind, Rule> = {
  'msg.new': (prepared, state, at) =>
    prepared.principal.type === 'visitor' ? visitorMessage(prepared, state) : agentMessage(prepared, state, at),
  'note.new': (prepared) => ({ kind: 'note.new', body: messageBody(prepared) }),
  'msg.edit': (prepared) => ofOwn(prepared),
  'note.edit': (prepared) => ofOwn(prepared),
  'msg.del': (prepared) => ofOwn(prepared, mayModerate(prepared)),
  'note.del': (prepared) => ofOwn(prepared, mayModerate(prepared)),
  'msg.react': (prepared) => ofOwn(prepared, true),
  'note.react': (prepared) => ofOwn(prepared, true),
  'msg.redact': redaction,
  'note.redact': redaction,
  'conv.status': status,
  'conv.assign': assign,
  'conv.tag': tag,
  'conv.field': (prepared, state) => {
    const body = prepared.body as EventBodies['conv.field'] // by the schema of its kind
    const isSame = (state.fields[body.key] ?? null) === body.value
    return isSame ? refuse('unchanged', `The field ${body.key} has this value already.`) : { kind: 'conv.field', body }
  },
  'conv.priority': (prepared, state) => {
    const body = prepared.body as EventBodies['conv.priority']
    return state.priority === body.priority
      ? refuse('unchanged', `The priority is ${body.priority} already.`)
      : { kind: 'conv.priority', body }
  },
  'conv.rate': ({ principal, body }) =>
    principal.type === 'visitor'
      ? { kind: 'conv.rate', body: body as EventBodies['conv.rate'] }
      : refuse('forbidden', 'Only a visitor rates a conversation.'),
}

/** The decision on `prepared`, to be taken on every state that it meets (SYNC-20). */
export function decisionOn(prepared: Prepared): Decide {
  return (state, at) => {
    if (state.movedTo) return refuse('moved', 'This conversation was merged into another.')
    return RULES[prepared.kind](prepared, state, at)
  }
}

function messageBody({ body, attachments }: Prepared): EventBodies['msg.new'] {
  const { text } = body as { text: string }
  return { v: 1, type: 'text', text, attachments, fallback: text || attachments.map(({ name }) => name).join(', ') }
}

function visitorMessage(prepared: Prepared, state: ConversationRecord): Decision | Refusal {
  const { principal } = prepared
  if (principal.type === 'visitor' && principal.blocked) return refuse('blocked', 'Messages of this visitor are refused.')
  const isFirst = state.head.vseq === 0
  return {
    kind: 'msg.new',
    body: messageBody(prepared),
    fx: { ...(isFirst && { opened: true as const }), ...(!isFirst && state.status !== 'open' && { status: 'open' as const }) },
  }
}

function agentMessage(prepared: Prepared, state: ConversationRecord, at: Date): Decision {
  const isFirstAnswer = state.waitingSince !== null && state.counts.messages === state.counts.visitor
  return {
    kind: 'msg.new',
    body: messageBody(prepared),
    fx: isFirstAnswer && state.waitingSince ? { firstResponseMs: at.getTime() - state.waitingSince.getTime() } : {},
  }
}

function mayModerate({ principal }: Prepared): boolean {
  return principal.type === 'agent' && (principal.role === 'owner' || principal.role === 'admin')
}

/** An event about a message: it must be of this conversation, of the right audience, and, unless `anybody`, the sender's own. */
function ofOwn({ principal, kind, body, original }: Prepared, anybody = false): Decision | Refusal {
  const audience = kind.startsWith('note') ? 'note.new' : 'msg.new'
  const { messageId } = body as { messageId: MessageId }
  if (original?.kind !== audience) return refuse('message_not_found', `No message ${messageId}.`)
  const author = principal.type === 'agent' ? principal.agentId : principal.visitorId
  if (!anybody && original.actor.id !== author) return refuse('forbidden', 'Only its author may change a message.')
  return { kind, body: body as Decision['body'] }
}

function redaction(prepared: Prepared): Decision | Refusal {
  return mayModerate(prepared) ? ofOwn(prepared, true) : refuse('forbidden', 'Redacting needs the role admin.')
}

function status({ principal, body }: Prepared, state: ConversationRecord): Decision | Refusal {
  const wanted = body as EventBodies['conv.status']
  if (principal.type === 'visitor' && wanted.status !== 'closed') return refuse('forbidden', 'A visitor may only end a conversation.')
  if (state.head.vseq === 0) return refuse('conversation_not_found', 'Nothing was said here yet.')
  if (state.status === wanted.status) return refuse('unchanged', `The conversation is ${wanted.status} already.`)
  return { kind: 'conv.status', body: wanted }
}

function assign({ body, assigneeName }: Prepared, state: ConversationRecord): Decision | Refusal {
  const { assigneeId, from } = body as EventBodies['conv.assign']
  if (state.assigneeId === assigneeId) return refuse('unchanged', 'It is assigned like this already.')
  if (state.assigneeId !== from) return refuse('already_assigned', `${state.assigneeName ?? 'Somebody'} took it first.`)
  return { kind: 'conv.assign', body: { assigneeId, from, name: assigneeName } }
}

function tag({ body }: Prepared, state: ConversationRecord): Decision | Refusal {
  const { add, remove } = body as EventBodies['conv.tag']
  const added = add.filter((one) => !state.tags.includes(one))
  const removed = remove.filter((one) => state.tags.includes(one))
  if (added.length + removed.length === 0) return refuse('unchanged', 'The tags are like this already.')
  return { kind: 'conv.tag', body: { add: added, remove: removed } }
}
