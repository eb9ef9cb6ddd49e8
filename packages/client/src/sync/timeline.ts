import type { Actor, LogEntry, MessageBody, Timestamp } from '@parley/protocol'
import { concerns, type Reducible, reduceMessage, targetOf } from '@parley/protocol/reduce'
import type { TimelineItem } from '../api.ts'
import type { OutboxEntry } from '../outbox/entries.ts'
import type { LogCopy, MessageState } from './log-copy.ts'

const NOTHING: Pick<LogCopy, 'entries' | 'states' | 'position'> = { entries: [], states: new Map(), position: { n: 0 } }

type MessageItem = Extract<TimelineItem, { type: 'message' }>

/** The same state gives the same item, so that a view draws what changed only. */
const known = new WeakMap<object, TimelineItem>()

/**
 * What a thread shows: the log's messages and event lines by number, then the own commands that the log does not hold
 * yet. Own edits, deletions and reactions show at once. `commands` are this conversation's, in order.
 */
export function timelineOf(copy: LogCopy | null, commands: readonly OutboxEntry[], me: Actor | null): TimelineItem[] {
  const { entries, states, position } = copy ?? NOTHING
  const stored = new Set<string>(entries.map(({ e }) => e.cmid))
  // An acknowledged command waits for its event; below the position it is in the log, seen or scrolled away.
  const waiting = commands.filter(
    ({ cancel, cmid, phase, n }) => !cancel && !stored.has(cmid) && (phase !== 'kept' || (n ?? 0) > position.n),
  )
  const drafts = waiting.filter(({ kind }) => kind.endsWith('.new'))
  const items = [
    ...entries.flatMap((entry) => logItem(entry, states.get(`msg_${entry.id.slice(4)}`), me) ?? []),
    ...drafts.map((entry) => draftItem(entry, me)),
  ]
  const changes = waiting.filter((entry) => entry.phase !== 'failed' && targetOf(entry))
  return changes.reduce((all, change) => all.map((item) => changed(item, change, me)), items)
}

function logItem(entry: LogEntry, state: MessageState | undefined, me: Actor | null): TimelineItem | null {
  const { n, id, e } = entry
  const { kind, actor, cmid, ts } = e
  const mine = isMine(actor, me)
  const had = known.get(state ?? entry)
  if (had && (had.type === 'event' || had.mine === mine)) return had
  if (!state && NO_LINE.test(kind)) return null
  const item: TimelineItem = state
    ? {
        ...{
          type: 'message',
          key: cmid,
          n,
          messageId: `msg_${id.slice(4)}`,
          kind: kind as MessageItem['kind'],
          actor,
          ts,
        },
        ...{ send: { phase: 'sent' }, mine },
        ...shown(state),
        ...(e.fx?.campaign && { campaign: e.fx.campaign }),
        ...(e.fx?.metadata && { metadata: e.fx.metadata }),
      }
    : { type: 'event', key: id, n, entry }
  known.set(state ?? entry, item)
  return item
}

const KNOWN = /^(text|buttons|quick_replies|card|carousel|form)$/

/** A message of a type or version that is not known here is its fallback (SYNC-17). */
function legible(body: MessageState['body']): MessageState['body'] {
  if (!body || (body.v === 1 && KNOWN.test(body.type))) return body
  const text = (body as MessageBody).fallback
  return { v: 1, type: 'text', text, attachments: [], fallback: text }
}

function shown({ body, editedAt, deletedAt, answer, reactions }: Omit<MessageState, 'n'>) {
  return {
    ...{ body: legible(body), reactions },
    ...(editedAt && { editedAt }),
    ...(deletedAt && { deletedAt }),
    ...(answer && { answer }),
  }
}

/** Changes of messages are not lines of their own, nor is a cancelled command. Kinds unknown here are lines (SYNC-71). */
const NO_LINE = /^((msg|note)\.(edit|del|react|redact)|file\.ready|cmid\.cancel)$/

/** A visitor's messages are his, whatever visitor he was when he wrote them; an agent is one of many. */
function isMine(actor: Actor, me: Actor | null): boolean {
  return actor.id === me?.id || (me?.type !== 'agent' && /visitor|contact/.test(actor.type))
}

function draftItem({ cmid, n, kind, body, at, ts, phase, code }: OutboxEntry, me: Actor | null): MessageItem {
  const draft = { text: '', attachments: [], ...(body as object) } as unknown as MessageBody // as it was written
  return {
    ...{ type: 'message', key: cmid, n, messageId: null, kind: kind as MessageItem['kind'], mine: true },
    actor: me ?? { type: 'visitor', id: '' },
    body: { ...draft, fallback: draft.text },
    reactions: [],
    ts: ts ?? isoOf(at),
    send: sendStateOf(phase, code),
  }
}

function sendStateOf(phase: OutboxEntry['phase'], code: OutboxEntry['code']): MessageItem['send'] {
  if (phase === 'failed') return { phase, code: code ?? 'internal_error' }
  return { phase: phase === 'kept' ? 'sent' : 'sending' }
}

function changed(item: TimelineItem, { kind, body, at }: OutboxEntry, actor: Actor | null): TimelineItem {
  if (item.type === 'event' || !concerns({ kind, body }, item.messageId, item)) return item
  return { ...item, ...shown(reduceMessage(item, { kind, body, actor, ts: isoOf(at) } as Reducible<Timestamp>)) }
}

/** For display until the server tells its time. */
function isoOf(at: number): Timestamp {
  return new Date(at).toISOString()
}
