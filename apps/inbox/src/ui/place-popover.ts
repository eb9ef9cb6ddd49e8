const GAP = 6
const EDGE = 8

/**
 * Puts an open popover under `anchor`, aligned to its end, and keeps it on the screen; under the end of what is around an
 * anchor that is not shown. By CSSOM: the policy forbids inline styles.
 */
export function placePopover(popover: HTMLElement, anchor: HTMLElement): void {
  const isShown = anchor.getClientRects().length > 0
  const { left, right, top, bottom } = (isShown ? anchor : (anchor.parentElement ?? anchor)).getBoundingClientRect()
  const { width, height } = popover.getBoundingClientRect()
  const { clientWidth, clientHeight } = document.documentElement
  const isEndHalf = !isShown || (left + right) / 2 > clientWidth / 2
  const x = isEndHalf ? right - width : left
  const below = bottom + GAP
  const y = below + height > clientHeight - EDGE ? top - GAP - height : below
  popover.style.setProperty('left', `${Math.max(EDGE, Math.min(x, clientWidth - width - EDGE))}px`)
  popover.style.setProperty('top', `${Math.max(EDGE, y)}px`)
}
