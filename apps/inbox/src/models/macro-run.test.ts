import type { CannedResponse, MacroAction } from '@parley/protocol'
import { newConversation } from '@parley/protocol/reduce'
import { describe, expect, it } from 'vitest'
import { createFakeHandle } from '../testing/fake-client.ts'
import { aMessage, idOf, ME, OTHER_AGENT } from '../testing/records.ts'
import { type MacroDesk, type Outcome, runAction, takeBack } from './macro-run.ts'

const HELLO: CannedResponse = {
  ...{ id: 'can_00000000000000000001', scope: { type: 'personal' }, shortcut: 'hello', title: 'Hello', category: '' },
  files: [],
  text: { en: 'Hello {{visitor.name}}', de: 'Hallo {{visitor.name}}' },
  ...{ uses: 0, usedAt: null, createdBy: ME, updatedAt: '2026-01-01T00:00:00.000Z' },
}

const HERE = 'dep_00000000000000000001'
const THERE = 'dep_00000000000000000002'

function aDesk(change: Partial<MacroDesk> = {}) {
  const handle = createFakeHandle(idOf(1))
  handle.fold.value = { ...newConversation(), tags: ['vip'], priority: 'low', assigneeId: OTHER_AGENT }
  let draft = 'Well,'
  const desk: MacroDesk = {
    departmentId: HERE,
    ...{ handle, me: ME, canned: [HELLO], values: new Map([['visitor.name', 'Priya']]), locales: ['de-AT', 'en'] },
    draft: {
      get: () => draft,
      set(text) {
        draft = text
      },
    },
    filesOf: async () => [],
    now: () => Date.parse('2026-03-10T09:00:00.000Z'),
    ...change,
  }
  const run = async (...actions: MacroAction[]) => {
    const outcomes: Outcome[] = []
    for (const action of actions) outcomes.push(await runAction(desk, action))
    return outcomes
  }
  return { handle, desk, run, draft: () => draft, sent: () => handle.sent.map(({ kind, body }) => [kind, body]) }
}

describe('the actions of a macro', () => {
  it('are the commands that an agent gives himself, in their order', async () => {
    const { run, sent, draft } = aDesk()
    await run(
      { type: 'note', text: 'for {{visitor.name}}' },
      { type: 'send', cannedResponseId: HELLO.id },
      { type: 'assign', to: 'me' },
      { type: 'tag', add: ['vip', 'refund'], remove: ['other'] },
      { type: 'priority', priority: 'urgent' },
      { type: 'status', status: 'closed' },
      { type: 'snooze', hours: 2 },
      { type: 'insert', text: 'dear {{visitor.name}}' },
    )
    expect(sent()).toEqual([
      ['note.new', { v: 1, type: 'text', text: 'for Priya' }],
      ['msg.new', { v: 1, type: 'text', text: 'Hallo Priya' }],
      ['conv.assign', { assigneeId: ME, from: OTHER_AGENT }],
      ['conv.tag', { add: ['refund'], remove: [] }],
      ['conv.priority', { priority: 'urgent' }],
      ['conv.status', { status: 'closed' }],
      ['conv.snooze', { until: '2026-03-10T11:00:00.000Z' }],
    ])
    expect(draft()).toBe('Well,\n\ndear Priya')
  })

  it('do nothing where it is so already', async () => {
    const { run, sent } = aDesk()
    const outcomes = await run(
      { type: 'assign', to: OTHER_AGENT },
      { type: 'tag', add: ['vip'], remove: [] },
      { type: 'priority', priority: 'low' },
      { type: 'status', status: 'open' },
    )
    expect(outcomes.map(({ is }) => is)).toEqual(['nothing', 'nothing', 'nothing', 'nothing'])
    expect(sent()).toEqual([])
  })

  it('tell one by one what did not go through, and go on', async () => {
    const { run, handle } = aDesk({ values: new Map() })
    handle.results = [{ phase: 'failed', code: 'at_capacity' }, { phase: 'sent' }]
    const outcomes = await run(
      { type: 'assign', to: 'me' },
      { type: 'send', cannedResponseId: HELLO.id },
      { type: 'send', cannedResponseId: 'can_00000000000000000002' },
      { type: 'priority', priority: 'high' },
    )
    expect(outcomes).toEqual([
      { is: 'failed', why: 'at_capacity' },
      { is: 'failed', why: 'variables' },
      { is: 'failed', why: 'canned_gone' },
      { is: 'done', back: expect.any(Function) },
    ])
  })

  it('are taken back as one, the last first; what was said to the visitor stays', async () => {
    const { run, sent, handle, draft } = aDesk()
    const outcomes = await run(
      { type: 'note', text: 'done' },
      { type: 'send', cannedResponseId: HELLO.id },
      { type: 'assign', to: 'nobody' },
      { type: 'tag', add: ['refund'], remove: ['vip'] },
      { type: 'status', status: 'closed' },
      { type: 'insert', text: 'Bye' },
    )
    handle.timeline.value = [
      aMessage(7, {
        kind: 'note.new',
        mine: true,
        body: { v: 1, type: 'text', text: 'done', attachments: [], fallback: 'done' },
      }),
    ]
    const before = sent().length
    expect(await takeBack(outcomes)).toEqual([1])
    expect(sent().slice(before)).toEqual([
      ['conv.status', { status: 'open' }],
      ['conv.tag', { add: ['vip'], remove: ['refund'] }],
      ['conv.assign', { assigneeId: OTHER_AGENT, from: null }],
      ['note.del', { messageId: expect.stringMatching(/^msg_/) }],
    ])
    expect(draft()).toBe('Well,')
  })

  it('pass it to another department, out of the hands of whoever has it, and back into them', async () => {
    const { run, sent, handle } = aDesk()
    const outcomes = await run({ type: 'pass', departmentId: HERE }, { type: 'pass', departmentId: THERE })
    expect(outcomes.map(({ is }) => is)).toEqual(['nothing', 'done'])
    expect(await takeBack(outcomes)).toEqual([])
    expect(sent()).toEqual([
      ['conv.department', { departmentId: THERE, from: OTHER_AGENT }],
      ['conv.department', { departmentId: HERE, from: null }],
      ['conv.assign', { assigneeId: OTHER_AGENT, from: null }],
    ])
    handle.results = [{ phase: 'failed', code: 'conversation_not_found' }]
    expect(await takeBack(outcomes)).toEqual([1])
    handle.results = [{ phase: 'failed', code: 'already_assigned' }]
    expect(await run({ type: 'pass', departmentId: THERE })).toEqual([{ is: 'failed', why: 'already_assigned' }])
  })

  it('do not take back words that somebody went on writing', async () => {
    const { run, desk, draft } = aDesk()
    const outcomes = await run({ type: 'insert', text: 'Bye' })
    desk.draft.set('Well,\n\nBye now')
    expect(await takeBack(outcomes)).toEqual([0])
    expect(draft()).toBe('Well,\n\nBye now')
  })

  it('put it aside again until the same moment, or open it once that is over', async () => {
    const { run, handle, sent } = aDesk()
    const until = '2026-03-10T10:00:00.000Z'
    handle.fold.value = { ...newConversation(), status: 'snoozed', snoozedUntil: until }
    const outcomes = await run({ type: 'status', status: 'closed' })
    await takeBack(outcomes)
    expect(sent().at(-1)).toEqual(['conv.snooze', { until }])
  })
})
