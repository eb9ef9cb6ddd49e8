import { FLIPPED, ICONS, type IconName, type IconShape } from './icons.ts'

type Props = { name: IconName; size?: 14 | 16 | 18 | 20 | 24 }

/** Decoration beside a word or a label: hidden from assistive technology. */
export function Icon({ name, size = 18 }: Props) {
  const { d, dots = [] }: IconShape = ICONS[name]
  return (
    <svg class={`i i-${size}${FLIPPED.has(name) ? ' flip' : ''}`} viewBox="0 0 24 24" aria-hidden="true">
      {d && <path d={d} />}
      {dots.map(([cx, cy, r]) => (
        <circle key={cx} class="i-dot" cx={cx} cy={cy} r={r} />
      ))}
    </svg>
  )
}
