import type { Availability, ChatOptions } from '@parley/protocol'
import type { Kit } from '../../ui/kit.ts'

/** What the words about a site are made of. */
type Words = Pick<Kit, 't' | 'formats'>

const MINUTE = 60
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const DAY_MS = DAY * 1000

/** `4 minutes`: the unit in which the figure is neither huge nor a fraction. */
export function duration(seconds: number, locale: string): string {
  const [unit, length] = unitOf(seconds)
  const count = Math.max(1, Math.round(seconds / length))
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(count)
}

function unitOf(seconds: number): [string, number] {
  if (seconds < 90 * MINUTE) return ['minute', MINUTE]
  return seconds < 36 * HOUR ? ['hour', HOUR] : ['day', DAY]
}

type When = { at: Date; now: Date; locale: string; zone: string | undefined }

const timeIn = ({ at, locale, zone: timeZone }: When) =>
  at.toLocaleTimeString(locale, { hour: 'numeric', minute: '2-digit', timeZone })

/** The calendar day in a zone, as a number that rises by one. */
function dayIn(at: Date, timeZone: string | undefined): number {
  return Math.round(Date.parse(at.toLocaleDateString('sv-SE', { timeZone })) / DAY_MS)
}

/** `today`, `tomorrow`, a weekday within the week, else a date. */
function dayName({ at, now, locale, zone: timeZone }: When): string {
  const ahead = dayIn(at, timeZone) - dayIn(now, timeZone)
  if (ahead < 2) return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(ahead, 'day')
  const form = ahead < 7 ? ({ weekday: 'long' } as const) : ({ day: 'numeric', month: 'long' } as const)
  return at.toLocaleDateString(locale, { ...form, timeZone })
}

/**
 * When it opens, in the zone of the site, and where the visitor's clock shows another time, that too: `Back tomorrow at
 * 9:00 (8:00 where you are)`.
 */
export function backText({ t, formats }: Words, at: Date, zone: string | null, now = new Date()): string {
  const when: When = { at, now, locale: formats.value, zone: zone ?? undefined }
  const mine: When = { ...when, zone: undefined }
  const text = t('back_at', { day: dayName(when), time: timeIn(when) })
  const isSameDay = dayIn(at, when.zone) === dayIn(at, undefined)
  if (isSameDay && timeIn(when) === timeIn(mine)) return text
  const own = isSameDay ? timeIn(mine) : `${dayName(mine)}, ${timeIn(mine)}`
  return `${text} (${t('your_time', { time: own })})`
}

/** One line on who is there: that they are and how soon they answer, that nobody is, or when somebody will be. */
export function stateText(words: Words, { availability, zone }: Pick<ChatOptions, 'availability' | 'zone'>): string {
  const { t, formats } = words
  const { state, reopensAt, replySeconds } = availability
  if (state === 'offline') return reopensAt ? backText(words, new Date(reopensAt), zone) : t('not_there')
  if (replySeconds !== null) return t('answers', { time: duration(replySeconds, formats.value) })
  return t(state === 'online' ? 'online' : 'away')
}

/** `Ines, Tomas and Maya`, or how many more there are. */
export function teamNames({ team, count }: Availability, locale: string): string {
  const names = team.slice(0, 3).map(({ name }) => name)
  const rest = count - names.length
  return new Intl.ListFormat(locale).format(rest > 0 && names.length > 0 ? [...names, `+${rest}`] : names)
}
