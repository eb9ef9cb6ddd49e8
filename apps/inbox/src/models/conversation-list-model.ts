import type { ConversationId } from '@parley/protocol'
import { computed, createModel, effect, type ReadonlySignal, signal, untracked } from '@preact/signals'
import { debounced } from './debounced.ts'
import { type Glance, showGlance } from './first-glance.ts'
import { calledFirst, isCalled, shapeOf } from './list-rows.ts'
import { createLiveList, type ListDeps, load, loadMore, readAll, setUnread, stop } from './live-list.ts'

const SEARCH_PAUSE_MS = 250

/** Null while it is not known which list is meant. */
type Deps = Omit<ListDeps, 'shape'> & {
  shape: ReadonlySignal<ListDeps['shape']['value'] | null>
  /** For the first list that is shown. */
  glance?: Glance
}

/** The list of one view: a page, kept true by live rows, grown page by page, narrowed by a search. */
export const ConversationListModel = createModel(({ shape: wanted, glance, ...deps }: Deps) => {
  let first = glance
  const list = createLiveList({ ...deps, shape: computed(() => wanted.value ?? shapeOf('all')) })
  const { rows, state, cursor, isTruncated, asked } = list
  /** What is typed; `asked` follows after a pause. */
  const search = signal('')
  const ask = debounced(deps.timers, SEARCH_PAUSE_MS, () => {
    asked.value = search.peek()
  })
  const called = signal<ReadonlySet<ConversationId>>(new Set())
  const find = (id: ConversationId) => rows.peek().find((row) => row.id === id)

  /** A shape that says the same is no other list. */
  const shape = computed(() => wanted.value && JSON.stringify(wanted.value))
  effect(() => {
    const isKnown = shape.value !== null
    asked.value
    untracked(() => {
      state.value = 'loading'
      rows.value = []
      cursor.value = null
      called.value = new Set()
      if (!isKnown) return
      void load(list)
      if (first) void showGlance(list, first)
      first = undefined
    })
  })
  effect(() => {
    if (list.shape.value.view !== 'mentions') return
    const fresh = rows.value.filter((row) => isCalled(row, deps.me) && !called.peek().has(row.id))
    if (fresh.length > 0) called.value = new Set([...called.peek(), ...fresh.map(({ id }) => id)])
  })
  effect(() => () => {
    ask.cancel()
    stop(list)
  })

  return {
    rows: computed(() => calledFirst(rows.value, called.value)),
    state,
    search,
    asked,
    isTruncated,
    hasMore: computed(() => cursor.value !== null),
    /** Conversations with something unread that are the agent's, or nobody's. */
    attention: computed(
      () => rows.value.filter((row) => row.unread > 0 && (!row.assigneeId || row.assigneeId === deps.me)).length,
    ),
    setSearch(text: string) {
      search.value = text
      if (text.trim() !== '') return ask.call()
      ask.cancel()
      asked.value = ''
    },
    loadMore: () => void loadMore(list),
    /** What stands in the list now, loaded or not, as long as that is wanted. */
    readAll: (most: number, isWanted: () => boolean) => readAll(list, most, isWanted),
    retry: () => void load(list),
    /** The agent has seen the whole conversation (here or, told by the log, elsewhere). */
    markRead(id: ConversationId) {
      const row = find(id)
      if (row && (row.unread > 0 || isCalled(row, deps.me))) setUnread(list, row, 0)
    },
    markUnread(id: ConversationId, unread: number) {
      const row = find(id)
      if (row) setUnread(list, row, unread)
    },
  }
})
export type ConversationListModel = InstanceType<typeof ConversationListModel>
