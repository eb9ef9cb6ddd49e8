import type { Palette } from '../site.ts'
import { contrast, type Oklch, toHex, toOklch } from './oklch.ts'

/** The grounds of the widget's panel that coloured text may stand on, the surface first (look.md 2). */
const GROUNDS = { light: ['#ffffff', '#f9f8f5'], dark: ['#141a1d', '#1d2427'] } as const
const WHITE = '#ffffff'
/** Under this chroma a colour is a grey. */
const GREY = 0.03
const STEP = 0.005

type Mode = keyof typeof GROUNDS
type Ink = { fill: string; ink: string; at: Oklch }

/** What differs between the themes: lightness and most chroma of washes, line and text. */
const WASHES = {
  light: { tint: { l: 0.965, c: 0.016 }, tint2: { l: 0.925, c: 0.032 }, line: 0.83, textChroma: 0.17 },
  dark: { tint: { l: 0.285, c: 0.036 }, tint2: { l: 0.345, c: 0.05 }, line: 0.46, textChroma: 0.13 },
} as const

/**
 * The palette of one theme from a customer's colour (look.md 3). The fill stays his where any ink is readable on it;
 * everything that is text or an edge is moved in lightness until it reaches its contrast.
 */
export function paletteOf(hex: string, mode: Mode): Palette {
  const brand = toOklch(hex)
  /** The brand's chroma, bounded; greys get a breath of warmth instead. */
  const chroma = (grey: number, coloured: number) => (brand.c < GREY ? grey : coloured)
  const { tint: first, tint2: second, line, textChroma } = WASHES[mode]
  const { fill, ink, at } = inkOn(hex.toLowerCase(), brand)
  const tint = toHex({ l: first.l, c: chroma(0.004, Math.min(brand.c * 0.22, first.c)), h: brand.h })
  const tint2 = toHex({ l: second.l, c: chroma(0.006, Math.min(brand.c * 0.38, second.c)), h: brand.h })
  const edge = edgeOf(fill, at, mode)
  return {
    fill,
    ink,
    hover: toHex({ ...at, l: at.l + hoverStep(ink, at.l) }),
    edge,
    bubbleEdge: contrast(fill, GROUNDS[mode][0]) < 1.35 ? edge : null,
    text: textOf({ ...at, c: chroma(0.012, Math.min(brand.c, textChroma)) }, mode, [tint, tint2]),
    tint,
    tint2,
    line: toHex({ l: line, c: chroma(0.008, Math.min(brand.c * 0.6, 0.08)), h: brand.h }),
  }
}

/** White ink where white is readable or nearly is (the fill then darkens by a hair), else near-black of the same hue. */
function inkOn(hex: string, brand: Oklch): Ink {
  const at = { ...brand }
  if (contrast(hex, WHITE) < 3)
    return { fill: hex, ink: toHex({ l: 0.22, c: Math.min(brand.c * 0.3, 0.03), h: brand.h }), at }
  let fill = hex
  while (contrast(fill, WHITE) < 4.5) {
    at.l -= STEP
    fill = toHex(at)
  }
  return { fill, ink: WHITE, at }
}

/** Away from the ink; a fill that is nearly black has only one way to go. */
function hoverStep(ink: string, l: number): number {
  if (ink !== WHITE) return -0.045
  return l > 0.3 ? -0.05 : 0.08
}

/** The fill, moved until it stands out from the surface by 3:1; light yellows turn a little towards amber. */
function edgeOf(fill: string, at: Oklch, mode: Mode): string {
  const turned = at.h > 85 && at.h < 115 && mode === 'light' ? at.h - 12 : at.h
  let edge = fill
  for (let l = at.l; contrast(edge, GROUNDS[mode][0]) < 3; ) {
    l += mode === 'dark' ? 0.01 : -0.01
    edge = toHex({ l, c: Math.min(at.c, 0.14), h: turned })
  }
  return edge
}

/** Text of the hue, moved until 4.6:1 on every ground it may stand on; yellows darken towards amber, never olive. */
function textOf(at: Oklch, mode: Mode, tints: string[]): string {
  const isYellow = mode === 'light' && at.h > 80 && at.h < 118
  const h = isYellow ? at.h - (at.h - 80) * 0.55 : at.h
  const grounds = [...GROUNDS[mode], ...tints]
  let l = mode === 'dark' ? Math.max(at.l, 0.68) : Math.min(at.l, 0.56)
  let text: string
  do {
    l += mode === 'dark' ? STEP : -STEP
    text = toHex({ l, c: at.c, h })
  } while (grounds.some((ground) => contrast(text, ground) < 4.6))
  return text
}
