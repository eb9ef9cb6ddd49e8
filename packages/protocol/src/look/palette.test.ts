import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { contrast } from './oklch.ts'
import { paletteOf } from './palette.ts'

const SURFACE = { light: '#ffffff', dark: '#141a1d' } as const

describe('a palette', () => {
  /** look.md 3: brand, theme, fill, ink, edge, text, tint. */
  it.each([
    ['#006677', 'light', '#006677', '#ffffff', '#006677', '#096474', '#e8f7fa'],
    ['#006677', 'dark', '#006677', '#ffffff', '#146f80', '#61b1c3', '#202d30'],
    ['#3b82f6', 'light', '#2b72e5', '#ffffff', '#2b72e5', '#2362c7', '#edf4ff'],
    ['#f97316', 'light', '#f97316', '#26160e', '#db7943', '#a64a09', '#fdf1ea'],
    ['#f7d21e', 'light', '#f7d21e', '#1f1a09', '#bc8c0f', '#806100', '#f6f4e8'],
    ['#f6f3ec', 'light', '#f6f3ec', '#1b1a19', '#97938d', '#68645d', '#f4f3f0'],
    ['#111827', 'dark', '#111827', '#ffffff', '#5d6679', '#9ba5b9', '#282a2e'],
  ] as const)('of %s in %s is the one of the specification', (...[brand, mode, fill, ink, edge, text, tint]) => {
    expect(paletteOf(brand, mode)).toMatchObject({ fill, ink, edge, text, tint })
  })

  it('is readable whatever the brand is', async () => {
    const hex = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`)
    await fc.assert(
      fc.property(hex, fc.constantFrom('light' as const, 'dark' as const), (brand, mode) => {
        const { fill, ink, edge, text, tint, tint2 } = paletteOf(brand, mode)
        expect(contrast(ink, fill)).toBeGreaterThanOrEqual(4.5)
        expect(contrast(edge, SURFACE[mode])).toBeGreaterThanOrEqual(3)
        for (const ground of [SURFACE[mode], tint, tint2]) expect(contrast(text, ground)).toBeGreaterThanOrEqual(4.5)
      }),
      { numRuns: 300 },
    )
  })
})
