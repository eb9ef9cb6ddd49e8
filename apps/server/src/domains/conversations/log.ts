import type { Database } from '@parley/database'
import { type ConversationId, LIMITS, type WorkspaceId } from '@parley/protocol'
import type { Clock } from '../../lib/clock.ts'
import { pauseUpTo } from '../../lib/pause.ts'
import { type AppendInput, createAppend } from './append.ts'
import type { Outcome } from './command.ts'
import { createFolder } from './fold.ts'
import { createGather } from './gather.ts'
import type { ConversationRecord, EventRecord } from './model.ts'
import { createLogStore, type LogStore } from './store.ts'

type Deps = {
  db: Database
  /** The store's clock. */
  clock: Clock
  /** An event is durable: fan it out (SYNC-2). Not called for duplicates. */
  onStored(event: EventRecord): void
  /** A summary was written: publish its row. */
  onRow(record: ConversationRecord): void
  /** Derived data could not be written; the next reader or the sweep repairs it (SYNC-34). */
  onFoldFailed(error: unknown, conversationId: ConversationId): void
}

/** The conversation log: append, then tell, then fold (SYNC-49). */
export function createLog({ db, clock, onStored, onRow, onFoldFailed }: Deps) {
  const store: LogStore = createLogStore(db)
  const monotonic = () => performance.now()
  const gather = createGather({
    insert: store.insert,
    maxWaitMs: LIMITS.gatherMs,
    maxEvents: LIMITS.gatherEvents,
    now: monotonic,
  })
  const appender = createAppend({ store, gather, clock, monotonic, pause: pauseUpTo })
  const folder = createFolder({ store, clock, onRow })

  let untold = 0
  function stored(event: EventRecord): void {
    untold--
    onStored(event)
    folder.fold(event).catch((error) => onFoldFailed(error, event.conversationId))
  }

  return {
    store,
    async append(input: AppendInput): Promise<Outcome> {
      const outcome = await appender.append(input)
      if (!outcome.ok || outcome.dup) return outcome
      untold++
      setImmediate(stored, outcome.event) // the acknowledgement goes first
      return outcome
    },
    /** The state folded up to the head, by majority reads. */
    read: (workspaceId: WorkspaceId, id: ConversationId) => appender.read(workspaceId, id),
    /** Folds what the summary of `id` has missed. */
    catchUp: folder.catchUp,
    /** True while something is being appended or folded (drain waits for it). */
    isBusy: () => untold + appender.pending() + gather.pending() + folder.pending() > 0,
  }
}
export type Log = ReturnType<typeof createLog>
