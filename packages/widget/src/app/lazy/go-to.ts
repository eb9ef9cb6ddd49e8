import type { MessageId } from '@parley/protocol'
import type { Models } from '../models/models.ts'

/** Pages that are fetched at most to find a message further up. */
const PAGES = 20

/** Scrolls the thread around `from` to a message and shows which it is, fetching what was before if it must. */
export async function goTo({ chat }: Models, from: HTMLElement, messageId: MessageId): Promise<void> {
  const log = from.closest('.log')
  const handle = chat.handle.peek()
  const find = () => log?.querySelector<HTMLElement>(`[data-m="${messageId}"]`)
  for (let page = 0; page < PAGES && !find() && handle?.hasEarlier.peek(); page++) {
    await handle.loadEarlier().catch(() => undefined) // the line is down: what is here is all there is
    await new Promise(requestAnimationFrame)
  }
  const bubble = find()
  if (!log || !bubble) return
  // Only the thread scrolls; the page around the chat stays where it is.
  log.scrollTop += bubble.getBoundingClientRect().top - log.getBoundingClientRect().top - log.clientHeight / 3
  bubble.tabIndex = -1
  bubble.focus({ preventScroll: true })
  bubble.animate([{ opacity: 0.35 }, { opacity: 1 }], { duration: 700 })
}
