import type { Exception, Hours, Range } from './hours.ts'
import { type Day, dayOf, hasDay, localDay, momentOf, monthDay, weekdayOf } from './zone.ts'

/** When it opens or closes next. */
export type Change = { at: Date; opens: boolean }
/** Milliseconds; the end is not part of it. */
type Span = { start: number; end: number }

const DAY_MINUTES = 1440
/** How far ahead a change is looked for, days. */
const HORIZON_DAYS = 366
const DAY_MS = DAY_MINUTES * 60_000
/** What began so many days ago may reach until now: overnight, and over a day that the calendar left out. */
const REACH_DAYS = 2

/** Whether somebody is there at `at`. Ranges are what the wall clock of the zone shows; one that is skipped does not take place. */
export function isOpenAt(hours: Hours, at: Date): boolean {
  if (!hours.on) return true
  return runAround(hours, at.getTime()) !== null
}

/** The next opening or closing after `at`; null when there is none within a year. */
export function nextChange(hours: Hours, at: Date): Change | null {
  if (!hours.on) return null
  const now = at.getTime()
  const limit = now + HORIZON_DAYS * DAY_MS
  for (const { start, end } of runs(hours, now)) {
    const moment = start > now ? start : end
    if (moment <= now) continue
    return moment <= limit ? { at: new Date(moment), opens: start > now } : null
  }
  return null
}

function runAround(hours: Hours, now: number): Span | null {
  for (const run of runs(hours, now)) {
    if (run.start > now) return null
    if (run.end > now) return run
  }
  return null
}

/** Spans around and after `now`, in order; what touches is one. */
function* runs(hours: Hours, now: number): Generator<Span> {
  let run: Span | null = null
  for (const span of spans(hours, now)) {
    if (run && span.start <= run.end) run = { start: run.start, end: Math.max(run.end, span.end) }
    else {
      if (run) yield run
      run = span
    }
  }
  if (run) yield run
}

function* spans(hours: Hours, now: number): Generator<Span> {
  const { zone } = hours
  const rangesOn = calendarOf(hours)
  const today = localDay(zone, now)
  for (let day = today - REACH_DAYS; day <= today + HORIZON_DAYS + 1; day++) {
    yield* spansOf(zone, day, rangesOn(day))
  }
}

/** What begins on `day`, the earliest first. */
function spansOf(zone: string, day: Day, ranges: readonly Range[]): Span[] {
  if (ranges.length === 0 || !hasDay(zone, day)) return []
  return ranges
    .map((range) => spanOf(zone, day, range))
    .filter(({ start, end }) => start < end)
    .sort((a, b) => a.start - b.start)
}

function spanOf(zone: string, day: Day, { from, to }: Range): Span {
  const isOvernight = to <= from
  return { start: momentOf(zone, day, from), end: momentOf(zone, isOvernight ? day + 1 : day, to) }
}

/** The ranges of a day: those of the exception that covers it, of several the shortest, else those of its weekday. */
function calendarOf({ week, exceptions }: Hours): (day: Day) => readonly Range[] {
  const periods = exceptions.map(periodOf).sort((a, b) => a.length - b.length)
  return (day) => periods.find(({ covers }) => covers(day))?.ranges ?? week[weekdayOf(day)] ?? []
}

function periodOf({ from, to, yearly, ranges }: Exception) {
  const [first, last] = [dayOf(from), dayOf(to)]
  return {
    ranges,
    length: last - first,
    covers: yearly ? everyYear(from, to) : (day: Day) => first <= day && day <= last,
  }
}

/** What comes every year may reach over the end of it. */
function everyYear(from: string, to: string): (day: Day) => boolean {
  const [first, last] = [from.slice(5), to.slice(5)]
  return (day) => {
    const it = monthDay(day)
    return first <= last ? first <= it && it <= last : first <= it || it <= last
  }
}
