import type { ConversationStore, Page } from './conversation-store.ts'
import type { EventStore } from './event-store.ts'
import type { ConversationRecord } from './model.ts'
import { tokensOf } from './tokens.ts'

type Deps = { events: EventStore; conversations: ConversationStore }

/** Messages and conversations that a search looks at before it stops and says so. */
const EXAMINED = 500

type Query = { text: string; before: Page['before']; limit: number }

/** Search by words of messages, names and addresses; the last word may be a beginning. Bounded: it says when it stopped. */
export function createSearch({ events, conversations }: Deps) {
  return {
    async page(filter: Page['filter'] & Pick<ConversationRecord, 'workspaceId'>, { text, before, limit }: Query) {
      const words = tokensOf(text)
      const prefix = words.pop()
      if (!prefix) return { records: [], truncated: false }
      const terms = { words, prefix }
      const [said, named] = await Promise.all([
        events.search(filter.workspaceId, terms, EXAMINED),
        conversations.search(filter.workspaceId, terms, EXAMINED),
      ])
      const ids = [...new Set([...said.map(({ conversationId }) => conversationId), ...named.map(({ _id }) => _id)])]
      const found = await conversations.list(filter.workspaceId, ids)
      const records = found.filter((record) => isWithin(record, filter) && isAfter(record, before)).sort(newestFirst)
      return { records: records.slice(0, limit), truncated: said.length === EXAMINED || named.length === EXAMINED }
    },
  }
}
export type Search = ReturnType<typeof createSearch>

type View = { departmentId?: { $in: readonly string[] }; status?: unknown; assigneeId?: unknown }

/** The view's conditions, on records that were found by their words. */
function isWithin(record: ConversationRecord, filter: object): boolean {
  const { departmentId, status, assigneeId } = filter as View // what lists.ts makes them of
  const isOneOf = (condition: unknown, value: unknown) =>
    condition === undefined ||
    condition === value ||
    (typeof condition === 'object' &&
      condition !== null &&
      '$in' in condition &&
      (condition.$in as unknown[]).includes(value))
  return (
    record.updatedAt !== null &&
    isOneOf(departmentId, record.departmentId) &&
    isOneOf(status, record.status) &&
    isOneOf(assigneeId, record.assigneeId)
  )
}

const timeOf = ({ updatedAt }: ConversationRecord) => updatedAt?.getTime() ?? 0

function isAfter(record: ConversationRecord, before: Page['before']): boolean {
  if (!before) return true
  const distance = timeOf(record) - before.updatedAt.getTime()
  return distance < 0 || (distance === 0 && record._id < before.id)
}

function newestFirst(a: ConversationRecord, b: ConversationRecord): number {
  return timeOf(b) - timeOf(a) || (a._id < b._id ? 1 : -1)
}
