import type { VisitorClient } from '@parley/client/visitor'
import type { ConversationId, OwnConversation } from '@parley/protocol'
import { computed, createModel, effect, signal } from '@preact/signals'
import type { Frame } from '../../loader/frame.ts'

type Handle = ReturnType<VisitorClient['open']>
export type Screen = 'thread' | 'list'

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

  const here = computed(() => {
    const one = handle.value
    if (!one) return 0
    const read = one.myRead.value
    return one.timeline.value.filter((item) => item.type === 'message' && !item.mine && item.n !== null && item.n > read).length
  })
  const elsewhere = computed(() =>
    (own.value ?? []).reduce((sum, { id, unread }) => sum + (id === handle.value?.id.value ? 0 : unread), 0),
  )
  effect(() => frame.setUnread(here.value + elsewhere.value))
  effect(() => {
    if (handle.value?.id.value) frame.remember(true)
  })

  function show(next: Handle): void {
    const before = handle.peek()
    if (before === next) return
    before?.release()
    handle.value = next
    screen.value = 'thread'
    dividerAt.value = next.myRead.peek()
  }

  async function refresh(): Promise<void> {
    own.value = (await client.call('listOwnConversations', {})).conversations
  }

  /** Where the visitor left off: what is still unsent, else his newest conversation, else a new one. */
  async function begin(): Promise<void> {
    if (handle.peek() || isBeginning.peek()) return
    isBeginning.value = true
    hasTrouble.value = false
    try {
      const [pending] = await client.pendingNew()
      if (frame.isReturning || pending) client.start()
      if (pending) return show(client.openNew(pending))
      if (!frame.isReturning) return show(client.openNew())
      await refresh()
      const newest = own.peek()?.[0]
      show(newest ? client.open(newest.id) : client.openNew())
    } catch {
      hasTrouble.value = true // told on screen, with a button that tries again
    } finally {
      isBeginning.value = false
    }
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
    async showList() {
      screen.value = 'list'
      await refresh().catch(() => {
        hasTrouble.value = true
      })
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
