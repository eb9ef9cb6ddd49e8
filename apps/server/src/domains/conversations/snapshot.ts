import { type ConversationId, LIMITS, type LogEntry, type Snapshot } from '@parley/protocol'
import { AppError } from '../../errors/app-error.ts'
import type { Principal } from '../../lib/principal.ts'
import type { Audience } from '../../realtime/ports.ts'
import { conversationFor, notFound } from './access.ts'
import type { ConversationStore } from './conversation-store.ts'
import type { EventStore } from './event-store.ts'
import { createHistory } from './history.ts'
import type { Marks } from './marks.ts'
import { movedNow } from './merge-rules.ts'
import { createMergedPages } from './merged-pages.ts'
import type { ConversationRecord, EventRecord, Ref } from './model.ts'
import { withoutWhom } from './notes.ts'
import { entryFor, ownOf, rowOf } from './projection.ts'

type Deps = { events: EventStore; conversations: ConversationStore; marks: Marks }

export type EventQuery = { after?: number | undefined; before?: number | undefined; limit?: number | undefined }

/** Entries of a snapshot. */
const NEWEST = 50
/** Events read at once by who reads much. */
const STEP = 200

const numberingOf = (audience: Audience) => (audience === 'agent' ? 'ord' : 'vseq')

function entriesOf(audience: Audience, records: readonly EventRecord[]): LogEntry[] {
  return records.flatMap((record) => entryFor(audience, record) ?? [])
}

/** Entries of a log after the number `after`, at most a step of them; `next` is null when that was all. */
export const createEntriesAfter = (events: EventStore) => async (audience: Audience, ref: Ref, after: number) => {
  const numbering = numberingOf(audience)
  const found = await events.range(ref, { numbering, from: after + 1, limit: STEP })
  const next = found.length < STEP ? null : (found.at(-1)?.[numbering] ?? null)
  return { entries: entriesOf(audience, found), next }
}

type Asked = { events: EventStore; principal: Principal; record: ConversationRecord }

/**
 * A chat's member may have been taken out behind what the summary knows, by which he may read. Asked after the read: what
 * was read before he was taken out is his. Throws `conversation_not_found`.
 */
async function unlessLeft<Page>({ events, principal, record }: Asked, page: Page): Promise<Page> {
  if (principal.type !== 'agent' || !record.team) return page
  const ref = { workspaceId: record.workspaceId, conversationId: record._id }
  const newer = await events.range(ref, { numbering: 'ord', from: record.head.ord + 1, limit: STEP })
  if (newer.some((event) => withoutWhom(event).without === principal.agentId)) throw notFound(record._id)
  return page
}

/** What a client begins with, and what it scrolls back through. */
export function createSnapshots({ events, conversations, marks }: Deps) {
  async function personal(
    principal: Principal,
    ref: Ref,
    record: ConversationRecord,
  ): Promise<Pick<Snapshot, 'row' | 'fields' | 'own' | 'mine'>> {
    if (principal.type === 'agent')
      return { row: rowOf(record), fields: record.fields, mine: await marks.own(ref, principal, record) }
    const unread = await marks.unread([record], { ...principal, id: principal.visitorId })
    return { own: ownOf(record, unread.get(record._id) ?? 0) }
  }

  const mergedPages = createMergedPages({ events, conversations })

  async function logPage(ref: Ref, audience: Audience, { before, after = 0, limit }: EventQuery & { limit: number }) {
    const range = { numbering: numberingOf(audience), limit: limit + 1 } as const
    const found =
      before === undefined
        ? await events.range(ref, { ...range, from: after + 1 })
        : await events.pageBefore(ref, { ...range, from: before })
    const shown = found.slice(0, limit)
    if (before !== undefined) shown.reverse()
    return { entries: entriesOf(audience, shown), hasMore: found.length > limit }
  }

  return {
    history: createHistory({ events, conversations }),

    /**
     * The summary first, then messages up to its head: the position is the number it was folded to, never the log's
     * head; states may be newer (SYNC-48).
     */
    async take(principal: Principal, conversationId: ConversationId): Promise<Snapshot> {
      const record = await conversationFor(principal, conversationId, conversations)
      const to = await movedNow(events, record)
      if (to) throw new AppError('moved', 'This was merged into another conversation.', { to })
      const ref: Ref = { workspaceId: record.workspaceId, conversationId }
      const numbering = numberingOf(principal.type)
      const head = record.head[numbering]
      const id = principal.type === 'agent' ? record.head.id : record.head.vid
      const newest = await events.pageBefore(ref, { numbering, from: head + 1, limit: NEWEST + 1 })
      const shown = newest.slice(0, NEWEST).reverse()
      return {
        ...(await personal(principal, ref, record)),
        position: { n: head, ...(id && { id }) },
        entries: entriesOf(principal.type, shown),
        hasEarlier: newest.length > NEWEST || (await mergedPages.isThere(principal, record)),
        marks: await marks.list(ref, principal),
      }
    },

    /** The newest entries, at most `most` and about `maxBytes` of them, the oldest first; whether that is all. */
    async newest(audience: Audience, ref: Ref, { most, maxBytes }: { most: number; maxBytes: number }) {
      const numbering = numberingOf(audience)
      const entries: LogEntry[] = []
      let bytes = 0
      let from = Number.MAX_SAFE_INTEGER
      while (entries.length < most && bytes < maxBytes) {
        const found = await events.pageBefore(ref, { numbering, from, limit: STEP })
        for (const entry of entriesOf(audience, found)) {
          entries.push(entry)
          bytes += JSON.stringify(entry.e.body).length
        }
        from = found.at(-1)?.[numbering] ?? 1
        if (found.length < STEP) return { entries: entries.reverse(), isAll: true }
      }
      return { entries: entries.reverse(), isAll: false }
    },

    /** A page of the log, the oldest entry first. */
    async page(principal: Principal, conversationId: ConversationId, query: EventQuery) {
      const record = await conversationFor(principal, conversationId, conversations)
      const ref: Ref = { workspaceId: record.workspaceId, conversationId }
      const limit = query.limit ?? LIMITS.pageSize
      const read = () => logPage(ref, principal.type, { ...query, limit })
      const own = async () => unlessLeft({ events, principal, record }, await read())
      if (query.before === undefined || record.team) return own()
      return mergedPages.back(principal, record, { before: query.before, limit }, own)
    },
  }
}
