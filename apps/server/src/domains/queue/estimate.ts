import type { QueueWait } from '@parley/protocol'

/** A conversation that was answered: when, and how long the visitor had waited, milliseconds. */
export type Answered = { at: Date; ms: number }

/** One wait of the past, as whoever waited saw it: all in milliseconds. */
type Past = {
  askedAt: number
  ms: number
  /** When those who were before him were answered, since he asked. */
  aheadUntil: readonly number[]
}
export type History = {
  waits: readonly Past[]
  /** When those asked who were answered, whether or not anything is learned from them; ascending. */
  askedAt: readonly number[]
}

/** Somebody who waits now: since when, and since when those wait who are before him. */
export type Waiting = { since: Date; before: readonly Date[] }

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** Waits that began this much earlier or later in the day are like one that begins now. */
const SAME_HOUR_MS = HOUR_MS
/** One of ten waits is shorter than what is told, one of ten longer. */
const TAIL = 0.1
/** Fewer waits than this promise nothing: of nine, one more lies outside of them in one case of five. */
const FEWEST = 9
/** Of more than enough those with the nearest number of people ahead count. */
const ENOUGH = 60
/** A promise of more than this helps nobody. */
const LONGEST_MS = 2 * HOUR_MS
/** When so many who asked later were answered, nobody is coming down the line to one. */
const PASSED_OVER = 5
const MINUTE_MS = 60_000
/** From so many milliseconds on five minutes are the smallest unit that is told. */
const COARSE_MS = 30 * MINUTE_MS

/**
 * The waits of the past, each with who was before it. `isCut`: older answers are not known, hence not who was ahead of
 * those who asked before the oldest. `counts`: whether who asked at a moment is one to learn from.
 */
export function historyOf(answers: readonly Answered[], isCut: boolean, counts: (askedAt: Date) => boolean): History {
  const known = answers
    .map(({ at, ms }) => ({ askedAt: at.getTime() - ms, answeredAt: at.getTime(), ms }))
    .filter(({ ms }) => ms > 0)
    .sort((a, b) => a.askedAt - b.askedAt)
  const oldest = isCut ? Math.min(...known.map(({ answeredAt }) => answeredAt)) : Number.NEGATIVE_INFINITY
  const waits = known.flatMap(({ askedAt, ms }, i) => {
    if (askedAt < oldest || !counts(new Date(askedAt))) return []
    const ahead = known.slice(0, i).filter(({ answeredAt }) => answeredAt > askedAt)
    return [{ askedAt, ms, aheadUntil: ahead.map(({ answeredAt }) => answeredAt - askedAt) }]
  })
  return { waits, askedAt: known.map(({ askedAt }) => askedAt) }
}

/**
 * What can be promised: the waits of this hour of the day that had gone on as long, with about as many ahead at that
 * point, say how much longer they went on. Of `n` such waits the next one lies between the k-th from either end in
 * `(n + 1 - 2k) / (n + 1)` of the cases, whatever their distribution; null where there are too few.
 */
export function waitOf(history: History, { since, before }: Waiting, now: Date): QueueWait | null {
  if (isPassedOver(history, since)) return null
  const ahead = before.filter((other) => !isPassedOver(history, other)).length
  const waitedMs = Math.max(0, now.getTime() - since.getTime())
  const alike = history.waits
    .filter(({ askedAt, ms }) => ms > waitedMs && isSameHour(askedAt, since.getTime()))
    .map(({ ms, aheadUntil }) => ({ left: ms - waitedMs, off: Math.abs(aheadAt(aheadUntil, waitedMs) - ahead) }))
    .filter(({ off }) => off <= Math.max(1, ahead / 4))
    .sort((a, b) => a.off - b.off)
  const lefts = nearest(alike)
    .map(({ left }) => left)
    .sort((a, b) => a - b)
  const { length } = lefts
  const from = lefts[Math.max(1, Math.floor(TAIL * (length + 1))) - 1]
  const to = lefts[Math.min(length, Math.ceil((1 - TAIL) * (length + 1))) - 1]
  const middle = lefts[Math.floor(length / 2)]
  if (length < FEWEST || from === undefined || to === undefined || middle === undefined || to > LONGEST_MS) return null
  return told(from, middle, to)
}

/** Nobody answers him while later ones are answered: he stands in the line, and holds up nobody in it. */
function isPassedOver({ askedAt }: History, since: Date): boolean {
  return since.getTime() < (askedAt.at(-PASSED_OVER) ?? 0)
}

/** Outwards, so that the promise only gets wider; the middle stays between. */
function told(from: number, middle: number, to: number): QueueWait {
  const unit = to > COARSE_MS ? 5 * MINUTE_MS : MINUTE_MS
  const whole = (ms: number, round: (x: number) => number) => (round(ms / unit) * unit) / 1000
  return { from: whole(from, Math.floor), seconds: whole(middle, Math.round), to: whole(to, Math.ceil) }
}

/** Those with the same number ahead, and of the others the nearest, all of one distance or none. */
function nearest<T extends { off: number }>(sorted: readonly T[]): readonly T[] {
  const last = sorted[ENOUGH - 1]
  return last ? sorted.filter(({ off }) => off <= last.off) : sorted
}

/** How many were still ahead `ms` after somebody had asked. */
function aheadAt(aheadUntil: readonly number[], ms: number): number {
  return aheadUntil.filter((until) => until > ms).length
}

function isSameHour(a: number, b: number): boolean {
  const apart = Math.abs(a - b) % DAY_MS
  return Math.min(apart, DAY_MS - apart) <= SAME_HOUR_MS
}
