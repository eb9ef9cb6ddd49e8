import type { AgentId, ConversationId } from '@parley/protocol'
import type { NoticeKind } from '@parley/protocol/constants'
import { previewOf } from '../format/rows.ts'
import { t } from '../i18n/translate.ts'
import type { ListRow } from './list-rows.ts'

/**
 * Something an agent may be told of. `key` and `n` are the same in whatever tab it is noticed: of one key only what has a
 * higher `n` is news.
 */
export type Happening = {
  kind: NoticeKind
  key: string
  n: number
  /** Null where it is about no conversation. */
  conversationId: ConversationId | null
  title: string
  body: string
}

/** Conversations that left the list are remembered as well: one that comes back is compared with what it was. */
const REMEMBERED = 5_000

/** Notices what changes between two states of the open conversations; the first state is known and no news. */
export function createWatcher(me: AgentId) {
  const known = new Map<ConversationId, ListRow>()
  let isFirst = true

  function learn(row: ListRow): Happening[] {
    const before = known.get(row.id)
    if (before === row) return []
    known.delete(row.id)
    known.set(row.id, row)
    const kind = isFirst ? null : kindOf(row, before, me)
    return kind ? [{ kind, ...aboutRow(row), ...placeOf(kind, row) }] : []
  }

  return function changesOf(rows: readonly ListRow[]): Happening[] {
    const found = rows.flatMap(learn)
    const beyond = [...known.keys()].slice(0, Math.max(0, known.size - REMEMBERED))
    for (const id of beyond) known.delete(id)
    isFirst = false
    return found
  }
}

function kindOf(row: ListRow, before: ListRow | undefined, me: AgentId): NoticeKind | null {
  if (row.assigneeId === null) return isNewlyWaiting(row, before) ? 'waiting' : null
  if (row.assigneeId !== me) return null
  if (before && before.assigneeId !== me) return 'assigned'
  return row.unread > (before?.unread ?? 0) ? 'message' : null
}

function isNewlyWaiting(row: ListRow, before: ListRow | undefined): boolean {
  if (row.waitingSince === null) return false
  return before?.waitingSince !== row.waitingSince || before.assigneeId !== null
}

function placeOf(kind: NoticeKind, row: ListRow): { key: string; n: number } {
  const key = `${kind}:${row.id}`
  if (kind === 'message') return { key, n: row.counts.visitor }
  if (kind === 'assigned') return { key, n: row.ord }
  return { key, n: Date.parse(row.waitingSince ?? row.updatedAt) }
}

/** Those of the agent, or of nobody, that have waited for this long. */
export function overdueOf(rows: readonly ListRow[], me: AgentId, before: number): Happening[] {
  return rows
    .filter(({ assigneeId, waitingSince }) => {
      const isOurs = assigneeId === null || assigneeId === me
      return isOurs && waitingSince !== null && Date.parse(waitingSince) <= before
    })
    .map((row) => ({ kind: 'overdue', ...aboutRow(row), ...placeOf('overdue', row) }))
}

function aboutRow(row: ListRow) {
  return {
    conversationId: row.id,
    title: row.visitor?.name ?? row.visitor?.email ?? t('who.visitor'),
    body: previewOf(row).text,
  }
}
