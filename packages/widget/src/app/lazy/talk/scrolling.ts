import type { TimelineItem } from '@parley/client/visitor'
import type { Handle } from '../../models/handle.ts'
import type { Models } from '../../models/models.ts'

/** Within this many pixels of its end the thread follows what comes; of its beginning, it fetches what was before. */
const NEAR = 60

export const earlier = (handle: Handle) => void handle.loadEarlier().catch(() => undefined) // the button stays

/** Follows the end, or holds the place of whoever reads further up. */
export function scrolling({ chat }: Models) {
  let box: HTMLElement | null = null
  let height = 0
  let newest: string | undefined

  const toEnd = () => box?.scrollTo(0, 0)
  /** The newest changed: one's own is gone to; of others' the place is held, or they rise at the end. */
  function follow(at: HTMLElement, last: TimelineItem | undefined, grown: number): void {
    const isFirst = newest === undefined
    newest = last?.key
    if (isFirst || (last?.type === 'message' && last.mine)) toEnd()
    else if (!chat.isAtEnd.peek()) at.scrollTop -= grown
    if (!isFirst && chat.isAtEnd.peek()) rise(at)
  }
  return {
    toEnd,
    onScroll({ currentTarget }: { currentTarget: HTMLElement }): void {
      const { scrollTop, scrollHeight, clientHeight } = currentTarget
      chat.isAtEnd.value = scrollTop > -NEAR
      const handle = chat.handle.peek()
      if (handle?.hasEarlier.peek() && scrollHeight - clientHeight + scrollTop < NEAR) earlier(handle)
    },
    /** Called each time that the thread was drawn, with its log. */
    drawn(log: HTMLElement): void {
      box = log
      const handle = chat.handle.peek()
      const last = handle?.timeline.peek().at(-1)
      // A thread that was empty and still is has nothing to follow; measuring would draw the page twice while the chat opens.
      if (handle?.state.peek() !== 'ready' || !(last || newest)) return
      const grown = box.scrollHeight - height
      height = box.scrollHeight
      if (last?.key !== newest) follow(box, last, grown)
    },
  }
}

/** What came last comes up into its place. */
function rise(box: HTMLElement): void {
  const isStill = matchMedia('(prefers-reduced-motion:reduce)').matches
  const from = { opacity: 0, transform: isStill ? 'none' : 'translateY(8px)' }
  box.querySelector('.wt>:last-child')?.animate([from, {}], { duration: 160, easing: 'cubic-bezier(.2,.8,.2,1)' })
}
