import type { ConversationFilter } from '@parley/protocol'
import { describe, expect, it } from 'vitest'
import { aLiveRow, aRow, at, idOf, ME, OTHER_AGENT } from '../testing/records.ts'
import { belongsTo, type ListRow, type ListShape, mergeRows, shapeOf, withUnread } from './list-rows.ts'

const everything = { sort: 'newest', belongs: () => true, hasMore: false } as const
const BY = { me: ME, now: Date.parse(at(60)) }
const ids = (rows: readonly ListRow[]) => rows.map(({ id }) => Number(id.slice(4)))

describe('a row belongs to a view', () => {
  it.each([
    ['waiting', { status: 'open', assigneeId: null }, true],
    ['waiting', { status: 'open', assigneeId: ME }, false],
    ['waiting', { status: 'pending', assigneeId: null }, false],
    ['mine', { status: 'pending', assigneeId: ME }, true],
    ['mine', { status: 'closed', assigneeId: ME }, false],
    ['mine', { status: 'open', assigneeId: OTHER_AGENT }, false],
    ['open', { status: 'open', assigneeId: OTHER_AGENT }, true],
    ['open', { status: 'closed', assigneeId: null }, false],
    ['pending', { status: 'snoozed', assigneeId: null }, false],
    ['snoozed', { status: 'snoozed', assigneeId: null }, true],
    ['closed', { status: 'closed', assigneeId: ME }, true],
    ['all', { status: 'closed', assigneeId: null }, true],
  ] as const)('%s with %o: %s', (view, change, expected) => {
    expect(belongsTo(shapeOf(view), aRow(1, change), BY)).toBe(expected)
  })
})

describe('a row fits a filter', () => {
  const judged = (filter: ConversationFilter, change: Partial<ListRow> = {}) =>
    belongsTo({ view: 'all', filter, sort: 'newest' }, aRow(1, change), BY)

  it.each<[ConversationFilter, Partial<ListRow>, boolean | null]>([
    [{ assignee: ['me', 'nobody'] }, { assigneeId: ME }, true],
    [{ assignee: ['me', 'nobody'] }, { assigneeId: OTHER_AGENT }, false],
    [{ tag: ['vip', 'refund'] }, { tags: ['refund'] }, true],
    [{ tag: ['vip'], priority: ['high'] }, { tags: ['vip'] }, false],
    [{ waiting: 59 }, { waitingSince: at(1) }, true],
    [{ waiting: 60 }, { waitingSince: at(1) }, false],
    [{ waiting: 0 }, { waitingSince: null }, false],
    [{ unread: true }, { unread: 0 }, false],
    [{ created: { from: at(1), to: at(2) } }, {}, true],
    [{ created: { to: at(1) } }, {}, false],
    [{ updated: { days: 1 } }, { updatedAt: at(-24 * 60) }, false],
    [{ language: ['pt'] }, {}, null],
    [{ page: [{ is: 'begins', text: '/cart' }] }, {}, null],
    [{ attribute: [{ key: 'plan', value: 'pro' }] }, {}, null],
    [{ language: ['pt'], status: ['closed'] }, {}, false],
  ])('%j with %j: %s', (filter, change, expected) => {
    expect(judged(filter, change)).toBe(expected)
  })

  it('never widens the view it narrows', () => {
    const shape = { view: 'mine', filter: { assignee: [OTHER_AGENT, 'me'] }, sort: 'newest' } as const
    expect(belongsTo({ ...shape, filter: { assignee: [OTHER_AGENT, 'me'] } }, aRow(1, { assigneeId: ME }), BY)).toBe(
      true,
    )
    const others = { ...shape, filter: { assignee: [OTHER_AGENT] } } as ListShape
    expect(belongsTo(others, aRow(1, { assigneeId: OTHER_AGENT }), BY)).toBe(false)
  })
})

describe('an order', () => {
  const rows = [
    aRow(1, { waitingSince: null, priority: 'urgent' }),
    aRow(2, { waitingSince: at(9) }),
    aRow(3, { waitingSince: at(3), priority: 'low' }),
    aRow(4, { waitingSince: null }),
  ]
  it.each([
    ['newest', [4, 3, 2, 1]],
    ['oldest', [1, 2, 3, 4]],
    ['wait', [3, 2, 4, 1]],
    ['priority', [1, 4, 2, 3]],
  ] as const)('%s', (sort, expected) => {
    expect(ids(mergeRows([], rows, { ...everything, sort }))).toEqual(expected)
  })
})

describe('live rows', () => {
  const shown = [aRow(3, { ord: 5 }), aRow(2, { ord: 5 }), aRow(1, { ord: 5 })]

  it('SYNC-37 win with the higher number and lose with the lower', () => {
    const newer = mergeRows(shown, [aRow(2, { ord: 6, updatedAt: at(9) })], everything)
    expect(ids(newer)).toEqual([2, 3, 1])
    const older = mergeRows(newer, [aRow(2, { ord: 4, updatedAt: at(0) })], everything)
    expect(older.find((row) => row.id === idOf(2))?.ord).toBe(6)
    expect(ids(older)).toEqual([2, 3, 1])
  })

  it('SYNC-37 keep the newest of two states in one batch, in either order', () => {
    const states = [aRow(1, { ord: 8, updatedAt: at(20) }), aRow(1, { ord: 7, updatedAt: at(30) })]
    for (const batch of [states, [...states].reverse()]) {
      expect(mergeRows(shown, batch, everything)[0]).toMatchObject({ id: idOf(1), ord: 8 })
    }
  })

  it('stay sorted by their last change, the newest first, each once', () => {
    const merged = mergeRows(shown, [aRow(5), aRow(4), aRow(1, { ord: 9, updatedAt: at(2.5) })], everything)
    expect(ids(merged)).toEqual([5, 4, 3, 1, 2])
  })

  it('leave a view they do not belong to any more', () => {
    const merged = mergeRows(shown, [aRow(2, { ord: 6, status: 'closed' })], {
      ...everything,
      belongs: (row) => row.status === 'open',
    })
    expect(ids(merged)).toEqual([3, 1])
  })

  it('wait for their page when they are older than what is loaded', () => {
    expect(ids(mergeRows(shown, [aRow(0)], { ...everything, hasMore: true }))).toEqual([3, 2, 1])
    expect(ids(mergeRows(shown, [aRow(0)], everything))).toEqual([3, 2, 1, 0])
  })
})

describe('unread', () => {
  it('is what the visitor said since the agent read last', () => {
    const read = new Map([[idOf(1), 2]])
    const row = aLiveRow(1, { counts: { messages: 9, visitor: 5, notes: 0 } })
    expect(withUnread(row, read, ME).unread).toBe(3)
  })

  it('counts everything of a conversation that nobody has answered and no page told of', () => {
    expect(withUnread(aLiveRow(1, { counts: { messages: 2, visitor: 2, notes: 0 } }), new Map(), ME).unread).toBe(2)
  })

  it('counts the last word alone of an older conversation that no page told of', () => {
    expect(withUnread(aLiveRow(1, { counts: { messages: 9, visitor: 5, notes: 0 } }), new Map(), ME).unread).toBe(1)
  })

  it('is one at least when a snooze has just ended, for its assignee alone, until it is read', () => {
    const counts = { messages: 9, visitor: 5, notes: 0 }
    const back = aLiveRow(1, { ord: 12, woken: 12, counts, assigneeId: ME })
    const read = new Map([[idOf(1), 5]])
    expect(withUnread(back, read, ME).unread).toBe(1)
    expect(withUnread(back, new Map([[idOf(1), 5]]), OTHER_AGENT).unread).toBe(0)
    read.set(idOf(1), 5)
    expect(withUnread({ ...back, ord: 13 }, read, ME).unread).toBe(0)
  })
})
