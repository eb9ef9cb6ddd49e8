import { type EventBodies, LIMITS, type MessageId, messageIdOf, type Quote } from '@parley/protocol'
import type { MessageFold } from '@parley/protocol/reduce'
import { actorOf, formerIdsOf, type Principal } from '../../lib/principal.ts'
import { type Decision, isRefusal, type Refusal, refuse } from './command.ts'
import { namingOf } from './mention-rules.ts'
import { type EventRecord, stateOf } from './model.ts'
import type { Now, Prepared } from './rule.ts'

const MINUTE_MS = 60_000

/** A message that a command is about, and what became of it until now. */
type Target = { event: EventRecord; state: MessageFold<Date> & { body: NonNullable<MessageFold<Date>['body']> } }

/** It must be a message of this conversation, of the kind's audience, and still there. */
function targetFor({ kind, body }: Prepared, event: EventRecord | null): Target | Refusal {
  const audience = kind.startsWith('note') ? 'note.new' : 'msg.new'
  const state = event?.kind === audience ? stateOf(event) : null
  if (!event || !state?.body || event.body === null) return gone((body as { messageId: MessageId }).messageId)
  return { event, state: { ...state, body: state.body } }
}

const gone = (messageId: MessageId) => refuse('message_not_found', `No message ${messageId}.`)

/** Whoever a visitor was before he was known wrote what is his now (SYNC-86). */
function isOwn(principal: Principal, { actor }: EventRecord): boolean {
  return [actorOf(principal).id, ...formerIdsOf(principal)].includes(actor.id)
}

function isBlocked(principal: Principal): boolean {
  return principal.type === 'visitor' && principal.blocked
}
const BLOCKED = refuse('blocked', 'This visitor is blocked.')

/** Supervisors and above may take away what others said. */
function mayModerate({ principal }: Prepared): boolean {
  return principal.type === 'agent' && principal.role !== 'agent'
}

/** Visitors have as long as their site gives them, by the clock of the store. */
function lateness({ features }: Prepared, what: 'edit' | 'delete', { event }: Target, at: Date): Refusal | null {
  const minutes = features?.[what] ?? null
  if (minutes === null) return null
  if (minutes === 0) return refuse('feature_off', `Visitors of this site do not ${what} messages.`)
  const isOver = at.getTime() - event.ts.getTime() > minutes * MINUTE_MS
  return isOver ? refuse('edit_window_over', `A message can be changed for ${minutes} minutes.`) : null
}

/** Another text for a message: its author's alone, since his name stands above it. */
export function edit(prepared: Prepared, { state, target: found, at }: Now): Decision | Refusal {
  const target = targetFor(prepared, found)
  if (isRefusal(target)) return target
  if (!isOwn(prepared.principal, target.event)) return refuse('forbidden', 'Only its author may change a message.')
  if (isBlocked(prepared.principal)) return BLOCKED
  const said = target.state.body
  // What was pressed or filled in stays what it was.
  if (said.type !== 'text' || said.answers) return refuse('forbidden', 'Only what was written can be changed.')
  const late = lateness(prepared, 'edit', target, at)
  if (late) return late
  const body = prepared.body as EventBodies['msg.edit'] // here and below: judged by the schema of its kind
  return said.text === body.text
    ? refuse('unchanged', 'The message has this text already.')
    : { kind: prepared.kind, body: { ...body, ...namingOf(prepared, state) } }
}

/** Its author takes a message away, or whoever moderates. */
export function deletion(prepared: Prepared, { target: found, at }: Now): Decision | Refusal {
  const target = targetFor(prepared, found)
  if (isRefusal(target)) return target
  if (!isOwn(prepared.principal, target.event) && !mayModerate(prepared))
    return refuse('forbidden', 'Only its author may delete a message.')
  return (
    lateness(prepared, 'delete', target, at) ?? { kind: prepared.kind, body: prepared.body as EventBodies['msg.del'] }
  )
}

/** On or off, said outright (D17): what is so already changes nothing and is not logged. */
export function reaction(prepared: Prepared, { target: found }: Now): Decision | Refusal {
  const { principal, features, kind } = prepared
  const target = targetFor(prepared, found)
  if (isRefusal(target)) return target
  if (isBlocked(principal)) return BLOCKED
  if (features && !features.reactions) return refuse('feature_off', 'Visitors of this site do not react to messages.')
  const body = prepared.body as EventBodies['msg.react']
  const { reactions } = target.state
  const had = reactions.find(({ emoji }) => emoji === body.emoji)
  const isOn = had?.by.includes(actorOf(principal).id) ?? false
  if (isOn === body.on) return refuse('unchanged', `The reaction is ${isOn ? 'there' : 'gone'} already.`)
  if (!had && reactions.length >= LIMITS.reactionsPerMessage)
    return refuse('reactions_full', `A message holds ${LIMITS.reactionsPerMessage} different reactions.`)
  return { kind, body }
}

/** What a form said goes with the message that brought it, as far as nobody said otherwise since (SYNC-92). */
export function redaction(prepared: Prepared, { state, target }: Now): Decision | Refusal {
  if (!mayModerate(prepared)) return refuse('forbidden', 'Redacting needs the role supervisor.')
  const { kind, body } = prepared
  const audience = kind === 'note.redact' ? 'note.new' : 'msg.new'
  // What was deleted is still stored, and may be redacted.
  if (target?.kind !== audience || target.body === null) return refuse('message_not_found', 'No such message.')
  const given = Object.entries(target.fx?.form?.fields ?? target.fx?.fields ?? {})
  const cleared = given.flatMap(([key, value]) => (state.fields[key] === value ? [key] : []))
  return { kind, body: body as EventBodies['msg.redact'], ...(cleared.length > 0 && { fx: { cleared } }) }
}

/**
 * What a new message answers: null when it answers nothing. A note may quote anything, a message only what visitors see,
 * whoever sends it: a quote would carry the note's words to them (R38). What was deleted meanwhile is quoted without its
 * words, so that the answer is not lost.
 */
export function quoteOf({ kind, body, features }: Prepared, { target }: Now): Quote | Refusal | null {
  const { replyTo } = body as { replyTo?: MessageId }
  if (!replyTo) return null
  if (features && !features.quotes) return refuse('feature_off', 'Visitors of this site do not quote messages.')
  const isQuotable = target?.kind === 'msg.new' || (target?.kind === 'note.new' && kind === 'note.new')
  if (!target || !isQuotable) return gone(replyTo)
  const { body: said } = stateOf(target)
  const text = said && firstWords(said.text || said.fallback)
  return { messageId: messageIdOf(target._id), actor: target.actor, text }
}

/** No half of a character stays at the end. */
function firstWords(text: string): string {
  return text.slice(0, LIMITS.quoteLength).replace(/[\ud800-\udbff]$/, '')
}
