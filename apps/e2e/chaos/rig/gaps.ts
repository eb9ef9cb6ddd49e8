import type { JournalLine, Side } from './journal.ts'
import type { StoredEvent } from './stored-log.ts'

type Shown = Extract<JournalLine, { at: 'shown' }> & { who: string }

/** How many messages the log holds up to each number of a side; notes and events have numbers too. */
function messagesUpTo(side: Side, log: readonly StoredEvent[]): number[] {
  const upTo = [0]
  let messages = 0
  for (const { kind, ord, vseq } of log) {
    const n = side === 'agent' ? ord : vseq
    if (n === undefined) continue
    if (/^(msg|note)\.new$/.test(kind)) messages++
    upTo[n] = messages
  }
  return upTo
}

/**
 * Views that called themselves ready and left out something between the first and the last they showed, or before the
 * first where they said there was nothing earlier (R40). One fault for each view, however long it stood.
 */
export function gaps(shown: readonly Shown[], logs: ReadonlyMap<string, readonly StoredEvent[]>): string[] {
  const counted = new Map<string, number[]>()
  const faults = new Map<string, string>()
  for (const { who, side, conversationId, first, last, count, isWhole } of shown) {
    const key = `${side} ${conversationId}`
    const upTo = counted.get(key) ?? messagesUpTo(side, logs.get(conversationId) ?? [])
    counted.set(key, upTo)
    const there = (upTo[last] ?? 0) - (isWhole ? 0 : (upTo[first - 1] ?? 0))
    const what = `gap: ${who} was shown ${count} messages of ${there} in ${conversationId}, ${isWhole ? 1 : first} to ${last}`
    if (there !== count && !faults.has(`${who} ${key}`)) faults.set(`${who} ${key}`, what)
  }
  return [...faults.values()]
}
