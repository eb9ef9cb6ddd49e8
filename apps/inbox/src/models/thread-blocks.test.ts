import { describe, expect, it } from 'vitest'
import { AGENT, aBody, aMessage, anEvent, at } from '../testing/records.ts'
import { lastAnswer, receiptOf } from './receipt.ts'
import { type Block, createBlocks, threadBlocks, unreadMark } from './thread-blocks.ts'

const dayOf = (moment: string) => moment.slice(0, 10)
const blocksOf = (items: Parameters<typeof threadBlocks>[0], unread = unreadMark([], 0)) =>
  threadBlocks(items, { unread, dayOf })
const shape = (blocks: Block[]) =>
  blocks.map((block) => (block.type === 'group' ? `${block.side} ${block.messages.length}` : block.type))

describe('a thread', () => {
  it('groups what one person says within three minutes', () => {
    const blocks = blocksOf([
      aMessage(1),
      aMessage(2),
      aMessage(3, { ts: at(9) }),
      aMessage(4, { actor: AGENT, ts: at(9.5) }),
    ])
    expect(shape(blocks)).toEqual(['day', 'in 2', 'in 1', 'out 1'])
  })

  it('begins each day with its name', () => {
    const blocks = blocksOf([aMessage(1), aMessage(2, { ts: '2026-03-11T09:00:00.000Z' })])
    expect(shape(blocks)).toEqual(['day', 'in 1', 'day', 'in 1'])
  })

  it('never puts a note into a group of messages', () => {
    const blocks = blocksOf([
      aMessage(1, { actor: AGENT }),
      aMessage(2, { actor: AGENT, kind: 'note.new' }),
      aMessage(3, { actor: AGENT }),
    ])
    expect(shape(blocks)).toEqual(['day', 'out 1', 'note', 'out 1'])
  })

  it('gathers event lines in a row', () => {
    expect(shape(blocksOf([anEvent(1), anEvent(2), aMessage(3), anEvent(4)]))).toEqual([
      'day',
      'events',
      'in 1',
      'events',
    ])
  })

  it('marks where unread begins, and counts the messages of the visitor alone', () => {
    const items = [aMessage(1), aMessage(2, { actor: AGENT }), anEvent(3), aMessage(4), aMessage(5)]
    const mark = unreadMark(items, 2)
    expect(mark).toEqual({ from: 4, count: 2 })
    expect(shape(blocksOf(items, mark))).toEqual(['day', 'in 1', 'out 1', 'events', 'unread', 'in 2'])
    expect(unreadMark(items, 5)).toBeNull()
  })
})

describe('a thread that goes on', () => {
  const none = { unread: null, dayOf }
  const before = [aMessage(1), anEvent(2), aMessage(3), aMessage(4, { kind: 'note.new' }), aMessage(5)]

  it('keeps every block in which nothing changed, so that nothing else is drawn', () => {
    const blocksOf = createBlocks()
    const first = blocksOf(before, none)
    const next = blocksOf([...before, aMessage(6)], none)
    expect(next.map((block, i) => block === first[i])).toEqual([true, true, true, true, true, false])
    expect(shape([...next])).toEqual(['day', 'in 1', 'events', 'in 1', 'note', 'in 2'])
  })

  it('shows what changed within one', () => {
    const blocksOf = createBlocks()
    const first = blocksOf(before, none)
    const next = blocksOf(before.with(2, aMessage(3, { body: null })), none)
    expect(next.map((block, i) => block === first[i])).toEqual([true, true, true, false, true, true])
    expect(next[3]).toMatchObject({ messages: [{ body: null }] })
  })

  it('is the same thread where nothing changed at all, and another where something left', () => {
    const blocksOf = createBlocks()
    const first = blocksOf(before, none)
    expect(blocksOf([...before], none)).toBe(first)
    expect(blocksOf(before.slice(0, -1), none)).toEqual(first.slice(0, -1))
  })
})

describe('the receipt', () => {
  const answer = aMessage(5, { actor: AGENT })
  const mark = (change: object) => [{ who: { type: 'visitor' as const, id: 'vis_1' }, ...change }]

  it('stands at the newest answer that was not refused', () => {
    const blocks = blocksOf([
      answer,
      aMessage(6, { actor: AGENT, send: { phase: 'failed', code: 'blocked' } }),
      aMessage(7),
    ])
    expect(lastAnswer(blocks)?.key).toBe(answer.key)
  })

  it('says what the watermarks of the visitor say, and an agent’s say nothing', () => {
    expect(receiptOf({ ...answer, send: { phase: 'sending' } }, [])).toBe('sending')
    expect(receiptOf(answer, [])).toBe('sent')
    expect(receiptOf(answer, mark({ recv: 5, read: 4 }))).toBe('delivered')
    expect(receiptOf(answer, mark({ recv: 5, read: 5 }))).toBe('seen')
    expect(receiptOf(answer, [{ who: { type: 'agent', id: 'agt_2' }, read: 9 }])).toBe('sent')
  })

  it('is no receipt of a removed answer', () => {
    expect(lastAnswer(blocksOf([aMessage(1, { actor: AGENT, body: null })]))).toBeNull()
    expect(lastAnswer(blocksOf([aMessage(1, { actor: AGENT, body: aBody('x') })]))?.n).toBe(1)
  })
})
