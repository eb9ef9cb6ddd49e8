import type { Hours, Range } from './hours.ts'
import { dayOf, isZone } from './zone.ts'

export type HoursProblem = {
  code: 'unknown_zone' | 'overlap' | 'bad_date' | 'ends_before' | 'too_long'
  /** Where in the hours: `['week', 0, 1]` is the second range of Monday. */
  path: (string | number)[]
}

/** A yearly exception must end before it begins again, days. */
const LONGEST_YEARLY = 364

/** What is wrong with hours that have the right form; empty when nothing is. */
export function hoursProblems({ zone, week, exceptions }: Omit<Hours, 'on'>): HoursProblem[] {
  return [
    ...(isZone(zone) ? [] : [{ code: 'unknown_zone' as const, path: ['zone'] }]),
    ...week.flatMap((ranges, day) => overlaps(ranges, ['week', day])),
    ...week.flatMap((ranges, day) => intoNextDay(ranges, week[(day + 1) % 7] ?? [], (day + 1) % 7)),
    ...exceptions.flatMap(({ ranges, ...days }, index) => [
      ...overlaps(ranges, ['exceptions', index, 'ranges']),
      ...badDays(days, ['exceptions', index]),
    ]),
  ]
}

/** Where a range ends, minutes since the midnight that its day begins with. */
const endOf = ({ from, to }: Range) => (to <= from ? to + 1440 : to)

function overlaps(ranges: readonly Range[], path: HoursProblem['path']): HoursProblem[] {
  return ranges.flatMap((range, index) => {
    const isIn = ranges.some((other, at) => at < index && range.from < endOf(other) && other.from < endOf(range))
    return isIn ? [{ code: 'overlap' as const, path: [...path, index] }] : []
  })
}

/** A night that reaches into what the next day begins with. */
function intoNextDay(ranges: readonly Range[], next: readonly Range[], day: number): HoursProblem[] {
  const reach = Math.max(0, ...ranges.map((range) => endOf(range) - 1440))
  return next.flatMap(({ from }, index) =>
    from < reach ? [{ code: 'overlap' as const, path: ['week', day, index] }] : [],
  )
}

type Days = { from: string; to: string; yearly: boolean }

function badDays({ from, to, yearly }: Days, path: HoursProblem['path']): HoursProblem[] {
  const bad = (['from', 'to'] as const).filter((end) => Number.isNaN(dayOf({ from, to }[end])))
  if (bad.length > 0) return bad.map((end) => ({ code: 'bad_date', path: [...path, end] }))
  const days = dayOf(to) - dayOf(from)
  if (days < 0) return [{ code: 'ends_before', path: [...path, 'to'] }]
  return yearly && days > LONGEST_YEARLY ? [{ code: 'too_long', path: [...path, 'to'] }] : []
}
