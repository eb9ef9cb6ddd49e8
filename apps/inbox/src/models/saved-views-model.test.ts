import type { AgentPreferences, SavedView, SavedViewId } from '@parley/protocol'
import { DEFAULT_PREFERENCES } from '@parley/protocol/constants'
import { signal } from '@preact/signals'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Route } from '../routes.ts'
import { createFakeClient } from '../testing/fake-client.ts'
import { createFakeClock, settle } from '../testing/fake-clock.ts'
import { at, ME, OTHER_AGENT } from '../testing/records.ts'
import { SavedViewsModel } from './saved-views-model.ts'
import { ShapeModel } from './shape-model.ts'
import type { Toast } from './toasts-model.ts'

const idOf = (n: number): SavedViewId => `svw_${String(n).padStart(20, '0')}`
const aView = (n: number, change: Partial<SavedView> = {}): SavedView => ({
  ...{ id: idOf(n), scope: { type: 'personal' }, name: `View ${n}`, filter: { tag: [`t${n}`] }, sort: 'wait' },
  ...{ createdBy: ME, updatedAt: at(0) },
  ...change,
})

async function some(views: SavedView[], pinned: SavedViewId[] = []) {
  const clock = createFakeClock()
  const toasts: Toast[] = []
  const values = signal<AgentPreferences>({ ...DEFAULT_PREFERENCES, pinnedViews: pinned })
  const fake = createFakeClient({
    listSavedViews: () => ({ savedViews: views, truncated: false }),
    listDepartments: () => ({ departments: [] }),
    countSavedViews: ({ query }: { query: { ids: string } }) => ({
      counts: query.ids.split(',').map((id) => ({ id, count: 3, truncated: false })),
    }),
    deleteSavedView: () => undefined,
    restoreSavedView: () => views[0],
  })
  const model = new SavedViewsModel({
    ...{ client: fake.client, timers: clock, toasts: { show: (toast) => toasts.push(toast) } },
    following: {
      values,
      set: (change) => {
        values.value = { ...values.peek(), ...change }
      },
    },
  })
  onTestFinished(() => model[Symbol.dispose]())
  await settle()
  return { ...fake, clock, model, toasts, values }
}

describe('saved views', () => {
  it('stand in the order of the pins, then as they came', async () => {
    const { model, values } = await some([aView(1), aView(2), aView(3)], [idOf(3), idOf(1)])
    expect(model.pinned.value.map(({ id }) => id)).toEqual([idOf(3), idOf(1)])
    expect(model.others.value.map(({ id }) => id)).toEqual([idOf(2)])
    model.pinUp(idOf(1))
    expect(values.value.pinnedViews).toEqual([idOf(1), idOf(3)])
    model.togglePin(idOf(1))
    expect(values.value.pinnedViews).toEqual([idOf(3)])
  })

  it('are pinned nine at most; what is no more makes room', async () => {
    const views = Array.from({ length: 10 }, (_, n) => aView(n))
    const nine = views.slice(0, 9).map(({ id }) => id)
    const full = await some(views, nine)
    full.model.togglePin(idOf(9))
    expect(full.values.value.pinnedViews).toEqual(nine)
    expect(full.toasts).toMatchObject([{ tone: 'problem' }])
    const gone = await some(views.slice(1), nine)
    gone.model.togglePin(idOf(9))
    expect(gone.values.value.pinnedViews).toEqual([...nine.slice(1), idOf(9)])
  })

  it('are counted twenty at once, and at most every five seconds', async () => {
    const { model, calls, clock } = await some(Array.from({ length: 30 }, (_, n) => aView(n)))
    const counted = () => calls.filter(({ name }) => name === 'countSavedViews')
    expect(model.counts.value.size).toBe(20)
    for (let i = 0; i < 9; i++) model.refresh()
    expect(counted()).toHaveLength(1)
    await clock.advance(5_000)
    expect(counted()).toHaveLength(2)
  })

  it('are deleted at once, and come back when that is undone', async () => {
    const { model, toasts } = await some([aView(1)])
    await model.remove(aView(1))
    expect(model.views.value).toEqual([])
    toasts[0]?.undo?.()
    await settle()
    expect(model.views.value.map(({ id }) => id)).toEqual([idOf(1)])
  })
})

describe('what list is on screen', () => {
  const shapes = (first: Route, views: SavedView[] = []) => {
    const route = signal<Route>(first)
    const known = signal(views)
    const model = new ShapeModel({ route, lastView: signal('mine'), views: known })
    onTestFinished(() => model[Symbol.dispose]())
    return { route, known, model }
  }
  const conversations = { screen: 'conversations', view: null, conversationId: null } as const

  it('is the view shown last, with its own order, and what narrows it stays with it', () => {
    const { route, model } = shapes({ ...conversations, view: 'waiting' })
    expect(model.shape.value).toEqual({ view: 'waiting', filter: {}, sort: 'wait' })
    model.setCondition('tag', ['vip'])
    route.value = conversations
    expect(model.shape.value).toEqual({ view: 'mine', filter: {}, sort: 'newest' })
    route.value = { ...conversations, view: 'waiting' }
    expect(model.filter.value).toEqual({ tag: ['vip'] })
    model.setCondition('tag', undefined)
    expect(model.isNarrowed.value).toBe(false)
  })

  it('is not known until the saved view is, and changes of it can be taken back', () => {
    const { known, model } = shapes({ ...conversations, saved: idOf(1) })
    expect(model.shape.value).toBeNull()
    known.value = [aView(1)]
    expect(model.shape.value).toEqual({ view: 'all', filter: { tag: ['t1'] }, sort: 'wait' })
    model.setSort('newest')
    expect(model.isChanged.value).toBe(true)
    model.reset()
    expect(model.sort.value).toBe('wait')
  })

  it('is saved as one filter of all conversations, what its view says included', () => {
    const { model } = shapes({ ...conversations, view: 'mine' })
    model.setFilter({ status: ['open'], assignee: [OTHER_AGENT], unread: true })
    expect(model.whole.value.filter).toEqual({ status: ['open'], assignee: ['me'], unread: true })
  })
})
