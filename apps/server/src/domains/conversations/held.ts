import type { Cmid, ConversationId } from '@parley/protocol'
import { createRecentMap } from '../../lib/recent-map.ts'
import type { ConversationStore } from './conversation-store.ts'
import type { EventStore } from './event-store.ts'
import { type ConversationRecord, type EventRecord, foldEvent, type Ref } from './model.ts'

/**
 * What this process knows of a log: a hint that saves reads, never the judge (SYNC-22).
 * `summary` as stored, `pending` the events it has not folded, `state` both together: folded to the head.
 */
export type Held = {
  ref: Ref
  summary: ConversationRecord
  pending: EventRecord[]
  state: ConversationRecord
  /** Commands that this process saw stored, the newest last. */
  stored: Set<Cmid>
}

/** Commands per conversation that are remembered as stored. */
const STORED = 64
/** Conversations held; each takes about 2 KB. */
const CONVERSATIONS = 20_000

/** Folded states by conversation, loaded by majority reads and dropped at the first doubt. */
export function createHeldStates(events: EventStore, conversations: ConversationStore) {
  const held = createRecentMap<ConversationId, Held>(CONVERSATIONS)

  /** Reads the summary first, then what it has not folded; null when there is no such conversation. */
  async function load(ref: Ref): Promise<Held | null> {
    const summary = await conversations.find(ref)
    if (!summary) return null
    const pending = await events.listAfter(ref, summary.head.ord)
    const { workspaceId, conversationId } = ref
    const one: Held = {
      ref: { workspaceId, conversationId },
      summary,
      pending,
      state: pending.reduce(foldEvent, summary),
      stored: new Set(pending.map(({ cmid }) => cmid)),
    }
    held.set(ref.conversationId, one)
    return one
  }

  return {
    load,

    peek(ref: Ref): Held | undefined {
      const one = held.get(ref.conversationId)
      return one?.ref.workspaceId === ref.workspaceId ? one : undefined
    },

    /** The event was stored as the next one. Whatever else was loaded meanwhile may not know it, and is dropped. */
    advance(one: Held, event: EventRecord): void {
      if (held.get(one.ref.conversationId) !== one) held.delete(one.ref.conversationId)
      one.pending.push(event)
      one.state = foldEvent(one.state, event)
      one.stored.add(event.cmid)
      const [oldest] = one.stored
      if (one.stored.size > STORED && oldest) one.stored.delete(oldest)
    },

    drop(ref: Ref): void {
      held.delete(ref.conversationId)
    },
  }
}
export type HeldStates = ReturnType<typeof createHeldStates>
