/** Relative luminance of `#rrggbb` (WCAG 2.2). */
function luminance(hex: string): number {
  const value = Number.parseInt(hex.slice(1), 16)
  const [r = 0, g = 0, b = 0] = [value >> 16, (value >> 8) & 255, value & 255].map((byte) => {
    const c = byte / 255
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

/** Contrast of two colours, 1 to 21. */
export function contrast(a: string, b: string): number {
  const [x, y] = [luminance(a), luminance(b)]
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05)
}

const WHITE = '#ffffff'
const NEAR_BLACK = '#1b1a19'
/** What text must reach, and the least that white is corrected from (look.md 3). */
const READABLE = 4.5
const CORRECTABLE = 3

export type ColorReport = {
  /** On the colour stands this ink. */
  ink: 'white' | 'dark'
  inkRatio: number
  /** White ink is readable only once the fill is darkened by a hair. */
  isFillDarkened: boolean
  /** As text on white, before any correction. */
  textRatio: number
  isTextDarkened: boolean
}

/** What the server will make of a brand colour, told before it is saved. */
export function reportOn(color: string): ColorReport {
  const onWhite = contrast(color, WHITE)
  const isWhite = onWhite >= CORRECTABLE
  return {
    ink: isWhite ? 'white' : 'dark',
    inkRatio: isWhite ? Math.max(onWhite, READABLE) : contrast(color, NEAR_BLACK),
    isFillDarkened: isWhite && onWhite < READABLE,
    textRatio: onWhite,
    isTextDarkened: onWhite < READABLE,
  }
}
