import type { MessageId } from '@parley/protocol'
import type { ConversationModel } from '../../models/conversation-model.ts'

/** Pages that are fetched at most to find a message further up. */
const PAGES = 20

/** Scrolls the thread around `from` to a message and shows which it is. */
export async function goToMessage(model: ConversationModel, from: HTMLElement, messageId: MessageId): Promise<void> {
  const log = from.closest('[role=log]')
  const find = () => log?.querySelector<HTMLElement>(`[data-message="${messageId}"]`)
  for (let page = 0; page < PAGES && !find() && model.hasEarlier.peek(); page++) {
    await model.loadEarlier().catch(() => undefined) // the line is down: what is here is all there is
    await new Promise(requestAnimationFrame)
  }
  const found = find()
  if (!found) return
  found.scrollIntoView({ block: 'center' })
  found.tabIndex = -1
  found.focus({ preventScroll: true })
  found.animate([{ opacity: 0.35 }, { opacity: 1 }], { duration: 700 })
}
