import { dateFormat, numberFormat } from '../i18n/formatters.ts'
import { language, t } from '../i18n/translate.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** The local calendar day of a moment, for comparing. */
export function dayOf(at: string): string {
  const date = new Date(at)
  return `${date.getFullYear()}-${date.getMonth()}-${date.getDate()}`
}

/** `10:43` */
export function clockTime(at: string): string {
  return dateFormat(language(), { hour: '2-digit', minute: '2-digit' }).format(new Date(at))
}

/** The whole moment, for tooltips and lists of sessions. */
export function fullTime(at: string): string {
  return dateFormat(language(), { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(at))
}

/** `Today`, `Yesterday`, `Tuesday 4 November`; with the year when it is another. */
export function dayLabel(at: string, now: number): string {
  const date = new Date(at)
  const days = Math.round((startOfDay(now) - startOfDay(date.getTime())) / DAY)
  if (days === 0) return t('day.today')
  if (days === 1) return t('day.yesterday')
  const isThisYear = date.getFullYear() === new Date(now).getFullYear()
  return dateFormat(language(), {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    ...(isThisYear ? {} : { year: 'numeric' }),
  }).format(date)
}

function startOfDay(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0)
}

/** How long ago, as short as a list can have it: `now`, `4m`, `2h`, `3d`, then the date. */
export function shortAgo(at: string, now: number): string {
  const ago = Math.max(0, now - Date.parse(at))
  if (ago < MINUTE) return t('time.now')
  if (ago < HOUR) return amount(ago / MINUTE, 'minute')
  if (ago < DAY) return amount(ago / HOUR, 'hour')
  if (ago < 7 * DAY) return amount(ago / DAY, 'day')
  return dateFormat(language(), { day: 'numeric', month: 'short' }).format(new Date(at))
}

function amount(value: number, unit: 'minute' | 'hour' | 'day'): string {
  const format = numberFormat(language(), { style: 'unit', unit, unitDisplay: 'narrow' })
  return format.format(Math.floor(value))
}

/** The time where the visitor is, or null when his zone is unknown here. */
export function localTime(timeZone: string, now: number): string | null {
  try {
    return dateFormat(language(), { hour: '2-digit', minute: '2-digit', timeZone }).format(now)
  } catch {
    return null // a zone that this browser does not know
  }
}

/** A language tag in words: `de-AT` is `Austrian German`. */
export function languageName(tag: string): string {
  try {
    return new Intl.DisplayNames(language(), { type: 'language' }).of(tag) ?? tag
  } catch {
    return tag // not a language tag
  }
}

/** A day without its hours: `2026-11-22` as people write it. */
export function dayText(day: string): string {
  const at = new Date(`${day}T00:00:00Z`)
  if (Number.isNaN(at.getTime())) return day
  return dateFormat(language(), { dateStyle: 'medium', timeZone: 'UTC' }).format(at)
}
