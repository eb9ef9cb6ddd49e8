import type { ComponentChild } from 'preact'
import type { Kit } from '../ui/kit.ts'

/** Loudness over time as bars, those up to `share` (0 to 1) full. Attributes only: no page's policy forbids them. */
export function wave({ h }: Kit, peaks: readonly number[], share: number): ComponentChild {
  const width = peaks.length * 5
  return h(
    'svg',
    { class: 'wave', viewBox: `0 0 ${width} 24`, preserveAspectRatio: 'none', 'aria-hidden': 'true' },
    peaks.map((peak, i) => {
      const height = 2 + (peak / 15) * 20
      const opacity = (i + 0.5) / peaks.length <= share ? 1 : 0.45
      return h('rect', { key: i, x: i * 5 + 1, y: 12 - height / 2, width: 3, height, rx: 1.5, opacity })
    }),
  )
}
