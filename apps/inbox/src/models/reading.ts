import type { Client, ConversationHandle } from '@parley/client'
import type { AgentId, ConversationId } from '@parley/protocol'
import { effect, type ReadonlySignal, signal } from '@preact/signals'
import type { ConversationListModel } from './conversation-list-model.ts'
import { isCalled } from './list-rows.ts'
import { isOthers, type MessageItem, type UnreadMark, unreadMark } from './thread-blocks.ts'

type Deps = {
  client: Pick<Client, 'call'>
  id: ConversationId
  me: { id: AgentId }
  handle: Pick<ConversationHandle, 'state' | 'timeline' | 'myRead' | 'read'>
  list: Pick<ConversationListModel, 'rows' | 'markRead' | 'markUnread'>
  /** Whether a person looks at the window: only then is anything read. */
  isAttended: ReadonlySignal<boolean>
  /** Whether it is a chat with colleagues. */
  isTeam: boolean
}

/** What of a conversation counts as read: what stood on a screen that somebody looked at. Made inside a model. */
export function createReading({ client, id, me, handle, list, isAttended, isTeam }: Deps) {
  const teamOf = isTeam ? me.id : null
  /** Undefined until the conversation is loaded. */
  const mark = signal<UnreadMark | undefined>(undefined)
  const isAtEnd = signal(true)
  /** Marked unread by hand: it stays so until the conversation is opened again. */
  const isKeptUnread = signal(false)

  effect(() => {
    if (handle.state.value !== 'ready' || mark.peek() !== undefined) return
    mark.value = unreadMark(handle.timeline.peek(), handle.myRead.peek(), teamOf)
  })
  effect(() => {
    const newest = handle.timeline.value.findLast((item) => item.n !== null)?.n ?? 0
    const mayRead = handle.state.value === 'ready' && isAttended.value && isAtEnd.value && !isKeptUnread.value
    if (!mayRead) return
    if (newest > handle.myRead.value) handle.read(newest)
    // The row may come after the message that it counts.
    if (list.rows.value.some((row) => row.id === id && (row.unread > 0 || isCalled(row, me.id)))) list.markRead(id)
  })

  async function markUnread(): Promise<void> {
    const last = handle.timeline
      .peek()
      .findLast((item): item is MessageItem => isOthers(item, teamOf) && item.messageId !== null)
    if (!last?.messageId) return
    isKeptUnread.value = true
    try {
      const { unread } = await client.call('markUnread', { params: { id }, body: { from: last.messageId } })
      list.markUnread(id, unread)
    } catch {
      isKeptUnread.value = false
    }
  }

  return {
    mark,
    /** The end of the thread is in sight, or not. */
    setAtEnd(is: boolean) {
      isAtEnd.value = is
    },
    markUnread: () => void markUnread(),
  }
}
