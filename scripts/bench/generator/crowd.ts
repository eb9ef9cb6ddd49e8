import { setTimeout as pause } from 'node:timers/promises'
import type { Heard, Person, Visitor } from './dialect.ts'
import { join, type Place } from './join.ts'
import type { Line } from './line.ts'

/** Sockets that are on their way at the same time: enough to keep the server busy, few enough not to flood it. */
const AT_ONCE = 64
/** A refused handshake comes again after up to this long, by chance, at most so many times. Milliseconds. */
const AGAIN_MS = 500
const TRIES = 60

/** What became of messages, told to whoever sent them: the load under way. */
export type Listener = {
  /** `place`: which of the watchers heard it; -1 for a visitor. */
  heard(heard: Heard & { message: number }, place: number): void
  trouble(why: string): void
}

export type Joined = { visitors: number; watchers: number; ms: number; refusedHandshakes: number }

/** Everybody who is connected. */
export function createCrowd(server: Place) {
  const visitors: { visitor: Visitor; line: Line }[] = []
  const watchers: Line[] = []
  let listener: Listener | null = null
  let refusedHandshakes = 0

  async function joinAtLast(person: Person, place = -1): Promise<Line> {
    const on = {
      heard: (heard: Heard & { message: number }) => listener?.heard(heard, place),
      trouble: (why: string) => listener?.trouble(why),
    }
    for (let tries = 0; tries < TRIES; tries++) {
      const line = await join(server, person, on)
      if (line) return line
      refusedHandshakes++
      await pause(Math.random() * AGAIN_MS)
    }
    throw new Error('the server refuses handshakes all the time')
  }

  return {
    visitors,
    watchers,
    listen(to: Listener | null): void {
      listener = to
    },

    /** Brings them all in; counts from the first socket to the last who joined. */
    async connect(people: readonly Person[]): Promise<Joined> {
      const began = performance.now()
      const waiting = [...people].reverse()
      let places = 0
      async function bringIn(): Promise<void> {
        for (let person = waiting.pop(); person; person = waiting.pop()) {
          if (person.is === 'watcher') {
            const place = places++
            watchers[place] = await joinAtLast(person, place)
          } else visitors.push({ visitor: person.visitor, line: await joinAtLast(person) })
        }
      }
      await Promise.all(Array.from({ length: AT_ONCE }, bringIn))
      const ms = performance.now() - began
      return { visitors: visitors.length, watchers: watchers.length, ms, refusedHandshakes }
    },

    close(): void {
      listener = null
      for (const line of [...visitors.map((one) => one.line), ...watchers]) line.end()
    },
  }
}
export type Crowd = ReturnType<typeof createCrowd>
