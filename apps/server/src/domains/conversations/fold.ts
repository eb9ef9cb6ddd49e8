import { type ConversationId, eventIdOf, type WorkspaceId } from '@parley/protocol'
import { newMessage, reduceMessage, targetOf } from '@parley/protocol/reduce'
import type { Clock } from '../../lib/clock.ts'
import { type ConversationRecord, type EventRecord, foldEvent, reducible, type StoredState, withListKeys } from './model.ts'
import type { LogStore } from './store.ts'
import { createTurns } from './turns.ts'

type Deps = {
  store: LogStore
  clock: Clock
  /** Told of every summary this process wrote. */
  onRow(record: ConversationRecord): void
}

const STEP = 200
/** Summaries kept with their head; a hint, dropped when the guard says somebody folded meanwhile. */
const CACHED = 20_000

/**
 * Derives what lists and snapshots read from the log (SYNC-30 … SYNC-34): first the states of touched messages, then the
 * summary under the filter "head is the number I started from". A crash leaves it behind, never wrong.
 */
export function createFolder({ store, clock, onRow }: Deps) {
  const turns = createTurns()
  const cache = new Map<ConversationId, ConversationRecord>()
  const waiting = new Map<ConversationId, EventRecord[]>()

  async function summaryOf(workspaceId: WorkspaceId, id: ConversationId): Promise<ConversationRecord | null> {
    const cached = cache.get(id)
    return cached?.workspaceId === workspaceId ? cached : store.find(workspaceId, id)
  }

  function remember(record: ConversationRecord): void {
    cache.set(record._id, record)
    if (cache.size > CACHED) for (const oldest of cache.keys()) return void cache.delete(oldest)
  }

  /** One step from the summary towards the log's end; null when there was nothing to fold, false when somebody was first. */
  async function step(workspaceId: WorkspaceId, id: ConversationId, handed: EventRecord[]) {
    const summary = await summaryOf(workspaceId, id)
    if (!summary) return null
    const next = summary.head.ord + 1
    const contiguous = handed.filter(({ ord }, i) => ord === next + i)
    const events = contiguous.length > 0 ? contiguous : await store.range(workspaceId, id, next, STEP)
    if (events.length === 0) return null
    for (const state of await statesOf(store, events)) await store.writeState(...state)
    const folded = withListKeys(summary, events.reduce(foldEvent, summary), clock.now())
    if (!(await store.writeSummary(summary.head.ord, folded))) {
      cache.delete(id)
      return false
    }
    remember(folded)
    onRow(folded)
    return folded
  }

  /** Folds until the summary stands at the end of what was handed over or is stored. */
  async function run(workspaceId: WorkspaceId, id: ConversationId): Promise<void> {
    const handed = (waiting.get(id) ?? []).sort((a, b) => a.ord - b.ord)
    waiting.delete(id)
    const upto = handed.at(-1)?.ord ?? 0
    for (;;) {
      const cached = cache.get(id)
      const rest = handed.filter(({ ord }) => ord > (cached?.head.ord ?? 0))
      const folded = await step(workspaceId, id, rest)
      if (folded === null) return
      if (folded !== false && upto > 0 && folded.head.ord >= upto) return
    }
  }

  return {
    /** Folds `event`, which was just stored, and whatever waits with it. */
    fold(event: EventRecord): Promise<void> {
      const { workspaceId, conversationId } = event
      const group = waiting.get(conversationId)
      if (group) group.push(event)
      else waiting.set(conversationId, [event])
      // an earlier turn may have taken this event along
      return turns.take(conversationId, async () => {
        if (waiting.has(conversationId)) await run(workspaceId, conversationId)
      })
    },
    /** Folds whatever the log holds beyond the summary: for whoever finds it behind (SYNC-34), and the sweep. */
    catchUp(workspaceId: WorkspaceId, id: ConversationId): Promise<void> {
      return turns.take(id, () => {
        cache.delete(id)
        return run(workspaceId, id)
      })
    },
    pending: turns.size,
  }
}
export type Folder = ReturnType<typeof createFolder>

/** The messages that `events` touch, each with its state as of the last of them. */
async function statesOf(store: LogStore, events: readonly EventRecord[]): Promise<[EventRecord, StoredState][]> {
  const states: [EventRecord, StoredState][] = []
  for (const messageId of new Set(events.map(targetOf))) {
    const [first] = events
    if (!messageId || !first) continue
    const original = await store.findEvent(first.workspaceId, first.conversationId, eventIdOf(messageId))
    if (original) states.push([original, stateAfter(original, events.filter((event) => targetOf(event) === messageId))])
  }
  return states
}

function stateAfter(original: EventRecord, changes: readonly EventRecord[]): StoredState {
  const start = original.state ?? { ...newMessage<Date>(original.body as StoredState['body']), ord: original.ord }
  return changes
    .filter(({ ord }) => ord > start.ord)
    .reduce<StoredState>(
      (state, event) => ({
        ...reduceMessage<Date>(state, reducible(event)),
        ord: event.ord,
        ...(event.vseq !== undefined && { vseq: event.vseq }),
      }),
      start,
    )
}
