import type { LogEntry } from '@parley/protocol'
import type { VisitorPrincipal } from '../../lib/principal.ts'
import { mayRead } from './access.ts'
import type { ConversationStore } from './conversation-store.ts'
import type { EventStore } from './event-store.ts'
import type { ConversationRecord, Ref } from './model.ts'
import { entryFor } from './projection.ts'

type Deps = { events: EventStore; conversations: ConversationStore }

type Page = { entries: LogEntry[]; hasMore: boolean }
type Back = { before: number; limit: number }

/** Conversations behind one that a visitor reads on in. */
const MOST = 20

/**
 * What was said in conversations that were merged into a visitor's, before what was said in it: his thread goes on as one.
 * Their entries are numbered downwards from -1, the newest of the conversation begun last first.
 */
export function createMergedPages({ events, conversations }: Deps) {
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
  const isThere = async (by: VisitorPrincipal, record: ConversationRecord): Promise<boolean> =>
    (await sourcesOf(by, record)).length > 0

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

  async function pageBelow(by: VisitorPrincipal, record: ConversationRecord, { before, limit }: Back): Promise<Page> {
    const entries: LogEntry[] = []
    let above = 0
    for (const source of await sourcesOf(by, record)) {
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

    /** A page of what comes before an entry: of the conversation itself (`own`), and then of what was merged into it. */
    async back(by: VisitorPrincipal, record: ConversationRecord, range: Back, own: () => Promise<Page>): Promise<Page> {
      if (range.before <= 1) return pageBelow(by, record, range)
      const page = await own()
      return { ...page, hasMore: page.hasMore || (await isThere(by, record)) }
    },
  }
}
