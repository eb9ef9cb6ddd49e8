import { afterEach, describe, expect, it, vi } from 'vitest'
import { dateFormat, numberFormat, pluralRules } from './formatters.ts'

describe('formatters', () => {
  afterEach(() => {
    vi.restoreAllMocks()
  })

  it('are made once for each language and its options', () => {
    const clock = { hour: '2-digit', minute: '2-digit' } as const
    expect(dateFormat('de', { ...clock })).toBe(dateFormat('de', { ...clock }))
    expect(numberFormat('de')).toBe(numberFormat('de'))
    expect(pluralRules('de')).toBe(pluralRules('de'))
    expect(dateFormat('en', clock)).not.toBe(dateFormat('de', clock))
    expect(dateFormat('de', { ...clock, timeZone: 'UTC' })).not.toBe(dateFormat('de', clock))
    expect(numberFormat('de', { style: 'percent' }).format(0.5)).not.toBe(numberFormat('de').format(0.5))
  })

  it('are made anew where the zone of the computer has become another', () => {
    const before = dateFormat('en', { hour: '2-digit' })
    vi.spyOn(Date.prototype, 'getTimezoneOffset').mockReturnValue(-777)
    expect(dateFormat('en', { hour: '2-digit' })).not.toBe(before)
  })

  it('are refused again and again where a zone is none', () => {
    for (let i = 0; i < 2; i++) expect(() => dateFormat('en', { timeZone: 'Nowhere/None' })).toThrow(RangeError)
  })

  it('do not pile up', () => {
    const first = numberFormat('en', { maximumSignificantDigits: 1, minimumIntegerDigits: 1 })
    for (let digits = 1; digits <= 21; digits++)
      for (let whole = 1; whole <= 21; whole++)
        numberFormat('en', { maximumSignificantDigits: digits, minimumIntegerDigits: whole })
    expect(numberFormat('en', { maximumSignificantDigits: 1, minimumIntegerDigits: 1 })).not.toBe(first)
  })
})
