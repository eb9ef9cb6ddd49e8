import { describe, expect, it } from 'vitest'
import { fieldTime, snoozePresets, untilText } from './snooze.ts'

/** A moment on the clock of the machine: what presets are counted on. */
const local = (text: string) => new Date(text).getTime()
const offered = (now: string) => snoozePresets(local(now)).map(({ id, at }) => `${id} ${fieldTime(at)}`)

describe('until when a conversation may be snoozed', () => {
  it.each([
    [
      'a Tuesday morning',
      '2026-03-10T10:10',
      ['later 2026-03-10T13:30', 'tomorrow 2026-03-11T09:00', 'monday 2026-03-16T09:00', 'week 2026-03-17T09:00'],
    ],
    ['late in the evening', '2026-03-10T22:00', ['tomorrow', 'monday', 'week']],
    ['a Sunday, when Monday is tomorrow', '2026-03-15T10:00', ['later', 'tomorrow 2026-03-16T09:00', 'week']],
    ['a Monday, when the next one is in a week', '2026-03-16T10:00', ['later', 'tomorrow', 'monday 2026-03-23T09:00']],
    [
      'the end of a month',
      '2026-12-31T10:00',
      ['later', 'tomorrow 2027-01-01T09:00', 'monday 2027-01-04T09:00', 'week'],
    ],
  ])('on %s', (_, now, expected) => {
    expect(offered(now)).toEqual(expected.map((text) => expect.stringContaining(text)))
  })

  it('is nine in the morning on the agent’s clock, also where that is put forward in between', () => {
    const [tomorrow] = snoozePresets(local('2026-03-28T22:30')).filter(({ id }) => id === 'tomorrow')
    expect(tomorrow?.at.getHours()).toBe(9)
  })

  it('is told by the time today, by the day within a week, else by the date', () => {
    const now = local('2026-03-10T10:00')
    const said = (text: string) => untilText(new Date(text).toISOString(), now)
    expect(said('2026-03-10T13:30')).not.toContain('Tue')
    expect(said('2026-03-11T09:00')).toContain('Wed')
    expect(said('2026-04-11T09:00')).toContain('Apr')
  })
})
