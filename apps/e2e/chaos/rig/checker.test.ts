import { describe, expect, it } from 'vitest'
import { type Counts, check } from './checker.ts'
import type { JournalLine, Side } from './journal.ts'
import type { StoredEvent } from './stored-log.ts'

const conversationId = 'cnv_1'
const at = (seconds: number) => new Date(seconds * 1000)

/** What a good run leaves: the visitor says 1 and 2, an agent a note between them. */
function goodLog(): StoredEvent[] {
  const said = (ord: number, vseq: number | undefined, who: string, text: string): StoredEvent => ({
    ...{ conversationId, ord, ...(vseq && { vseq }), vmax: vseq ?? 1, kind: vseq ? 'msg.new' : 'note.new' },
    ...{ cmid: text, actor: { type: who, id: who }, body: { text }, ts: at(ord) },
  })
  return [
    said(1, 1, 'visitor', 'visitor 1'),
    said(2, undefined, 'agent', 'agent 1'),
    said(3, 2, 'visitor', 'visitor 2'),
  ]
}

type Journals = { visitor: JournalLine[]; agent: JournalLine[] }

const sent = (text: string): JournalLine => ({ at: 'sent', cmid: text, text })
const acked = (cmid: string, n: number): JournalLine => ({ at: 'acked', cmid, conversationId, n })
const view = (side: Side, shown: [number, string][]): JournalLine => ({
  ...{ at: 'view', conversationId, side },
  messages: shown.map(([n, cmid]) => ({ n, cmid })),
})
const shown = (
  side: Side,
  numbers: { first: number; last: number; count: number; isWhole?: boolean },
): JournalLine => ({
  ...{ at: 'shown', conversationId, side, isWhole: false, ...numbers },
})

const VISITORS_VIEW: [number, string][] = [
  [1, 'visitor 1'],
  [2, 'visitor 2'],
]
const AGENTS_VIEW: [number, string][] = [
  [1, 'visitor 1'],
  [2, 'agent 1'],
  [3, 'visitor 2'],
]

function goodJournals(): Journals {
  return {
    visitor: [
      ...[sent('visitor 1'), acked('visitor 1', 1), sent('visitor 2'), acked('visitor 2', 2)],
      shown('visitor', { first: 1, last: 2, count: 2, isWhole: true }),
      view('visitor', VISITORS_VIEW),
    ],
    agent: [
      ...[sent('agent 1'), acked('agent 1', 2)],
      shown('agent', { first: 2, last: 3, count: 2 }),
      view('agent', AGENTS_VIEW),
    ],
  }
}

function judge(journals: Journals, log: StoredEvent[]) {
  return check(new Map(Object.entries(journals)), new Map([[conversationId, log]]))
}

/** What is not 0 of that which must be. */
function wrong({ sent: _s, acked: _a, stored: _t, ...rest }: Counts): Partial<Counts> {
  return Object.fromEntries(Object.entries(rest).filter(([, count]) => count !== 0))
}

/** A good run with one thing planted in it. */
function planted(plant: (run: { journals: Journals; log: StoredEvent[] }) => void) {
  const run = { journals: goodJournals(), log: goodLog() }
  plant(run)
  const { counts, faults } = judge(run.journals, run.log)
  return { wrong: wrong(counts), faults }
}

const first = (log: StoredEvent[]) => log[0] ?? expect.fail('no event')

describe('the checker', () => {
  it('finds nothing in a good run, and counts it', () => {
    const { counts, faults } = judge(goodJournals(), goodLog())
    expect(faults).toEqual([])
    expect(counts).toMatchObject({ sent: 3, acked: 3, stored: 3 })
  })

  it('finds what was acknowledged and is not in the log', () => {
    const found = planted(({ log, journals }) => {
      log.pop()
      journals.visitor = [...journals.visitor.slice(0, 4), view('visitor', VISITORS_VIEW.slice(0, 1))]
      journals.agent = [...journals.agent.slice(0, 2), view('agent', AGENTS_VIEW.slice(0, 2))]
    })
    expect(found).toEqual({ wrong: { lost: 1 }, faults: ['lost: visitor was told visitor 2 is stored'] })
  })

  it('finds what nobody sent', () => {
    const found = planted(({ journals }) => {
      journals.agent = journals.agent.filter((line) => line.at !== 'sent')
    })
    expect(found.wrong).toEqual({ ghost: 1 })
  })

  it.each([
    ['a name that is stored twice', { cmid: 'visitor 1', body: { text: 'visitor 3' } }],
    ['words that are stored twice under two names', { cmid: 'other', body: { text: 'visitor 1' } }],
  ])('finds %s', (_, again) => {
    const found = planted(({ log }) => {
      log.push({ ...first(log), ord: 4, vseq: 3, vmax: 3, ts: at(4), ...again })
    })
    expect(found.wrong).toMatchObject({ dup: 1 })
  })

  it('finds what a view showed twice', () => {
    const found = planted(({ journals }) => journals.agent.push({ at: 'twice', conversationId, what: 'number 2' }))
    expect(found).toEqual({ wrong: { dup: 1 }, faults: ['dup: agent saw number 2 twice'] })
  })

  it('finds messages of a sender in another order than he sent them', () => {
    const found = planted(({ log }) => {
      const [one, , two] = log
      if (one && two) [one.body, two.body] = [two.body, one.body]
    })
    expect(found.wrong).toEqual({ order: 1 })
  })

  it.each([
    ['a missing number', (log: StoredEvent[]) => Object.assign(log[2] ?? {}, { ord: 4 })],
    ['a missing number of visitors', (log: StoredEvent[]) => Object.assign(log[2] ?? {}, { vseq: 3 })],
    ['a wrong highest number of visitors', (log: StoredEvent[]) => Object.assign(log[1] ?? {}, { vmax: 2 })],
    ['time that runs backwards', (log: StoredEvent[]) => Object.assign(log[2] ?? {}, { ts: at(0) })],
  ])('finds %s', (_, spoil) => {
    expect(planted(({ log }) => spoil(log)).wrong).toMatchObject({ hole: 1 })
  })

  it.each([
    ['lacks the last message', AGENTS_VIEW.slice(0, 2)],
    ['lacks one in the middle', AGENTS_VIEW.filter(([n]) => n !== 2)],
    ['has two in another order', [...AGENTS_VIEW].reverse()],
    ['has one that the log does not', [...AGENTS_VIEW, [4, 'agent 9'] as [number, string]]],
  ])('finds a final view that %s', (_, messages) => {
    const found = planted(({ journals }) => {
      journals.agent = [...journals.agent.slice(0, 3), view('agent', messages)]
    })
    expect(found.wrong).toEqual({ diverged: 1 })
  })

  it('finds a final view of a visitor that holds a note', () => {
    const found = planted(({ journals }) => {
      journals.visitor = [...journals.visitor.slice(0, 5), view('visitor', AGENTS_VIEW)]
    })
    expect(found.wrong).toEqual({ diverged: 1 })
  })

  it('R40 finds a view that left something out, in the middle or at its beginning', () => {
    const middle = planted(({ journals }) => journals.agent.push(shown('agent', { first: 1, last: 3, count: 2 })))
    expect(middle).toEqual({ wrong: { gap: 1 }, faults: ['gap: agent was shown 2 messages of 3 in cnv_1, 1 to 3'] })
    const start = { first: 2, last: 2, count: 1, isWhole: true }
    expect(planted(({ journals }) => journals.visitor.push(shown('visitor', start))).wrong).toEqual({ gap: 1 })
  })

  it('finds what nobody ever heard of again, and takes a refusal for an answer', () => {
    expect(planted(({ journals }) => journals.agent.push(sent('agent 2'))).wrong).toEqual({ pending: 1 })
    const refused = planted(({ journals }) => {
      journals.agent.push(sent('agent 2'), { at: 'refused', cmid: 'agent 2', code: 'too_large' })
    })
    expect(refused.faults).toEqual([])
  })
})
