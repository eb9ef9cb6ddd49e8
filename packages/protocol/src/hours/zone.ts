/** A day of the calendar, in no zone: days since 1970-01-01. */
export type Day = number

const MINUTE_MS = 60_000
const DAY_MS = 1440 * MINUTE_MS
/** Zones lie between UTC−12 and UTC+14; with a margin, so many hours around a local time hold the moment that it names. */
const WEST_MS = 15 * 60 * MINUTE_MS
const EAST_MS = 13 * 60 * MINUTE_MS
/** A name of the IANA database: no offsets (`+02:00`), which some engines take as well and which know no daylight saving. */
const NAME = /^[A-Za-z][A-Za-z0-9_+\-/]*$/

const known = new Map<string, Intl.DateTimeFormat>()

/** Writes local time of `zone` as `11/21/2026, 23:59:59`. Throws RangeError for a zone that is not known here. */
function writerOf(zone: string): Intl.DateTimeFormat {
  const had = known.get(zone)
  if (had) return had
  const writer = new Intl.DateTimeFormat('en-US', {
    ...{ timeZone: zone, calendar: 'gregory', numberingSystem: 'latn', hourCycle: 'h23' },
    ...{ year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit' },
  })
  known.set(zone, writer)
  return writer
}

/** Whether `zone` is the name of a time zone that this machine has the rules of. */
export function isZone(zone: string): boolean {
  if (!NAME.test(zone)) return false
  try {
    writerOf(zone)
    return true
  } catch {
    return false // what Intl refuses is no zone
  }
}

/** Where `zone` is not known (an older machine than the one that took it), UTC is used. */
function offsetAt(zone: string, at: number): number {
  const text = writerOf(isZone(zone) ? zone : 'UTC').format(at)
  const [month = 1, day = 1, year = 1970, hour = 0, minute = 0, second = 0] = text.split(/\D+/).map(Number)
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1000) * 1000
}

/** What the wall clock in `zone` shows at `at`, milliseconds as if it were UTC. */
export function localTime(zone: string, at: number): number {
  return at + offsetAt(zone, at)
}

export function localDay(zone: string, at: number): Day {
  return Math.floor(localTime(zone, at) / DAY_MS)
}

/**
 * The first moment at which the wall clock in `zone` shows `minute` of `day`, or is past it: of a time that comes twice the
 * first, of a time that is skipped the moment of the jump.
 */
export function momentOf(zone: string, day: Day, minute: number): number {
  const local = day * DAY_MS + minute * MINUTE_MS
  const before = offsetAt(zone, local - WEST_MS)
  const after = offsetAt(zone, local + EAST_MS)
  if (before === after) return local - before
  const jump = jumpBetween(zone, local - WEST_MS, local + EAST_MS)
  return local - before < jump ? local - before : Math.max(jump, local - after)
}

/** When the offset changes between `from` and `to`, to the minute: clocks are moved at whole ones. */
function jumpBetween(zone: string, from: number, to: number): number {
  const first = offsetAt(zone, from)
  let [low, high] = [Math.floor(from / MINUTE_MS), Math.ceil(to / MINUTE_MS)]
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (offsetAt(zone, middle * MINUTE_MS) === first) low = middle
    else high = middle
  }
  return high * MINUTE_MS
}

/** Whether the calendar of `zone` has this day at all: a zone that crosses the date line skips one. */
export function hasDay(zone: string, day: Day): boolean {
  return localDay(zone, momentOf(zone, day, 0)) === day
}

/** The day of `2026-12-24`; NaN where the calendar has no such date. */
export function dayOf(date: string): Day {
  const at = /^\d{4}-\d\d-\d\d$/.test(date) ? Date.parse(date) : Number.NaN
  return Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== date ? Number.NaN : at / DAY_MS
}

/** `12-24` of a day. */
export function monthDay(day: Day): string {
  return new Date(day * DAY_MS).toISOString().slice(5, 10)
}

/** Monday is 0. */
export function weekdayOf(day: Day): number {
  return (((day + 3) % 7) + 7) % 7
}
