import { eventIdOf, type Limits, messageIdOf } from '@parley/protocol'
import { concerns, targetOf } from '@parley/protocol/reduce'
import type { Clock } from '../../lib/clock.ts'
import { createGather } from '../../lib/gather.ts'
import type { Logger } from '../../lib/logger.ts'
import type { ConversationStore, Folded } from './conversation-store.ts'
import type { EventStore, StateUpdate } from './event-store.ts'
import type { Held, HeldStates } from './held.ts'
import {
  type ConversationRecord,
  type EventRecord,
  foldEvent,
  foldState,
  listKeysAfter,
  type Ref,
  stateOf,
} from './model.ts'

export type FoldDeps = {
  events: EventStore
  conversations: ConversationStore
  held: HeldStates
  clock: Clock
  limits: Pick<Limits, 'gatherMs' | 'gatherEvents' | 'listMemoryMs'>
  log: Logger
  /** Called with each summary that this process folded further. */
  onFolded(record: ConversationRecord): void
}

/** Nobody waits for a row as for an acknowledgement: folds wait longer for company. */
const FOLD_WORTH = 10
/** Rounds of a fold that meets other folders, before it is left to the sweep. */
const ROUNDS = 20

/** A log that is being folded: to where, and the promise of those who wait. */
type Wanted = { ref: Ref; upto: number; run: Promise<void> }
/** What one round folds of one log. */
type Job = { one: Held; seen: readonly EventRecord[] }

/** Folds logs into summaries and messages' states (`sync.md` 5): pure functions of the log, so that any writer is right. */
export function createFolder(deps: FoldDeps) {
  const { held, limits } = deps
  const gather = createGather<Ref, boolean>({
    write: (refs) => foldBatch(deps, refs),
    waitMs: limits.gatherMs,
    maxItems: limits.gatherEvents,
    worth: FOLD_WORTH,
  })
  const underWay = new Map<string, Wanted>()

  async function foldUntil(wanted: Wanted): Promise<void> {
    for (let round = 0; round < ROUNDS; round++) {
      const isDone = await gather.add(wanted.ref)
      const one = held.peek(wanted.ref)
      if (isDone && !one?.pending.length && (one?.summary.head.ord ?? 0) >= wanted.upto) return
      // Loaded before the event was there: look again.
      if (one && one.state.head.ord < wanted.upto) held.drop(wanted.ref)
    }
    throw new Error('the log was folded by others all the time')
  }

  /** Folds a log up to `upto` at least; a fold under way goes on until there. */
  function fold(ref: Ref, upto: number): Promise<void> {
    const running = underWay.get(ref.conversationId)
    if (running) {
      running.upto = Math.max(running.upto, upto)
      return running.run
    }
    const wanted: Wanted = { ref, upto, run: Promise.resolve() }
    wanted.run = foldUntil(wanted).finally(() => underWay.delete(ref.conversationId))
    underWay.set(ref.conversationId, wanted)
    return wanted.run
  }

  return {
    fold,
    /** For callers that do not wait: what fails now is found by the next reader or by the sweep (SYNC-34). */
    foldSoon(ref: Ref, upto: number): void {
      fold(ref, upto).catch((error: unknown) => {
        held.drop(ref)
        deps.log.warn({ err: error, conversationId: ref.conversationId }, 'fold failed; the sweep repairs it')
      })
    },
    /** How many logs are being folded. */
    pending: () => underWay.size,
  }
}

/** One round for each log, each at most once; false where another folder was first. */
async function foldBatch(deps: FoldDeps, refs: readonly Ref[]): Promise<boolean[]> {
  const { events, conversations, held } = deps
  const ones = await Promise.all(refs.map((ref) => held.peek(ref) ?? held.load(ref)))
  const jobs = ones.flatMap((one): Job[] => (one?.pending.length ? [{ one, seen: [...one.pending] }] : []))
  if (jobs.length === 0) return refs.map(() => true)
  await events.writeStates((await Promise.all(jobs.map((job) => statesOf(events, job)))).flat())
  for (const job of jobs) await erase(events, job)
  const folds = jobs.map((job) => foldedOf(deps, job))
  const isMatched = await conversations.writeFolds(folds)
  for (const [i, job] of jobs.entries()) {
    const after = folds[i]?.after
    if (isMatched && after) settle(deps, job, after)
    else held.drop(job.one.ref)
  }
  return refs.map(() => isMatched)
}

/** A redaction is logged first, then carried out where the text lies; before the head says that it was (SYNC-92). */
async function erase(events: EventStore, { one, seen }: Job): Promise<void> {
  for (const event of seen) {
    const target = event.kind === 'msg.redact' || event.kind === 'note.redact' ? targetOf(event) : null
    if (!target) continue
    const { ord, vseq, ts } = event
    const state = { ord, ...(vseq !== undefined && { vseq }), body: null, deletedAt: ts, reactions: [] }
    await events.erase(one.ref, eventIdOf(target), state)
  }
}

function settle(deps: FoldDeps, { one, seen }: Job, record: ConversationRecord): void {
  one.summary = record
  one.pending.splice(0, seen.length)
  deps.onFolded(record)
}

function foldedOf({ clock, limits }: FoldDeps, { one, seen }: Job): Folded {
  const record = seen.reduce(foldEvent, one.summary)
  const keys = listKeysAfter(record, clock.now(), limits.listMemoryMs)
  return { before: one.summary, after: { ...record, ...keys } }
}

/** The states of the messages that `seen` touches, after it; first of all writes, since the head says they are there. */
async function statesOf(events: EventStore, { one, seen }: Job): Promise<StateUpdate[]> {
  const changes = seen.filter((event) => targetOf(event))
  if (changes.length === 0) return []
  const touched = new Map((await touchedBy(events, one.ref, changes)).map((message) => [message._id, message]))
  return [...touched.values()].flatMap((message) => {
    const state = stateOf(message)
    const about = changes.filter((event) => concerns(event, messageIdOf(message._id), state))
    return about.length > 0 ? [{ ref: one.ref, _id: message._id, state: foldState(message, about) }] : []
  })
}

/** What `changes` are about, and what quotes a message that they take away. */
async function touchedBy(events: EventStore, ref: Ref, changes: readonly EventRecord[]): Promise<EventRecord[]> {
  const targets = changes.flatMap((event) => targetOf(event) ?? [])
  const gone = changes.flatMap((event) => (/(del|redact)$/.test(event.kind) ? (targetOf(event) ?? []) : []))
  const [about, quoting] = await Promise.all([
    events.listByIds(ref, [...new Set(targets.map(eventIdOf))]),
    gone.length > 0 ? events.listQuoting(ref, gone) : [],
  ])
  return [...about, ...quoting]
}
