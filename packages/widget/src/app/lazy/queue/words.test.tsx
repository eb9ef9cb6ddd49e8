import { describe, expect, it } from 'vitest'
import { texts } from '../../i18n/more/en.ts'
import type { Kit } from '../../ui/kit.ts'
import { placeText, waitText } from './words.ts'

const t = ((key: keyof typeof texts, values: Record<string, string | number> = {}) =>
  texts[key].replace(/\{(\w+)\}/g, (_, name: string) => String(values[name]))) as Kit['t']
const wordsIn = (locale: string) => ({ t, formats: { value: locale } as Kit['formats'] })
const wait = (from: number, to: number) => ({ from: from * 60, seconds: from * 60, to: to * 60 })

describe('what somebody in line is told', () => {
  it.each([
    [{ position: 1 }, 'You are next'],
    [{ position: 3 }, 'You are number 3 in line'],
    [{ position: 100, isBeyond: true as const }, 'More than 100 people are ahead of you'],
  ])('of his place: %o', (place, text) => {
    expect(placeText(wordsIn('en'), place)).toBe(text)
  })

  it.each([
    [wait(3, 6), 'At this hour it takes about 3–6 minutes.'],
    [wait(0, 6), 'At this hour it takes about 1–6 minutes.'],
    [wait(4, 4), 'At this hour it takes about 4 minutes.'],
    [wait(0, 1), 'At this hour it takes less than a minute.'],
    [null, ''],
  ])('of the wait: %o', (told, text) => {
    expect(waitText(wordsIn('en'), told)).toBe(text)
  })

  it('in his own language', () => {
    expect(waitText(wordsIn('de'), wait(3, 6))).toContain('3–6 Minuten')
    expect(waitText(wordsIn('pl'), wait(5, 5))).toContain('5 minut')
  })
})
