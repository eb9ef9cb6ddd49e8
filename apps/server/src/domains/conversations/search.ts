import type { ListSort, WorkspaceId } from '@parley/protocol'
import { comparePlaces, type Place, placeOf } from '@parley/protocol/filter'
import type { ConversationStore } from './conversation-store.ts'
import type { Scanned } from './list-scan.ts'
import { type MessageSearch, termsOf } from './message-search.ts'
import type { ConversationRecord } from './model.ts'

type Deps = { messages: MessageSearch; conversations: ConversationStore }

/** Messages and conversations that a search looks at before it stops and says so. */
const EXAMINED = 500

type Query = {
  workspaceId: WorkspaceId
  text: string
  sort: ListSort
  after: Place | null
  limit: number
  /** Those of what was found that stand in the list. */
  fits(records: ConversationRecord[]): Promise<ConversationRecord[]>
}

/** Search by words of messages, names and addresses; the last word may be a beginning. Bounded: it says when it stopped. */
export function createSearch({ messages, conversations }: Deps) {
  return {
    async page({ workspaceId, text, sort, after, limit, fits }: Query): Promise<Scanned> {
      const terms = termsOf(text)
      if (!terms) return { records: [], last: null, truncated: false }
      const [said, named] = await Promise.all([
        messages.places(workspaceId, terms, EXAMINED),
        conversations.search(workspaceId, terms, EXAMINED),
      ])
      const ids = [...new Set([...said.ids, ...named.map(({ _id }) => _id)])]
      const found = await fits(await conversations.list(workspaceId, ids))
      const placed = found
        .map((record) => ({ record, place: placeOf(sort, record._id, record) }))
        .filter(({ place }) => !after || comparePlaces(sort, place, after) > 0)
        .sort((a, b) => comparePlaces(sort, a.place, b.place))
        .slice(0, limit)
      return {
        records: placed.map(({ record }) => record),
        last: placed.length === limit ? (placed.at(-1)?.place ?? null) : null,
        truncated: said.truncated || named.length === EXAMINED,
      }
    },
  }
}
export type Search = ReturnType<typeof createSearch>
