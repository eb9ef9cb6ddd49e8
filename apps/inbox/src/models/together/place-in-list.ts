import type { ConversationId } from '@parley/protocol'
import { effect, type ReadonlySignal } from '@preact/signals'

type Row = { id: ConversationId }
type Deps = { rows: ReadonlySignal<readonly Row[]>; openId: ReadonlySignal<ConversationId | null> }

/**
 * Where the open conversation stands in the list, or stood: once it was closed, or passed on, it is not in the list any
 * more, and the way through the list goes on from where it was.
 */
export function followPlace({ rows, openId }: Deps) {
  let last: { id: ConversationId; rows: readonly Row[] } | null = null

  /** Its neighbours of before that are still there, the nearest first, by where they stand now. */
  function neighbours(by: 1 | -1): number[] {
    const at = last?.rows.findIndex(({ id }) => id === last?.id) ?? -1
    const before = last?.rows ?? []
    const those = by === 1 ? before.slice(at + 1) : before.slice(0, at).toReversed()
    const now = new Map(rows.peek().map(({ id }, index) => [id, index]))
    return those.flatMap(({ id }) => now.get(id) ?? [])
  }

  /** Null where nothing is known: the list is another one. */
  function fromWhatLeft(by: 1 | -1): number | null {
    const [next] = neighbours(by)
    if (next !== undefined) return next - by
    if (neighbours(by === 1 ? -1 : 1).length === 0) return null
    // It stood at the end: a step from there leads nowhere.
    return by === 1 ? rows.peek().length : -1
  }

  return {
    /** From where a step leads to the next row: from nothing, to the first one or, upwards, the last. */
    from(by: 1 | -1): number {
      const at = rows.peek().findIndex(({ id }) => id === openId.peek())
      if (at >= 0) return at
      const [before, behind] = [-1, rows.peek().length]
      const left = last?.id === openId.peek() ? fromWhatLeft(by) : null
      return left ?? (by === 1 ? before : behind)
    },
    end: effect(() => {
      const id = openId.value
      if (id && rows.value.some((row) => row.id === id)) last = { id, rows: rows.value }
    }),
  }
}
