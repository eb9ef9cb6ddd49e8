import type { Actor, Cmid, LogEntry, MessageBody, MessageId, Timestamp } from '@parley/protocol'
import { newMessage, type Reducible, reduceMessage, targetOf } from '@parley/protocol/reduce'
import type { TimelineItem } from '../api.ts'
import type { OutboxEntry } from '../outbox/entries.ts'
import type { LogCopy, MessageState } from './log-copy.ts'

type MessageItem = Extract<TimelineItem, { type: 'message' }>

/** The same message state gives the same item, so that a view draws what changed only. */
const known = new WeakMap<MessageState, MessageItem>()
const knownEvents = new WeakMap<LogEntry, TimelineItem>()

/**
 * What a thread shows: the log's messages and event lines by number, then the own commands that the log does not hold
 * yet. Own edits, deletions and reactions show at once. `commands` are this conversation's, in order.
 */
export function timelineOf(copy: LogCopy | null, commands: readonly OutboxEntry[], me: Actor | null): TimelineItem[] {
  const items = (copy?.entries ?? []).flatMap((entry) => logItem(entry, copy, me) ?? [])
  const stored = new Set<string>((copy?.entries ?? []).map(({ e }) => e.cmid))
  const waiting = commands.filter((entry) => !entry.cancel && !stored.has(entry.cmid))
  const drafts = waiting.filter((entry) => entry.kind.endsWith('.new') && isAhead(entry, copy))
  const all = [...items, ...drafts.map((entry) => draftItem(entry, me))]
  const changes = waiting.filter((entry) => entry.phase === 'pending' && targetOf(entry))
  return changes.length ? all.map((item) => changes.reduce((before, entry) => changed(before, entry, me), item)) : all
}

/** An acknowledged message waits for its event as a bubble; below the position it is in the log, seen or scrolled away. */
function isAhead({ phase, n }: OutboxEntry, copy: LogCopy | null): boolean {
  return phase !== 'kept' || (n !== null && n > (copy?.position.n ?? 0))
}

function logItem(entry: LogEntry, copy: LogCopy | null, me: Actor | null): TimelineItem | null {
  const { n, id, e } = entry
  if (e.kind !== 'msg.new' && e.kind !== 'note.new') return eventItem(entry)
  const messageId: MessageId = `msg_${id.slice(4)}`
  const state = copy?.states.get(messageId)
  if (!state) return null
  const had = known.get(state)
  const mine = isMine(e.actor, me)
  if (had?.mine === mine) return had
  const item: MessageItem = {
    type: 'message',
    key: e.cmid as Cmid,
    n,
    messageId,
    kind: e.kind,
    actor: e.actor,
    ...shown(state),
    ts: e.ts,
    send: { phase: 'sent' },
    mine,
  }
  known.set(state, item)
  return item
}

function shown({ body, editedAt, deletedAt, reactions }: Omit<MessageState, 'n'>) {
  return { body, reactions, ...(editedAt ? { editedAt } : {}), ...(deletedAt ? { deletedAt } : {}) }
}

/** Changes of messages are not lines of their own, nor is a cancelled command. Kinds unknown here are lines (SYNC-71). */
const NO_LINE = /^((msg|note)\.(edit|del|react|redact)|file\.ready|cmid\.cancel)$/

function eventItem(entry: LogEntry): TimelineItem | null {
  if (NO_LINE.test(entry.e.kind)) return null
  const had = knownEvents.get(entry)
  if (had) return had
  const item: TimelineItem = { type: 'event', key: entry.id, n: entry.n, entry }
  knownEvents.set(entry, item)
  return item
}

/** A visitor's messages are his, whatever visitor he was when he wrote them; an agent is one of many. */
function isMine(actor: Actor, me: Actor | null): boolean {
  const isVisitor = (one: Actor | null) => one?.type === 'visitor' || one?.type === 'contact'
  return isVisitor(me) ? isVisitor(actor) : actor.id === me?.id
}

function draftItem({ cmid, n, kind, body, at, ts, phase, code }: OutboxEntry, me: Actor | null): MessageItem {
  const draft = body as Pick<MessageBody, 'text'> & { attachments?: MessageBody['attachments'] }
  const { text, attachments = [] } = draft
  return {
    type: 'message',
    key: cmid,
    n,
    messageId: null,
    kind: kind as MessageItem['kind'],
    actor: me ?? { type: 'visitor', id: '' },
    ...newMessage<Timestamp>({ v: 1, type: 'text', text, attachments, fallback: text }),
    ts: ts ?? new Date(at).toISOString(),
    send: sendStateOf(phase, code),
    mine: true,
  }
}

function sendStateOf(phase: OutboxEntry['phase'], code: OutboxEntry['code']): MessageItem['send'] {
  if (phase === 'failed') return { phase, code: code ?? 'internal_error' }
  return { phase: phase === 'kept' ? 'sent' : 'sending' }
}

function changed(item: TimelineItem, { kind, body, at }: OutboxEntry, me: Actor | null): TimelineItem {
  if (item.type === 'event' || !me || targetOf({ kind, body }) !== item.messageId) return item
  const ts = new Date(at).toISOString()
  return { ...item, ...shown(reduceMessage<Timestamp>(item, { kind, body, actor: me, ts } as Reducible<Timestamp>)) }
}
