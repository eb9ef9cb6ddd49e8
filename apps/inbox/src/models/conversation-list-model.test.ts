import type { ConversationFilter, ListView } from '@parley/protocol'
import { computed, effect, signal } from '@preact/signals'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createFakeClient } from '../testing/fake-client.ts'
import { createFakeClock, settle } from '../testing/fake-clock.ts'
import { aLiveRow, aRow, at, idOf, ME, OTHER_AGENT } from '../testing/records.ts'
import { ConversationListModel } from './conversation-list-model.ts'
import type { Glance } from './first-glance.ts'
import { type ListRow, type ListShape, shapeOf } from './list-rows.ts'
import type { Page } from './live-list.ts'

type Query = { query: { view: string; search?: string; cursor?: string } }
const aPage = (rows: ListRow[], change: object = {}) => ({
  ...{ rows, cursor: null, at: at(0), keys: ['dep:dep_1'], truncated: false },
  ...change,
})

type Given = { pages?: object[]; view?: ListView; filter?: ConversationFilter; glance?: Glance }
async function aList({ pages = [aPage([aRow(2), aRow(1)])], view = 'open', filter = {}, glance }: Given = {}) {
  const clock = createFakeClock()
  let changes = 0
  const queue = [...pages]
  const fake = createFakeClient({ listConversations: () => (queue.length > 1 ? queue.shift() : queue[0]) })
  const shownView = signal(view)
  const shape = computed<ListShape>(() => ({ ...shapeOf(shownView.value), filter }))
  const list = new ConversationListModel({
    ...{ client: fake.client, timers: clock, me: ME, shape, ...(glance && { glance }) },
    onChange: () => changes++,
  })
  onTestFinished(() => list[Symbol.dispose]())
  await settle()
  const shown = () => list.rows.value.map(({ id }) => Number(id.slice(4)))
  const queries = () => fake.calls.map(({ input }) => (input as Query).query)
  return { ...fake, clock, list, view: shownView, shown, queries, changes: () => changes }
}

describe('the list of conversations', () => {
  it('shows a page and follows its keys from its moment on', async () => {
    const { list, lists, shown } = await aList()
    expect(list.state.value).toBe('ready')
    expect(shown()).toEqual([2, 1])
    expect(lists.map(({ keys, at: from }) => [keys, from])).toEqual([[['dep:dep_1'], at(0)]])
  })

  it('shows what stood in it last until the server has answered, once, and takes none of it for an answer', async () => {
    const answer = Promise.withResolvers<object>()
    const asked: string[] = []
    const glance: Glance = async ({ view }) => {
      asked.push(view)
      return aPage([aRow(5), aRow(4)], { cursor: 'next' }) as Page
    }
    const { list, lists, shown, view } = await aList({ pages: [answer.promise], glance })
    expect(shown()).toEqual([5, 4])
    expect([list.state.value, list.hasMore.value, lists.length]).toEqual(['loading', false, 0])
    answer.resolve(aPage([aRow(9)]))
    await settle()
    expect(shown()).toEqual([9])
    expect(list.state.value).toBe('ready')
    view.value = 'all'
    await settle()
    expect(asked).toEqual(['open'])
  })

  it('shows nothing of what stood in it last once the server has answered', async () => {
    const { list, shown } = await aList({ glance: () => new Promise((done) => setTimeout(done, 0, aPage([aRow(5)]))) })
    await new Promise((done) => setTimeout(done, 5))
    expect(shown()).toEqual([2, 1])
    expect(list.state.value).toBe('ready')
  })

  it('takes in a new conversation by itself, on top, and says that something changed', async () => {
    const { lists, shown, changes } = await aList()
    lists[0]?.rows([aLiveRow(7)])
    expect(shown()).toEqual([7, 2, 1])
    expect(changes()).toBe(1)
  })

  it('moves no row twenty times in a second: the first at once, what follows together', async () => {
    const { list, lists, clock, shown } = await aList()
    let drawn = -1
    onTestFinished(
      effect(() => {
        list.rows.value
        drawn++
      }),
    )
    lists[0]?.rows([aLiveRow(7)])
    expect(shown()).toEqual([7, 2, 1])
    for (let id = 8; id < 12; id++) lists[0]?.rows([aLiveRow(id)])
    // Gone from one list and on another at the same number: what came last stands.
    lists[0]?.gone([{ conversationId: idOf(2), ord: 2 }])
    lists[0]?.rows([aLiveRow(2, { ord: 2, updatedAt: at(1) })])
    expect(drawn).toBe(1)
    await clock.advance(200)
    expect(shown()).toEqual([11, 10, 9, 8, 7, 2, 1])
    expect(drawn).toBe(2)
  })

  it('drops a conversation that somebody took from the waiting ones', async () => {
    const { lists, shown } = await aList({ view: 'waiting' })
    lists[0]?.rows([aLiveRow(2, { ord: 2, assigneeId: OTHER_AGENT })])
    expect(shown()).toEqual([1])
  })

  it('drops what is gone, unless a newer state was seen', async () => {
    const { lists, shown } = await aList()
    lists[0]?.gone([
      { conversationId: idOf(1), ord: 1 },
      { conversationId: idOf(2), ord: 0 },
    ])
    expect(shown()).toEqual([2])
  })

  it('says that something changed also when what is gone stood on no page of it', async () => {
    const { lists, shown, changes } = await aList()
    lists[0]?.gone([{ conversationId: idOf(9), ord: 3 }])
    expect(shown()).toEqual([2, 1])
    expect(changes()).toBe(1)
  })

  it('reads the page again when it is told to begin anew', async () => {
    const { lists, shown } = await aList({ pages: [aPage([aRow(1)]), aPage([aRow(9)])] })
    lists[0]?.reset()
    await settle()
    expect(shown()).toEqual([9])
    expect(lists.map(({ isReleased }) => isReleased)).toEqual([true, false])
  })

  it('shows the view asked for last, whatever answer comes first', async () => {
    const { answers, view, shown } = await aList()
    const slow = Promise.withResolvers<unknown>()
    answers.listConversations = ({ query }: Query) => (query.view === 'mine' ? slow.promise : aPage([aRow(5)]))
    view.value = 'mine'
    view.value = 'all'
    await settle()
    slow.resolve(aPage([aRow(4)]))
    await settle()
    expect(shown()).toEqual([5])
  })

  it('searches once, after a pause, and takes in nothing that was not found', async () => {
    const { list, clock, queries, lists, shown } = await aList()
    for (const text of ['l', 'li', 'lid']) list.setSearch(text)
    await clock.advance(249)
    expect(queries()).toHaveLength(1)
    await clock.advance(1)
    expect(queries().map(({ search }) => search)).toEqual([undefined, 'lid'])
    lists.at(-1)?.rows([aLiveRow(8), aLiveRow(1, { ord: 3 })])
    expect(shown()).toEqual([2, 1])
    expect(list.rows.value[1]?.ord).toBe(3)
  })

  it('grows by a page at a time, asking for each once, to the last', async () => {
    const { list, queries, shown } = await aList({
      pages: [aPage([aRow(4), aRow(3)], { cursor: 'second' }), aPage([aRow(2)], { cursor: 'third' }), aPage([aRow(1)])],
    })
    for (let i = 0; i < 4; i++) {
      list.loadMore()
      list.loadMore()
      await settle()
    }
    expect(shown()).toEqual([4, 3, 2, 1])
    expect(queries().map(({ cursor }) => cursor)).toEqual([undefined, 'second', 'third'])
    expect(list.hasMore.value).toBe(false)
  })

  it('finds more of a search on the next page', async () => {
    const { list, clock, answers, shown } = await aList()
    answers.listConversations = ({ query }: Query) =>
      query.cursor ? aPage([aRow(1)]) : aPage([aRow(6)], { cursor: 'second' })
    list.setSearch('lid')
    await clock.advance(250)
    list.loadMore()
    await settle()
    expect(shown()).toEqual([6, 1])
  })

  it('asks for the unread count of a conversation that came by itself', async () => {
    const counts = { messages: 9, visitor: 6, notes: 0 }
    const { lists, clock, list } = await aList({ pages: [aPage([]), aPage([aRow(3, { counts, unread: 4 })])] })
    lists[0]?.rows([aLiveRow(3, { counts })])
    expect(list.rows.value[0]?.unread).toBe(1)
    await clock.advance(1000)
    expect(list.rows.value[0]?.unread).toBe(4)
  })

  it('counts from zero again once it was read', async () => {
    const { lists, list } = await aList()
    list.markRead(idOf(2))
    expect(list.rows.value[0]?.unread).toBe(0)
    lists[0]?.rows([aLiveRow(2, { ord: 2, counts: { messages: 2, visitor: 2, notes: 0 }, updatedAt: at(30) })])
    expect(list.rows.value[0]?.unread).toBe(1)
  })

  it('says that it failed, and loads when asked again', async () => {
    const { list, answers, view, shown } = await aList()
    const answer = answers.listConversations
    answers.listConversations = () => Promise.reject(new Error('no line'))
    view.value = 'all'
    await settle()
    expect(list.state.value).toBe('failed')
    if (answer) answers.listConversations = answer
    list.retry()
    await settle()
    expect(shown()).toEqual([2, 1])
  })

  it('ends its subscription and its timers with itself', async () => {
    const { list, lists, clock } = await aList()
    list.setSearch('x')
    lists[0]?.rows([aLiveRow(7)])
    list[Symbol.dispose]()
    expect(lists[0]?.isReleased).toBe(true)
    expect(clock.pending()).toBe(0)
  })

  it('SYNC-40 asks every five minutes what has become of the rows it shows', async () => {
    const { answers, calls, clock, shown, list } = await aList({ pages: [aPage([aRow(3), aRow(2), aRow(1)])] })
    const asked = () => calls.flatMap(({ name, input }) => (name === 'revalidateRows' ? [input] : []))
    answers.revalidateRows = () => ({ rows: [aLiveRow(3), aLiveRow(1, { ord: 9, priority: 'urgent' })] })
    await clock.advance(4 * 60_000)
    expect(asked()).toEqual([])
    await clock.advance(60_000)
    expect(asked()).toEqual([{ body: { ids: [idOf(3), idOf(2), idOf(1)] } }])
    expect(shown()).toEqual([3, 1])
    expect(list.rows.value.find(({ id }) => id === idOf(1))?.priority).toBe('urgent')
    await clock.advance(5 * 60_000)
    expect(asked()).toHaveLength(2)
  })

  it('SYNC-41 asks the server of a row that only it can judge, and keeps none that does not fit', async () => {
    const { answers, calls, clock, lists, shown } = await aList({ filter: { language: ['pt'] } })
    const asked = () => calls.flatMap(({ name, input }) => (name === 'revalidateRows' ? [input] : []))
    answers.revalidateRows = () => ({ rows: [aLiveRow(8)] })
    lists[0]?.rows([aLiveRow(8), aLiveRow(2, { ord: 3 })])
    expect(shown()).toEqual([2, 1])
    await clock.advance(300)
    const within = { view: 'open', filter: { language: ['pt'] } }
    expect(asked()).toEqual([{ body: { ids: [idOf(8), idOf(2)], within } }])
    expect(shown()).toEqual([8, 1])
  })

  it('lets a row go when time makes it unfit, and takes in one that has become fit', async () => {
    const young = aRow(2, { waitingSince: at(59.5) })
    const { answers, clock, shown, lists } = await aList({
      ...{
        filter: { updated: { days: 1 } },
        pages: [aPage([aRow(2), aRow(1, { updatedAt: at(60 - 24 * 60 + 0.5) })])],
      },
    })
    expect(shown()).toEqual([2, 1])
    answers.listConversations = () => aPage([young, aRow(3)])
    await clock.advance(60_000)
    expect(shown()).toEqual([3, 2])
    expect(lists).toHaveLength(1)
  })

  it('lets a row go that was read where only what is unread is shown', async () => {
    const { list, shown } = await aList({ filter: { unread: true } })
    list.markRead(idOf(2))
    expect(shown()).toEqual([1])
  })
})
