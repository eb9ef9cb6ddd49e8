import type { TimelineItem } from '@parley/client/visitor'
import type { ConversationId, OwnConversation } from '@parley/protocol'
import type { Handle } from '../../models/handle.ts'
import type { Models } from '../../models/models.ts'
import type { Kit } from '../../ui/kit.ts'

type Message = Extract<TimelineItem, { type: 'message' }>
type Followed = Pick<Kit, 'effect' | 't' | 'isNews' | 'unreadIn'>

/** Each costs the server a line's place in a conversation; whoever has more of them open finds the rest in his list. */
const MOST = 3

/**
 * What is answered in the visitor's open conversations that are not on screen: counted, said, and `call`ed once for each
 * message. A closed chat opens with it, as it does with what agents begin.
 */
export function createOthers(kit: Followed, { chat, client }: Models, call: (key: string) => void): () => void {
  const followed = new Map<ConversationId, () => void>()
  let isOver = false
  let last: ConversationId | null = null

  function note(id: ConversationId, unread: number): void {
    const own = chat.own.peek()
    if (own?.some((one) => one.id === id && one.unread !== unread))
      chat.own.value = own.map((one) => (one.id === id ? { ...one, unread } : one))
  }
  function tell(id: ConversationId, { actor, body, n }: Message): void {
    if (isOver || chat.handle.peek()?.id.peek() === id) return
    chat.spoken.value = `${actor.name ?? kit.t('team')}: ${body?.fallback ?? ''}`
    call(`${id}:${n}`)
    if (!chat.isOpen.peek() && isAtRest(kit, chat.handle.peek())) chat.openOne(id)
  }
  function follow(id: ConversationId): () => void {
    const handle = client.open(id)
    /** Of the newest message; what was there when it was looked at first was counted by the list, which knows more. */
    let heard: number | null = null
    const end = kit.effect(() => {
      if (handle.state.value !== 'ready') return
      const unread = kit.unreadIn(handle)
      const newest = handle.timeline.value.findLast((item): item is Message => kit.isNews(item, 0))
      const [before, n] = [heard, newest?.n ?? 0]
      heard = n
      if (before === null) return
      note(id, unread)
      if (newest && n > before) queueMicrotask(() => tell(id, newest))
    })
    return () => {
      end()
      handle.release()
    }
  }
  function leave(id: ConversationId): void {
    followed.get(id)?.()
    followed.delete(id)
  }
  function settle(wanted: readonly ConversationId[]): void {
    for (const id of [...followed.keys()].filter((one) => !wanted.includes(one))) leave(id)
    for (const id of wanted.filter((one) => !isOver && !followed.has(one))) followed.set(id, follow(id))
  }

  const end = kit.effect(() => {
    const shown = chat.handle.value?.id.value ?? null
    const own = chat.own.value
    const isAnother = last !== null && shown !== last
    last = shown ?? last
    // He went from one to another by the page's word, without his list.
    if (!own && shown && isAnother) void chat.refresh().catch(() => undefined) // the next one asks again
    const wanted = others(own, shown)
    queueMicrotask(() => settle(wanted)) // apart, so that what opening reads is not followed here
  })
  return () => {
    isOver = true
    end()
    settle([])
  }
}

const others = (own: readonly OwnConversation[] | null, shown: ConversationId | null): ConversationId[] =>
  (own ?? [])
    .filter(({ id, status }) => id !== shown && status !== 'closed')
    .slice(0, MOST)
    .map(({ id }) => id)

/** Nothing in it waits to be sent or to be read. */
function isAtRest({ isNews }: Followed, shown: Handle | null): boolean {
  const read = shown?.myRead.peek() ?? 0
  const isUnsent = (item: TimelineItem) => item.type === 'message' && item.send.phase !== 'sent'
  return !shown?.timeline.peek().some((item) => isUnsent(item) || isNews(item, read))
}
