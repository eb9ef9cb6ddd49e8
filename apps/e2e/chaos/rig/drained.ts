import { eventually } from '../../src/harness/eventually.ts'
import type { Person } from './person.ts'

/** Waits until everything that was said is settled; in vain, it tells who is left and how his line stands. */
export function drained(people: readonly Person[], withinMs: number): Promise<void> {
  const isDrained = () => people.every((person) => person.isSettled())
  const rest = () => people.filter((person) => !person.isSettled()).map(lineOf)
  return eventually('the outboxes to empty', isDrained, { withinMs, onFailure: () => rest().join('\n') })
}

const lineOf = ({ name, client }: Person) =>
  `${name}: ${client.unsent.value} unsent, ${JSON.stringify(client.connection.value)}`
