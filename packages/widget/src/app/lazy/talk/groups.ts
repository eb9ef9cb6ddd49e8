import type { TimelineItem } from '@parley/client/visitor'
import type { Actor } from '@parley/protocol'
import type { EventItem, MessageItem } from '../../models/items.ts'
import type { Kit } from '../../ui/kit.ts'

/** What the thread shows, in order. A group is what one author said within three minutes. */
export type Block =
  | { is: 'day'; key: string; ts: string }
  | { is: 'new'; key: string }
  /** What happened between two messages. */
  | { is: 'event'; key: string; told: Told[] }
  | { is: 'group'; key: string; mine: boolean; items: MessageItem[] }

/** look.md 4, grouping. */
const GROUP_MS = 3 * 60_000

/** A line about an event: a key of the texts and whom it is about, or the fallback of a kind that is not known here. */
export type Told =
  | {
      key: 'joined' | 'passed' | 'parted' | 'left' | 'closed' | 'closed_by' | 'ended' | 'reopened'
      name: string
      /** Who handed over. */
      by: string
    }
  | { key: null; text: string }

/** What the lines are made with. */
type Words = Pick<Kit, 't' | 'isNews'>

type Teller = (key: NonNullable<Told['key']>, name?: string, by?: string) => Told

/** What the visitor is told of an event as a line of its own; `before` had the conversation until then. */
export function toldOf({ t }: Pick<Words, 't'>, { entry: { e } }: EventItem, before = ''): Told | null {
  const told: Teller = (key, name = t('team'), by = '') => ({ key, name, by })
  if (e.kind === 'conv.assign') {
    if (!e.body?.assigneeId) return told('left')
    // Whoever takes it joined; whoever was given it got the visitor from the one before.
    const isPassed = before && e.actor.id !== e.body.assigneeId
    return told(isPassed ? 'passed' : 'joined', e.body.name ?? undefined, before)
  }
  if (e.kind === 'part.join') return told('joined', e.body?.who.name)
  if (e.kind === 'part.leave') return told('parted', e.body?.who.name)
  return e.kind === 'conv.status' ? standing(told, e.body?.status, e.actor) : fallbackOf(e.body)
}

function standing(told: Teller, status: string | undefined, { type, name }: Actor): Told | null {
  if (status === 'pending') return null
  if (status !== 'closed') return told('reopened')
  if (type === 'visitor') return told('ended')
  return told(name ? 'closed_by' : 'closed', name)
}

/** Only kinds that came after this version have one (SYNC-17, R32). */
function fallbackOf(body: object | null): Told | null {
  const { fallback: text } = (body ?? {}) as { fallback?: string }
  return text ? { key: null, text } : null
}

/** Every item that shows as something, with the line about it when it is an event. */
function* linesOf(words: Words, items: readonly TimelineItem[]) {
  let holder = ''
  for (const item of items) {
    if (item.type === 'message') {
      yield { item, told: null, ts: item.ts }
      continue
    }
    const { e } = item.entry
    const line = toldOf(words, item, holder)
    if (e.kind === 'conv.assign') holder = e.body?.name ?? ''
    if (line) yield { item, told: line, ts: e.ts }
  }
}

/** Blocks of a thread; the divider stands before the first message of others after `readUpTo`. */
export function blocksOf(words: Words, items: readonly TimelineItem[], readUpTo: number): Block[] {
  const blocks: Block[] = []
  let day = ''
  const firstNew = items.find((item) => words.isNews(item, readUpTo))
  for (const { item, told: line, ts } of linesOf(words, items)) {
    const itsDay = new Date(ts).toDateString()
    if (itsDay !== day) blocks.push({ is: 'day', key: itsDay, ts })
    day = itsDay
    if (item === firstNew) blocks.push({ is: 'new', key: 'new' })
    if (item.type === 'message') add(blocks, item)
    else if (line) tell(blocks, item.key, line)
  }
  return blocks
}

function tell(blocks: Block[], key: string, line: Told): void {
  const last = blocks.at(-1)
  if (last?.is === 'event') last.told.push(line)
  else blocks.push({ is: 'event', key, told: [line] })
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
