import type { SiteOptions } from '../options/index.ts'
import type { Logo, Palette } from '../site.ts'

/** What every corner's usual radius is multiplied by. */
const CORNERS: Record<SiteOptions['look']['radius'], number> = { square: 0.15, soft: 0.55, round: 1 }
/** How high a logo stands in the head, and how wide it may get, CSS pixels; behind it a gap. */
const LOGO = { height: 36, most: 84, gap: 10 }

const variables = (palette: Palette): [string, string][] => [
  ['brand', palette.fill],
  ['brand-hover', palette.hover],
  ['brand-ink', palette.ink],
  ['brand-edge', palette.edge],
  ['bubble-edge', palette.bubbleEdge ?? 'transparent'],
  ['brand-text', palette.text],
  ['brand-tint', palette.tint],
  ['brand-tint-2', palette.tint2],
  ['brand-line', palette.line],
]
const written = (all: [string, string][]): string => all.map(([name, value]) => `--${name}:${value}`).join(';')

export type Look = { light: Palette; dark: Palette; radius: SiteOptions['look']['radius']; logo: Logo | null }

/**
 * What the widget looks like as the sheet that its root adopts: the colours of each theme, and what is not usual of its
 * corners and its head. Every page loads it: what the messenger's own sheet says (`base.css`), and what the dark theme has
 * of the light one, is not in it. The loader carries no colours' names.
 */
export function styleOf({ light, dark, radius, logo }: Look): string {
  const day = variables(light)
  const night = written(variables(dark).filter(([, value], at) => value !== day[at]?.[1]))
  return (
    `:host{${written([...day, ...corners(radius)])}}` +
    `:host([data-theme=dark]){${night}}@media (prefers-color-scheme:dark){:host([data-theme=auto]){${night}}}` +
    (logo ? room(logo) : '')
  )
}

/** `--r` scales every corner; those of bubbles, between bubbles and at their owner have names of their own (look.md 2). */
function corners(radius: Look['radius']): [string, string][] {
  if (radius === 'round') return []
  const by = CORNERS[radius]
  const named = Object.entries({ bubble: 18, joint: 7, leaf: 5 })
  return [['r', `${by}`], ...named.map(([name, px]): [string, string] => [name, `${Math.round(px * by)}px`])]
}

/** For the logo in the head, so that the name beside it does not jump when it comes. */
function room(logo: Logo): string {
  return `:host{--logo:${logoWidth(logo) + LOGO.gap}px}.head:not(:has(.av)) .grow{padding-inline-start:var(--logo)}`
}

/** A picture keeps its shape: one that is higher than wide stands in a square. */
function logoWidth({ width, height }: Logo): number {
  return Math.round(Math.min(LOGO.most, Math.max(LOGO.height, (LOGO.height * width) / height)))
}
