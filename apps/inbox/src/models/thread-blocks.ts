import type { TimelineItem } from '@parley/client'
import type { Actor, AgentId } from '@parley/protocol'
import { keptIfSame } from './same.ts'

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

/**
 * Groups a timeline by day, author and time. `dayOf` gives the local day of a moment; `teamOf`: whose chat with colleagues
 * it is, where all are notes and none looks like one.
 */
export function threadBlocks(
  items: readonly TimelineItem[],
  { unread, dayOf, teamOf = null }: { unread: UnreadMark; dayOf(at: string): string; teamOf?: AgentId | null },
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
    add(blocks, item, teamOf)
  }
  return blocks
}

/** Blocks from a timeline again and again: one in which nothing changed is the one of before, and so are all of them. */
export function createBlocks() {
  let before: readonly Block[] = []
  return (...thread: Parameters<typeof threadBlocks>): readonly Block[] => {
    const had = new Map(before.map((block) => [block.key, block]))
    const blocks = threadBlocks(...thread).map((block) => keptIfSame(had.get(block.key), block))
    if (blocks.length !== before.length || blocks.some((block, i) => block !== before[i])) before = blocks
    return before
  }
}

function add(blocks: Block[], item: TimelineItem, teamOf: AgentId | null): void {
  const last = blocks.at(-1)
  if (item.type === 'event') {
    if (last?.type === 'events') last.events.push(item)
    else blocks.push({ type: 'events', key: item.key, events: [item] })
    return
  }
  if (item.kind === 'note.new' && !teamOf) {
    blocks.push({ type: 'note', key: item.key, message: item })
    return
  }
  if (item.campaign) blocks.push({ type: 'campaign', key: `${item.key} campaign`, said: item.campaign })
  if (last?.type === 'group' && joins(last, item)) last.messages.push(item)
  else
    blocks.push({
      type: 'group',
      key: item.key,
      side: sideOf(item.actor, teamOf),
      author: item.actor,
      messages: [item],
    })
}

function joins(group: Extract<Block, { type: 'group' }>, item: MessageItem): boolean {
  const before = group.messages.at(-1)
  const isSoon = before !== undefined && Date.parse(item.ts) - Date.parse(before.ts) < GROUP_MS
  return group.author.id === item.actor.id && isSoon
}

/** The visitor stands at the start side; whoever answers, people and programs, at the end side. */
function sideOf(actor: Actor, teamOf: AgentId | null): 'in' | 'out' {
  if (teamOf) return actor.id === teamOf ? 'out' : 'in'
  return isVisitor(actor) ? 'in' : 'out'
}

export function isVisitor({ type }: Pick<Actor, 'type'>): boolean {
  return type === 'visitor' || type === 'contact'
}

/** What can be unread: what the visitor says; in a chat with colleagues, what they do. */
export function isOthers(item: TimelineItem, teamOf: AgentId | null): item is MessageItem {
  if (item.type !== 'message') return false
  return teamOf ? item.actor.id !== teamOf : item.kind === 'msg.new' && isVisitor(item.actor)
}

/** Where the divider goes: the first message of the others above `read`, and how many there are. */
export function unreadMark(items: readonly TimelineItem[], read: number, teamOf: AgentId | null = null): UnreadMark {
  const unread = items.filter((item) => isOthers(item, teamOf) && (item.n ?? 0) > read)
  const from = unread[0]?.n
  return from ? { from, count: unread.length } : null
}
