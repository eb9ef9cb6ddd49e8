import { randomUUID } from 'node:crypto'
import { keyOf } from '../lib/principal.ts'
import type { Connection } from './connection.ts'

/** Sockets of one person. */
const OF_ONE = 50

/** Whose connections there are: for limits, and for whoever is another now. */
export function createPeople() {
  const byPerson = new Map<string, Set<Connection>>()
  return {
    /** Gives the connection its id; false when its person has too many. */
    admit(one: Connection): boolean {
      if (!one.principal) return false
      const id = keyOf(one.principal)
      const all = byPerson.get(id) ?? new Set()
      if (all.size >= OF_ONE) return false
      byPerson.set(id, all.add(one))
      one.id = randomUUID()
      return true
    },

    leave(one: Connection): void {
      if (!one.principal) return
      const id = keyOf(one.principal)
      const all = byPerson.get(id)
      all?.delete(one)
      if (all?.size === 0) byPerson.delete(id)
    },

    connectionsOf: (id: string): Connection[] => [...(byPerson.get(id) ?? [])],
    size: () => byPerson.size,
  }
}
