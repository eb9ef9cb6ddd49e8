import type { SiteOptions } from '@parley/protocol'
import { SiteOptions as SiteOptionsSchema } from '@parley/protocol'
import { describe, expect, it } from 'vitest'
import { DEFAULT_OPTIONS, optionsOf } from './options.ts'

describe('the options of a site', () => {
  it('are the defaults where nothing was decided, and those are valid', () => {
    expect(optionsOf({})).toEqual(DEFAULT_OPTIONS)
    expect(SiteOptionsSchema.parse(DEFAULT_OPTIONS)).toEqual(DEFAULT_OPTIONS)
  })

  it('keep what was decided of files before they had a section', () => {
    const features = { ...DEFAULT_OPTIONS.features, emoji: false, voice: false } as SiteOptions['features']
    const options = optionsOf({ uploads: { allowed: false, maxBytes: 1_000 }, options: { features } })
    expect(options.files).toEqual({ ...DEFAULT_OPTIONS.files, on: false, maxBytes: 1_000, voice: false })
    // What is no field any more would be refused when the section is saved again.
    expect(options.features).toEqual({ ...DEFAULT_OPTIONS.features, emoji: false })
    expect(SiteOptionsSchema.parse(options)).toEqual(options)
  })

  it('are what was decided of files since', () => {
    const files = { ...DEFAULT_OPTIONS.files, voice: true, maxBytes: 2_000 }
    const features = { ...DEFAULT_OPTIONS.features, voice: false } as SiteOptions['features']
    const { files: decided } = optionsOf({ uploads: { allowed: false, maxBytes: 1_000 }, options: { features, files } })
    expect(decided).toEqual(files)
  })
})
