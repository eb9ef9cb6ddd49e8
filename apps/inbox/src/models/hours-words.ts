import type { HoursOptions } from '@parley/protocol'
import { type HoursProblem, hoursProblems, isOpenAt, nextChange } from '@parley/protocol/hours'
import { language, t } from '../i18n/translate.ts'
import type { Wrong } from './section-model.ts'

/** Minutes of the day, as a time field holds them; the end of a day is the next midnight. */
export function clockOf(minute: number): string {
  const [hours, minutes] = [Math.floor(minute / 60) % 24, minute % 60]
  return `${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`
}

/** Null while the field is empty or half filled. */
export function minuteOf(clock: string): number | null {
  const [, hours, minutes] = /^(\d\d):(\d\d)/.exec(clock) ?? []
  return hours === undefined ? null : Number(hours) * 60 + Number(minutes)
}

/** Monday first. */
export function weekdayNames(): string[] {
  const form = new Intl.DateTimeFormat(language(), { weekday: 'long', timeZone: 'UTC' })
  return Array.from({ length: 7 }, (_, day) => form.format(Date.UTC(2024, 0, day + 1))) // the first was a Monday
}

const TEXTS = {
  unknown_zone: 'hours.zone.wrong',
  overlap: 'hours.overlap',
  bad_date: 'hours.exception.bad_date',
  ends_before: 'hours.exception.ends_before',
  too_long: 'hours.exception.too_long',
} as const satisfies Record<HoursProblem['code'], string>

/** What is wrong, by its place: `week 0`, `exceptions 1 from`. Ranges are told by their day. */
export function judgeHours(values: HoursOptions): Wrong {
  return Object.fromEntries(
    hoursProblems(values).map(({ code, path }) => {
      const [section, index, part] = path
      const place = section === 'week' || part === 'ranges' ? [section, index] : path
      return [place.join(' '), t(TEXTS[code])]
    }),
  )
}

export type Preview = { isOpen: boolean; next: string }

/** Whether it is open at `now`, and what comes next; by the same rules as the server. Null while something is wrong. */
export function previewOf(values: HoursOptions, now: Date): Preview | null {
  if (hoursProblems(values).length > 0) return null
  const isOpen = isOpenAt(values, now)
  const change = nextChange(values, now)
  if (!change) return { isOpen, next: t(isOpen ? 'hours.now.always' : 'hours.now.never') }
  const form = { dateStyle: 'full', timeStyle: 'short', timeZone: values.zone } as const
  const when = change.at.toLocaleString(language(), form)
  return { isOpen, next: t(change.opens ? 'hours.now.opens' : 'hours.now.closes', { when }) }
}
