import type { NoticeKind } from './notice-kinds.ts'

/** When an agent wants to be left alone, by the wall clock of a zone. Zod-free: the inbox judges as the server does. */
export type QuietHours = {
  on: boolean
  zone: string
  /** Days on which it begins; 0 is Monday. */
  days: readonly number[]
  /** Minutes since midnight; `to` not above `from` ends on the next day. */
  from: number
  to: number
  /** What comes through all the same. */
  through: readonly NoticeKind[]
}

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']

/** Whether an agent is not to be called of a `kind` at `at`: it stands in Activity all the same. */
export function isQuiet({ on, zone, days, from, to, through }: QuietHours, kind: NoticeKind, at: Date): boolean {
  if (!on || through.includes(kind)) return false
  const { day, minute } = wallClock(zone, at)
  const beginsToday = days.includes(day) && minute >= from
  if (from < to) return beginsToday && minute < to
  return beginsToday || (days.includes((day + 6) % 7) && minute < to)
}

function wallClock(timeZone: string, at: Date): { day: number; minute: number } {
  const format = new Intl.DateTimeFormat('en-GB', {
    ...{ timeZone, hourCycle: 'h23', weekday: 'short', hour: '2-digit', minute: '2-digit' },
  })
  const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]))
  return { day: DAYS.indexOf(parts['weekday'] ?? ''), minute: Number(parts['hour']) * 60 + Number(parts['minute']) }
}
