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
const toldOf = (n: number): Told => ({ n, id: idOf(n), text: JSON.stringify({ t: 'ev', n }) })
const note = (n: number, hasFrame: boolean): EventNote => ({
  ...REF,
  type: 'event',
  id: idOf(n),
  ord: n,
  vmax: 0,
  ...(hasFrame && { frames: { agent: toldOf(n).text } }),
})

/** A log, a hub over it and a reader, with every step that the store could take its time for in the scheduler's hands. */
function world(turn: <T>(name: string, work: () => T) => Promise<T>, head: number) {
  const log = Array.from({ length: head }, (_, i) => i + 1)
  const slice = (from: number): LogSlice => ({
    events: log.filter((n) => n >= from).map(toldOf),
    isCut: false,
    ord: log.length,
  })
  const feed = {
    open: () => turn('open', () => ({ is: 'open', floor: 0, folded: log.length }) as const),
    read: (_ref: unknown, _audience: unknown, { from }: { from: number }) => turn('read', () => slice(from)),
    listMarks: () => turn('marks', () => []),
    listBeyond: async (asked: readonly { n: number }[]) =>
      asked.some(({ n }) => n < log.length) ? [{ ...REF, audience: 'agent' as const, n: log.length }] : [],
    repair: () => undefined,
  }
  const limits = { ...LIMITS, fillRetryMs: 1 }
  const hub = createHub({ feed, limits, log: silentLogger })
  const sent: { t: string; n: number; why?: string }[] = []
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
      await turn(`publish ${n}`, () => told !== 'lost' && hub.hear(note(n, told === 'whole')))
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
