import type { ListSort } from '../conversation-filter.ts'
import type { Priority } from '../status.ts'
import { type Filterable, msOf } from './facts.ts'

/** Where a conversation stands in a list: its part, in that a moment, and its id where moments are equal. */
export type Place = { part: number; ms: number; id: string }
type Placed = Pick<Filterable, 'updatedAt' | 'waitingSince' | 'priority'>

/** The parts of a list sorted by priority, in their order. */
export const PRIORITIES: readonly Priority[] = ['urgent', 'high', 'normal', 'low']

export function placeOf(sort: ListSort, id: string, { updatedAt, waitingSince, priority }: Placed): Place {
  const ms = updatedAt === null ? 0 : msOf(updatedAt)
  if (sort === 'priority') return { part: PRIORITIES.indexOf(priority), ms, id }
  if (sort !== 'wait') return { part: 0, ms, id }
  return waitingSince === null ? { part: 1, ms, id } : { part: 0, ms: msOf(waitingSince), id }
}

/** Whether the earlier moment comes first in a part. */
export const isRising = (sort: ListSort, part: number): boolean => sort === 'oldest' || (sort === 'wait' && part === 0)

/** Below 0 when `a` comes first; ids break ties, so that the order is the same everywhere. */
export function comparePlaces(sort: ListSort, a: Place, b: Place): number {
  if (a.part !== b.part) return a.part - b.part
  const sign = isRising(sort, a.part) ? 1 : -1
  if (a.ms !== b.ms) return (a.ms - b.ms) * sign
  if (a.id === b.id) return 0
  return a.id < b.id ? -sign : sign
}
