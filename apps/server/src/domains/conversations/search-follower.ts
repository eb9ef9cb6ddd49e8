import type { Logger } from '../../lib/logger.ts'
import { createRecentMap } from '../../lib/recent-map.ts'
import type { ConsumerStore, Step } from './consumer-store.ts'
import type { Log } from './log.ts'
import type { EventRecord, Ref } from './model.ts'
import { createWordWriter, type Words } from './search-words.ts'

/** What is done with events that come next in their logs; what is done twice must do no harm. */
export type Take = (logs: readonly Words[]) => Promise<void>
export type FollowerDeps = {
  log: Log
  consumers: ConsumerStore
  logger: Logger
  /** Another follower than the one of search: under which name its positions stand, and what it does. */
  other?: { holder: string; take: Take }
}

export const SEARCH = 'search'
/** Events that are read at once. */
const STEP = 500
/** Logs whose positions are remembered. */
const REMEMBERED = 20_000
/**
 * How far a stored position may be behind. People write several messages in that time, and a position written for each
 * of them costs as much as its fold; what a crash leaves behind is followed again, to the same words.
 */
const LATE_MS = 30_000
/** Positions that are written at once. */
const MOVED_AT_ONCE = 500

/** A log to look at, and what this process has stored in it since the last look. */
export type Woken = { ref: Ref; heard: EventRecord[] }
/** A log, and up to where it was followed. */
type Followed = { ref: Ref; from: number }
type WordStep = Step & Words
/** A step whose words are written and whose position is not yet. */
type Late = { step: Step; since: number }

/**
 * Takes logs from their stored positions (SYNC-14) to their ends, and writes the words on the way; the positions later,
 * when `store` is called.
 */
export function createSearchFollower({ log, consumers, logger, other }: FollowerDeps) {
  const { holder, take: write } = other ?? { holder: SEARCH, take: createWordWriter({ log, logger }).write }
  /** Positions as last seen from here: a hint that saves reads, the stored position is the truth. */
  const reached = createRecentMap<string, number>(REMEMBERED)

  /** Oldest first. */
  const late = new Map<string, Late>()

  async function take(steps: readonly WordStep[]): Promise<void> {
    await write(steps)
    const since = performance.now()
    for (const { ref, from, to } of steps) {
      const { conversationId } = ref
      reached.set(conversationId, to.n)
      const before = late.get(conversationId)
      if (before) before.step = { ...before.step, to }
      else late.set(conversationId, { step: { ref, from, to }, since })
    }
  }

  function dueNow(withinMs: number): Step[] {
    const due: Step[] = []
    const before = performance.now() - withinMs
    for (const [conversationId, { step, since }] of late) {
      if (since > before || due.length >= MOVED_AT_ONCE) break
      late.delete(conversationId)
      due.push(step)
    }
    return due
  }

  /** What was heard, when it continues where we stand without a gap: nothing needs to be read. */
  function heardStep({ ref, heard }: Woken): WordStep[] {
    const from = heard[0]?.ord === 1 ? 0 : reached.get(ref.conversationId)
    const steps = from === undefined ? [] : stepOf({ ref, from }, heard)
    return steps.filter(({ events }) => events.length === heard.length)
  }

  async function followStored(workspaceId: Ref['workspaceId'], refs: readonly Ref[]): Promise<void> {
    const ids = refs.map(({ conversationId }) => conversationId)
    const stored = new Map((await consumers.list(workspaceId, ids, holder)).map((one) => [one.conversationId, one.n]))
    let left = refs.map((ref): Followed => ({ ref, from: stored.get(ref.conversationId) ?? 0 }))
    for (const { ref, from } of left) reached.set(ref.conversationId, from)
    while (left.length > 0) {
      const found = await log.events.listAfterAll(left, STEP)
      const logs = Map.groupBy(found, ({ conversationId }) => conversationId)
      const steps = left.flatMap((one) => stepOf(one, logs.get(one.ref.conversationId) ?? []))
      await take(steps)
      // What the page cut off comes next, of logs too that it had no room for; a page that was not full was all there is.
      const now = new Map(steps.map(({ ref, to }) => [ref.conversationId, to.n]))
      const isAll = found.length < STEP || steps.length === 0
      left = isAll ? [] : left.map(({ ref, from }) => ({ ref, from: now.get(ref.conversationId) ?? from }))
    }
  }

  return {
    /** All of a tenant together: a read and a write for each log would cost the store more than the messages do. */
    async follow(workspaceId: Ref['workspaceId'], logs: readonly Woken[]): Promise<void> {
      const steps = new Map(logs.flatMap((one) => heardStep(one).map((step) => [one, step])))
      await take([...steps.values()])
      const others = logs.filter((one) => !steps.has(one)).map(({ ref }) => ref)
      if (others.length > 0) await followStored(workspaceId, others)
    },
    /** Stores the positions of logs that were followed this long ago. */
    async store(withinMs = LATE_MS): Promise<void> {
      for (let due = dueNow(withinMs); due.length > 0; due = dueNow(withinMs)) await consumers.move(holder, due)
    },
    /** Whether positions wait to be stored. */
    isBehind: () => late.size > 0,
    /** The log may have been followed, or not, by others: its position is read when it is looked at next. */
    forget: ({ conversationId }: Ref) => reached.delete(conversationId),
    /** Whether the words up to there are known here to be written. */
    hasReached: ({ conversationId }: Ref, ord: number) => (reached.get(conversationId) ?? 0) >= ord,
  }
}

/** The events that come next in a log, without a gap; nothing when there are none. */
function stepOf({ ref, from }: Followed, found: readonly EventRecord[]): WordStep[] {
  const sorted = found.toSorted((a, b) => a.ord - b.ord)
  const events = sorted.filter(({ ord }, i) => ord === from + 1 + i)
  const last = events.at(-1)
  return last ? [{ ref, from, to: { n: last.ord, id: last._id }, events }] : []
}
