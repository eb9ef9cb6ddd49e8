import { isRetryable, LIMITS, type Cmid, type ConversationId, type WorkspaceId } from '@parley/protocol'
import { newId } from '../../lib/new-id.ts'
import type { Clock } from '../../lib/clock.ts'
import { createRecent } from '../../lib/recent.ts'
import { type Command, type Decide, type Decision, isRefusal, type Outcome, type Refusal, refuse } from './command.ts'
import type { Gather } from './gather.ts'
import { type ConversationRecord, type EventRecord, foldEvent, numbersAfter } from './model.ts'
import type { LogStore } from './store.ts'
import { createTurns } from './turns.ts'

type Deps = {
  store: LogStore
  gather: Pick<Gather, 'insert'>
  /** The store's clock (SYNC-78). */
  clock: Clock
  /** Monotonic milliseconds, for deadlines. */
  monotonic(): number
  /** A pause of random length below `maxMs`. */
  pause(maxMs: number): Promise<void>
}

export type AppendInput = {
  workspaceId: WorkspaceId
  conversationId: ConversationId
  command: Command
  decide: Decide
}

/** States kept in memory; a hint, dropped by any error (SYNC-22). */
const CACHED = 20_000
const READ_AHEAD = 200

/**
 * The only writer of the log (SYNC-20). One command of a conversation is in flight in this process; `decide` runs again
 * whenever another writer was first; the unique indexes are the judge.
 */
export function createAppend({ store, gather, clock, monotonic, pause }: Deps) {
  const turns = createTurns()
  const cache = new Map<ConversationId, ConversationRecord>()
  /** What this process saw stored lately needs no read (SYNC-26). */
  const recent = createRecent<Cmid>(CACHED)

  function remember(state: ConversationRecord): void {
    cache.delete(state._id)
    cache.set(state._id, state)
    if (cache.size > CACHED) for (const oldest of cache.keys()) return void cache.delete(oldest)
  }

  /** The summary folded up to the head, by majority reads; null when there is no such conversation. */
  async function read(workspaceId: WorkspaceId, id: ConversationId): Promise<ConversationRecord | null> {
    let state = await store.find(workspaceId, id)
    if (!state) return null
    for (;;) {
      const events = await store.range(workspaceId, id, state.head.ord + 1, READ_AHEAD)
      for (const event of events) state = foldEvent(state, event)
      if (events.length < READ_AHEAD) return state
    }
  }

  /** The state to decide on: a cached hint, or fresh from the store. */
  async function stateOf({ workspaceId, conversationId }: AppendInput) {
    const cached = cache.get(conversationId)
    if (cached?.workspaceId === workspaceId) return { state: cached, isFresh: false }
    const state = await read(workspaceId, conversationId)
    if (state) remember(state)
    return { state, isFresh: true }
  }

  async function isStored({ workspaceId, conversationId }: AppendInput, cmid: Cmid): Promise<boolean> {
    return recent.has(cmid) || (await store.findByCmid(workspaceId, conversationId, cmid)) !== null
  }

  async function judge(input: AppendInput, state: ConversationRecord): Promise<Decision | Refusal> {
    const { command, decide } = input
    if (command.after && !(await isStored(input, command.after)))
      return refuse('out_of_order', 'The command before this one is not stored yet.')
    return decide(state)
  }

  async function attempt(input: AppendInput): Promise<Outcome | 'again' | 'pause'> {
    const { workspaceId, conversationId, command } = input
    const { state, isFresh } = await stateOf(input)
    if (!state) return { ok: false, code: 'conversation_not_found', detail: `No conversation ${conversationId}.` }
    const lookUp = () => store.findByCmid(workspaceId, conversationId, command.cmid)
    const decision = await judge(input, state)
    if (isRefusal(decision)) {
      // no refusal before the lookup missed: a retry of what is stored is acknowledged whatever the state is now (I9)
      const found = await lookUp()
      if (!found && !isFresh) {
        cache.delete(conversationId) // a hint may not refuse: another instance may have written since
        return 'again'
      }
      return found ? settle(found, command) : { ok: false, code: decision.refused, detail: decision.detail }
    }
    const event = numbered(input, state, decision)
    const result = await gather.insert(event)
    if (result === 'stored') {
      remember(foldEvent(state, event))
      recent.add(command.cmid)
      return { ok: true, event, dup: false, canceled: event.kind === 'cmid.cancel' ? true : null }
    }
    cache.delete(conversationId)
    const found = await lookUp()
    if (found) return settle(found, command)
    return result === 'duplicate' ? 'again' : 'pause'
  }

  function numbered({ workspaceId, conversationId, command }: AppendInput, state: ConversationRecord, decision: Decision) {
    const { ord, vseq, ts } = state.head
    const now = clock.now()
    const at = ts && ts > now ? ts : now
    const event: EventRecord = {
      _id: newId('evt', at),
      workspaceId,
      conversationId,
      ...numbersAfter({ ord, vmax: vseq }, decision.kind),
      kind: decision.kind,
      body: decision.body,
      ...(decision.fx && Object.keys(decision.fx).length > 0 && { fx: decision.fx }),
      actor: command.actor,
      cmid: command.cmid,
      h: command.h,
      ts: at,
      origin: command.origin ?? { channel: 'chat' },
    }
    return event
  }

  async function untilDeadline(input: AppendInput, deadline: number): Promise<Outcome> {
    while (monotonic() < deadline) {
      const outcome = await attempt(input).catch((): 'pause' => {
        cache.delete(input.conversationId)
        return 'pause' // the store failed a read; nothing is known, the deadline bounds the tries
      })
      if (outcome === 'pause') await pause(LIMITS.appendPauseMs)
      else if (outcome !== 'again') return outcome
    }
    return { ok: false, code: 'store', detail: 'The store did not answer in time; send the same command again.' }
  }

  return {
    append(input: AppendInput): Promise<Outcome> {
      const deadline = monotonic() + LIMITS.appendMs
      return turns.take(input.conversationId, () => untilDeadline(input, deadline))
    },
    /** The state folded up to the head, fresh from the store. */
    read,
    pending: turns.size,
  }
}
export type Append = ReturnType<typeof createAppend>

/** What a command that is stored already ends as (sync.md 4). */
export function settle(found: EventRecord, command: Pick<Command, 'cmid' | 'h' | 'actor'>): Outcome {
  const conflict: Outcome = { ok: false, code: 'cmid_conflict', detail: 'This command id was used for another command.' }
  if (found.actor.type !== command.actor.type || found.actor.id !== command.actor.id) return conflict
  const isCanceled = found.kind === 'cmid.cancel'
  if (command.h === CANCEL_HASH) return { ok: true, event: found, dup: true, canceled: isCanceled }
  if (isCanceled) return { ok: false, code: 'canceled', detail: 'This command was cancelled before.' }
  if (found.h !== undefined && found.h !== command.h) return conflict
  return { ok: true, event: found, dup: true, canceled: null }
}

/** The hash of every cancel: it meets whatever holds its cmid (SYNC-28). */
export const CANCEL_HASH = 'cancel'

/** Whether the caller should send the same command again. */
export function mayRetry(outcome: Outcome): boolean {
  return !outcome.ok && isRetryable(outcome.code)
}

