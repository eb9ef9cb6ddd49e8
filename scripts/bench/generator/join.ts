import type { Dialect, Heard, Person } from './dialect.ts'
import { type Line, openLine } from './line.ts'

/** A server that says nothing is given up after so long, in milliseconds. */
const JOIN_MS = 30_000
/** The handshake's answer of a server that has too much to do. */
const REFUSED = '503'

export type Place = { dialect: Dialect; port: number; origin: string }
type OnMessage = {
  heard(heard: Heard & { message: number }): void
  /** Something that may not happen: a socket that ended, a refusal to serve. */
  trouble(why: string): void
}

/**
 * Resolves when the person is authenticated and joined, with null when the handshake was refused. From then on `on` hears
 * what is said; heartbeats are answered. Rejects when it fails otherwise.
 */
export function join({ dialect, port, origin }: Place, person: Person, on: OnMessage): Promise<Line | null> {
  return new Promise((resolve, reject) => {
    let left = dialect.steps(person)
    const timer = setTimeout(() => fail(`not joined within ${JOIN_MS} ms`), JOIN_MS)

    function done(line: Line | null): void {
      clearTimeout(timer)
      resolve(line)
    }
    function fail(why: string): void {
      clearTimeout(timer)
      on.trouble(why)
      reject(new Error(why)) // of no effect once joined
    }
    function step(line: Line, say: readonly string[]): void {
      for (const text of say) line.say(text)
      if (--left === 0) done(line)
    }
    function hear(line: Line, heard: Heard): void {
      switch (heard.is) {
        case 'step':
          return step(line, heard.say ?? [])
        case 'answer':
          return line.say(heard.say)
        case 'trouble':
          return fail(heard.why)
        case 'ack':
        case 'refused':
        case 'told':
          return on.heard(heard)
      }
    }

    openLine(
      { port, path: dialect.path, origin: person.is === 'visitor' ? origin : null },
      {
        opened(line) {
          const first = dialect.first(person)
          if (first !== null) line.say(first)
        },
        text(line, text) {
          const heard = dialect.hear(text, person)
          if (heard) hear(line, heard)
        },
        closed: (why) => (why === REFUSED ? done(null) : fail(`closed: ${why}`)),
      },
    )
  })
}
