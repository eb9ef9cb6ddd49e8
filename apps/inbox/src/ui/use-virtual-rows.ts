import type { RefObject } from 'preact'
import { useLayoutEffect, useState } from 'preact/hooks'

type Options = {
  count: number
  /** Pixels; every row is of one height. */
  size: number
  scroller: RefObject<HTMLElement | null>
}
/** From the first row in sight to the one after the last. */
type Sight = { from: number; to: number }
export type VirtualRow = { index: number; start: number }

/** Rows beyond what is in sight, on either side. */
const OVERSCAN = 8
/** What is in sight is told anew after so many rows, not with each. */
const STEP = 4
/** Before anything is measured. */
const TALL = 800

/** Which rows of a long list are on screen: ten thousand rows cost as much as twenty. */
export function useVirtualRows({ count, size, scroller }: Options) {
  const [sight, setSight] = useState<Sight>({ from: 0, to: Math.ceil(TALL / size) })
  useLayoutEffect(() => {
    const element = scroller.current
    if (!element) return
    const look = () => setSight((before) => sightOf(element, size, before))
    const observer = new ResizeObserver(look)
    observer.observe(element)
    element.addEventListener('scroll', look, { passive: true })
    look()
    return () => {
      observer.disconnect()
      element.removeEventListener('scroll', look)
    }
  }, [scroller, size])

  const first = Math.max(0, Math.min(sight.from, count) - OVERSCAN)
  const end = Math.min(count, sight.to + OVERSCAN)
  return {
    height: count * size,
    rows: Array.from({ length: Math.max(0, end - first) }, (_, i): VirtualRow => {
      const index = first + i
      return { index, start: index * size }
    }),
    /** Scrolls no further than the row needs to be in sight. */
    show(index: number) {
      const element = scroller.current
      if (!element?.clientHeight) return // not on screen: on a phone the thread covers the list
      const bottom = (index + 1) * size - element.clientHeight
      element.scrollTop = Math.max(bottom, Math.min(element.scrollTop, index * size))
    },
  }
}

/** The same object while nothing new comes into sight: nothing is drawn for it. */
function sightOf({ scrollTop, clientHeight }: HTMLElement, size: number, before: Sight): Sight {
  const from = Math.floor(scrollTop / size / STEP) * STEP
  const to = Math.ceil((scrollTop + clientHeight) / size / STEP) * STEP
  return from === before.from && to === before.to ? before : { from, to }
}
