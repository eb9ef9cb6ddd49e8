import { formats, t } from '../i18n/translate.ts'

const DAY_MS = 24 * 60 * 60_000

/** Hours and minutes in the visitor's language and zone. */
export function clock(ts: string): string {
  return new Date(ts).toLocaleTimeString(formats.value, { hour: 'numeric', minute: '2-digit' })
}

/** Today, yesterday, or the weekday and date. */
export function dayName(ts: string, now: Date): string {
  const at = new Date(ts)
  const day = at.toDateString()
  if (day === now.toDateString()) return t('today')
  if (day === new Date(now.getTime() - DAY_MS).toDateString()) return t('yesterday')
  return at.toLocaleDateString(formats.value, { weekday: 'long', day: 'numeric', month: 'long' })
}
