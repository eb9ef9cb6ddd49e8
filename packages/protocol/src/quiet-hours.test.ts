import { describe, expect, it } from 'vitest'
import { DEFAULT_PREFERENCES } from './preference-defaults.ts'
import { isQuiet, type QuietHours } from './quiet-hours.ts'

const nights: QuietHours = {
  ...{ on: true, zone: 'Europe/Berlin', days: [0, 1, 2, 3, 4], from: 20 * 60, to: 8 * 60, through: ['mention'] },
}
const quiet = (hours: QuietHours, iso: string) => isQuiet(hours, 'message', new Date(iso))

describe('quiet hours', () => {
  it('are off until somebody wants them, and hold by the clock of their zone, from the first minute and not in the last', () => {
    expect(quiet(DEFAULT_PREFERENCES.quiet, '2026-11-23T03:00:00Z')).toBe(false)
    expect(quiet({ ...nights, on: false }, '2026-11-23T20:00:00Z')).toBe(false)
    expect(quiet(nights, '2026-11-23T18:59:59Z')).toBe(false) // Monday
    expect(quiet(nights, '2026-11-23T19:00:00Z')).toBe(true)
    expect(quiet(nights, '2026-11-24T06:59:59Z')).toBe(true)
    expect(quiet(nights, '2026-11-24T07:00:00Z')).toBe(false)
  })

  it('go over midnight from the days that they begin on', () => {
    expect(quiet(nights, '2026-11-28T03:00:00Z')).toBe(true) // of Friday
    expect(quiet(nights, '2026-11-28T20:00:00Z')).toBe(false) // Saturday
    expect(quiet(nights, '2026-11-29T23:30:00Z')).toBe(false) // Monday by the clock, the night of Sunday
    expect(quiet(nights, '2026-11-30T03:00:00Z')).toBe(false)
  })

  it('may lie within a day, or be the whole of it', () => {
    const noon = { ...nights, from: 12 * 60, to: 13 * 60 }
    expect(quiet(noon, '2026-11-23T11:30:00Z')).toBe(true)
    expect(quiet(noon, '2026-11-23T12:00:00Z')).toBe(false)
    const sunday = { ...nights, days: [6], from: 0, to: 1440 }
    expect(quiet(sunday, '2026-11-29T22:30:00Z')).toBe(true)
    expect(quiet(sunday, '2026-11-29T23:30:00Z')).toBe(false)
  })

  it('let through what the agent names', () => {
    expect(isQuiet(nights, 'mention', new Date('2026-11-23T20:00:00Z'))).toBe(false)
    expect(isQuiet(nights, 'assigned', new Date('2026-11-23T20:00:00Z'))).toBe(true)
  })
})
