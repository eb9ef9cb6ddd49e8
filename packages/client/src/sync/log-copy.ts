import type { LogEntry, MessageId, Position, Snapshot, Timestamp } from '@parley/protocol'
import {
  type ConversationFold,
  concerns,
  type MessageFold,
  newMessage,
  type Reducible,
  reduceMessage,
  targetOf,
} from '@parley/protocol/reduce'

/** A snapshot with its entries keyed by kind, as the server pairs them. */
export type LogSnapshot = Omit<Snapshot, 'entries'> & { entries: LogEntry[] }

/** What everybody sees of a conversation's summary; who is told more folds more. */
export type OwnFold = Pick<
  ConversationFold<Timestamp>,
  'status' | 'assigneeId' | 'assigneeName' | 'rating' | 'participants'
>

/** How a conversation's summary is folded. Visitors see little of it, and need less code for it. */
export type Folding = {
  /** What a snapshot tells; of an empty log nothing. */
  begin(told: Partial<Pick<LogSnapshot, 'row' | 'fields' | 'own'>>): OwnFold
  /** The summary after an event, of what `begin` made. */
  reduce(before: OwnFold, event: Reducible<Timestamp>): OwnFold
}

/** A message as it is now; `n` is the number up to which its events are folded in. */
export type MessageState = MessageFold<Timestamp> & { n: number }

/** A window of a conversation's log, from somewhere to `position` without a hole, and what it folds to. */
export type LogCopy = {
  position: Position
  entries: readonly LogEntry[]
  states: ReadonlyMap<MessageId, MessageState>
  /** What lists show (`last`, `counts` …) is folded from the position on only; status, assignee and tags are whole. */
  fold: OwnFold
  hasEarlier: boolean
}

/** The copy of a log that is known to be empty; `fold` is that of nothing. */
export function emptyCopy(fold: OwnFold): LogCopy {
  return { position: { n: 0 }, entries: [], states: new Map(), fold, hasEarlier: false }
}

/** The copy begins at the snapshot's folded number; states in it may be newer (SYNC-48). `fold`: what it tells. */
export function copyOf({ position, entries, hasEarlier }: LogSnapshot, fold: OwnFold): LogCopy {
  return { position, entries, states: statesOf(entries, new Map()), fold, hasEarlier }
}

/** The copy after the next entry, which must be `position.n + 1`. An unknown kind counts as applied (SYNC-71). */
export function applyEntry(copy: LogCopy, entry: LogEntry, { reduce }: Pick<Folding, 'reduce'>): LogCopy {
  return {
    ...copy,
    position: { n: entry.n, id: entry.id },
    entries: [...copy.entries, entry],
    states: statesOf([entry], copy.states),
    fold: reduce(copy.fold, reducible(entry)),
  }
}

/** The copy with a page before it; edits in the window that the page's states do not know yet are applied again. */
export function withEarlier(copy: LogCopy, earlier: readonly LogEntry[], hasEarlier: boolean): LogCopy {
  const entries = [...earlier.filter(({ n }) => n < (copy.entries[0]?.n ?? Infinity)), ...copy.entries]
  return { ...copy, entries, hasEarlier, states: statesOf(entries, copy.states) }
}

/**
 * Message states after `entries`. An event is applied only above the state's own `n`, since a state that came with a
 * snapshot may be ahead of it (I18); changes of messages outside the window are ignored.
 */
function statesOf(entries: readonly LogEntry[], before: LogCopy['states']): LogCopy['states'] {
  const states = new Map(before)
  for (const entry of entries) {
    const { n, e } = entry
    if (e.kind === 'msg.new' || e.kind === 'note.new') {
      const id: MessageId = `msg_${entry.id.slice(4)}`
      if (!states.has(id)) states.set(id, (e.state as MessageState | undefined) ?? { n, ...newMessage(e.body) })
    }
    if (targetOf(e)) change(states, entry)
  }
  return states
}

function change(states: Map<MessageId, MessageState>, entry: LogEntry): void {
  const { n, e } = entry
  for (const [id, state] of states)
    if (state.n < n && concerns(e, id, state))
      states.set(id, { ...reduceMessage<Timestamp>(state, reducible(entry)), n })
}

function reducible({ id, e }: LogEntry): Reducible<Timestamp> {
  return { ...e, id } as Reducible<Timestamp>
}
