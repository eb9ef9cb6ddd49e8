import type { AgentId, ConversationFilter, ConversationId, ConversationRow, ListSort, ListView } from '@parley/protocol'
import { comparePlaces, judge, narrowed, placeOf, sortOf, type Verdict } from '@parley/protocol/filter'

/** A row with what the agent has not read of it. */
export type ListRow = ConversationRow & { unread: number; read?: number | undefined }

/** Whether a note mentions the agent that he has not read. */
export const isCalled = ({ mentions, read = 0 }: ListRow, me: AgentId): boolean => (mentions?.[me] ?? 0) > read

/** Those with a mention to read first; `first` are those that had one since the list was loaded, so that none jumps away. */
export function calledFirst(rows: readonly ListRow[], first: ReadonlySet<ConversationId>): readonly ListRow[] {
  if (first.size === 0) return rows
  return [...rows.filter(({ id }) => first.has(id)), ...rows.filter(({ id }) => !first.has(id))]
}

/** Which list is shown: a view, what narrows it, and its order. */
export type ListShape = { view: ListView; filter: ConversationFilter; sort: ListSort }
export const shapeOf = (view: ListView): ListShape => ({ view, filter: {}, sort: sortOf(view) })

/** For whom and when a row is judged. */
export type Reader = { me: AgentId; now: number }

/**
 * Whether a conversation stands in a list; the server's page and the live rows after it are judged alike (SYNC-41). Null
 * where only the server can tell.
 */
export function belongsTo(
  { view, filter }: ListShape,
  row: ConversationRow & { unread?: number },
  by: Reader,
): Verdict {
  return judge(narrowed(view, filter, by.me), row, by.now)
}

/** In the order of the list; ids break ties, so that it is the same everywhere. */
export function compareRows(sort: ListSort, a: ConversationRow, b: ConversationRow): number {
  return comparePlaces(sort, placeOf(sort, a.id, a), placeOf(sort, b.id, b))
}

/** How many messages of the visitor were read: what `counts.visitor` was when the agent read last. */
export type ReadCounts = Map<ConversationId, number>

/**
 * A live row with its unread count. Rows carry no count of their own, because it differs per agent: what the page said
 * was read is subtracted. A row that no page told of counts its last word, until the page is read again.
 */
export function withUnread(row: ConversationRow, read: ReadCounts, me: AgentId): ListRow {
  let known = read.get(row.id)
  // Its time has come just now: it is back unread, to whoever it is assigned to.
  const isBack = row.woken === row.ord && (row.assigneeId === null || row.assigneeId === me)
  if (isBack && known !== undefined) {
    known = Math.min(known, row.counts.visitor - 1)
    read.set(row.id, known)
  }
  if (known === undefined) {
    const fromVisitor = row.last?.actor.type === 'visitor' || row.last?.actor.type === 'contact'
    const isNew = row.counts.messages === row.counts.visitor
    known = isNew ? 0 : row.counts.visitor - (fromVisitor ? 1 : 0)
    read.set(row.id, known)
  }
  return { ...row, unread: Math.max(0, row.counts.visitor - known) }
}

type Place = {
  sort: ListSort
  /** Whether a changed row may stand in the list. A search keeps what it found and takes in nothing new. */
  belongs(row: ListRow, isShown: boolean): boolean
  /** Rows that come after the last one shown belong to a page that is not loaded. */
  hasMore: boolean
}

/** The list after `changed`: of two states of a row the one with the higher `ord` wins (SYNC-37). Both lists stay sorted. */
export function mergeRows(shown: readonly ListRow[], changed: readonly ListRow[], place: Place): readonly ListRow[] {
  const news = new Map<ConversationId, ListRow>()
  for (const row of changed) {
    const had = news.get(row.id)
    if (!had || had.ord <= row.ord) news.set(row.id, row)
  }
  const ids = new Set<ConversationId>()
  const rest = shown.filter((row) => {
    const fresh = news.get(row.id)
    if (!fresh) return true
    ids.add(row.id)
    if (fresh.ord >= row.ord) return false
    news.delete(row.id)
    return true
  })
  const last = shown.at(-1)
  const arriving = [...news.values()].filter((row) => {
    const isShown = ids.has(row.id)
    if (!place.belongs(row, isShown)) return false
    return isShown || !place.hasMore || !last || compareRows(place.sort, row, last) < 0
  })
  return insertSorted(rest, arriving, place.sort)
}

function insertSorted(rows: readonly ListRow[], arriving: ListRow[], sort: ListSort): readonly ListRow[] {
  if (arriving.length === 0) return rows
  const sorted = arriving.sort((a, b) => compareRows(sort, a, b))
  const merged: ListRow[] = []
  let next = 0
  for (const row of rows) {
    for (let one = sorted[next]; one && compareRows(sort, one, row) < 0; one = sorted[next]) {
      merged.push(one)
      next++
    }
    merged.push(row)
  }
  return [...merged, ...sorted.slice(next)]
}
