const GAP = 6
const EDGE = 8

/** Puts an open popover under `anchor`, aligned to its end, and keeps it on the screen. By CSSOM: the policy forbids inline styles. */
export function placePopover(popover: HTMLElement, anchor: HTMLElement): void {
  const { left, right, top, bottom } = anchor.getBoundingClientRect()
  const { width, height } = popover.getBoundingClientRect()
  const { clientWidth, clientHeight } = document.documentElement
  const isEndHalf = (left + right) / 2 > clientWidth / 2
  const x = isEndHalf ? right - width : left
  const below = bottom + GAP
  const y = below + height > clientHeight - EDGE ? top - GAP - height : below
  popover.style.setProperty('left', `${Math.max(EDGE, Math.min(x, clientWidth - width - EDGE))}px`)
  popover.style.setProperty('top', `${Math.max(EDGE, y)}px`)
}
