import { dateFormat } from '../i18n/formatters.ts'
import { language } from '../i18n/translate.ts'

/** A day without its time, as the agent writes days. */
export function dayOf(at: string): string {
  return dateFormat(language(), { dateStyle: 'medium' }).format(new Date(at))
}

/** The moment at which a day of a date field begins, here; null when it is none. */
export function startOfDay(day: string, later = 0): string | null {
  const match = /^(\d{4})-(\d\d)-(\d\d)$/.exec(day)
  if (!match) return null
  const at = new Date(Number(match[1]), Number(match[2]) - 1, Number(match[3]) + later)
  return Number.isNaN(at.getTime()) ? null : at.toISOString()
}

/** A moment as a date field takes it. */
export function dayField(at: string | undefined, earlier = 0): string {
  if (!at) return ''
  const day = new Date(at)
  day.setDate(day.getDate() - earlier)
  const two = (n: number) => String(n).padStart(2, '0')
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`
}
