import type { ConversationFilter, ListSort, ListView, SavedView } from '@parley/protocol'
import { sortOf, VIEW_FILTERS } from '@parley/protocol/filter'
import { computed, createModel, type ReadonlySignal, signal } from '@preact/signals'
import type { Route } from '../routes.ts'
import type { ListShape } from './list-rows.ts'

type Deps = {
  route: ReadonlySignal<Route>
  /** What was shown last. */
  lastView: ReadonlySignal<ListView>
  views: ReadonlySignal<readonly SavedView[]>
}
/** What narrows a view, and its order. */
export type Narrowing = Pick<ListShape, 'filter' | 'sort'>

/** Which list is on screen: a view or a saved one, and what the agent changed of it since. */
export const ShapeModel = createModel(({ route, lastView, views }: Deps) => {
  const savedId = computed(() => (route.value.screen === 'conversations' && route.value.saved) || null)
  const saved = computed(() => views.value.find(({ id }) => id === savedId.value) ?? null)
  const view = computed<ListView>(() => {
    if (savedId.value) return 'all'
    return (route.value.screen === 'conversations' && route.value.view) || lastView.value
  })
  /** By view; a reload forgets them. */
  const edits = signal<ReadonlyMap<string, Narrowing>>(new Map())
  const key = computed(() => savedId.value ?? view.value)
  const base = computed<Narrowing>(() => saved.value ?? { filter: {}, sort: sortOf(view.value) })
  const now = computed(() => edits.value.get(key.value) ?? base.value)
  const set = (change: Partial<Narrowing>) => {
    const { filter, sort } = { ...now.peek(), ...change }
    edits.value = new Map(edits.peek()).set(key.peek(), { filter, sort })
  }

  return {
    ...{ view, savedId, saved },
    /** Null while it is not known what the saved view is. */
    shape: computed<ListShape | null>(() => {
      if (savedId.value && !saved.value) return null
      const { filter, sort } = now.value
      return { view: view.value, filter, sort }
    }),
    filter: computed(() => now.value.filter),
    sort: computed(() => now.value.sort),
    isNarrowed: computed(() => Object.keys(now.value.filter).length > 0),
    isChanged: computed(() => !isSame(now.value, base.value)),
    setSort: (sort: ListSort) => set({ sort }),
    setFilter: (filter: ConversationFilter) => set({ filter }),
    /** Sets one condition; without a value it goes. */
    setCondition<K extends keyof ConversationFilter>(name: K, value: ConversationFilter[K]) {
      const { [name]: _, ...rest } = now.peek().filter
      set({ filter: value === undefined ? rest : { ...rest, [name]: value } })
    },
    clear: () => set({ filter: {} }),
    /** A view as it is asked for from elsewhere, in its usual order. */
    narrow(to: ListView, filter: ConversationFilter) {
      edits.value = new Map(edits.peek()).set(to, { filter, sort: sortOf(to) })
    },
    /** As the view is by itself. */
    reset() {
      const rest = new Map(edits.peek())
      rest.delete(key.peek())
      edits.value = rest
    },
    /** What is on screen as one filter of all conversations: what a saved view holds. */
    whole: computed<Narrowing>(() => ({ filter: joined(view.value, now.value.filter), sort: now.value.sort })),
  }
})
export type ShapeModel = InstanceType<typeof ShapeModel>

const isSame = (a: Narrowing, b: Narrowing) =>
  a.sort === b.sort && JSON.stringify(a.filter) === JSON.stringify(b.filter)

function joined(view: ListView, filter: ConversationFilter): ConversationFilter {
  const base = VIEW_FILTERS[view]
  const status = base.status?.filter((one) => filter.status?.includes(one) ?? true)
  // A view names one assignee at the most: what is asked besides finds nothing else there.
  return {
    ...base,
    ...filter,
    ...(status && status.length > 0 && { status }),
    ...(base.assignee && { assignee: base.assignee }),
  }
}
