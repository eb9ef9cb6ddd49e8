import type { Actor } from '../actor.ts'
import type { EventBodies } from '../event.ts'
import { messageIdOf } from '../id.ts'
import type { AgentId, ContactId, MessageId } from '../ids.ts'
import { isVisibleKind } from '../kinds.ts'
import type { MessageBody } from '../message.ts'
import type { ConversationFold, LastFold } from './fold.ts'
import { reduceMerge } from './merge.ts'
import type { Reducible } from './message.ts'
import { reduceSplit } from './split.ts'

/** A list's preview is cut here. */
export const PREVIEW_LENGTH = 140

/** The summary of an empty log. */
export function newConversation<T>(): ConversationFold<T> {
  return {
    status: 'open',
    snoozedUntil: null,
    visibleStatus: 'open',
    assigneeId: null,
    assigneeName: null,
    priority: 'normal',
    tags: [],
    fields: {},
    participants: [],
    rating: null,
    request: null,
    contactId: null,
    last: null,
    lastVisible: null,
    waitingSince: null,
    counts: { messages: 0, visitor: 0, notes: 0 },
    updatedAt: null,
    visibleAt: null,
  }
}

/** The summary after `event`. Pure; counters are set from the summary before, so it must be applied exactly once, in order. */
export function reduceConversation<T>(before: ConversationFold<T>, event: Reducible<T>): ConversationFold<T> {
  const folded = { ...byKind(withConsequences(before, event), event), request: requestAfter(before, event) }
  const after = reduceSplit(before, reduceMerge(before, folded, event), event)
  if (event.kind === 'cmid.cancel') return after
  return { ...after, updatedAt: event.ts, visibleAt: isVisibleKind(event.kind) ? event.ts : after.visibleAt }
}

/** Advice of somebody else answers it; it ends with its note, with the conversation, and when somebody says so. */
function requestAfter<T>({ request = null }: ConversationFold<T>, event: Reducible<T>): ConversationFold<T>['request'] {
  const { kind, body, actor, id, ts } = event
  if (kind === 'note.new' && body?.purpose === 'request')
    return { messageId: messageIdOf(id), by: actor.id as AgentId, at: ts } // agents alone write notes
  if (kind === 'note.new') return body?.purpose === 'advice' && actor.id !== request?.by ? null : request
  if (kind === 'conv.status') return body?.status === 'closed' ? null : request
  const ends = kind === 'conv.request' || kind === 'note.del' || kind === 'note.redact'
  return ends && body?.messageId === request?.messageId ? null : request
}

function withConsequences<T>(before: ConversationFold<T>, { fx, actor }: Reducible<T>): ConversationFold<T> {
  if (!fx) return before
  const after = { ...before }
  if (fx.woken) Object.assign(after, { status: 'open', snoozedUntil: null })
  if (fx.status) Object.assign(after, { status: fx.status, visibleStatus: fx.status, snoozedUntil: null })
  if (fx.assigneeId !== undefined) {
    after.assigneeId = fx.assigneeId
    // Nobody but the agent himself.
    after.assigneeName = (fx.assigneeId && actor.name) ?? null
  }
  if (fx.form) {
    after.fields = { ...before.fields, ...fx.form.fields }
    after.priority = fx.form.priority ?? before.priority
  }
  if (fx.fields) after.fields = { ...before.fields, ...fx.fields }
  if (fx.cleared) after.fields = withoutFields(before.fields, fx.cleared)
  return after
}

function withoutFields(fields: Record<string, string>, keys: readonly string[]): Record<string, string> {
  return Object.fromEntries(Object.entries(fields).filter(([key]) => !keys.includes(key)))
}

/** What an event is about decides who folds it: what was said, or what the conversation is. */
function byKind<T>(state: ConversationFold<T>, event: Reducible<T>): ConversationFold<T> {
  switch (event.kind) {
    case 'msg.new':
    case 'note.new':
      return said(state, event)
    case 'msg.edit':
    case 'note.edit':
      return preview(state, event.body?.messageId, event.body?.text ?? '')
    case 'msg.del':
    case 'note.del':
    case 'msg.redact':
    case 'note.redact':
      return preview(state, event.body?.messageId, '')
    case 'part.join':
    case 'part.leave':
      return withParticipant(state, event)
    default:
      return event.body ? described(state, event) : state
  }
}

/** The conversation's own properties; `event.body` is there. */
function described<T>(state: ConversationFold<T>, { kind, body }: Reducible<T>): ConversationFold<T> {
  if (!body) return state
  const event = { kind, body } as PropertyEvent
  switch (event.kind) {
    case 'conv.status':
      return withStatus(state, event.body.status)
    case 'conv.assign':
      return { ...state, assigneeId: event.body.assigneeId, assigneeName: event.body.name }
    case 'conv.snooze':
      return { ...state, status: event.body.until ? 'snoozed' : 'open', snoozedUntil: event.body.until }
    case 'conv.priority':
      return { ...state, priority: event.body.priority }
    case 'conv.rate':
      return { ...state, rating: event.body.score }
    case 'conv.contact':
      return { ...state, contactId: state.contactId ?? event.body.contactId }
    case 'conv.tag':
      return withTags(state, event.body)
    case 'conv.field':
      return withField(state, event.body.key, event.body.value)
    default:
      return state
  }
}

type PropertyEvent = { [K in keyof EventBodies]: { kind: K; body: EventBodies[K] } }[keyof EventBodies]

function withTags<T>(state: ConversationFold<T>, { add, remove }: EventBodies['conv.tag']): ConversationFold<T> {
  return { ...state, tags: [...new Set([...state.tags.filter((tag) => !remove.includes(tag)), ...add])] }
}

function withParticipant<T>(
  state: ConversationFold<T>,
  { kind, body }: Extract<Reducible<T>, { kind: 'part.join' | 'part.leave' }>,
): ConversationFold<T> {
  if (!body) return state
  const others = state.participants.filter(({ id }) => id !== body.who.id)
  return { ...state, participants: kind === 'part.leave' ? others : joined(state.participants, body.who) }
}

function withStatus<T>(state: ConversationFold<T>, status: ConversationFold<T>['status']): ConversationFold<T> {
  const waitingSince = status === 'open' ? state.waitingSince : null
  return { ...state, status, visibleStatus: status, snoozedUntil: null, waitingSince }
}

function withField<T>(state: ConversationFold<T>, key: string, value: string | null): ConversationFold<T> {
  const { [key]: _, ...rest } = state.fields
  return { ...state, fields: value === null ? rest : { ...rest, [key]: value } }
}

function joined(participants: Actor[], actor: Actor): Actor[] {
  return participants.some((one) => one.id === actor.id) ? participants : [...participants, actor]
}

function said<T>(state: ConversationFold<T>, event: Extract<Reducible<T>, { kind: 'msg.new' | 'note.new' }>) {
  const { kind, actor, ts, body } = event
  const last: LastFold<T> = { messageId: messageIdOf(event.id), kind, actor, ...previewOf(body), ts }
  const after = { ...state, last, participants: joined(state.participants, actor) }
  const { counts } = state
  if (kind === 'note.new') return { ...after, counts: { ...counts, notes: counts.notes + 1 } }
  const fromVisitor = actor.type === 'visitor' || actor.type === 'contact'
  return {
    ...after,
    contactId: state.contactId ?? contactOf(actor),
    lastVisible: last,
    waitingSince: fromVisitor ? (state.waitingSince ?? ts) : null,
    counts: { ...counts, messages: counts.messages + 1, visitor: counts.visitor + (fromVisitor ? 1 : 0) },
  }
}

const contactOf = ({ type, id }: Actor) => (type === 'contact' ? (id as ContactId) : null) // such an actor has no other id

/** Whatever is not text is shown as its fallback; of a type that came later it may have neither text nor files (SYNC-17). */
function previewOf(body: Partial<MessageBody> | null): Pick<LastFold<unknown>, 'text' | 'attachments'> {
  const text = (body?.type === 'text' ? body.text : body?.fallback) ?? ''
  return { text: text.slice(0, PREVIEW_LENGTH), attachments: body?.attachments?.length ?? 0 }
}

/** An edited or removed message changes the preview only where it is the one shown. */
function preview<T>(state: ConversationFold<T>, messageId: MessageId | undefined, text: string): ConversationFold<T> {
  const touched = (last: LastFold<T> | null) =>
    last && last.messageId === messageId
      ? { ...last, text: text.slice(0, PREVIEW_LENGTH), attachments: text === '' ? 0 : last.attachments }
      : last
  return { ...state, last: touched(state.last), lastVisible: touched(state.lastVisible) }
}
