import type { Actor, ConversationId, CreateKey, FrameOf, LogEntry, Mark } from '@parley/protocol'
import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals-core'
import type { ConversationHandle, TimelineItem } from '../api.ts'
import type { OutgoingFrame } from '../connection/link.ts'
import type { Environment } from '../environment.ts'
import type { Authorized } from '../http/authorized.ts'
import { toJson } from '../json.ts'
import { sameThread } from '../outbox/entries.ts'
import type { Sender } from '../outbox/sender.ts'
import type { Folding, LogCopy, OwnFold } from './log-copy.ts'
import { timelineOf } from './timeline.ts'
import type { createTyping, Typing, Typist } from './typing.ts'
import { createWatermarks, type Watermarks } from './watermarks.ts'

/** What a conversation needs of the client around it. */
export type Surroundings = Folding & {
  env: Environment
  /** Writes a frame; false while the line is down. */
  transmit(frame: OutgoingFrame): boolean
  request: Authorized
  sender: Sender
  /** Agents from the start; a visitor once there is a conversation. */
  typing: typeof createTyping | null
  actor: ReadonlySignal<Actor | null>
  /** When the present line came up, by the own clock. */
  liveAt: number
}

/** The live copy of one conversation, shared by all its handles; `loading.ts` and `following.ts` move it. */
export type Conversation = {
  around: Surroundings
  createKey: CreateKey | null
  id: Signal<ConversationId | null>
  state: Signal<ReturnType<ConversationHandle['state']['peek']>>
  /** Null while there is nothing to resume from. */
  copy: LogCopy | null
  /** The copy, or what stays on screen while a reset fetches the log again. */
  shown: Signal<LogCopy | null>
  fold: ReadonlySignal<OwnFold | null>
  hasEarlier: ReadonlySignal<boolean>
  marks: Signal<Mark[]>
  myRead: Signal<number>
  timeline: ReadonlySignal<TimelineItem[]>
  watermarks: Watermarks
  /** Who types now. */
  typists: Signal<Typist[]>
  /** What follows that; see {@link typingOf}. */
  typing: Typing | null
  queue: Signal<FrameOf<'queue'> | null>
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

/** A conversation by its id, or one that its first message creates, by its create key. */
export function createConversation(
  around: Surroundings,
  known: ConversationId | null,
  createKey: CreateKey | null,
): Conversation {
  const { env, sender, actor } = around
  const id = signal(known)
  const shown = signal<LogCopy | null>(null)
  const transmit = (frame: OutgoingFrame) =>
    id.peek() !== null && around.transmit({ ...frame, conversationId: id.peek() })
  const commands = computed(() => {
    const thread = { key: createKey, conversationId: id.value }
    const isOurs = (entry: typeof thread) => sameThread(entry, thread) || (createKey && entry.key === createKey)
    // As text the same list is the same value: what is said elsewhere draws nothing here.
    return toJson(sender.outbox.shown.value.filter(isOurs).sort((a, b) => a.seq - b.seq))
  })
  return {
    ...{ around, createKey, id, shown, transmit },
    state: signal(createKey ? 'ready' : 'loading'),
    copy: null,
    fold: computed(() => shown.value?.fold ?? null),
    hasEarlier: computed(() => shown.value?.hasEarlier ?? false),
    marks: signal([]),
    myRead: signal(0),
    timeline: computed(() => timelineOf(shown.value, JSON.parse(commands.value), actor.value)),
    watermarks: createWatermarks(env, transmit),
    typists: signal([]),
    typing: null,
    queue: signal(null),
    ahead: new Map(),
    isFilling: false,
    loadNumber: 0,
    failedLoads: 0,
    retryTimer: null,
    earlier: null,
    holders: 0,
  }
}

/** The copy is `copy` from here on; null leaves on screen what is there. */
export function hold(one: Conversation, copy: LogCopy | null): void {
  one.copy = copy
  if (copy) one.shown.value = copy
}

/** Asks for everything after the position, and for what happens from then on (SYNC-45). */
export function subscribe(one: Conversation): void {
  const since = one.copy?.position
  if (since) one.isFilling = one.transmit({ t: 'sub', since })
}

/** What follows who types, once it is here. Until then nobody is seen to type, and nobody is told. */
export function typingOf(one: Conversation): Typing | null {
  const { env, typing } = one.around
  one.typing ??= typing?.(env, one.transmit, one.typists) ?? null
  return one.typing
}

/** Ends timers and answers under way. */
export function endConversation(one: Conversation): void {
  one.loadNumber++
  one.around.env.clearTimeout(one.retryTimer)
  one.watermarks.stop()
  one.typing?.stop()
}

export function setRead(one: Conversation, read: number, gen: number | undefined): void {
  one.myRead.value = read
  one.watermarks.begin(read, gen)
}

/** Where the own watermark stands among `marks`. */
export function ownRead(one: Conversation, marks: readonly Mark[]): number {
  return marks.find(({ who }) => who.id === one.around.actor.peek()?.id)?.read ?? 0
}
