import { describe, expect, it } from 'vitest'
import { LauncherOptions } from '../options/launcher.ts'
import { launcherOf, placeOf, scoutOf, USUAL_PLACE } from './launcher.ts'

const USUAL = {
  ...{ ...USUAL_PLACE, shape: 'bubble', label: {}, opener: '', hideOn: '', avoid: '' },
  ...{ avoidAny: false, hideOnPhones: false },
}
const options = (change: Partial<LauncherOptions> = {}) => LauncherOptions.parse({ ...USUAL, ...change })

describe('what the script tag says of the launcher', () => {
  it('is nothing where all is as usual', () => {
    expect(placeOf(options())).toBe('')
    expect(launcherOf(options(), 'en')).toBeUndefined()
    expect(scoutOf(options({ avoid: ' ' }), { campaigns: [] })).toBeUndefined()
  })

  it('is what was changed, and no more', () => {
    expect(placeOf(options({ x: 0, zIndex: 5 }))).toBe(':host{--x:0!important;--z:5!important}')
    expect(placeOf(options({ hideOnPhones: true }))).toMatch(/^@media .*\.launcher\{display:none\}/)
    expect(launcherOf(options({ shape: 'none' }), 'en')).toEqual({ launcher: 'none' })
    expect(launcherOf(options({ shape: 'tab' }), 'en')).toBeUndefined() // all of it is in the sheet
    expect(scoutOf(options({ avoid: '.top', avoidAny: true }), { campaigns: [] })).toEqual({
      avoid: '.top',
      avoidAny: true,
    })
  })

  it("is the label in the site's language", () => {
    expect(launcherOf(options({ label: { en: 'Ask us', de: 'Fragen Sie uns' } }), 'de')).toEqual({
      label: 'Fragen Sie uns',
    })
  })
})
