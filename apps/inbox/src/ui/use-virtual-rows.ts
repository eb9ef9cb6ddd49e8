import { elementScroll, observeElementOffset, observeElementRect, Virtualizer } from '@tanstack/virtual-core'
import type { RefObject } from 'preact'
import { useLayoutEffect, useReducer, useRef, useState } from 'preact/hooks'

type Options = {
  count: number
  /** Pixels; every row is of one height. */
  size: number
  keyOf(index: number): string
  scroller: RefObject<HTMLElement | null>
}

const OVERSCAN = 8

/** Which rows of a long list are on screen: ten thousand rows cost as much as twenty. */
export function useVirtualRows({ count, size, keyOf, scroller }: Options): Virtualizer<HTMLElement, HTMLElement> {
  const [, redraw] = useReducer((turn: number) => turn + 1, 0)
  const options = {
    count,
    estimateSize: () => size,
    getItemKey: keyOf,
    getScrollElement: () => scroller.current,
    overscan: OVERSCAN,
    observeElementRect,
    observeElementOffset,
    scrollToFn: elementScroll,
    initialRect: { width: 324, height: 800 },
    onChange: () => redraw(0),
  }
  const [virtual] = useState(() => new Virtualizer<HTMLElement, HTMLElement>(options))
  virtual.setOptions({ ...virtual.options, ...options })
  useLayoutEffect(() => virtual._didMount(), [virtual])
  useLayoutEffect(() => virtual._willUpdate())
  const before = useRef(size)
  useLayoutEffect(() => {
    if (before.current !== size) virtual.measure()
    before.current = size
  }, [virtual, size])
  return virtual
}
