import { randomBytes } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

export type Person = { id: string; name: string; email: string }

/** Who may sign in; a shop would ask for a password. */
const PEOPLE: Record<string, Person> = {
  ada: { id: 'u1', name: 'Ada Byron', email: 'ada@example.com' },
  grace: { id: 'u2', name: 'Grace Hopper', email: 'grace@example.com' },
}
const sessions = new Map<string, Person>()

const idIn = ({ headers }: IncomingMessage): string => /\bsession=(\w+)/.exec(headers.cookie ?? '')?.[1] ?? ''

/** The person of the session that a request carries, and nobody that it names. */
export function personOf(request: IncomingMessage): Person | undefined {
  return sessions.get(idIn(request))
}

/** The cookie of a new session; undefined when nobody of this name may sign in. */
export function signIn(name: string): string | undefined {
  const person = Object.hasOwn(PEOPLE, name) ? PEOPLE[name] : undefined
  if (!person) return undefined
  const id = randomBytes(16).toString('hex')
  sessions.set(id, person)
  return `session=${id}; HttpOnly; SameSite=Strict; Path=/`
}

export function signOut(request: IncomingMessage): void {
  sessions.delete(idIn(request))
}
