import type { Client, Copies, ListHandle } from '@parley/client'
import type { AgentId, ConversationId, ConversationRow, EndpointTypes } from '@parley/protocol'
import { LIMITS } from '@parley/protocol/constants'
import { isTimed, sortOf, type Verdict } from '@parley/protocol/filter'
import { batch, type ReadonlySignal, type Signal, signal } from '@preact/signals'
import { debounced, type Timers, throttled } from './debounced.ts'
import { belongsTo, type ListRow, type ListShape, mergeRows, type ReadCounts, withUnread } from './list-rows.ts'
import { pacedList } from './paced-list.ts'
import { judgeRows, revalidate } from './revalidation.ts'

export type Page = EndpointTypes['listConversations']['response']
export type ListDeps = {
  client: Pick<Client, 'call' | 'list'>
  timers: Timers & { now(): number }
  me: AgentId
  shape: ReadonlySignal<ListShape>
  /** Keeps the page as it is now, for when the server is away. */
  copies?: Pick<Copies, 'keep'>
  /** Something in the lists changed: counts may be others. */
  onChange(): void
}

/** A page of a view that live rows keep true. Functions below work on it. */
export type LiveList = ListDeps & {
  rows: Signal<readonly ListRow[]>
  state: Signal<'loading' | 'ready' | 'failed'>
  cursor: Signal<string | null>
  isTruncated: Signal<boolean>
  /** What is searched for; empty for the whole view. */
  asked: Signal<string>
  read: ReadCounts
  /** How far the agent read where notes mention him, by the numbers of the log. */
  seen: Map<ConversationId, number>
  live: ListHandle | null
  /** The first page as it was read last. */
  page: Page | null
  copying: { call(): void; cancel(): void }
  /** Answers to what is no longer asked are dropped. */
  turn: number
  isGrowing: boolean
  recheck: ReturnType<typeof debounced>
  revalidation: ReturnType<typeof debounced>
  /** Rows that only the server can judge, until it is asked. */
  doubtful: Set<ConversationId>
  question: ReturnType<typeof debounced>
  /** Where time alone makes a row fit or not. */
  ageing: ReturnType<typeof debounced>
}

/** Rows that no page told of get their unread count by reading the page again, soon. */
const RECHECK_MS = 1000
const QUESTION_MS = 300
const AGEING_MS = 60_000
/** What is asked after a pause is asked in a list that never pauses, too. */
const MOST_MS = 4000
/** Between two copies of a list that changes all the time. */
const COPY_MS = 4000
/** Read at once of a list that is wanted whole. */
const MOST_PAGES = 50
/** The most that a page holds, as it stands in a query. */
const PAGE_ROWS = '100'

export function createLiveList(deps: ListDeps): LiveList {
  const list: LiveList = {
    ...deps,
    rows: signal([]),
    state: signal('loading'),
    cursor: signal(null),
    isTruncated: signal(false),
    asked: signal(''),
    read: new Map(),
    seen: new Map(),
    live: null,
    page: null,
    copying: throttled(deps.timers, COPY_MS, () => keepPage(list)),
    turn: 0,
    isGrowing: false,
    recheck: debounced(deps.timers, RECHECK_MS, () => recheck(list), MOST_MS),
    revalidation: debounced(deps.timers, LIMITS.listRevalidateMs, () =>
      revalidate(list, withinOf(list), outcomeIn(list)),
    ),
    doubtful: new Set(),
    question: debounced(deps.timers, QUESTION_MS, () => question(list), MOST_MS),
    ageing: debounced(deps.timers, AGEING_MS, () => age(list)),
  }
  return list
}

/** What the server is to judge by; nothing where every row says enough of itself. */
function withinOf({ shape }: LiveList) {
  const { view, filter } = shape.peek()
  return Object.keys(filter).length > 0 ? { view, filter } : undefined
}

const outcomeIn = (list: LiveList) => ({
  arrive: (rows: ConversationRow[]) => arrive(list, rows, 'server'),
  leave: (rows: readonly ConversationRow[]) => leave(list, new Map(rows.map(({ id, ord }) => [id, ord]))),
})

/** Asks the server which of the doubtful rows fit. */
async function question(list: LiveList): Promise<void> {
  const ids = [...list.doubtful]
  list.doubtful.clear()
  await judgeRows(list, { ids, within: withinOf(list) }, outcomeIn(list))
}

/** What has become too old leaves; what has become old enough is on the page. */
async function age(list: LiveList): Promise<void> {
  const mine = list.turn
  list.rows.value = list.rows.peek().filter((row) => verdictOn(list, row) !== false)
  const page = await list.client.call('listConversations', { query: queryOf(list) }).catch(() => null)
  if (mine !== list.turn) return
  if (page) {
    learn(list, page)
    merge(list, page.rows, 'page')
  }
  list.ageing.call()
}

function verdictOn({ shape, me, timers }: LiveList, row: ListRow): Verdict {
  return belongsTo(shape.peek(), row, { me, now: timers.now() })
}

/** The first page, from nothing: of another view, of another search, or after a reset. */
export async function load(list: LiveList): Promise<void> {
  const mine = ++list.turn
  list.isGrowing = false
  if (list.state.peek() === 'failed') list.state.value = 'loading'
  try {
    const page = await list.client.call('listConversations', { query: queryOf(list) })
    if (mine !== list.turn) return
    learn(list, page)
    batch(() => {
      list.rows.value = page.rows
      list.cursor.value = page.cursor
      list.isTruncated.value = page.truncated
      list.state.value = 'ready'
    })
    list.page = page
    follow(list, page)
    list.revalidation.call()
    if (isTimed(list.shape.peek().filter)) list.ageing.call()
    else list.ageing.cancel()
  } catch {
    if (mine === list.turn) list.state.value = 'failed'
  }
}

/** The page after the last row, once at a time. */
export async function loadMore(list: LiveList): Promise<void> {
  const cursor = list.cursor.peek()
  if (cursor === null || list.isGrowing || list.state.peek() !== 'ready') return
  const mine = list.turn
  list.isGrowing = true
  try {
    const page = await list.client.call('listConversations', { query: { ...queryOf(list), cursor } })
    if (mine !== list.turn) return
    learn(list, page)
    batch(() => {
      merge(list, page.rows, 'page')
      list.cursor.value = page.cursor
      list.isTruncated.value = page.truncated
    })
  } catch {
    // The next scroll asks again.
  } finally {
    list.isGrowing = false
  }
}

/**
 * What stands in the list now, loaded or not: `most` at the most; null where it could not be read, or is not wanted any
 * more. Nothing of it is kept.
 */
export async function readAll(
  list: LiveList,
  most: number,
  isWanted: () => boolean,
): Promise<readonly ListRow[] | null> {
  const found = new Map<ConversationId, ListRow>()
  const query = queryOf(list)
  let cursor: string | null = null
  let pages = 0
  do {
    const page: Page | null = await list.client
      .call('listConversations', { query: { ...query, ...(cursor !== null && { cursor }) } })
      .catch(() => null)
    if (!page || !isWanted()) return null
    for (const row of page.rows) found.set(row.id, row)
    cursor = page.cursor
    pages++
    // Rows that move come twice: pages without end bring nothing new.
  } while (cursor !== null && found.size < most && pages < MOST_PAGES)
  return [...found.values()].slice(0, most)
}

export function stop(list: LiveList): void {
  list.turn++
  list.recheck.cancel()
  list.revalidation.cancel()
  list.question.cancel()
  list.ageing.cancel()
  list.copying.cancel()
  list.live?.release()
}

/** Sets how many messages of the visitor in `row` were read, and shows what is left. */
export function setUnread(list: LiveList, row: ListRow, unread: number): void {
  list.read.set(row.id, row.counts.visitor - unread)
  if (unread === 0) list.seen.set(row.id, row.ord)
  const rows = list.rows.peek().map((one) => (one.id === row.id ? told(list, one) : one))
  // Where only what is unread is shown, what was read goes.
  list.rows.value = rows.filter((one) => one.id !== row.id || verdictOn(list, one) !== false)
}

/** What is on screen, as the page that it grew from: after a copy, the line tells what has changed. */
function keepPage({ page, rows, asked, copies, ...list }: LiveList): void {
  if (!page || !copies || asked.peek().trim() !== '' || list.state.peek() !== 'ready') return
  const query = queryOf({ ...list, asked })
  copies.keep('listConversations', { query }, { ...page, rows: rows.peek().slice(0, Number(PAGE_ROWS)) })
}

export function queryOf({ asked, shape }: Pick<LiveList, 'asked' | 'shape'>) {
  const search = asked.peek().trim()
  const { view, filter, sort } = shape.peek()
  return {
    ...{ view, limit: PAGE_ROWS },
    ...(Object.keys(filter).length > 0 && { filter: JSON.stringify(filter) }),
    ...(sort !== sortOf(view) && { sort }),
    ...(search && { search }),
  }
}

function follow(list: LiveList, page: Page): void {
  const before = list.live
  const live = pacedList(list.client.list(page.keys, page.at), list.timers)
  list.live = live
  live.onRows((rows) => arrive(list, rows))
  live.onGone((gone) => leave(list, new Map(gone.map(({ conversationId, ord }) => [conversationId, ord]))))
  live.onReset(() => void load(list))
  before?.release()
}

function arrive(list: LiveList, changed: ConversationRow[], from: 'line' | 'server' = 'line'): void {
  const isUnknown = changed.some((row) => !list.read.has(row.id))
  const rows = changed.map((row) => told(list, row))
  merge(list, rows, from)
  if (isUnknown) list.recheck.call()
  list.copying.call()
  list.onChange()
}

/** Takes out rows that left at these numbers, unless a newer state was seen. */
function leave(list: LiveList, left: ReadonlyMap<ConversationId, number>): void {
  list.rows.value = list.rows.peek().filter((row) => row.ord > (left.get(row.id) ?? -1))
  list.copying.call()
  list.onChange()
}

/** The first page again, quietly: for the unread counts of rows that came by themselves. */
async function recheck(list: LiveList): Promise<void> {
  const mine = list.turn
  const page = await list.client.call('listConversations', { query: queryOf(list) }).catch(() => null)
  if (!page || mine !== list.turn) return
  learn(list, page)
  list.rows.value = list.rows.peek().map((row) => told(list, row))
}

function learn({ read, seen }: LiveList, page: Page): void {
  for (const row of page.rows) {
    read.set(row.id, row.counts.visitor - row.unread)
    if (row.read !== undefined) seen.set(row.id, row.read)
  }
}

/** A live row with what the agent has not read of it. */
function told({ read, seen, me }: LiveList, row: ConversationRow): ListRow {
  return { ...withUnread(row, read, me), read: seen.get(row.id) }
}

/** A page's own rows stand where they belong; live ones only where no page is missing, and in no search. */
function merge(list: LiveList, changed: readonly ListRow[], from: 'page' | 'line' | 'server'): void {
  const { rows, asked, shape, cursor } = list
  const isPage = from === 'page'
  const isSearch = asked.peek().trim() !== ''
  const fits = (row: ListRow, isShown: boolean) => {
    const verdict = verdictOn(list, row)
    if (verdict !== null || from === 'server') return verdict !== false
    list.doubtful.add(row.id)
    list.question.call()
    return isShown
  }
  rows.value = mergeRows(rows.peek(), changed, {
    sort: shape.peek().sort,
    belongs: (row, isShown) => isPage || ((isShown || !isSearch) && fits(row, isShown)),
    hasMore: !isPage && cursor.peek() !== null,
  })
}
