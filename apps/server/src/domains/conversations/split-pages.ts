import { eventIdOf, type LogEntry } from '@parley/protocol'
import type { Principal } from '../../lib/principal.ts'
import { mayRead } from './access.ts'
import type { ConversationStore } from './conversation-store.ts'
import type { EventStore } from './event-store.ts'
import type { ConversationRecord, Ref } from './model.ts'
import { entryFor } from './projection.ts'

type Deps = { events: Pick<EventStore, 'listByIds'>; conversations: Pick<ConversationStore, 'find'> }

/**
 * The messages that a conversation was begun with, read where they were said: what was changed, deleted or erased there
 * is so here too. They are numbered downwards from -1.
 */
export function createSplitPages({ events, conversations }: Deps) {
  /** Agents were given them with the conversation; a visitor reads what he may read there. */
  async function sourceOf(by: Principal, { workspaceId, splitFrom }: ConversationRecord) {
    const source = splitFrom && (await conversations.find({ workspaceId, conversationId: splitFrom.id }))
    if (!source || source.erasedAt) return null
    return by.type === 'agent' || mayRead(by, source) ? source : null
  }

  return {
    isThere: async (by: Principal, record: ConversationRecord): Promise<boolean> =>
      (await sourceOf(by, record)) !== null,

    /** All of them, the oldest first; what retention cut is not among them. */
    async entriesOf(by: Principal, record: ConversationRecord): Promise<LogEntry[]> {
      const source = await sourceOf(by, record)
      if (!source || !record.splitFrom) return []
      const ref: Ref = { workspaceId: source.workspaceId, conversationId: source._id }
      const ids = record.splitFrom.messageIds.map(eventIdOf)
      const found = (await events.listByIds(ref, ids)).filter(({ ord }) => ord > source.floor.ord)
      const entries = found.sort((a, b) => a.ord - b.ord).flatMap((event) => entryFor(by.type, event) ?? [])
      return entries.map(({ id, e }, i) => ({ n: i - entries.length, id, e }))
    },
  }
}
