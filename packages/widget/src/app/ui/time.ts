import { language, t } from '../i18n/translate.ts'

const DAY_MS = 24 * 60 * 60_000

/** Hours and minutes in the visitor's language and zone. */
export function clock(ts: string): string {
  return new Intl.DateTimeFormat(language.value, { hour: 'numeric', minute: '2-digit' }).format(new Date(ts))
}

/** Today, yesterday, or the weekday and date. */
export function dayName(ts: string, now: Date): string {
  const at = new Date(ts)
  if (at.toDateString() === now.toDateString()) return t('today')
  if (at.toDateString() === new Date(now.getTime() - DAY_MS).toDateString()) return t('yesterday')
  return new Intl.DateTimeFormat(language.value, { weekday: 'long', day: 'numeric', month: 'long' }).format(at)
}

/** A size for people: `1.2 MB`. */
export function fileSize(bytes: number): string {
  const isSmall = bytes < 1_000_000
  const value = isSmall ? Math.max(1, bytes / 1000) : bytes / 1_000_000
  const unit = isSmall ? 'kilobyte' : 'megabyte'
  return new Intl.NumberFormat(language.value, {
    style: 'unit',
    unit,
    maximumFractionDigits: value < 10 ? 1 : 0,
  }).format(value)
}
