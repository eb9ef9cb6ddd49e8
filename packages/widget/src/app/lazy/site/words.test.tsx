import { signal } from '@preact/signals-core'
import { describe, expect, it } from 'vitest'
import { texts } from '../../i18n/more/en.ts'
import type { Kit } from '../../ui/kit.ts'
import { backText, duration, teamNames } from './words.ts'

const kit = {
  formats: signal('en-GB'),
  t: (key: keyof typeof texts, values: Record<string, string> = {}) =>
    Object.entries(values).reduce((text, [name, value]) => text.replace(`{${name}}`, value), texts[key]),
} as unknown as Pick<Kit, 't' | 'formats'>

const OWN = new Intl.DateTimeFormat().resolvedOptions().timeZone
const back = (at: string, zone: string | null, now = '2026-11-23T12:00:00Z') =>
  backText(kit, new Date(at), zone, new Date(now))

describe('what is said of a site', () => {
  it.each([
    [20, '1 minute'],
    [240, '4 minutes'],
    [7_300, '2 hours'],
    [200_000, '2 days'],
  ])('%d seconds are %s', (seconds, text) => {
    expect(duration(seconds, 'en')).toBe(text)
  })

  it('names the day as one would', () => {
    expect(back('2026-11-23T18:00:00Z', OWN)).toMatch(/^Back today at/)
    expect(back('2026-11-24T12:00:00Z', OWN)).toMatch(/^Back tomorrow at/)
    expect(back('2026-11-27T12:00:00Z', OWN)).toMatch(/^Back Friday at/)
    expect(back('2026-12-24T12:00:00Z', OWN)).toMatch(/^Back 24 December at/)
  })

  it('tells the time of the visitor only where it is another', () => {
    expect(back('2026-11-24T12:00:00Z', OWN)).not.toContain('where you are')
    const there = back('2026-11-24T03:15:00Z', 'Asia/Kathmandu')
    expect(there).toMatch(/^Back tomorrow at 0?9:00 \(.* where you are\)$/)
  })

  it('names three of the team and counts the rest', () => {
    const team = ['Ines', 'Tomas', 'Maya', 'Odile'].map((name) => ({ id: name, name }))
    const of = (count: number) =>
      teamNames({ state: 'online', reopensAt: null, replySeconds: null, team: team.slice(0, count), count }, 'en')
    expect([1, 3, 4].map(of)).toEqual(['Ines', 'Ines, Tomas, and Maya', 'Ines, Tomas, Maya, and +1'])
  })
})
