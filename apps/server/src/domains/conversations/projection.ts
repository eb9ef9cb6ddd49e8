import type { ConversationRow, LastMessage, LogEntry, LogEvent, OwnConversation } from '@parley/protocol'
import { AGENT_ONLY_KINDS, isVisibleKind } from '@parley/protocol'
import { type LastFold, mentionOf } from '@parley/protocol/reduce'
import type { Audience } from '../../realtime/ports.ts'
import { type ConversationRecord, type EventRecord, membersOf, presentKeys, type StoredState } from './model.ts'

/** The number of `event` in the numbering of `audience`; undefined when it is not theirs to see. */
export function numberFor(audience: Audience, event: Pick<EventRecord, 'ord' | 'vseq'>): number | undefined {
  return audience === 'agent' ? event.ord : event.vseq
}

const agentOnly: ReadonlySet<string> = new Set(AGENT_ONLY_KINDS)

/**
 * An event on the wire; null when `audience` never sees its kind. For visitors this is an allow-list (SYNC-16, R38). That
 * they see a kind of a newer instance was decided there, at append (SYNC-15): without it they would have a hole.
 */
export function entryFor(audience: Audience, event: EventRecord): LogEntry | null {
  const n = numberFor(audience, event)
  if (n === undefined || (audience === 'visitor' && agentOnly.has(event.kind))) return null
  const entry: LogEntry = { n, id: event._id, e: eventFor(audience, event) }
  return audience === 'agent' && event.vseq !== undefined ? { ...entry, vseq: event.vseq } : entry
}

/** The `ev` frame of an event as text: made once for all who read it. Null when `audience` never sees its kind. */
export function frameFor(audience: Audience, event: EventRecord): string | null {
  const entry = entryFor(audience, event)
  return entry && JSON.stringify({ t: 'ev', conversationId: event.conversationId, ...entry })
}

function eventFor(audience: Audience, event: EventRecord): LogEvent {
  const { kind, fx, actor, cmid, ts, origin, state, lang } = event
  const shownFx = audience === 'agent' ? agentFx(event) : visitorFx(fx)
  return {
    kind,
    body: bodyFor(audience, event),
    ...(shownFx && { fx: shownFx }),
    actor,
    cmid,
    ts: ts.toISOString(),
    channel: origin.channel,
    ...(state && { state: stateFor(audience, state) }),
    ...(event.body === null && { redacted: true }),
    ...(lang !== undefined && { lang }),
  } as LogEvent // kind and body belong together in the store
}

/** What was deleted does not travel any more, and what was edited travels as it is now. */
function bodyFor(audience: Audience, { kind, body, state }: EventRecord): unknown {
  if (state) return state.body
  if (audience === 'agent') return body
  if (kind === 'conv.assign') return { ...body, from: null }
  if (kind === 'conv.department') return {}
  return isVisibleKind(kind) ? body : fallbackOf(body)
}

/** What a visitor may see of a kind that this instance does not know. */
function fallbackOf(body: object | null): { fallback: string } {
  return { fallback: body && 'fallback' in body && typeof body.fallback === 'string' ? body.fallback : '' }
}

/** What was said with a message goes with it. */
function agentFx({ fx, state }: EventRecord): EventRecord['fx'] {
  if (!fx?.metadata || state?.body !== null) return fx
  const { metadata: _, ...rest } = fx
  return rest
}

function visitorFx(fx: EventRecord['fx']): LogEvent['fx'] {
  if (!fx?.opened && !fx?.status && fx?.assigneeId !== null) return undefined
  return {
    ...(fx.opened && { opened: true }),
    // Whoever begins is whoever answers: his name stands there anyway.
    ...(fx.opened && fx.assigneeId && { assigneeId: fx.assigneeId }),
    // Passed on to a department: he sees that nobody has it now.
    ...(fx.assigneeId === null && { assigneeId: null }),
    ...(fx.campaign && { campaign: fx.campaign }),
    ...(fx.status && { status: visitorStatus(fx.status) }),
  }
}

function stateFor(audience: Audience, state: StoredState): NonNullable<LogEvent['state']> {
  return {
    n: (audience === 'agent' ? state.ord : state.vseq) ?? 0,
    body: state.body,
    ...(state.editedAt && { editedAt: state.editedAt.toISOString() }),
    ...(state.deletedAt && { deletedAt: state.deletedAt.toISOString() }),
    ...(state.answer && { answer: { ...state.answer, at: state.answer.at.toISOString() } }),
    reactions: state.reactions,
  }
}

function visitorStatus(status: ConversationRecord['status']): OwnConversation['status'] {
  return status === 'snoozed' ? 'open' : status
}

function lastFor(last: LastFold<Date> | null): LastMessage | null {
  return (
    last && {
      kind: last.kind,
      actor: last.actor,
      text: last.text,
      attachments: last.attachments,
      ts: last.ts.toISOString(),
    }
  )
}

const iso = (at: Date | null) => at?.toISOString() ?? null

/** A conversation as agents' lists hold it. */
export function rowOf(record: ConversationRecord): ConversationRow {
  const { visitorId, contactId, fields } = record
  return {
    id: record._id,
    ord: record.head.ord,
    siteId: record.siteId,
    departmentId: record.departmentId,
    visitor: visitorId && { id: visitorId, name: fields['name'] ?? nameOf(record), email: fields['email'] ?? null },
    ...(contactId && { contactId }),
    channel: record.channel,
    ...teamOf(record),
    status: record.status,
    ...(record.snoozedUntil && { snoozedUntil: record.snoozedUntil }),
    ...(record.reason && { reason: record.reason }),
    ...(record.woken !== undefined && { woken: record.woken }),
    assigneeId: record.assigneeId,
    ...(record.movedTo && { movedTo: record.movedTo }),
    ...(record.merged?.length && { merged: record.merged.map(({ id, since }) => ({ id, since: iso(since) })) }),
    ...splitOf(record),
    priority: record.priority,
    tags: record.tags,
    rating: record.rating,
    ...mentionsOf(record),
    ...requestOf(record),
    last: lastFor(record.last),
    waitingSince: iso(record.waitingSince),
    counts: record.counts,
    createdAt: record.createdAt.toISOString(),
    updatedAt: iso(record.updatedAt) ?? record.createdAt.toISOString(),
  }
}

function splitOf({ split, splitFrom }: ConversationRecord): Pick<ConversationRow, 'split' | 'splitFrom'> {
  return {
    ...(split?.length && { split: split.map((one) => ({ ...one, since: iso(one.since) })) }),
    ...(splitFrom && { splitFrom }),
  }
}

function teamOf({ team, fields, ...record }: ConversationRecord): Pick<ConversationRow, 'team'> {
  const name = fields['name'] ?? null
  return team ? { team: { isDirect: team.isDirect, name, memberIds: membersOf(record) } } : {}
}

function requestOf({ request }: ConversationRecord): Pick<ConversationRow, 'request'> {
  return request ? { request: { ...request, at: request.at.toISOString() } } : {}
}

/** Each with the number of the newest note that mentions him. */
function mentionsOf({ notedTo = [], mentioned = [] }: ConversationRecord): Pick<ConversationRow, 'mentions'> {
  if (mentioned.length === 0) return {}
  return { mentions: Object.fromEntries(mentioned.map((id) => [id, mentionOf(notedTo, id)])) }
}

function nameOf({ participants, visitorId }: ConversationRecord): string | null {
  return participants.find(({ id }) => id === visitorId)?.name ?? null
}

/** The `row` frame of a conversation as text. */
export function rowFrame(record: ConversationRecord): string {
  return JSON.stringify({ t: 'row', keys: presentKeys(record), ord: record.head.ord, row: rowOf(record) })
}

/** A conversation as its visitor sees it. */
export function ownOf(record: ConversationRecord, unread: number): OwnConversation {
  return {
    id: record._id,
    n: record.head.vseq,
    status: visitorStatus(record.visibleStatus ?? record.status),
    assignee: record.assigneeId && {
      type: 'agent',
      id: record.assigneeId,
      ...(record.assigneeName && { name: record.assigneeName }),
    },
    last: lastFor(record.lastVisible),
    unread,
    rating: record.rating,
    createdAt: record.createdAt.toISOString(),
    updatedAt: iso(record.visibleAt) ?? record.createdAt.toISOString(),
  }
}
