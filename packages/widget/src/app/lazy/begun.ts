import type { FrameOf } from '@parley/protocol'
import type { Handle } from '../models/handle.ts'
import type { Models } from '../models/models.ts'

/**
 * An agent began a conversation with the visitor. Where nothing was said yet it takes the place of what is on screen; a
 * chat that is closed opens with it, as after a reload; whoever is in another one finds it in his list.
 */
export function create(): (models: Models, begun: FrameOf<'begun'>) => Promise<void> {
  return async ({ chat }, { conversationId }) => {
    const isKnown = () => chat.own.peek()?.some(({ id }) => id === conversationId)
    // He may be somebody else by now: what is his says his list.
    if (isKnown() || !(await chat.refresh().then(isKnown, () => false))) return
    if (hasRoom(chat.handle.peek())) chat.handle.peek()?.meet(conversationId)
    else if (!chat.isOpen.peek() && !isUnsent(chat.handle.peek())) {
      chat.startNew()
      chat.handle.peek()?.meet(conversationId)
    }
  }
}

const hasRoom = (one: Handle | null) => one !== null && !one.id.peek() && one.timeline.peek().length === 0

/** What he wrote and the server has not is not put out of his sight. */
const isUnsent = (one: Handle | null) =>
  one?.timeline.peek().some((item) => item.type === 'message' && item.send.phase !== 'sent')
