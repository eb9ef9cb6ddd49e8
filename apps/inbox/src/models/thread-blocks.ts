import type { TimelineItem } from '@parley/client'
import type { Actor } from '@parley/protocol'

export type MessageItem = Extract<TimelineItem, { type: 'message' }>
export type EventItem = Extract<TimelineItem, { type: 'event' }>

/** What a thread is drawn from. Keys are stable, so that nothing is drawn anew when the server's copy arrives. */
export type Block =
  | { type: 'day'; key: string; at: string }
  | { type: 'unread'; key: string; count: number }
  | { type: 'group'; key: string; side: 'in' | 'out'; author: Actor; messages: MessageItem[] }
  | { type: 'note'; key: string; message: MessageItem }
  /** What a rule of the site showed, and the visitor's next message answers. */
  | { type: 'campaign'; key: string; said: NonNullable<MessageItem['campaign']> }
  | { type: 'events'; key: string; events: EventItem[] }

/** Messages of one author closer than this stand together (look.md 4). */
const GROUP_MS = 3 * 60_000

/** Where unread begins, frozen when the conversation was opened: the divider stays until the view is left. */
export type UnreadMark = { from: number; count: number } | null

/** Groups a timeline by day, author and time. `dayOf` gives the local day of a moment. */
export function threadBlocks(
  items: readonly TimelineItem[],
  { unread, dayOf }: { unread: UnreadMark; dayOf(at: string): string },
): Block[] {
  const blocks: Block[] = []
  let day = ''
  let isMarked = unread === null
  for (const item of items) {
    const at = item.type === 'message' ? item.ts : item.entry.e.ts
    if (dayOf(at) !== day) {
      day = dayOf(at)
      blocks.push({ type: 'day', key: `day ${day}`, at })
    }
    if (!isMarked && unread && (item.n ?? 0) >= unread.from) {
      isMarked = true
      blocks.push({ type: 'unread', key: 'unread', count: unread.count })
    }
    add(blocks, item)
  }
  return blocks
}

function add(blocks: Block[], item: TimelineItem): void {
  const last = blocks.at(-1)
  if (item.type === 'event') {
    if (last?.type === 'events') last.events.push(item)
    else blocks.push({ type: 'events', key: item.key, events: [item] })
    return
  }
  if (item.kind === 'note.new') {
    blocks.push({ type: 'note', key: item.key, message: item })
    return
  }
  if (item.campaign) blocks.push({ type: 'campaign', key: `${item.key} campaign`, said: item.campaign })
  if (last?.type === 'group' && joins(last, item)) last.messages.push(item)
  else blocks.push({ type: 'group', key: item.key, side: sideOf(item.actor), author: item.actor, messages: [item] })
}

function joins(group: Extract<Block, { type: 'group' }>, item: MessageItem): boolean {
  const before = group.messages.at(-1)
  const isSoon = before !== undefined && Date.parse(item.ts) - Date.parse(before.ts) < GROUP_MS
  return group.author.id === item.actor.id && isSoon
}

/** The visitor stands at the start side; whoever answers, people and programs, at the end side. */
function sideOf(actor: Actor): 'in' | 'out' {
  return isVisitor(actor) ? 'in' : 'out'
}

export function isVisitor({ type }: Pick<Actor, 'type'>): boolean {
  return type === 'visitor' || type === 'contact'
}

/** Where the divider goes: the first message of the visitor above `read`, and how many there are. */
export function unreadMark(items: readonly TimelineItem[], read: number): UnreadMark {
  const unread = items.filter(
    (item) => item.type === 'message' && item.kind === 'msg.new' && isVisitor(item.actor) && (item.n ?? 0) > read,
  )
  const from = unread[0]?.n
  return from ? { from, count: unread.length } : null
}
