import * as z from 'zod'
import { type HoursProblem, hoursProblems } from '../hours/index.ts'
import { Text } from './text.ts'

/** Minutes since midnight, local time. */
const minute = z.int().min(0).max(1440)
/** `to` not above `from` ends on the next day. */
export const HourRange = z.strictObject({ from: minute.max(1439), to: minute })
export type HourRange = z.infer<typeof HourRange>

const ranges = z.array(HourRange).max(6)
const date = z.iso.date()

/**
 * Days that differ from the week: closed (no ranges), or open at other times. `yearly` repeats month and day. Where several
 * cover a day, the shortest holds. A night belongs to the day that it begins on.
 */
export const HoursException = z.strictObject({
  from: date,
  /** The last day, inclusive. */
  to: date,
  yearly: z.boolean(),
  name: z.string().max(80),
  ranges,
})
export type HoursException = z.infer<typeof HoursException>

const PROBLEMS: Record<HoursProblem['code'], string> = {
  unknown_zone: 'must be the name of a time zone, such as Europe/Berlin',
  overlap: 'overlaps with another range',
  bad_date: 'is no date of the calendar',
  ends_before: 'must not be before the first day',
  too_long: 'must end within a year, since it comes every year',
}

/** When somebody is there: an IANA zone and local ranges, evaluated with the zone's rules. */
export const HoursOptions = z
  .strictObject({
    /** False: always open. */
    on: z.boolean(),
    zone: z.string().max(64),
    /** Monday first. */
    week: z.array(ranges).length(7),
    exceptions: z.array(HoursException).max(100),
    /** Said while closed, ahead of when it opens again. */
    message: Text(300),
  })
  .superRefine((hours, context) => {
    for (const { code, path } of hoursProblems(hours))
      context.addIssue({ code: 'custom', path, message: PROBLEMS[code] })
  })
export type HoursOptions = z.infer<typeof HoursOptions>

/**
 * Whether somebody is there now: `online` (open, an agent is connected), `away` (open, nobody is connected), `offline`
 * (outside the hours).
 */
export const Availability = z.strictObject({
  state: z.enum(['online', 'away', 'offline']),
  /** When it opens next; null while open, and when it never does within a year. */
  reopensAt: z.iso.datetime().nullable(),
  /** Who is connected, at most five. */
  team: z.array(z.strictObject({ id: z.string(), name: z.string() })).max(5),
  /** How many are. */
  count: z.int().min(0),
  /** The median first answer of late, seconds; null when there are too few to say. */
  replySeconds: z.int().min(0).nullable(),
})
export type Availability = z.infer<typeof Availability>
