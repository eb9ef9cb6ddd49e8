import type { Client, ListHandle } from '@parley/client'
import type { AgentId, ConversationId, ConversationRow, EndpointTypes, ListView } from '@parley/protocol'
import { batch, computed, createModel, effect, type ReadonlySignal, signal, untracked } from '@preact/signals'
import { debounced, type Timers } from './debounced.ts'
import { belongsTo, type ListRow, mergeRows, type ReadCounts, withUnread } from './list-rows.ts'

type Page = EndpointTypes['listConversations']['response']
type Deps = {
  client: Pick<Client, 'call' | 'list'>
  timers: Timers
  me: AgentId
  view: ReadonlySignal<ListView>
  /** Something in the lists changed: counts may be others. */
  onChange(): void
}

const SEARCH_PAUSE_MS = 250
/** Rows that no page told of get their unread count by reading the page again, soon. */
const RECHECK_MS = 1000
/** The most that a page holds, as it stands in a query. */
const PAGE_ROWS = '100'

/** The list of one view: a page, kept true by live rows, grown page by page. */
export const ConversationListModel = createModel(({ client, timers, me, view, onChange }: Deps) => {
  const rows = signal<readonly ListRow[]>([])
  const state = signal<'loading' | 'ready' | 'failed'>('loading')
  const cursor = signal<string | null>(null)
  const isTruncated = signal(false)
  /** What is typed, and what is asked for. */
  const search = signal('')
  const asked = signal('')
  const read: ReadCounts = new Map()
  let live: ListHandle | null = null
  /** Answers to what is no longer asked are dropped. */
  let turn = 0
  let isGrowing = false

  const query = () => {
    const text = asked.peek().trim()
    return { view: view.peek(), limit: PAGE_ROWS, ...(text ? { search: text } : {}) }
  }
  const merge = (changed: ListRow[]) => {
    const isSearch = asked.peek().trim() !== ''
    rows.value = mergeRows(rows.peek(), changed, {
      belongs: (row, isShown) => (isShown || !isSearch) && belongsTo(view.peek(), row, me),
      hasMore: cursor.peek() !== null,
    })
  }

  function learn(page: Page) {
    for (const row of page.rows) read.set(row.id, row.counts.visitor - row.unread)
  }

  function follow(page: Page) {
    const before = live
    const list = client.list(page.keys, page.at)
    live = list
    list.onRows(arrive)
    list.onGone((gone) => {
      const left = new Map(gone.map(({ conversationId, ord }) => [conversationId, ord]))
      rows.value = rows.peek().filter((row) => row.ord > (left.get(row.id) ?? -1))
      onChange()
    })
    list.onReset(() => void load())
    before?.release()
  }

  function arrive(changed: ConversationRow[]) {
    const isUnknown = changed.some((row) => !read.has(row.id))
    merge(changed.map((row) => withUnread(row, read)))
    if (isUnknown) recheck.call()
    onChange()
  }

  /** The first page again, quietly: for the unread counts of rows that came by themselves. */
  const recheck = debounced(timers, RECHECK_MS, async () => {
    const mine = turn
    const page = await client.call('listConversations', { query: query() }).catch(() => null)
    if (!page || mine !== turn) return
    learn(page)
    merge(rows.peek().map((row) => withUnread(row, read)))
  })

  async function load() {
    const mine = ++turn
    isGrowing = false
    if (state.peek() === 'failed') state.value = 'loading'
    try {
      const page = await client.call('listConversations', { query: query() })
      if (mine !== turn) return
      learn(page)
      batch(() => {
        rows.value = page.rows
        cursor.value = page.cursor
        isTruncated.value = page.truncated
        state.value = 'ready'
      })
      follow(page)
    } catch {
      if (mine === turn) state.value = 'failed'
    }
  }

  async function loadMore() {
    const from = cursor.peek()
    if (from === null || isGrowing || state.peek() !== 'ready') return
    const mine = turn
    isGrowing = true
    try {
      const page = await client.call('listConversations', { query: { ...query(), cursor: from } })
      if (mine !== turn) return
      learn(page)
      batch(() => {
        cursor.value = page.cursor
        merge(page.rows)
      })
    } catch {
      // The next scroll asks again.
    } finally {
      isGrowing = false
    }
  }

  const ask = debounced(timers, SEARCH_PAUSE_MS, () => {
    asked.value = search.peek()
  })

  effect(() => {
    view.value
    asked.value
    untracked(() => {
      state.value = 'loading'
      rows.value = []
      cursor.value = null
      void load()
    })
  })
  effect(() => () => {
    turn++
    ask.cancel()
    recheck.cancel()
    live?.release()
  })

  return {
    rows,
    state,
    search,
    asked,
    isTruncated,
    hasMore: computed(() => cursor.value !== null),
    /** Conversations with something unread that are the agent's, or nobody's. */
    attention: computed(
      () => rows.value.filter((row) => row.unread > 0 && (row.assigneeId === me || row.assigneeId === null)).length,
    ),
    setSearch(text: string) {
      search.value = text
      if (text.trim() === '') {
        ask.cancel()
        asked.value = ''
      } else ask.call()
    },
    loadMore,
    retry: () => void load(),
    /** The agent has seen the whole conversation (here or, told by the log, elsewhere). */
    markRead(id: ConversationId) {
      const row = rows.peek().find((one) => one.id === id)
      if (!row || row.unread === 0) return
      read.set(id, row.counts.visitor)
      rows.value = rows.peek().map((one) => (one.id === id ? { ...one, unread: 0 } : one))
    },
    markUnread(id: ConversationId, unread: number) {
      const row = rows.peek().find((one) => one.id === id)
      if (!row) return
      read.set(id, row.counts.visitor - unread)
      rows.value = rows.peek().map((one) => (one.id === id ? { ...one, unread } : one))
    },
  }
})
export type ConversationListModel = InstanceType<typeof ConversationListModel>
