import type { Actor, Cmid, EventKind, LogEntry, Timestamp } from '@parley/protocol'
import { AGENT_ONLY_KINDS, VISIBLE_KINDS } from '@parley/protocol/constants'
import type { ConversationFold } from '@parley/protocol/reduce'
import { describe, expect, it } from 'vitest'
import { appendTo, entriesOf, type FakeLog, foldOf, ownOf, rowOf } from '../testing/fake-log.ts'
import { createRandom } from '../testing/random-source.ts'
import { beginOwn, reduceOwn } from '../visitor/reduce-own.ts'
import * as logCopy from './log-copy.ts'
import { applyEntry, type LogCopy, type LogSnapshot, withEarlier } from './log-copy.ts'
import { wholeFold } from './whole-fold.ts'

const ownFold = { begin: beginOwn, reduce: reduceOwn }
const copyOf = (snapshot: LogSnapshot) => logCopy.copyOf(snapshot, wholeFold.begin(snapshot))
const emptyCopy = (folding: logCopy.Folding = wholeFold) => logCopy.emptyCopy(folding.begin({}))

const visitor: Actor = { type: 'visitor', id: 'vis_1' }
const agent: Actor = { type: 'agent', id: 'agt_1', name: 'Ada' }

type Step = [kind: EventKind, body: (target: string) => unknown]
const STEPS: Step[] = [
  ['msg.new', () => ({ v: 1, type: 'text', text: 'said' })],
  ['msg.edit', (messageId) => ({ messageId, text: 'edited' })],
  ['msg.react', (messageId) => ({ messageId, emoji: '👍', on: true })],
  ['msg.del', (messageId) => ({ messageId })],
  ['msg.redact', (messageId) => ({ messageId })],
  ['note.new', () => ({ v: 1, type: 'text', text: 'noted' })],
  ['note.edit', (messageId) => ({ messageId, text: 'edited' })],
  ['note.react', (messageId) => ({ messageId, emoji: '👀', on: true })],
  ['note.del', (messageId) => ({ messageId })],
  ['note.redact', (messageId) => ({ messageId })],
  ['conv.status', () => ({ status: 'closed' })],
  ['conv.assign', () => ({ assigneeId: 'agt_1', from: null, name: 'Ada' })],
  ['conv.department', () => ({ departmentId: 'dep_00000000000000000002', from: null })],
  ['conv.tag', () => ({ add: ['vip'], remove: [] })],
  ['conv.field', () => ({ key: 'plan', value: 'gold' })],
  ['conv.snooze', () => ({ until: '2026-11-23T08:00:00.000Z' })],
  ['conv.priority', () => ({ priority: 'high' })],
  ['conv.contact', () => ({ contactId: 'con_1', name: 'Vera' })],
  ['conv.request', (messageId) => ({ messageId, state: 'settled' })],
  ['conv.rate', () => ({ score: 5 })],
  ['part.join', () => ({ who: agent })],
  ['part.leave', () => ({ who: agent })],
  ['file.ready', (messageId) => ({ attachmentId: 'att_1', messageId })],
  ['conv.merge', () => ({ to: 'cnv_00000000000000000002' })],
  ['conv.split', (messageId) => ({ to: 'cnv_00000000000000000002', messageIds: [messageId] })],
  ['link.add', () => ({ type: 'ticket', id: 'tic_1' })],
  ['link.remove', () => ({ type: 'ticket', id: 'tic_1' })],
  ['cmid.cancel', () => ({})],
]

function aLog() {
  const log: FakeLog = { id: 'cnv_1', visitorId: 'vis_1', events: [], marks: new Map() }
  let count = 0
  const act = ([kind, body]: Step, target: string, actor: Actor = agent) => {
    const id = () => `evt_${String(++count).padStart(20, '0')}` as const
    appendTo(log, { cmid: `c${count}` as Cmid, kind, body: body(target) }, actor, { id, now: () => 1e12 + count })
  }
  return { log, act }
}

function snapshotOf(log: FakeLog, forAgent: boolean): LogSnapshot {
  const entries = entriesOf(log, forAgent)
  const last = entries.at(-1)
  const position = last ? { n: last.n, id: last.id } : { n: 0 }
  const summary = forAgent ? { row: rowOf(log) } : { own: ownOf(log) }
  return structuredClone({ ...summary, position, entries, hasEarlier: false, marks: [] })
}

/** What people see of a copy. */
function viewOf({ position, states, fold, entries }: LogCopy) {
  const { status, assigneeId, tags, priority, rating } = fold as ConversationFold<Timestamp>
  return {
    ...{ position, status, assigneeId, tags, priority, rating },
    kinds: entries.map(({ e }) => e.kind),
    states: [...states].map(([id, { n, ...state }]) => [id, state]),
  }
}

function follow(copy: LogCopy, entries: readonly LogEntry[]): LogCopy {
  return entries
    .filter(({ n }) => n > copy.position.n)
    .reduce((held, entry) => applyEntry(held, entry, wholeFold), copy)
}

it('R07 has a step for every kind of the protocol', () => {
  expect(STEPS.map(([kind]) => kind).sort()).toEqual([...VISIBLE_KINDS, ...AGENT_ONLY_KINDS].sort())
})

describe.each([
  ['an agent', true],
  ['a visitor', false],
])('the copy that %s holds', (_, forAgent) => {
  it.each(STEPS.map((step) => [step[0], step] as const))(
    'R07 SYNC-33 after %s is what a fresh snapshot tells',
    (kind, step) => {
      const { log, act } = aLog()
      act(STEPS[kind.startsWith('note') ? 5 : 0] as Step, '')
      const before = copyOf(snapshotOf(log, forAgent))
      act(step, `msg_${log.events[0]?.id.slice(4)}`)
      const after = follow(before, snapshotOf(log, forAgent).entries)
      expect(viewOf(after)).toEqual(viewOf(copyOf(snapshotOf(log, forAgent))))
    },
  )

  it('R07 is the same wherever a snapshot was taken, and from the beginning', () => {
    const { log, taken } = aLongLog(forAgent)
    const end = snapshotOf(log, forAgent)
    for (const snapshot of taken) expect(viewOf(follow(copyOf(snapshot), end.entries))).toEqual(viewOf(copyOf(end)))
    // From the beginning, events carry the state they had when they were sent.
    const asSent = end.entries.map(({ e: { state: _, ...e }, ...entry }) => ({ ...entry, e }) as LogEntry)
    const grown = follow(emptyCopy(), asSent)
    expect(viewOf(grown)).toEqual(viewOf(copyOf(end)))
    // The part of the summary that a visitor has is the shared reducer's; of a snooze he is not told.
    const own = asSent.reduce((held, entry) => applyEntry(held, entry, ownFold), emptyCopy(ownFold)).fold
    const {
      visibleStatus: status,
      assigneeId,
      assigneeName,
      rating,
      participants,
    } = grown.fold as ConversationFold<Timestamp>
    expect(own).toEqual({ status, assigneeId, assigneeName, rating, participants })
    if (!forAgent) expect(wholeFold.begin(end)).toMatchObject(beginOwn(end))
    if (forAgent) expect(grown.fold).toEqual(foldOf(log))
  })
})

/** A hundred and twenty random events, with snapshots taken on the way. */
function aLongLog(forAgent: boolean) {
  const random = createRandom(7)
  const { log, act } = aLog()
  const taken: LogSnapshot[] = []
  const targetOf = (kind: string) => {
    const kin = log.events.filter((event) => event.kind === `${kind.slice(0, kind.indexOf('.'))}.new`)
    return `msg_${kin[Math.floor(random() * kin.length)]?.id.slice(4) ?? 'none'}`
  }
  for (let i = 0; i < 120; i++) {
    const step = STEPS[random() < 0.4 ? 0 : Math.floor(random() * STEPS.length)] as Step
    act(step, targetOf(step[0]), random() < 0.5 && step[0] === 'msg.new' ? visitor : agent)
    if (random() < 0.2) taken.push(snapshotOf(log, forAgent))
  }
  return { log, taken }
}

describe('a snapshot behind or ahead of the log', () => {
  const { log, act } = aLog()
  act(STEPS[0] as Step, '')
  const target = `msg_${log.events[0]?.id.slice(4)}`
  act(STEPS[1] as Step, target)
  const [message, edit] = entriesOf(log, true) as [LogEntry, LogEntry]

  it('I18 SYNC-48 does not apply an edit that its state already has', () => {
    const summaryBehind = { ...snapshotOf(log, true), position: { n: 1, id: message.id }, entries: [message] }
    const state = { ...message.e.state, body: null, n: 5 }
    const ahead = { ...summaryBehind, entries: [{ ...message, e: { ...message.e, state } } as LogEntry] }
    expect(applyEntry(copyOf(ahead), edit, wholeFold).states.get(target as never)).toMatchObject({
      body: null,
      n: 5,
    })
    expect(applyEntry(copyOf(summaryBehind), edit, wholeFold).states.get(target as never)).toMatchObject({
      body: { text: 'edited' },
    })
  })

  it('I17 catches up from the summary’s number', () => {
    const behind = { ...snapshotOf(log, true), position: { n: 1, id: message.id }, entries: [message] }
    expect(follow(copyOf(behind), [message, edit]).position).toEqual({ n: 2, id: edit.id })
  })

  it('ignores changes of messages it does not hold', () => {
    const window = { ...emptyCopy(), position: { n: 1, id: message.id }, hasEarlier: true }
    expect(applyEntry(window, edit, wholeFold)).toMatchObject({ position: { n: 2 }, states: new Map() })
  })

  it('applies an edit to a message that is loaded after it, when the page was read before it', () => {
    const window = applyEntry({ ...emptyCopy(), position: { n: 1, id: message.id }, hasEarlier: true }, edit, wholeFold)
    const { state: _, ...e } = message.e
    const whole = withEarlier(window, [{ ...message, e } as LogEntry], false)
    expect(whole.states.get(target as never)).toMatchObject({ body: { text: 'edited' } })
    expect(whole.entries.map(({ n }) => n)).toEqual([1, 2])
  })

  it('R32 SYNC-71 counts an unknown kind as applied', () => {
    const future = { n: 3, id: 'evt_future', e: { ...edit.e, kind: 'conv.dream', body: { fallback: 'Later' } } }
    const copy = follow(copyOf(snapshotOf(log, true)), [future as unknown as LogEntry])
    expect(copy.position).toEqual({ n: 3, id: 'evt_future' })
    expect(copy.entries.at(-1)?.e.body).toEqual({ fallback: 'Later' })
  })
})
