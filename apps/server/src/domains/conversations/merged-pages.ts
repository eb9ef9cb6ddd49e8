import type { LogEntry } from '@parley/protocol'
import type { Principal, VisitorPrincipal } from '../../lib/principal.ts'
import { mayRead } from './access.ts'
import type { ConversationStore } from './conversation-store.ts'
import type { EventStore } from './event-store.ts'
import type { ConversationRecord, Ref } from './model.ts'
import { entryFor } from './projection.ts'
import { createSplitPages } from './split-pages.ts'

type Deps = { events: EventStore; conversations: ConversationStore }

type Page = { entries: LogEntry[]; hasMore: boolean }
type Back = { before: number; limit: number }

/** Conversations behind one that a visitor reads on in. */
const MOST = 20

/**
 * What was said before a conversation began: the messages of another one that it began with, and, for its visitor, what
 * was said in conversations that were merged into it: his thread goes on as one. Agents read that where it was said. Their
 * entries are numbered downwards from -1, the newest of the conversation begun last first.
 */
export function createMergedPages({ events, conversations }: Deps) {
  const splitPages = createSplitPages({ events, conversations })

  async function sourcesOf(by: VisitorPrincipal, { workspaceId, _id }: ConversationRecord) {
    const found = new Map<ConversationRecord['_id'], ConversationRecord>()
    const open = [_id]
    for (const conversationId of open)
      for (const record of await conversations.listMergedInto({ workspaceId, conversationId })) {
        if (found.has(record._id) || found.size >= MOST || !mayRead(by, record)) continue
        found.set(record._id, record)
        open.push(record._id)
      }
    return [...found.values()].filter(({ head }) => head.vseq > 0).sort((a, b) => (a._id < b._id ? 1 : -1))
  }

  // Not by the links in the record: they come a moment after its visitor was told to read on there.
  const isThere = async (by: Principal, record: ConversationRecord): Promise<boolean> =>
    (await splitPages.isThere(by, record)) || (by.type === 'visitor' && (await sourcesOf(by, record)).length > 0)

  /** The entries of one below `from`, the newest first. */
  async function entriesOf(
    source: ConversationRecord,
    { from, shift, limit }: { from: number; shift: number; limit: number },
  ) {
    const ref: Ref = { workspaceId: source.workspaceId, conversationId: source._id }
    const found = await events.pageBefore(ref, { numbering: 'vseq', from, limit })
    return found
      .flatMap((event) => entryFor('visitor', event) ?? [])
      .map((entry): LogEntry => ({ ...entry, n: entry.n - shift }))
  }

  async function pageBelow(by: Principal, record: ConversationRecord, { before, limit }: Back): Promise<Page> {
    const sources = by.type === 'visitor' ? await sourcesOf(by, record) : []
    // What was merged into it since is read whole: nothing stands twice.
    const isWhole = sources.some(({ _id }) => _id === record.splitFrom?.id)
    const begunWith = isWhole ? [] : await splitPages.entriesOf(by, record)
    const entries = begunWith.filter(({ n }) => n < before).reverse()
    let above = begunWith.length
    for (const source of sources) {
      const { vseq } = source.head
      const shift = above + vseq + 1
      above += vseq
      const from = Math.min(Math.min(before, 0) + shift, vseq + 1)
      const left = limit + 1 - entries.length
      if (left > 0 && from > 1) entries.push(...(await entriesOf(source, { from, shift, limit: left })))
    }
    return { entries: entries.slice(0, limit).reverse(), hasMore: entries.length > limit }
  }

  return {
    /** Whether there is anything before the beginning of a conversation. */
    isThere,

    /** A page of what comes before an entry: of the conversation itself (`own`), and then of what was before it. */
    async back(by: Principal, record: ConversationRecord, range: Back, own: () => Promise<Page>): Promise<Page> {
      if (range.before <= 1) return pageBelow(by, record, range)
      const page = await own()
      return { ...page, hasMore: page.hasMore || (await isThere(by, record)) }
    },
  }
}
