import { type EventId, LIMITS } from '@parley/protocol'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { EventNote } from '../bus/bus.ts'
import { silentLogger } from '../lib/logger.ts'
import { createHub, type Sub } from './hub.ts'
import type { LogSlice, Told } from './ports.ts'
import type { Sink } from './sink.ts'
import { subscribe } from './sub.ts'

const REF = { workspaceId: 'wsp_00000000000000000001', conversationId: 'cnv_00000000000000000001' } as const
const PRINCIPAL = {
  type: 'agent',
  workspaceId: REF.workspaceId,
  agentId: 'agt_00000000000000000001',
  sessionId: 'ses_00000000000000000001',
  role: 'agent',
  departmentIds: [],
  name: 'Ada',
} as const

const idOf = (n: number): EventId => `evt_${String(n).padStart(20, '0')}`
const leaving = (isLeaving: boolean) => isLeaving && { without: PRINCIPAL.agentId }
const toldOf = (n: number, leftAt = 0): Told => ({
  ...{ n, id: idOf(n), text: JSON.stringify({ t: 'ev', n }) },
  ...leaving(n === leftAt),
})
const note = (n: number, hasFrame: boolean, leftAt = 0): EventNote => ({
  ...REF,
  ...leaving(n === leftAt),
  type: 'event',
  id: idOf(n),
  ord: n,
  vmax: 0,
  ...(hasFrame && { frames: { agent: toldOf(n).text } }),
})

/** Where the reader is taken out, if he is, and how far the summary is behind the log. */
type Membership = { leftAt?: number; lag?: number }

/** A log, a hub over it and a reader, with every step that the store could take its time for in the scheduler's hands. */
function world(
  turn: <T>(name: string, work: () => T) => Promise<T>,
  head: number,
  { leftAt = 0, lag = 0 }: Membership = {},
) {
  const log = Array.from({ length: head }, (_, i) => i + 1)
  const slice = (from: number): LogSlice => ({
    events: log.filter((n) => n >= from).map((n) => toldOf(n, leftAt)),
    isCut: false,
    ord: log.length,
  })
  const feed = {
    open: () =>
      turn('open', () => {
        const folded = Math.max(0, log.length - lag)
        const isMember = leftAt === 0 || folded < leftAt
        return isMember ? ({ is: 'open', floor: 0, folded } as const) : ({ is: 'gone' } as const)
      }),
    read: (_ref: unknown, _audience: unknown, { from }: { from: number }) => turn('read', () => slice(from)),
    listMarks: () => turn('marks', () => []),
    listBeyond: async (asked: readonly { n: number }[]) =>
      asked.some(({ n }) => n < log.length) ? [{ ...REF, audience: 'agent' as const, n: log.length }] : [],
    repair: () => undefined,
  }
  const limits = { ...LIMITS, fillRetryMs: 1 }
  const hub = createHub({ feed, limits, log: silentLogger })
  const sent: { t: string; n: number; why?: string; ord?: number }[] = []
  const sink: Sink = {
    principal: PRINCIPAL,
    send: (text) => sent.push(JSON.parse(text)),
    sendAgain: (text) => sent.push(JSON.parse(text)),
    sendIfIdle: () => undefined,
    room: () => null,
  }
  const kept: Sub[] = []
  return {
    hub,
    sent,
    kept,
    /** An event is committed, then published: as a whole, as a number only, or not at all. */
    async commit(n: number, told: 'whole' | 'number' | 'lost'): Promise<void> {
      await turn(`commit ${n}`, () => log.push(n))
      await turn(`publish ${n}`, () => told !== 'lost' && hub.hear(note(n, told === 'whole', leftAt)))
    },
    subscribe: (since: { n: number; id?: EventId }) =>
      subscribe(
        { hub, feed, limits },
        { sink, conversationId: REF.conversationId, since, keep: (sub) => kept.push(sub) },
      ),
    numbers: () => sent.flatMap(({ t, n }) => (t === 'ev' ? n : [])),
  }
}

/** Lets everything that was scheduled for later happen. */
const settle = async () => {
  for (let i = 0; i < 30; i++) await new Promise((resolve) => setTimeout(resolve, 1))
}

/** Runs what is scheduled, and what that schedules, while something is missing. */
async function untilIdle(s: fc.Scheduler, isMissing: () => boolean): Promise<void> {
  for (let i = 0; i < 20 && isMissing(); i++) {
    if (s.count() > 0) await s.waitIdle()
    await new Promise((resolve) => setTimeout(resolve, 0))
  }
}

describe('SYNC-45 a subscription', () => {
  it('R06 I15 sees every event after its position once, in order, whatever the order of commits, publishes and reads', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(fc.constantFrom('whole' as const, 'number' as const, 'lost' as const), { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 0, max: 3 }),
        async (s, events, since) => {
          const turn = <T>(name: string, work: () => T) => s.schedule(Promise.resolve(), name).then(work)
          const head = 3
          const it = world(turn, head)
          // One conversation commits in order: the next number is given when the one before is stored.
          const commits = (async () => {
            for (const [i, told] of events.entries()) await it.commit(head + 1 + i, told)
          })()
          const subscribed = it.subscribe(since === 0 ? { n: 0 } : { n: since, id: idOf(since) })
          await s.waitFor(Promise.all([commits, subscribed]))
          // What was told must not need the head check, which finds what was lost on the way.
          if (events.includes('lost')) await s.waitFor(it.hub.checkHeads())
          await untilIdle(s, () => it.numbers().length < head + events.length - since)
          const expected = Array.from({ length: head + events.length - since }, (_, i) => since + 1 + i)
          expect(it.numbers()).toEqual(expected)
          expect(it.sent.filter(({ t }) => t === 'synced')).toHaveLength(1)
        },
      ),
      { numRuns: 2_000 },
    )
  }, 60_000)

  it('SYNC-75 ends where the log takes its reader out, whatever came of the hints, and however late the summary is', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(fc.constantFrom('whole' as const, 'number' as const, 'lost' as const), { minLength: 1, maxLength: 4 }),
        fc.record({ leftAt: fc.integer({ min: 1, max: 4 }), lag: fc.integer({ min: 0, max: 4 }) }),
        async (s, events, { leftAt: drawn, lag }) => {
          const leftAt = Math.min(drawn, events.length)
          const turn = <T>(name: string, work: () => T) => s.schedule(Promise.resolve(), name).then(work)
          const it = world(turn, 0, { leftAt, lag })
          const commits = (async () => {
            for (const [i, told] of events.entries()) await it.commit(1 + i, told)
          })()
          await s.waitFor(Promise.all([commits, it.subscribe({ n: 0 })]))
          await s.waitFor(it.hub.checkHeads())
          const ends = () => it.sent.filter(({ t }) => t === 'gone')
          await untilIdle(s, () => ends().length === 0)
          expect(ends()).toHaveLength(1)
          expect(it.numbers().every((n, i) => n === i + 1 && n <= leftAt)).toBe(true)
          expect(it.sent.at(-1)?.t).toBe('gone')
          expect(it.hub.size()).toBe(0)
        },
      ),
      { numRuns: 1_000 },
    )
  }, 60_000)

  it('SYNC-75 tells a reader on the line where he was taken out, once the heads are looked at', async () => {
    const it = world(async (_name, work) => work(), 2, { leftAt: 3 })
    await it.subscribe({ n: 0 })
    for (const n of [3, 4, 5]) await it.commit(n, 'lost')
    await it.hub.checkHeads()
    await settle()
    expect(it.numbers()).toEqual([1, 2, 3])
    expect(it.sent.at(-1)).toEqual({ t: 'gone', ord: 3, conversationId: REF.conversationId })
    for (const n of [4, 5]) it.hub.hear(note(n, true))
    expect(it.numbers()).toEqual([1, 2, 3])
  })

  it('R40 SYNC-45 whose buffer is full is told to reset, and gets nothing more', async () => {
    const steps: (() => void)[] = []
    const it = world((_name, work) => new Promise((resolve) => steps.push(() => resolve(work()))), 0)
    const subscribed = it.subscribe({ n: 0 })
    for (let n = 1; n <= LIMITS.liveBuffer + 1; n++) it.hub.hear(note(n, true))
    while (steps.length > 0) {
      steps.shift()?.()
      await settle()
    }
    await subscribed
    expect(it.sent).toEqual([{ t: 'reset', conversationId: REF.conversationId, why: 'overflow' }])
    expect(it.hub.size()).toBe(0)
  })

  it('SYNC-46 tries again while the majority does not show what a hint told', async () => {
    let isShown = false
    const it = world(async (name, work) => {
      const result = work()
      return name === 'read' && !isShown ? ({ events: [], isCut: false, ord: 0 } as never) : result
    }, 0)
    await it.subscribe({ n: 0 })
    it.hub.hear(note(1, false))
    await it.commit(1, 'lost')
    await settle()
    expect(it.numbers()).toEqual([])
    isShown = true
    await settle()
    await settle()
    expect(it.numbers()).toEqual([1])
  })
})
