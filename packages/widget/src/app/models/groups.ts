import type { TimelineItem } from '@parley/client/visitor'

export type MessageItem = Extract<TimelineItem, { type: 'message' }>
export type EventItem = Extract<TimelineItem, { type: 'event' }>

/** What the thread shows, in order. A group is what one author said within three minutes. */
export type Block =
  | { is: 'day'; key: string; ts: string }
  | { is: 'new'; key: string }
  | { is: 'event'; key: string; item: EventItem }
  | { is: 'group'; key: string; mine: boolean; items: MessageItem[] }

/** look.md 4, grouping. */
const GROUP_MS = 3 * 60_000
/** Events that the visitor is told of; others change what he sees elsewhere. */
const TOLD = new Set(['conv.assign', 'conv.status', 'part.join'])

/** Blocks of a thread; the divider stands before the first message of others after `readUpTo`. */
export function blocksOf(items: readonly TimelineItem[], readUpTo: number): Block[] {
  const blocks: Block[] = []
  let day = ''
  const shown = items.filter((item) => item.type === 'message' || TOLD.has(item.entry.e.kind))
  const firstNew = readUpTo > 0 ? shown.find((item) => isAfter(item, readUpTo)) : undefined
  for (const item of shown) {
    const ts = item.type === 'event' ? item.entry.e.ts : item.ts
    const itsDay = new Date(ts).toDateString()
    if (itsDay !== day) blocks.push({ is: 'day', key: `day ${itsDay}`, ts })
    day = itsDay
    if (item === firstNew) blocks.push({ is: 'new', key: 'new' })
    if (item.type === 'event') blocks.push({ is: 'event', key: item.key, item })
    else add(blocks, item)
  }
  return blocks
}

/** Whether `item` is a message of others that was not read yet. */
function isAfter(item: TimelineItem, readUpTo: number): boolean {
  return item.type === 'message' && !item.mine && item.n !== null && item.n > readUpTo
}

function add(blocks: Block[], item: MessageItem): void {
  const last = blocks.at(-1)
  const before = last?.is === 'group' ? last.items.at(-1) : undefined
  const belongs =
    last?.is === 'group' &&
    before !== undefined &&
    before.mine === item.mine &&
    before.actor.id === item.actor.id &&
    Date.parse(item.ts) - Date.parse(before.ts) < GROUP_MS
  if (belongs) last.items.push(item)
  else blocks.push({ is: 'group', key: item.key, mine: item.mine, items: [item] })
}
