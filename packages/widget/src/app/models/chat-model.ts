import type { TimelineItem, VisitorClient } from '@parley/client/visitor'
import type { ConversationId, OwnConversation } from '@parley/protocol'
import { createModel, effect, signal } from '@preact/signals'
import type { Frame } from '../../loader/frame.ts'

type Handle = ReturnType<VisitorClient['open']>
export type Screen = 'thread' | 'list'

/** How many messages of others lie after the read watermark. */
function unreadIn(handle: Handle | null): number {
  const read = handle?.myRead.value ?? 0
  const isUnread = (item: TimelineItem) => item.type === 'message' && !item.mine && item.n !== null && item.n > read
  return handle?.timeline.value.filter(isUnread).length ?? 0
}

/** The same of the visitor's other conversations, as they were when they were listed. */
function unreadElsewhere(own: readonly OwnConversation[], handle: Handle | null): number {
  return own.reduce((sum, { id, unread }) => sum + (id === handle?.id.value ? 0 : unread), 0)
}

/** Which conversation is on screen, and how much of the others is unread. */
export const ChatModel = createModel((frame: Frame, client: VisitorClient) => {
  const isOpen = signal(false)
  const screen = signal<Screen>('thread')
  const handle = signal<Handle | null>(null)
  /** The visitor's conversations, the newest first; null until they were asked for. */
  const own = signal<OwnConversation[] | null>(null)
  const isBeginning = signal(false)
  const hasTrouble = signal(false)
  /** Where reading had come to when the thread was shown: the divider stays there until it is left. */
  const dividerAt = signal(0)

  effect(() => frame.setUnread(unreadIn(handle.value) + unreadElsewhere(own.value ?? [], handle.value)))
  effect(() => {
    if (handle.value?.id.value) frame.remember(true)
    if (handle.value?.state.value === 'ready') dividerAt.value = handle.value.myRead.peek()
  })

  function show(next: Handle): void {
    const before = handle.peek()
    if (before === next) return
    before?.release()
    handle.value = next
    screen.value = 'thread'
  }

  async function refresh(): Promise<void> {
    own.value = (await client.call('listOwnConversations', {})).conversations
  }

  /** Where the visitor left off: what is still unsent, else his newest conversation, else a new one. */
  async function chosen(): Promise<Handle> {
    const [pending] = await client.pendingNew()
    const isReturning = await client.isReturning()
    if (isReturning || pending) client.start()
    if (pending || !isReturning) return client.openNew(pending)
    await refresh()
    const newest = own.peek()?.[0]
    return newest ? client.open(newest.id) : client.openNew()
  }

  async function begin(): Promise<void> {
    if (handle.peek() || isBeginning.peek()) return
    isBeginning.value = true
    hasTrouble.value = false
    try {
      show(await chosen())
    } catch {
      hasTrouble.value = true // told on screen, with a button that tries again
    }
    isBeginning.value = false
  }

  return {
    isOpen,
    screen,
    handle,
    own,
    isBeginning,
    hasTrouble,
    dividerAt,
    connection: client.connection,
    storageLost: client.storageLost,
    begin,
    openOne(id: ConversationId) {
      show(client.open(id))
    },
    startNew() {
      show(client.openNew())
    },
    showList() {
      screen.value = 'list'
      return refresh().catch(() => undefined) // what was known before stays on screen
    },
    /** The first command of a visitor makes him one: nothing is stored for somebody who only looks (N86). */
    beforeSend() {
      client.start()
      frame.remember(true)
    },
    /** The thread is on screen, at its end, in a tab that is looked at. */
    seen() {
      if (isOpen.peek() && document.visibilityState === 'visible') handle.peek()?.read()
    },
    tryNow: client.probe,
  }
})
export type ChatModel = InstanceType<typeof ChatModel>
