import type { TimelineItem, VisitorClient } from '@parley/client/visitor'
import type { ChatOptions, ConversationId, OwnConversation } from '@parley/protocol'
import {
  computed,
  createModel,
  effect,
  type ReadonlySignal,
  type Signal,
  signal,
  untracked,
} from '@preact/signals-core'
import type { Before, Frame } from '../../loader/frame.ts'
import { createGate } from './gate.ts'
import type { Handle } from './handle.ts'

export type Screen = 'home' | 'thread' | 'list'

type Message = Extract<TimelineItem, { type: 'message' }>

/** Whether `item` is a stored message of somebody else after `n`. */
export function isNews(item: TimelineItem, n: number): item is Message {
  return item.type === 'message' && !item.mine && (item.n ?? 0) > n
}

/** How many messages of others lie after the read watermark. */
export function unreadIn(handle: Handle | null): number {
  return handle?.timeline.value.filter((item) => isNews(item, handle.myRead.value)).length ?? 0
}

/** The same of the visitor's other conversations, as they were when they were listed. */
function unreadElsewhere(own: readonly OwnConversation[] | null, handle: Handle | null): number {
  return own?.reduce((sum, { id, unread }) => sum + (id === handle?.id.value ? 0 : unread), 0) ?? 0
}

/** The badge, and that the next visit connects by itself. */
function tellLoader(
  { setUnread, remember }: Frame,
  handle: ReadonlySignal<Handle | null>,
  own: ReadonlySignal<OwnConversation[] | null>,
): ReadonlySignal<number> {
  const unread = computed(() => unreadIn(handle.value) + unreadElsewhere(own.value, handle.value))
  effect(() => setUnread(unread.value))
  effect(() => {
    if (handle.value?.id.value) remember(true)
  })
  return unread
}

/** Where the visitor left off: what is still unsent, else his newest conversation, else a new one. */
async function leftOff(client: VisitorClient, newest: () => Promise<OwnConversation | undefined>): Promise<Handle> {
  const [pending] = await client.pendingNew()
  const isReturning = await client.isReturning()
  if (isReturning || pending) client.start()
  if (pending || !isReturning) return client.openNew(pending)
  const last = await newest()
  return last ? client.open(last.id) : client.openNew()
}

type OnScreen = {
  handle: Signal<Handle | null>
  own: Signal<OwnConversation[] | null>
  isOpen: Signal<boolean>
  begin(): Promise<void>
}

/** Another person is before the screen, or the same one with more to see: what is on it begins anew. */
function followPerson({ session }: VisitorClient, { handle, own, isOpen, begin }: OnScreen): void {
  effect(() => {
    if (!session.value) return
    untracked(() => {
      const before = handle.peek()
      before?.release()
      handle.value = own.value = null
      if (before || isOpen.peek()) void begin()
    })
  })
}

type Options = ReadonlySignal<ChatOptions | null>

/** A proactive message that is answered in the conversation of this key, as it stands in the thread. */
export type Invited = { key: string | null; item: Message }

/** Where the page's hooks come in: before something happens, and before messages are shown. */
function hooked(frame: Frame, handle: ReadonlySignal<Handle | null>) {
  const display = signal((items: readonly TimelineItem[]) => items)
  const invited = signal<Invited | null>(null)
  const before: Before = (...asked) => frame.before(...asked)
  const shown = computed(() => {
    const items = display.value(handle.value?.timeline.value ?? [])
    const live = invited.value?.key === handle.value?.createKey ? invited.value?.item : undefined
    return live ? [live, ...items] : items
  })
  return { before, display, invited, shown }
}

/** Which conversation is on screen, how far it is read, and how much of the others is unread. */
export const ChatModel = createModel((frame: Frame, client: VisitorClient, options: Options) => {
  const isOpen = signal(false)
  /** Whether the tab is looked at. */
  const isVisible = signal(true)
  /** Whether the end of the thread is on screen. */
  const isAtEnd = signal(true)
  const screen = signal<Screen>('thread')
  /** Whether the conversation's menu is open. */
  const menu = signal(false)
  const handle = signal<Handle | null>(null)
  /** The visitor's conversations, the newest first; null until they were asked for. */
  const own = signal<OwnConversation[] | null>(null)
  const trouble = signal<'none' | 'loading' | 'failed'>('none')
  const spoken = signal('')
  const isLookedAt = computed(() => isOpen.value && isVisible.value)
  const gate = createGate(frame, handle, options)
  const unread = tellLoader(frame, handle, own)
  followPerson(client, { handle, own, isOpen, begin })

  function show(next: Handle): void {
    if (handle.peek() !== next) handle.peek()?.release()
    handle.value = next
    screen.value = 'thread'
  }

  async function refresh(): Promise<OwnConversation | undefined> {
    const { conversations, known } = await client.call('listOwnConversations', {})
    own.value = conversations
    gate.know(known)
    return own.peek()?.[0]
  }

  async function begin(): Promise<void> {
    if (handle.peek() || trouble.peek() === 'loading') return
    trouble.value = 'loading'
    try {
      const next = await leftOff(client, refresh)
      // He may have chosen one himself meanwhile.
      if (handle.peek()) next.release()
      else show(next)
      trouble.value = 'none'
    } catch {
      trouble.value = 'failed' // told on screen, with a button that tries again
    }
  }

  return {
    ...gate,
    isOpen,
    isVisible,
    isLookedAt,
    isAtEnd,
    screen,
    menu,
    handle,
    own,
    ...{ unread, trouble },
    spoken,
    ...hooked(frame, handle),
    ...{ connection: client.connection, storageLost: client.storageLost, begin },
    refresh,
    openOne: (id: ConversationId) => show(client.open(id)),
    startNew: () => show(client.openNew()),
    showList() {
      screen.value = 'list'
      return refresh().catch(() => undefined) // what was known before stays on screen
    },
    /** The first command of a visitor makes him one: nothing is stored for somebody who only looks (N86). */
    beforeSend() {
      client.start()
      frame.remember(true)
    },
    tryNow: client.probe,
  }
})
export type ChatModel = InstanceType<typeof ChatModel>
