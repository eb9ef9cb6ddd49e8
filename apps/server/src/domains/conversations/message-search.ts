import type { WorkspaceId } from '@parley/protocol'
import type { Between, EventStore } from './event-store.ts'
import type { EventRecord } from './model.ts'
import { type Terms, tokensOf } from './tokens.ts'

/** Words that may stand for a beginning: those after them in the alphabet are not looked for, and that is said. */
const COMPLETIONS = 12
/** Of each of them at least as many messages are looked at. */
const LEAST_EACH = 50
/** Messages of a step: most searches have enough with the first, and what is not looked at costs nothing. */
const STEPS = [25, 75, 200]

export type FoundMessages = { events: EventRecord[]; isAll: boolean }

/** What was typed, as words; null when there are none in it. The last may be the beginning of a word. */
export function termsOf(text: string): Terms | null {
  const words = tokensOf(text)
  const prefix = words.pop()
  return prefix === undefined ? null : { words, prefix }
}

/**
 * Messages that have all the words, the newest first: for each word that the last one may begin, a walk along the index
 * from its newest message on. Nothing is sorted that was not asked for, however many messages there are.
 */
export function createMessageSearch(events: Pick<EventStore, 'newestWith' | 'placesWith' | 'tokensFrom'>) {
  async function completionsOf(workspaceId: WorkspaceId, prefix: string) {
    const found: string[] = []
    for (let from = prefix; found.length < COMPLETIONS; ) {
      const next = firstOf(await events.tokensFrom(workspaceId, from), from)
      if (!next?.startsWith(prefix)) return { found, isAll: true }
      found.push(next)
      from = `${next}\0`
    }
    return { found, isAll: false }
  }

  return {
    /** Where there are messages that have them, of the newest ones. */
    async places(workspaceId: WorkspaceId, terms: Terms, most: number) {
      const { found, isAll } = await completionsOf(workspaceId, terms.prefix)
      const limit = Math.max(LEAST_EACH, Math.ceil(most / Math.max(1, found.length)))
      const walks = await Promise.all(
        found.map((word) => events.placesWith(workspaceId, [...terms.words, word], limit)),
      )
      return {
        ids: new Set(walks.flat().map(({ conversationId }) => conversationId)),
        truncated: !isAll || walks.some((walk) => walk.length === limit),
      }
    },

    /**
     * The messages themselves, the newest first, in growing steps: whoever has enough asks for no more. The last step
     * tells whether that was all of them.
     */
    async *steps(workspaceId: WorkspaceId, terms: Terms, between: Between): AsyncGenerator<FoundMessages> {
      const { found, isAll } = await completionsOf(workspaceId, terms.prefix)
      let before = between.before
      for (const limit of STEPS) {
        const range = { ...between, before, limit }
        const walks = await Promise.all(
          found.map((word) => events.newestWith(workspaceId, [...terms.words, word], range)),
        )
        const once = new Map(walks.flat().map((event) => [event._id, event]))
        const newest = [...once.values()].sort((a, b) => (a._id < b._id ? 1 : -1)).slice(0, limit)
        const isEnd = newest.length < limit
        yield { events: newest, isAll: isAll && isEnd }
        if (isEnd) return
        before = newest.at(-1)?._id
      }
    },
  }
}
export type MessageSearch = ReturnType<typeof createMessageSearch>

/** The first in the store's order, which is that of bytes. */
function firstOf(tokens: readonly string[], from: string): string | undefined {
  const order = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b))
  return tokens.filter((token) => order(token, from) >= 0).sort(order)[0]
}
