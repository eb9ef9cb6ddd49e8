import type {
  AckFrame,
  Actor,
  Attachment,
  Cmid,
  ConversationId,
  ConversationRow,
  ErrorCode,
  EventBodies,
  EventKind,
  LogEntry,
  MessageId,
  OwnConversation,
  Timestamp,
} from '@parley/protocol'
import { isVisibleKind, messageIdOf } from '@parley/protocol/constants'
import {
  type ConversationFold,
  type MessageFold,
  newConversation,
  newMessage,
  type Reducible,
  reduceConversation,
  reduceMessage,
  targetOf,
} from '@parley/protocol/reduce'

/** An event as the fake server stores it (SYNC-9, without what only a store needs). */
export type StoredEvent = {
  id: `evt_${string}`
  ord: number
  vseq: number | null
  vmax: number
  kind: EventKind
  body: unknown
  fx?: { status?: 'open' }
  actor: Actor
  cmid: Cmid
  ts: Timestamp
}
export type FakeLog = {
  id: ConversationId
  visitorId: `vis_${string}`
  events: StoredEvent[]
  marks: Map<string, { who: Pick<Actor, 'type' | 'id'>; recv: number; read: number }>
}
export type Command = { cmid: Cmid; kind: EventKind; body: unknown; after?: Cmid }
type Make = { id(): `evt_${string}`; now(): number }
export type Outcome = { event: StoredEvent; dup: boolean; canceled?: boolean } | { code: ErrorCode }

const reducible = (event: StoredEvent) => event as unknown as Reducible<Timestamp>

/** Dedupe first, then order, then the log (SYNC-23, SYNC-26, SYNC-28). */
export function appendTo(log: FakeLog, command: Command, actor: Actor, make: Make): Outcome {
  const stored = log.events.find(({ cmid }) => cmid === command.cmid)
  if (stored) return settle(stored, command, actor)
  if (command.after && !log.events.some(({ cmid }) => cmid === command.after)) return { code: 'out_of_order' }
  const event = numbered(log, command, actor, make)
  log.events.push(event)
  return { event, dup: false, ...(command.kind === 'cmid.cancel' ? { canceled: true } : {}) }
}

function settle(stored: StoredEvent, command: Command, actor: Actor): Outcome {
  if (stored.actor.id !== actor.id) return { code: 'cmid_conflict' }
  if (command.kind === 'cmid.cancel') return { event: stored, dup: true, canceled: stored.kind === 'cmid.cancel' }
  return stored.kind === 'cmid.cancel' ? { code: 'canceled' } : { event: stored, dup: true }
}

function numbered(log: FakeLog, command: Command, actor: Actor, make: Make): StoredEvent {
  const tail = log.events.at(-1)
  const isVisible = isVisibleKind(command.kind)
  const vmax = (tail?.vmax ?? 0) + (isVisible ? 1 : 0)
  const now = new Date(make.now()).toISOString()
  return {
    id: make.id(),
    ord: log.events.length + 1,
    vseq: isVisible ? vmax : null,
    vmax,
    kind: command.kind,
    body: storedBody(command),
    ...(actor.type === 'visitor' && command.kind === 'msg.new' ? { fx: { status: 'open' as const } } : {}),
    actor,
    cmid: command.cmid,
    ts: tail && tail.ts > now ? tail.ts : now,
  }
}

function storedBody({ kind, body }: Command): unknown {
  if (kind !== 'msg.new' && kind !== 'note.new') return body
  const { type, text } = body as { type: string; text: string }
  const attachments: Attachment[] = []
  const kept = { v: 1, type: 'text', text, attachments, fallback: text }
  return type === 'text' ? kept : { ...kept, ...(body as object) }
}

export function ackOf(
  log: FakeLog,
  cmid: Cmid,
  outcome: Exclude<Outcome, { code: ErrorCode }>,
  forAgent: boolean,
): AckFrame {
  const { event, dup, canceled } = outcome
  const n = numberOf(event, forAgent)
  return {
    t: 'ack',
    cmid,
    conversationId: log.id,
    id: event.id,
    ts: event.ts,
    ...(n === null ? {} : { n }),
    ...(dup ? { dup: true as const } : {}),
    ...(canceled === undefined ? {} : { canceled }),
  }
}

/** The event's number for its reader; null when it is not his to see. */
export function numberOf(event: StoredEvent, forAgent: boolean): number | null {
  return forAgent ? event.ord : event.vseq
}

/** The log as its reader sees it; message states are folded to the head. */
export function entriesOf(log: FakeLog, forAgent: boolean): LogEntry[] {
  const states = statesOf(log, forAgent)
  return log.events.flatMap((event) => {
    const n = numberOf(event, forAgent)
    if (n === null) return []
    const { id, kind, body, fx, actor, cmid, ts } = event
    const state = states.get(messageIdOf(id))
    const e = { kind, body, actor, cmid, ts, channel: 'chat', ...(fx ? { fx } : {}), ...(state ? { state } : {}) }
    return [{ n, id, e, ...(forAgent && event.vseq ? { vseq: event.vseq } : {}) } as LogEntry]
  })
}

function statesOf(log: FakeLog, forAgent: boolean): Map<MessageId, MessageFold<Timestamp> & { n: number }> {
  const states = new Map<MessageId, MessageFold<Timestamp> & { n: number }>()
  for (const event of log.events) {
    const n = numberOf(event, forAgent)
    if (n === null) continue
    const isNew = event.kind === 'msg.new' || event.kind === 'note.new'
    if (isNew) states.set(messageIdOf(event.id), { ...newMessage<Timestamp>(event.body as EventBodies['msg.new']), n })
    const target = targetOf(event)
    const state = target && states.get(target)
    if (target && state) states.set(target, { ...reduceMessage(state, reducible(event)), n })
  }
  return states
}

export function foldOf(log: FakeLog): ConversationFold<Timestamp> {
  return log.events.map(reducible).reduce(reduceConversation, newConversation<Timestamp>())
}

export function rowOf(log: FakeLog): ConversationRow {
  const fold = foldOf(log)
  const { status, snoozedUntil, assigneeId, priority, tags, rating, waitingSince, counts } = fold
  const at = log.events[0]?.ts ?? ''
  return {
    ...{ status, assigneeId, priority, tags, rating, waitingSince, counts },
    ...(snoozedUntil && { snoozedUntil }),
    id: log.id,
    ord: log.events.length,
    siteId: null,
    departmentId: DEPARTMENT_ID,
    visitor: { id: log.visitorId, name: null, email: null },
    channel: 'chat',
    last: null,
    createdAt: at,
    updatedAt: fold.updatedAt ?? at,
  }
}

export function ownOf(log: FakeLog): OwnConversation {
  const fold = foldOf(log)
  const at = log.events[0]?.ts ?? ''
  return {
    id: log.id,
    n: log.events.at(-1)?.vmax ?? 0,
    status: fold.visibleStatus === 'snoozed' ? 'open' : fold.visibleStatus,
    assignee: fold.assigneeId ? { type: 'agent', id: fold.assigneeId } : null,
    last: null,
    unread: 0,
    rating: fold.rating,
    createdAt: at,
    updatedAt: fold.visibleAt ?? at,
  }
}

export const DEPARTMENT_ID = 'dep_00000000000000000000'
/** The one list of the fake server. */
export const LIST_KEY = `dep:${DEPARTMENT_ID}`
