import type { TimelineItem } from '@parley/client/visitor'
import type { Message } from '@parley/sdk/types'
import type { Handle } from '../models/handle.ts'
import type { Context } from './context.ts'
import { FROM, fileOf } from './from.ts'

export type Item = Extract<TimelineItem, { type: 'message' }>
type Emit = Context['emit']
/** What was known of a message when it was looked at last. */
type Seen = Pick<Item, 'n' | 'messageId' | 'editedAt' | 'deletedAt'> & {
  isFailed: boolean
  reactions: string
  mark: Mark
}
type Mark = '' | 'delivered' | 'read'

/** A message as a page is told of it. */
export function messageOf({ messageId, key, actor, mine, body, ts }: Item, conversationId: string | null): Message {
  const { text = '', attachments = [] } = (body ?? {}) as Extract<Item['body'], { type: 'text' }>
  return {
    ...{ id: messageId, key, conversationId, text: text || (body?.fallback ?? ''), at: ts },
    from: mine ? 'visitor' : FROM[actor.type],
    author: { id: actor.id, name: actor.name ?? null },
    attachments: attachments.map(fileOf),
  }
}

function markOf({ n, mine }: Item, handle: Handle): Mark {
  const others = handle.marks.value.filter(({ who }) => who.type !== 'visitor')
  const reached = (mark: 'recv' | 'read') => mine && n !== null && others.some((one) => (one[mark] ?? 0) >= n)
  if (reached('read')) return 'read'
  return reached('recv') ? 'delivered' : ''
}

function seenOf(item: Item, mark: Mark): Seen {
  const { n, messageId, editedAt, deletedAt, reactions, send } = item
  const times = { ...(editedAt && { editedAt }), ...(deletedAt && { deletedAt }) }
  return { n, messageId, ...times, isFailed: send.phase === 'failed', reactions: JSON.stringify(reactions), mark }
}

/** How far a message came: written, stored, received, failed. */
function tellWay(emit: Emit, item: Item, before: Seen | undefined, id: string | null): void {
  const { n, mine, send, key, messageId } = item
  if (!before && n === null) emit('message:queued', messageOf(item, id))
  // It has its number a moment before its id, and is told once with both.
  if (mine && messageId && !before?.messageId) emit('message:sent', messageOf(item, id))
  if (!mine && !before) emit('message:received', messageOf(item, id))
  if (send.phase === 'failed' && !before?.isFailed) {
    emit('message:failed', { conversationId: id ?? '', key, messageId, code: send.code })
    if (send.code === 'blocked') emit('visitor:blocked')
  }
}

/** What became of a message that is known. */
function tellChange(emit: Emit, item: Item, [before, now]: [Seen, Seen], id: string | null): void {
  const one = { conversationId: id ?? '', key: item.key, messageId: item.messageId }
  if (now.deletedAt && !before.deletedAt) emit('message:deleted', one)
  else if (now.editedAt !== before.editedAt) emit('message:updated', messageOf(item, id))
  if (now.reactions !== before.reactions) {
    const reactions = item.reactions.map(({ emoji, by }) => ({ emoji, count: by.length }))
    emit('message:reaction', { ...one, reactions })
  }
  if (now.mark && now.mark !== before.mark) emit(`message:${now.mark}`, one)
}

/** Tells of the messages of one conversation; what was there when it was looked at first is no news. */
export function toldMessages(emit: Emit, handle: Handle): () => void {
  const seen = new Map<string, Seen>()
  let isLookedAt = false

  function look(item: Item, oldest: number, id: string | null): void {
    const before = seen.get(item.key)
    const now = seenOf(item, markOf(item, handle))
    const isPast = !isLookedAt || (!before && item.n !== null && item.n < oldest)
    seen.set(item.key, now)
    if (isPast) return
    tellWay(emit, item, before, id)
    if (before) tellChange(emit, item, [before, now], id)
  }

  return () => {
    const items = handle.timeline.value.filter((item): item is Item => item.type === 'message')
    const id = handle.id.value
    // A conversation that is begun here has no past: its first message is news.
    isLookedAt ||= id === null
    if (!isLookedAt && handle.state.value !== 'ready') return
    // Pages that are loaded later come before the oldest that is known.
    const numbers = [...seen.values()].map(({ n }) => n ?? Infinity)
    const oldest = numbers.length ? Math.min(...numbers) : 0
    for (const item of items) look(item, oldest, id)
    isLookedAt = true
  }
}
