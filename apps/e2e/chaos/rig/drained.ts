import { eventually } from '../../src/harness/eventually.ts'
import type { Person } from './person.ts'

/** Milliseconds that the last outbox may take to empty after the last fault, where little is left in it. */
export const SETTLE_MS = 45_000
/** A visitor may speak twice a second for long. */
const MESSAGE_MS = 500

/**
 * How long all outboxes may take: who was cut off again and again comes back up to 20 s later (SYNC-68), and what he
 * could not say meanwhile goes out as fast as a visitor may speak (SYNC-51), in all his tabs together.
 */
export function drainMs(people: readonly Person[]): number {
  const unsent = new Map<object, number>()
  for (const person of people) {
    const who = person.network.browser ?? person
    unsent.set(who, (unsent.get(who) ?? 0) + person.client.unsent.value)
  }
  return SETTLE_MS + 1.5 * Math.max(...unsent.values()) * MESSAGE_MS
}

/** Waits until everything that was said is settled; in vain, it tells who is left and how his line stands. */
export function drained(people: readonly Person[], withinMs: number): Promise<void> {
  const isDrained = () => people.every((person) => person.isSettled())
  const rest = () => people.filter((person) => !person.isSettled()).map(lineOf)
  return eventually('the outboxes to empty', isDrained, { withinMs, onFailure: () => rest().join('\n') })
}

const lineOf = ({ name, client }: Person) =>
  `${name}: ${client.unsent.value} unsent, ${JSON.stringify(client.connection.value)}`
