import { setTimeout as pause } from 'node:timers/promises'
import { eventually } from '../../src/harness/eventually.ts'
import type { Crew } from './crew.ts'
import type { Person } from './person.ts'
import type { Stage } from './stage.ts'
import { networkOf } from './talk.ts'

/** Arrivals in a second must be fewer than the instances admit (SYNC-53). */
type Wanted = { count: number; perSecond: number; url: string }

const STEP_MS = 100

export const isOnline = ({ client }: Person) => client.connection.peek().phase === 'online'

/** How many lines stand where: `3 waiting, 2 stopped: forbidden`. */
export function phasesOf(people: readonly Person[]): string {
  const counts = new Map<string, number>()
  for (const { client } of people) {
    const state = client.connection.peek()
    const name = state.phase === 'stopped' ? `${state.phase}: ${state.reason}` : state.phase
    counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  return [...counts].map(([name, count]) => `${count} ${name}`).join(', ')
}

/** So many visitors who only have the page open, each with a line of his own. */
export async function gather(stage: Stage, crew: Crew, { count, perSecond, url }: Wanted): Promise<Person[]> {
  const crowd: Person[] = []
  for (let i = 1; i <= count; i++) {
    const network = { ...networkOf(stage), closes: [], dials: [] }
    crowd.push(stage.add(crew.visitor(`onlooker-${i}`, url, network)))
    if (i % ((perSecond * STEP_MS) / 1000) === 0) await pause(STEP_MS)
  }
  await eventually('the crowd to be online', () => crowd.every(isOnline), { withinMs: 120_000 })
  return crowd
}

/** The most that fall into a second, wherever it begins. */
export function mostWithinSecond(times: readonly number[]): number {
  const sorted = [...times].sort((a, b) => a - b)
  let first = 0
  return sorted.reduce((most, at, i) => {
    while (at - (sorted[first] ?? at) >= 1000) first++
    return Math.max(most, i - first + 1)
  }, 0)
}

/** The most events that fall into one second of a window that begins at `from`. */
export function busiestSecond(times: readonly number[], from: number): number {
  const perSecond = new Map<number, number>()
  for (const at of times) {
    const second = Math.floor((at - from) / 1000)
    if (second >= 0) perSecond.set(second, (perSecond.get(second) ?? 0) + 1)
  }
  return Math.max(0, ...perSecond.values())
}
