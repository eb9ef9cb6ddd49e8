import type { ThemeOptions } from '@parley/sdk/types'
import { type Checks, checks } from './checks.ts'
import type { Own } from './own.ts'

const COLOR = /^#[0-9a-f]{6}$/i

/** Ink that is read on a colour: by its luminance (WCAG 2, 1.4.3). */
function inkOn(color: string): string {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(color.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.18 ? '#11181c' : '#ffffff'
}

function colorsCss(check: Checks, { brand, ink }: { brand?: string; ink?: string }): string {
  for (const color of [brand, ink])
    if (color !== undefined && !COLOR.test(color)) check.refuse('colors', 'like #006677')
  if (!brand) return ink ? `:host{--brand-ink:${ink}}` : ''
  const mixed = (share: number, other: string) => `color-mix(in oklab,${brand} ${share}%,${other})`
  // A scheme of its own beats the palettes of the site, which stand in rules of the same weight before it.
  return `:host,:host([data-theme]){--brand:${brand};--brand-hover:${mixed(88, '#000')};--brand-ink:${ink ?? inkOn(brand)};
--brand-edge:${brand};--brand-text:${mixed(80, 'var(--text,#182227)')};--brand-tint:${mixed(10, 'var(--surface,#fff)')};
--brand-tint-2:${mixed(18, 'var(--surface,#fff)')};--brand-line:${mixed(40, 'var(--surface,#fff)')}}`
}

/** Colours, corners and type, on this page only. */
export function setTheme(own: Own, theme: ThemeOptions): void {
  const check = checks(own)
  const { mode, colors, radius, font, css } = check.object('theme', theme)
  const { host } = own.frame.root
  if (mode !== undefined) (host as HTMLElement).dataset['theme'] = check.oneOf('mode', mode, ['light', 'dark', 'auto'])
  if (colors !== undefined) own.sheet('colors', colorsCss(check, check.object('colors', colors)))
  if (radius !== undefined) own.sheet('radius', `.panel{border-radius:${check.number('radius', radius, 0, 28)}px}`)
  if (font !== undefined) {
    const family = check.text('font', font, 100).replace(/[^\p{L}\p{N} ,'"_-]/gu, '')
    own.sheet('font', `:host{font-family:${family}!important}`)
  }
  if (css !== undefined) own.sheet('css', css && check.text('css', css, 20_000))
}
