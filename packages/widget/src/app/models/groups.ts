import type { TimelineItem } from '@parley/client/visitor'
import { isNews } from './chat-model.ts'

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

type Told = { key: 'joined' | 'left' | 'closed' | 'reopened'; name: string } | { key: null; text: string }

/** What the visitor is told of an event as a line of its own: a key of the texts, and who it is about; or a fallback. */
export function toldOf({ entry: { e } }: EventItem): Told | null {
  if (e.kind === 'conv.assign') return { key: e.body?.name ? 'joined' : 'left', name: e.body?.name ?? '' }
  if (e.kind === 'part.join') return { key: 'joined', name: e.body?.who.name ?? '' }
  if (e.kind !== 'conv.status') return fallbackOf(e.body)
  if (e.body?.status === 'pending') return null
  return { key: e.body?.status === 'closed' ? 'closed' : 'reopened', name: '' }
}

/** Only kinds that came after this version have one (SYNC-17, R32). */
function fallbackOf(body: object | null): Told | null {
  const { fallback: text } = (body ?? {}) as { fallback?: string }
  return text ? { key: null, text } : null
}

/** Blocks of a thread; the divider stands before the first message of others after `readUpTo`. */
export function blocksOf(items: readonly TimelineItem[], readUpTo: number): Block[] {
  const blocks: Block[] = []
  let day = ''
  const shown = items.filter((item) => item.type === 'message' || toldOf(item))
  const firstNew = shown.find((item) => isNews(item, readUpTo))
  for (const item of shown) {
    const ts = item.type === 'event' ? item.entry.e.ts : item.ts
    const itsDay = new Date(ts).toDateString()
    if (itsDay !== day) blocks.push({ is: 'day', key: itsDay, ts })
    day = itsDay
    if (item === firstNew) blocks.push({ is: 'new', key: 'new' })
    if (item.type === 'event') blocks.push({ is: 'event', key: item.key, item })
    else add(blocks, item)
  }
  return blocks
}

function add(blocks: Block[], item: MessageItem): void {
  const last = blocks.at(-1)
  const before = last?.is === 'group' && last.items.at(-1)
  const belongs =
    before &&
    before.mine === item.mine &&
    before.actor.id === item.actor.id &&
    Date.parse(item.ts) - Date.parse(before.ts) < GROUP_MS
  if (belongs && last?.is === 'group') last.items.push(item)
  else blocks.push({ is: 'group', key: item.key, mine: item.mine, items: [item] })
}
