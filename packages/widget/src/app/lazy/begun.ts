import type { TimelineItem } from '@parley/client/visitor'
import type { FrameOf, OwnConversation } from '@parley/protocol'
import type { Handle } from '../models/handle.ts'
import type { Models } from '../models/models.ts'
import type { Kit } from '../ui/kit.ts'

/**
 * An agent began a conversation with the visitor. Where nothing was said yet it takes the place of what is on screen; a
 * chat that is closed opens with it, as after a reload; whoever is in another one hears of it, and finds it in his list.
 */
export function create({ t }: Pick<Kit, 't'>): (models: Models, begun: FrameOf<'begun'>) => Promise<void> {
  return async ({ chat }, { conversationId }) => {
    const isKnown = () => chat.own.peek()?.some(({ id }) => id === conversationId)
    // He may be somebody else by now: what is his says his list.
    if (isKnown() || !(await chat.refresh().then(isKnown, () => false))) return
    const shown = chat.handle.peek()
    if (hasRoom(shown)) shown.meet(conversationId)
    else if (shown && !chat.isOpen.peek() && !isUnsent(shown)) {
      chat.own.value = chat.own.peek()?.map((one) => asRead(one, shown)) ?? null
      chat.startNew()
      chat.handle.peek()?.meet(conversationId)
    } else {
      const { last = null } = chat.own.peek()?.find(({ id }) => id === conversationId) ?? {}
      chat.spoken.value = `${last?.actor.name ?? t('team')}: ${last?.text}`
    }
  }
}

/** What was read a moment ago the server may not have known when it was asked. */
function asRead(one: OwnConversation, { id, myRead, timeline }: Handle): OwnConversation {
  if (one.id !== id.peek()) return one
  const isUnread = (item: TimelineItem) => item.type === 'message' && !item.mine && (item.n ?? 0) > myRead.peek()
  return { ...one, unread: timeline.peek().filter(isUnread).length }
}

const hasRoom = (one: Handle | null): one is Handle =>
  one !== null && !one.id.peek() && one.timeline.peek().length === 0

/** What he wrote and the server has not is not put out of his sight. */
const isUnsent = ({ timeline }: Handle) =>
  timeline.peek().some((item) => item.type === 'message' && item.send.phase !== 'sent')
