import { setTimeout as pause } from 'node:timers/promises'
import { eventually } from '../../src/harness/eventually.ts'
import type { Crew } from './crew.ts'
import type { Person } from './person.ts'
import type { Stage } from './stage.ts'
import { networkOf } from './talk.ts'

/** Arrivals in a second: fewer than one instance admits (SYNC-53). */
const PER_SECOND = 200
const STEP_MS = 100

export const isOnline = ({ client }: Person) => client.connection.peek().phase === 'online'

/** So many visitors who only have the page open, each with a line of his own. */
export async function gather(stage: Stage, crew: Crew, count: number, url: string): Promise<Person[]> {
  const crowd: Person[] = []
  for (let i = 1; i <= count; i++) {
    const network = { ...networkOf(stage), closes: [], dials: [] }
    crowd.push(stage.add(crew.visitor(`onlooker-${i}`, url, network)))
    if (i % ((PER_SECOND * STEP_MS) / 1000) === 0) await pause(STEP_MS)
  }
  await eventually('the crowd to be online', () => crowd.every(isOnline), { withinMs: 120_000 })
  return crowd
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
