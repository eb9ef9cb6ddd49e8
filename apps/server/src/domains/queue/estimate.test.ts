import { describe, expect, it } from 'vitest'
import { type Answered, type History, historyOf, waitOf } from './estimate.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const START = Date.parse('2026-03-02T00:00:00Z')
const NOON = START + 30 * DAY + 12 * HOUR

const always = () => true
/** `count` waits of about `ms`, one a day at noon, nobody ahead. */
const atNoon = (count: number, ms: number, spread = 0): Answered[] =>
  Array.from({ length: count }, (_, i) => {
    const own = ms + i * spread
    return { at: new Date(NOON - (i + 1) * DAY + own), ms: own }
  })
const first = (history: History, since = NOON, now = since) =>
  waitOf(history, { since: new Date(since), before: [] }, new Date(now))

describe('the wait that is promised', () => {
  it('is nothing before nine waits were like it', () => {
    expect(first(historyOf(atNoon(8, 4 * MINUTE), false, always))).toBeNull()
    expect(first(historyOf(atNoon(9, 4 * MINUTE), false, always))).not.toBeNull()
  })

  it('spans all but the shortest and the longest, in whole minutes, outwards', () => {
    const history = historyOf(atNoon(19, 2 * MINUTE + 1_000, 15_000), false, always)
    expect(first(history)).toEqual({ from: 120, seconds: 240, to: 420 })
  })

  it('learns from the same hour of other days alone', () => {
    const history = historyOf(atNoon(20, 4 * MINUTE), false, always)
    expect(first(history, NOON + 30 * MINUTE)).not.toBeNull()
    expect(first(history, NOON + 3 * HOUR)).toBeNull()
    const past = atNoon(20, MINUTE).map(({ at, ms }) => ({ at: new Date(at.getTime() - 12 * HOUR), ms }))
    expect(first(historyOf(past, false, always), NOON - 12 * HOUR - 30 * MINUTE)).not.toBeNull()
  })

  it('learns nothing from who asked while it was closed', () => {
    expect(first(historyOf(atNoon(20, 4 * MINUTE), false, () => false))).toBeNull()
  })

  it('is what is left: who has waited longer than most hears of those who waited as long, or nothing', () => {
    const short = atNoon(20, 2 * MINUTE)
    const long = atNoon(12, 20 * MINUTE).map(({ at, ms }) => ({ at: new Date(at.getTime() + 5 * MINUTE), ms }))
    const both = historyOf([...short, ...long], false, always)
    expect(first(both, NOON, NOON + 5 * MINUTE)).toMatchObject({ from: 15 * 60, to: 15 * 60 })
    expect(first(historyOf(short, false, always), NOON, NOON + 5 * MINUTE)).toBeNull()
  })

  it('is longer for who has more ahead, as it was for those who had', () => {
    // Every day at noon eleven come in one minute, and one is answered every two minutes.
    const day = (d: number) =>
      Array.from({ length: 11 }, (_, i) => ({ at: new Date(NOON - d * DAY + (i + 1) * 2 * MINUTE), asked: i * 5_000 }))
    const answers = Array.from({ length: 12 }, (_, d) => day(d + 1))
      .flat()
      .map(({ at, asked }) => ({ at, ms: ((at.getTime() - NOON) % DAY) + (at.getTime() < NOON ? DAY : 0) - asked }))
    const history = historyOf(answers, false, always)
    const before = (ahead: number) => Array.from({ length: ahead }, () => new Date(NOON - 1_000))
    const withAhead = (ahead: number) =>
      waitOf(history, { since: new Date(NOON), before: before(ahead) }, new Date(NOON))
    expect(withAhead(0)?.to).toBeLessThan(withAhead(5)?.from ?? 0)
    expect(withAhead(5)?.to).toBeLessThanOrEqual(withAhead(10)?.to ?? 0)
    expect(withAhead(30)).toBeNull()
  })

  it('promises nothing where it takes hours', () => {
    expect(first(historyOf(atNoon(20, 3 * HOUR), false, always))).toBeNull()
  })

  it('does not learn from who asked before what is known begins: who was ahead of him is not', () => {
    const answers = [...atNoon(19, 4 * MINUTE), { at: new Date(NOON - 20 * DAY + 3 * HOUR), ms: 4 * HOUR }]
    expect(historyOf(answers, false, always).waits).toHaveLength(20)
    expect(historyOf(answers, true, always).waits).toHaveLength(19)
  })
})

describe('whom nobody answers while later ones are answered', () => {
  const history = historyOf(atNoon(20, 4 * MINUTE), false, always)
  const yesterday = new Date(NOON - 20 * HOUR)
  const lastWeek = new Date(NOON - 7 * DAY)

  it('holds up nobody', () => {
    const wait = (before: Date[]) => waitOf(history, { since: new Date(NOON), before }, new Date(NOON))
    expect(wait([lastWeek, lastWeek, lastWeek])).toEqual(wait([]))
    expect(wait([yesterday, yesterday, yesterday])).toBeNull()
  })

  it('is promised nothing', () => {
    expect(waitOf(history, { since: lastWeek, before: [] }, new Date(NOON))).toBeNull()
  })
})

/** Numbers that look like chance and are the same in every run (mulberry32). */
function chance(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let x = Math.imul(state ^ (state >>> 15), 1 | state)
    x = (x + Math.imul(x ^ (x >>> 7), 61 | x)) ^ x
    return ((x ^ (x >>> 14)) >>> 0) / 2 ** 32
  }
}

/** `lost`: the share of those whom nobody answers, though they stay in line. */
type Shop = { seed: number; perHour: number; chatMs: number; agents: number; spread: number; lost?: number }
type Chat = { asked: number; claimed: number; answered: number }

/**
 * A department for forty days: people come between eight and eighteen, twice as many at noon; each agent answers whoever
 * has waited the longest once he is free, types his first answer, and is busy with the chat for a while.
 */
function simulated({ seed, perHour, chatMs, agents, spread, lost = 0 }: Shop): Chat[] {
  const random = chance(seed)
  const exponential = (mean: number) => -Math.log(1 - random()) * mean
  const service = () => chatMs * (1 - spread) + exponential(chatMs * spread)
  const free: number[] = Array.from({ length: agents }, () => 0)
  const chats: Chat[] = []
  for (let at = START; at < START + 40 * DAY; at += exponential(HOUR / (2 * perHour))) {
    const hour = (at % DAY) / HOUR
    const busyness = hour < 8 || hour > 18 ? 0 : 0.5 + 0.5 * Math.exp(-(((hour - 12) / 2) ** 2))
    if (random() > busyness) continue
    if (lost > 0 && random() < lost) {
      chats.push({ asked: at, claimed: Infinity, answered: Infinity })
      continue
    }
    const next = free.indexOf(Math.min(...free))
    const claimed = Math.max(at + 3_000, free[next] ?? 0)
    const answered = claimed + 10_000 + exponential(20_000)
    free[next] = claimed + service()
    chats.push({ asked: at, claimed, answered })
  }
  return chats
}

/** Of the last ten days: how often something was promised, and how often it was kept. */
function judged(chats: readonly Chat[], seed: number) {
  const random = chance(seed)
  const total = { asked: 0, promised: 0, kept: 0 }
  for (const chat of chats.filter(({ asked, claimed }) => asked > START + 30 * DAY && claimed < Infinity)) {
    if (random() > 0.15) continue
    // He looks at some moment while he waits, not only when he comes.
    const now = chat.asked + random() * (chat.claimed - chat.asked)
    const answers = chats
      .filter(({ answered }) => answered <= now)
      .sort((a, b) => b.answered - a.answered)
      .slice(0, 500)
      .map(({ asked, answered }) => ({ at: new Date(answered), ms: answered - asked }))
    const before = chats
      .filter(({ asked, claimed }) => asked < chat.asked && claimed > now && asked > now - DAY)
      .map(({ asked }) => new Date(asked))
    const wait = waitOf(historyOf(answers, true, always), { since: new Date(chat.asked), before }, new Date(now))
    const left = (chat.answered - now) / 1000
    total.asked++
    if (!wait) continue
    total.promised++
    if (left >= wait.from && left <= wait.to) total.kept++
  }
  return total
}

describe('a promise of a wait is honest', () => {
  it.each([
    ['a quiet shop', { seed: 1, perHour: 2, chatMs: 9 * MINUTE, agents: 1, spread: 0.5 }],
    ['a shop with too few', { seed: 2, perHour: 5, chatMs: 10 * MINUTE, agents: 1, spread: 0.3 }],
    ['a busy team', { seed: 3, perHour: 14, chatMs: 12 * MINUTE, agents: 6, spread: 0.6 }],
    [
      'a shop that leaves some unanswered',
      { seed: 5, perHour: 6, chatMs: 8 * MINUTE, agents: 1, spread: 0.5, lost: 0.08 },
    ],
    ['chats of any length', { seed: 4, perHour: 10, chatMs: 10 * MINUTE, agents: 2, spread: 1 }],
  ])('in %s: it is kept in at least 75 of 100 cases, and made in more than half', (_, shop) => {
    const { asked, promised, kept } = judged(simulated(shop), shop.seed + 100)
    expect(asked).toBeGreaterThan(25)
    expect(promised / asked).toBeGreaterThan(0.5)
    expect(kept / promised).toBeGreaterThanOrEqual(0.75)
  })
})
