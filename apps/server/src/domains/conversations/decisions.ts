import {
  AGENT_COMMANDS,
  type Attachment,
  type CommandKind,
  type EventBodies,
  type MessageId,
  VISITOR_COMMANDS,
} from '@parley/protocol'
import { actorOf, type Principal } from '../../lib/principal.ts'
import { mayRead } from './access.ts'
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
  /** The colleague that an assignment names; null when it names none. */
  assigneeName: string | null
  /** What was found before any state was looked at: no such file, no free slot, too many messages. */
  refusal: Refusal | null
}

type Now = { state: ConversationRecord; at: Date; target: EventRecord | null }
type Rule = (prepared: Prepared, now: Now) => Decision | Refusal

/** One rule per kind of command: what it becomes in the log, or why not. Consequences are fields of the event (SYNC-8). */
const RULES: Record<CommandKind, Rule> = {
  'msg.new': (prepared, now) =>
    prepared.principal.type === 'visitor' ? visitorMessage(prepared, now) : agentMessage(prepared, now),
  'note.new': (prepared) => ({ kind: 'note.new', body: messageBody(prepared) }),
  'msg.edit': (prepared, { target }) => aboutMessage(prepared, target),
  'note.edit': (prepared, { target }) => aboutMessage(prepared, target),
  'msg.del': (prepared, { target }) => aboutMessage(prepared, target, mayModerate(prepared)),
  'note.del': (prepared, { target }) => aboutMessage(prepared, target, mayModerate(prepared)),
  'msg.react': (prepared, { target }) => aboutMessage(prepared, target, true),
  'note.react': (prepared, { target }) => aboutMessage(prepared, target, true),
  'msg.redact': redaction,
  'note.redact': redaction,
  'conv.status': status,
  'conv.assign': assign,
  'conv.tag': tag,
  'conv.field': (prepared, { state }) => {
    const body = prepared.body as EventBodies['conv.field'] // here and below: judged by the schema of its kind
    const isSame = (state.fields[body.key] ?? null) === body.value
    return isSame ? refuse('unchanged', `The field ${body.key} has this value already.`) : { kind: 'conv.field', body }
  },
  'conv.priority': (prepared, { state }) => {
    const body = prepared.body as EventBodies['conv.priority']
    return state.priority === body.priority
      ? refuse('unchanged', `The priority is ${body.priority} already.`)
      : { kind: 'conv.priority', body }
  },
  'conv.rate': ({ body }, { state }) =>
    state.head.vseq === 0
      ? refuse('conversation_not_found', 'Nothing was said here yet.')
      : { kind: 'conv.rate', body: body as EventBodies['conv.rate'] },
}

const COMMANDS: Record<Principal['type'], ReadonlySet<string>> = {
  visitor: new Set(VISITOR_COMMANDS),
  agent: new Set(AGENT_COMMANDS),
}

/** The decision on `prepared`, to be taken on every state that it meets (SYNC-20). */
export function decisionOn(prepared: Prepared): Decide {
  const { principal, kind, refusal } = prepared
  return (state, at, target) => {
    if (!mayRead(principal, state)) return refuse('conversation_not_found', 'No such conversation.')
    if (!COMMANDS[principal.type].has(kind)) return refuse('forbidden', `A ${principal.type} may not send ${kind}.`)
    if (state.movedTo) return { ...refuse('moved', 'This was merged into another conversation.'), to: state.movedTo }
    return refusal ?? RULES[kind](prepared, { state, at, target })
  }
}

function messageBody({ body, attachments }: Prepared): EventBodies['msg.new'] {
  const { text } = body as { text: string }
  return { v: 1, type: 'text', text, attachments, fallback: text || attachments.map(({ name }) => name).join(', ') }
}

function visitorMessage(prepared: Prepared, { state }: Now): Decision | Refusal {
  const { principal } = prepared
  if (principal.type === 'visitor' && principal.blocked)
    return refuse('blocked', 'Messages of this visitor are refused.')
  const isFirst = state.head.vseq === 0
  return {
    kind: 'msg.new',
    body: messageBody(prepared),
    fx: {
      ...(isFirst && { opened: true as const }),
      ...(!isFirst && state.status !== 'open' && { status: 'open' as const }),
    },
  }
}

function agentMessage(prepared: Prepared, { state, at }: Now): Decision | Refusal {
  if (state.status === 'closed') return refuse('closed', 'Reopen the conversation first.')
  const isFirstAnswer = state.waitingSince !== null && state.counts.messages === state.counts.visitor
  return {
    kind: 'msg.new',
    body: messageBody(prepared),
    fx: isFirstAnswer && state.waitingSince ? { firstResponseMs: at.getTime() - state.waitingSince.getTime() } : {},
  }
}

function mayModerate({ principal }: Prepared): boolean {
  return principal.type === 'agent' && principal.role !== 'agent'
}

/** It must be a message of this conversation and of the kind's audience, still there, and, unless `anybody`, the sender's own. */
function aboutMessage(
  { principal, kind, body }: Prepared,
  target: EventRecord | null,
  anybody = false,
): Decision | Refusal {
  const audience = kind.startsWith('note') ? 'note.new' : 'msg.new'
  const { messageId } = body as { messageId: MessageId }
  if (target?.kind !== audience || target.state?.deletedAt || target.body === null)
    return refuse('message_not_found', `No message ${messageId}.`)
  const isOwn = target.actor.id === actorOf(principal).id
  if (!anybody && !isOwn) return refuse('forbidden', 'Only its author may change a message.')
  return { kind, body: body as Decision['body'] }
}

function redaction(prepared: Prepared, { target }: Now): Decision | Refusal {
  if (!mayModerate(prepared)) return refuse('forbidden', 'Redacting needs the role supervisor.')
  const { kind, body } = prepared
  const audience = kind === 'note.redact' ? 'note.new' : 'msg.new'
  // What was deleted is still stored, and may be redacted.
  if (target?.kind !== audience || target.body === null) return refuse('message_not_found', 'No such message.')
  return { kind, body: body as Decision['body'] }
}

function status({ principal, body }: Prepared, { state }: Now): Decision | Refusal {
  const wanted = body as EventBodies['conv.status']
  if (principal.type === 'visitor' && wanted.status !== 'closed')
    return refuse('forbidden', 'A visitor may only end a conversation.')
  if (state.head.vseq === 0) return refuse('conversation_not_found', 'Nothing was said here yet.')
  if (state.status === wanted.status) return refuse('unchanged', `The conversation is ${wanted.status} already.`)
  return { kind: 'conv.status', body: wanted }
}

function assign({ body, assigneeName }: Prepared, { state }: Now): Decision | Refusal {
  if (state.status === 'closed') return refuse('closed', 'Reopen the conversation first.')
  const { assigneeId, from } = body as EventBodies['conv.assign']
  if (state.assigneeId === assigneeId) return refuse('unchanged', 'It is assigned like this already.')
  if (state.assigneeId !== from) return refuse('already_assigned', `${state.assigneeName ?? 'Somebody'} took it first.`)
  return { kind: 'conv.assign', body: { assigneeId, from, name: assigneeName } }
}

function tag({ body }: Prepared, { state }: Now): Decision | Refusal {
  const { add, remove } = body as EventBodies['conv.tag']
  const added = add.filter((one) => !state.tags.includes(one))
  const removed = remove.filter((one) => state.tags.includes(one))
  if (added.length + removed.length === 0) return refuse('unchanged', 'The tags are like this already.')
  return { kind: 'conv.tag', body: { add: added, remove: removed } }
}
