import { LauncherOptions } from '@parley/protocol'
import { describe, expect, it } from 'vitest'
import { launcherOf, placeOf, scoutOf } from './launcher.ts'
import { DEFAULT_OPTIONS } from './options.ts'

const options = (change: Partial<LauncherOptions> = {}) =>
  LauncherOptions.parse({ ...DEFAULT_OPTIONS.launcher, ...change })

describe('what the script tag says of the launcher', () => {
  it('is nothing where all is as usual', () => {
    expect(placeOf(options())).toBe('')
    expect(launcherOf(options(), 'en')).toBeUndefined()
    expect(scoutOf(options({ avoid: ' ' }))).toBeUndefined()
  })

  it('is what was changed, and no more', () => {
    expect(placeOf(options({ x: 0, zIndex: 5 }))).toBe(':host{--x:0!important;--z:5!important}')
    expect(placeOf(options({ hideOnPhones: true }))).toMatch(/^@media .*\.launcher\{display:none\}/)
    expect(launcherOf(options({ shape: 'none' }), 'en')).toEqual({ launcher: 'none' })
    expect(scoutOf(options({ avoid: '.top', avoidAny: true }))).toEqual({ avoid: '.top', avoidAny: true })
  })

  it("is the label in the site's language", () => {
    expect(launcherOf(options({ label: { en: 'Ask us', de: 'Fragen Sie uns' } }), 'de')).toEqual({
      label: 'Fragen Sie uns',
    })
  })
})
