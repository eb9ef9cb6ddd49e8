import type { TimelineItem } from '@parley/client/visitor'
import { describe, expect, it } from 'vitest'
import type { EventItem } from '../../models/items.ts'
import { kit } from '../../ui/kit.ts'
import { blocksOf, toldOf } from './groups.ts'
import { receiptOf } from './receipt.ts'

type MessageItem = Extract<TimelineItem, { type: 'message' }>

const BASE = Date.parse('2026-11-20T12:00:00.000Z')

/** A message of minute `minute`; `n` follows from it. */
function aMessage(minute: number, message: Partial<MessageItem> = {}): MessageItem {
  const text = `minute ${minute}`
  return {
    type: 'message',
    key: text as MessageItem['key'],
    n: minute + 1,
    messageId: null,
    kind: 'msg.new',
    actor: { type: 'visitor', id: 'vis_1' },
    body: { v: 1, type: 'text', text, attachments: [], fallback: text },
    reactions: [],
    ts: new Date(BASE + minute * 60_000).toISOString(),
    send: { phase: 'sent' },
    mine: true,
    ...message,
  }
}
const ines = { mine: false, actor: { type: 'agent', id: 'agt_1', name: 'Ines' } } as const
const shape = (items: TimelineItem[], readUpTo = Infinity) =>
  blocksOf(kit, items, readUpTo).map((block) =>
    block.is === 'group' ? `${block.mine ? 'mine' : 'theirs'} ${block.items.length}` : block.is,
  )

describe('a thread', () => {
  it('groups what one person says within three minutes', () => {
    expect(shape([aMessage(0), aMessage(2), aMessage(6), aMessage(7, ines)])).toEqual([
      'day',
      'mine 2',
      'mine 1',
      'theirs 1',
    ])
  })

  it('separates days', () => {
    expect(shape([aMessage(0), aMessage(24 * 60)])).toEqual(['day', 'mine 1', 'day', 'mine 1'])
  })

  it('puts one divider before the first message of others that was not read', () => {
    const items = [aMessage(0), aMessage(1, ines), aMessage(5, ines), aMessage(9, ines)]
    expect(shape(items, 2)).toEqual(['day', 'mine 1', 'theirs 1', 'new', 'theirs 1', 'theirs 1'])
    expect(shape(items)).not.toContain('new')
  })
})

describe('an event line', () => {
  const anEvent = (kind: string, body: object, actor: object = { type: 'agent', id: 'agt_1' }) =>
    ({
      type: 'event',
      key: kind,
      n: 1,
      entry: { e: { kind, body, actor, ts: new Date(BASE).toISOString() } },
    }) as unknown as EventItem

  it('R32 SYNC-17 of a kind that came after this version is its fallback', () => {
    expect(toldOf(kit, anEvent('msg.poll', { fallback: 'Tea or coffee?' }))).toEqual({
      key: null,
      text: 'Tea or coffee?',
    })
  })

  const by = (id: string, name = id) => ({ type: 'agent', id: `agt_${id}`, name })
  const assign = (who: string | null, actor: object) => {
    const body = who
      ? { assigneeId: `agt_${who}`, name: who, from: null }
      : { assigneeId: null, name: null, from: null }
    return { ...anEvent('conv.assign', body, actor), key: `${who} ${Math.random()}` }
  }
  const linesOf = (items: TimelineItem[]) =>
    blocksOf(kit, items, Infinity).flatMap((block) => (block.is === 'event' ? [block.told.map((one) => one.key)] : []))

  it('tells who joined, who was handed over to, and who left', () => {
    expect(linesOf([aMessage(0), assign('Ines', by('Ines'))])).toEqual([['joined']])
    const passed = blocksOf(kit, [assign('Ines', by('Ines')), aMessage(1), assign('Tomas', by('Ines'))], Infinity)
    expect(passed.at(-1)).toMatchObject({ told: [{ key: 'passed', name: 'Tomas', by: 'Ines' }] })
    const taken = blocksOf(kit, [assign('Ines', by('Ines')), aMessage(1), assign('Tomas', by('Tomas'))], Infinity)
    expect(taken.at(-1)).toMatchObject({ told: [{ key: 'joined', name: 'Tomas' }] })
    expect(toldOf(kit, anEvent('part.leave', { who: by('Ines') }))).toMatchObject({ key: 'parted', name: 'Ines' })
    expect(toldOf(kit, assign(null, by('Ines')))).toMatchObject({ key: 'left' })
  })

  it('tells who closed it, and that it is open again', () => {
    const closed = (actor: object) => toldOf(kit, anEvent('conv.status', { status: 'closed' }, actor))
    expect(closed(by('Ines'))).toMatchObject({ key: 'closed_by', name: 'Ines' })
    expect(closed({ type: 'visitor', id: 'vis_1' })).toMatchObject({ key: 'ended' })
    expect(closed({ type: 'system', id: 'auto-close' })).toMatchObject({ key: 'closed' })
    expect(toldOf(kit, anEvent('conv.status', { status: 'open' }))).toMatchObject({ key: 'reopened' })
  })

  it('stands with its neighbours in one block, which a message ends', () => {
    const items = [assign('Ines', by('Ines')), assign('Tomas', by('Ines')), assign(null, by('Tomas'))]
    expect(linesOf([...items, aMessage(1), assign('Ines', by('Ines'))])).toEqual([
      ['joined', 'passed', 'left'],
      ['joined'],
    ])
  })

  it('is none for what a visitor need not be told', () => {
    expect(toldOf(kit, anEvent('conv.rate', { score: 5 }))).toBeNull()
    expect(toldOf(kit, anEvent('conv.status', { status: 'pending' }))).toBeNull()
  })
})

describe('a receipt', () => {
  const agent = { who: { type: 'agent' } }
  it.each([
    ['waiting', aMessage(1, { n: null, send: { phase: 'sending' } }), [], false],
    ['sending', aMessage(1, { n: null, send: { phase: 'sending' } }), [], true],
    ['sent', aMessage(1), [{ ...agent, recv: 1, read: 1 }], true],
    ['delivered', aMessage(1), [{ ...agent, recv: 2, read: 1 }], true],
    ['seen', aMessage(1), [{ ...agent, recv: 2, read: 2 }], true],
    ['sent', aMessage(1), [{ who: { type: 'visitor' }, recv: 9, read: 9 }], true],
  ] as const)('says %s', (expected, item, marks, isOnline) => {
    expect(receiptOf(item, marks, isOnline)).toBe(expected)
  })
})
