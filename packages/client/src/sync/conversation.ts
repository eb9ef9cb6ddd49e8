import type { Actor, ConversationId, CreateKey, LogEntry, Mark } from '@parley/protocol'
import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals-core'
import type { ConversationHandle, TimelineItem } from '../api.ts'
import type { OutgoingFrame } from '../connection/link.ts'
import type { Environment } from '../environment.ts'
import { type Entries, sameThread } from '../outbox/entries.ts'
import type { LogCopy, LogSnapshot } from './log-copy.ts'
import { timelineOf } from './timeline.ts'
import { createTyping, type Typing } from './typing.ts'
import { createWatermarks, type Watermarks } from './watermarks.ts'

export type LogPage = { entries: LogEntry[]; hasMore: boolean }

/** What a conversation needs of the client around it. */
export type Surroundings = {
  env: Environment
  /** Writes a frame; false while the line is down. */
  transmit(frame: OutgoingFrame): boolean
  snapshot(id: ConversationId): Promise<LogSnapshot>
  page(id: ConversationId, before: number): Promise<LogPage>
  outbox: ReadonlySignal<Entries>
  me: ReadonlySignal<Actor | null>
  /** An entry was applied: the own command in it is settled, whatever became of its acknowledgement. */
  onApplied(id: ConversationId, entry: LogEntry): void
  /** Beyond `above` the log may not hold what it acknowledged (SYNC-66); 0 doubts all of it. */
  onCut(id: ConversationId, above: number): void
}

/** The live copy of one conversation, shared by all its handles; `loading.ts` and `following.ts` move it. */
export type Conversation = {
  around: Surroundings
  createKey: CreateKey | null
  id: Signal<ConversationId | null>
  state: Signal<ReturnType<ConversationHandle['state']['peek']>>
  /** Null while there is nothing to resume from. */
  copy: Signal<LogCopy | null>
  /** What stays on screen while a reset fetches the log again. */
  before: Signal<LogCopy | null>
  marks: Signal<Mark[]>
  myRead: Signal<number>
  timeline: ReadonlySignal<TimelineItem[]>
  watermarks: Watermarks
  typing: Typing
  transmit(frame: OutgoingFrame): boolean
  /** Entries that came before their turn, by number. */
  ahead: Map<number, LogEntry>
  /** A `sub` is under way: no second one for the same gap. */
  isFilling: boolean
  /** Raised by each load, so that an answer to an older one is dropped. */
  loadNumber: number
  failedLoads: number
  retryTimer: unknown
  earlier: Promise<void> | null
  /** Open handles. */
  holders: number
}

export function createConversation(
  around: Surroundings,
  start: { id: ConversationId } | { key: CreateKey },
): Conversation {
  const createKey = 'key' in start ? start.key : null
  const id = signal<ConversationId | null>('id' in start ? start.id : null)
  const copy = signal<LogCopy | null>(null)
  const before = signal<LogCopy | null>(null)
  const transmit = (frame: OutgoingFrame) => {
    const conversationId = id.peek()
    return conversationId !== null && around.transmit({ ...frame, conversationId })
  }
  const commands = computed(() => {
    const thread = { key: createKey, conversationId: id.value }
    const mine = around.outbox.value.filter(
      (entry) => sameThread(entry, thread) || (createKey && entry.key === createKey),
    )
    return mine.sort((a, b) => a.seq - b.seq)
  })
  return {
    around,
    createKey,
    id,
    state: signal(createKey ? 'ready' : 'loading'),
    copy,
    before,
    marks: signal([]),
    myRead: signal(0),
    timeline: computed(() => timelineOf(copy.value ?? before.value, commands.value, around.me.value)),
    watermarks: createWatermarks(around.env, transmit),
    typing: createTyping(around.env, transmit),
    transmit,
    ahead: new Map(),
    isFilling: false,
    loadNumber: 0,
    failedLoads: 0,
    retryTimer: null,
    earlier: null,
    holders: 0,
  }
}

/** Asks for everything after the position, and for what happens from then on (SYNC-45). */
export function subscribe(one: Conversation): void {
  const since = one.copy.peek()?.position
  if (since) one.isFilling = one.transmit({ t: 'sub', since })
}

/** Ends timers and answers under way. */
export function endConversation(one: Conversation): void {
  one.loadNumber++
  one.around.env.clearTimeout(one.retryTimer)
  one.watermarks.stop()
  one.typing.stop()
}

export function setRead(one: Conversation, read: number, gen: number | undefined): void {
  one.myRead.value = read
  one.watermarks.begin(read, gen)
}
