import type { Timestamp } from '@parley/protocol'
import { dateFormat } from '../i18n/formatters.ts'
import { language, t } from '../i18n/translate.ts'

export type SnoozePreset = { id: 'later' | 'tomorrow' | 'monday' | 'week'; at: Date }

const LATER_HOURS = 3
const HALF_HOUR_MS = 30 * 60_000
/** When a working day begins. */
const MORNING = 9
const MONDAY = 1
const WEEK = 7

/** Until when, in the time of whoever asks: days are his, and a clock that is put forward in between moves nothing. */
export function snoozePresets(now: number): SnoozePreset[] {
  const today = new Date(now)
  const morning = (days: number) => new Date(today.getFullYear(), today.getMonth(), today.getDate() + days, MORNING)
  const toMonday = (MONDAY + WEEK - today.getDay()) % WEEK || WEEK
  const later = new Date(Math.ceil((now + LATER_HOURS * 2 * HALF_HOUR_MS) / HALF_HOUR_MS) * HALF_HOUR_MS)
  return [
    // In the night "later today" would be tomorrow.
    ...(later.getDate() === today.getDate() ? [{ id: 'later' as const, at: later }] : []),
    { id: 'tomorrow', at: morning(1) },
    // On a Sunday that is tomorrow already.
    ...(toMonday > 1 ? [{ id: 'monday' as const, at: morning(toMonday) }] : []),
    ...(toMonday < WEEK ? [{ id: 'week' as const, at: morning(WEEK) }] : []),
  ]
}

/** Until when in as few words as tell it: the time today, the day within a week, else the date. */
export function untilText(until: Timestamp, now: number): string {
  const at = new Date(until)
  const isToday = at.toDateString() === new Date(now).toDateString()
  const time = { hour: '2-digit', minute: '2-digit' } as const
  if (isToday) return dateFormat(language(), time).format(at)
  const isSoon = Math.abs(at.getTime() - now) < WEEK * 24 * 60 * 60_000
  const day = isSoon ? ({ weekday: 'short' } as const) : ({ day: 'numeric', month: 'short' } as const)
  return dateFormat(language(), { ...day, ...time }).format(at)
}

export const untilLabel = (until: Timestamp, now: number) => t('snooze.until', { time: untilText(until, now) })

/** What a field for a date and a time holds: the time on the agent's clock, without a zone. */
export function fieldTime(at: Date): string {
  const two = (n: number) => String(n).padStart(2, '0')
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`
  return `${day}T${two(at.getHours())}:${two(at.getMinutes())}`
}
