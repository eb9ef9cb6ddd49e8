import type { Actor } from '../actor.ts'
import type { EventBodies } from '../event.ts'
import type { MessageId } from '../ids.ts'
import type { MessageBody } from '../message.ts'
import type { TakenForm } from '../options/forms.ts'

/** An event as the reducers read it; `T` is a moment: `Date` in the store, ISO text on the wire. */
export type Reducible<T> = {
  [K in keyof EventBodies]: {
    kind: K
    id: `evt_${string}`
    body: EventBodies[K] | null
    fx?: Consequences | undefined
    actor: Actor
    ts: T
  }
}[keyof EventBodies]

type Consequences = {
  status?: 'open' | 'pending' | 'snoozed' | 'closed'
  assigneeId?: `agt_${string}` | null
  fields?: Record<string, string>
  cleared?: readonly string[] | undefined
  woken?: true | undefined
  form?: Pick<TakenForm, 'fields' | 'priority'> | undefined
}

/** What later events made of a message (`state` of SYNC-9, without its number). */
export type MessageFold<T> = {
  body: MessageBody | null
  editedAt?: T
  deletedAt?: T
  /** The first answer counts; `value` is null where it was a form. */
  answer?: { at: T; value: string | null }
  reactions: { emoji: string; by: string[] }[]
}

/** A message as it was sent. */
export function newMessage<T>(body: MessageBody | null): MessageFold<T> {
  return { body, reactions: [] }
}

/** The message that `event` changes, or null. `msg.new` and `note.new` begin one; only an answer changes another, too. */
export function targetOf(event: { kind: string; body: unknown }): MessageId | null {
  const body = event.body as { messageId?: MessageId; answers?: { messageId: MessageId } } | null
  if (event.kind === 'msg.new') return body?.answers?.messageId ?? null
  // Only messages and notes have these.
  return /\.(edit|del|react|redact)$/.test(event.kind) ? (body?.messageId ?? null) : null
}

/** Whether `event` changes the message `id`: it is about it, or takes away what it quotes. */
export function concerns(
  event: { kind: string; body: unknown },
  id: MessageId | null,
  { body }: Pick<MessageFold<unknown>, 'body'>,
): boolean {
  const target = targetOf(event)
  return target !== null && (target === id || (/(del|redact)$/.test(event.kind) && body?.quote?.messageId === target))
}

/** The message after `event`, which must concern it. Pure: whoever folds the same events gets the same message (SYNC-30). */
export function reduceMessage<T>(state: MessageFold<T>, event: Reducible<T>): MessageFold<T> {
  switch (event.kind) {
    case 'msg.edit':
    case 'note.edit': {
      if (!state.body || !event.body) return state
      const { messageId: _, ...said } = event.body
      return { ...state, body: { ...state.body, ...said, fallback: said.text }, editedAt: event.ts }
    }
    case 'msg.del':
    case 'note.del':
    case 'msg.redact':
    case 'note.redact':
      return withoutWords(state, event.ts, event.body?.messageId)
    case 'msg.react':
    case 'note.react':
      return event.body && state.body
        ? { ...state, reactions: react(state.reactions, event.body, event.actor.id) }
        : state
    case 'msg.new':
      return state.body && !state.answer ? { ...state, answer: answerOf(event) } : state
    default:
      return state
  }
}

/** No message quotes itself: what its quote names is another, whose words go here too (SYNC-92). */
function withoutWords<T>(state: MessageFold<T>, at: T, messageId: MessageId | undefined): MessageFold<T> {
  const { body } = state
  if (body?.quote && body.quote.messageId === messageId)
    return { ...state, body: { ...body, quote: { ...body.quote, text: null } } }
  return { body: null, deletedAt: at, reactions: [] }
}

function answerOf<T>({ body, ts }: Extract<Reducible<T>, { kind: 'msg.new' }>): NonNullable<MessageFold<T>['answer']> {
  const answers = body?.type === 'text' ? body.answers : undefined
  return { at: ts, value: answers?.value ?? null }
}

function react(
  reactions: MessageFold<unknown>['reactions'],
  { emoji, on }: EventBodies['msg.react'],
  by: string,
): MessageFold<unknown>['reactions'] {
  const had = reactions.find((reaction) => reaction.emoji === emoji)
  const rest = (had?.by ?? []).filter((id) => id !== by)
  const next = { emoji, by: on ? [...rest, by] : rest }
  const all = had ? reactions.map((reaction) => (reaction === had ? next : reaction)) : [...reactions, next]
  return all.filter((reaction) => reaction.by.length)
}
