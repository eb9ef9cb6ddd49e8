import type { ReadonlySignal } from '@preact/signals-core'

/** What the messenger has for it. */
export type Words = { formats: ReadonlySignal<string>; t(key: 'today' | 'yesterday'): string }

const DAY_MS = 24 * 60 * 60_000

/** Times as the visitor reads them. */
export const times = ({ formats, t }: Words) => ({
  /** Hours and minutes in his language and zone. */
  clock: (ts: string): string => new Date(ts).toLocaleTimeString(formats.value, { hour: 'numeric', minute: '2-digit' }),
  /** Today, yesterday, or the weekday and date. */
  dayName(ts: string, now: Date): string {
    const at = new Date(ts)
    const day = at.toDateString()
    if (day === now.toDateString()) return t('today')
    if (day === new Date(now.getTime() - DAY_MS).toDateString()) return t('yesterday')
    return at.toLocaleDateString(formats.value, { weekday: 'long', day: 'numeric', month: 'long' })
  },
})
