import type { Database } from '@parley/database'
import type { Limits } from '@parley/protocol'
import type { Clock } from '../../lib/clock.ts'
import { createGather } from '../../lib/gather.ts'
import type { Logger } from '../../lib/logger.ts'
import { type AppendInput, createAppend } from './append.ts'
import type { Outcome } from './command.ts'
import { createConversationStore } from './conversation-store.ts'
import { createEventStore } from './event-store.ts'
import { createFolder } from './fold.ts'
import { createHeldStates } from './held.ts'
import type { ConversationRecord, EventRecord, Ref } from './model.ts'

export type LogDeps = {
  db: Database
  /** The store's clock. */
  clock: Clock
  limits: Limits
  log: Logger
  /** An event is durable: fan it out (SYNC-2). Not called for repetitions. */
  onStored(event: EventRecord): void
  /** A summary was written: publish its row. */
  onFolded(record: ConversationRecord): void
}

/** The conversation log of this process: append, then tell, then fold (SYNC-49). */
export function createLog({ db, clock, limits, log, onStored, onFolded }: LogDeps) {
  const events = createEventStore(db)
  const conversations = createConversationStore(db)
  const held = createHeldStates(events, conversations)
  const folder = createFolder({ events, conversations, held, clock, limits, log, onFolded })
  const gather = createGather({ write: events.insert, waitMs: limits.gatherMs, maxItems: limits.gatherEvents })
  const appender = createAppend({ events, held, gather, fold: folder.fold, clock, limits })
  let untold = 0

  function tell(event: EventRecord): void {
    untold--
    onStored(event)
    folder.foldSoon(event, event.ord)
  }

  return {
    events,
    conversations,
    async append(input: AppendInput): Promise<Outcome> {
      const outcome = await appender.append(input)
      if (outcome.ok && !outcome.dup) {
        untold++
        setImmediate(tell, outcome.event) // the acknowledgement goes first
      }
      return outcome
    },
    /** Folds what the summary has missed, up to what the store holds now (SYNC-34). */
    async catchUp(ref: Ref): Promise<void> {
      held.drop(ref)
      const one = await held.load(ref)
      if (one && one.pending.length > 0) await folder.fold(ref, one.state.head.ord)
    },
    /** Whether the conversation is known here to exist; a hint that saves a read. */
    isKnown: (ref: Ref) => held.peek(ref) !== undefined,
    /** The conversation folded to the head of its log, from the store. */
    async state(ref: Ref): Promise<ConversationRecord | null> {
      return (await held.load(ref))?.state ?? null
    },
    /** True while something is being appended, told or folded (drain waits for it). */
    isBusy: () => untold + appender.pending() + folder.pending() > 0,
  }
}
export type Log = ReturnType<typeof createLog>
