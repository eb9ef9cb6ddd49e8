import { type Cmid, eventIdOf, type Limits, type MessageId } from '@parley/protocol'
import { isBug } from '../../errors/is-bug.ts'
import type { Clock } from '../../lib/clock.ts'
import type { Gather } from '../../lib/gather.ts'
import { newId } from '../../lib/new-id.ts'
import { pauseUpTo } from '../../lib/pause.ts'
import { createTurns } from '../../lib/turns.ts'
import { type Command, type Decide, type Decision, isRefusal, type Outcome, type Refusal, refuse } from './command.ts'
import type { EventStore, InsertOutcome } from './event-store.ts'
import type { Held, HeldStates } from './held.ts'
import { erases, follows, movedFrom } from './merge-rules.ts'
import { type EventRecord, numbersAfter, type Ref } from './model.ts'

export type AppendInput = Ref & {
  command: Command
  /** Or `prepare`, which does in the command's turn what a pure decision cannot; a refusal of it ends the command. */
  decide: Decide | { prepare(): Promise<Decide | Refusal> }
  /** The message that the command is about; read when the folds have reached the head, and handed to `decide`. */
  target?: MessageId | undefined
}

type Ready = AppendInput & { decide: Decide }

type Deps = {
  events: Pick<EventStore, 'findByCmid' | 'find'>
  held: HeldStates
  gather: Gather<EventRecord, InsertOutcome>
  /** Folds a log up to `ord`, so that messages' states are current. */
  fold(ref: Ref, ord: number): Promise<void>
  /** The store's clock (SYNC-78). */
  clock: Clock
  limits: Pick<Limits, 'appendMs' | 'appendPauseMs'>
}

/**
 * The only writer of the log (SYNC-20): `sync.md` 4, step by step. One command of a conversation is in flight in this
 * process; `decide` runs again whenever another writer was first; the unique indexes are the judge.
 */
export function createAppend(deps: Deps) {
  const turns = createTurns()
  return {
    append(input: AppendInput): Promise<Outcome> {
      const deadline = performance.now() + deps.limits.appendMs
      return turns.take(input.conversationId, async () => {
        const decide = await decisionOf(input)
        if (decide === null) return STORE_SILENT
        return isRefusal(decide) ? outcomeOf(decide) : untilSettled(deps, { ...input, decide }, deadline)
      })
    },
    pending: turns.size,
  }
}

/** Null when the store failed what had to be done before the decision. */
async function decisionOf({ decide }: AppendInput): Promise<Decide | Refusal | null> {
  if (typeof decide === 'function') return decide
  return decide.prepare().catch((error: unknown) => {
    if (isBug(error)) throw error
    return null
  })
}

async function untilSettled(deps: Deps, input: Ready, deadline: number): Promise<Outcome> {
  while (performance.now() < deadline) {
    const outcome = await attempt(deps, input).catch((error: unknown): 'pause' => {
      deps.held.drop(input)
      if (isBug(error)) throw error
      return 'pause' // the store failed a read: nothing is known, the deadline bounds the tries
    })
    if (outcome === 'pause') await pauseUpTo(deps.limits.appendPauseMs)
    else if (outcome !== 'again') return outcome
  }
  return STORE_SILENT
}

async function attempt(deps: Deps, input: Ready): Promise<Outcome | 'again' | 'pause'> {
  const { held, gather } = deps
  const known = held.peek(input)
  const one = known ?? (await held.load(input))
  if (!one) return { ok: false, code: 'conversation_not_found', detail: `No conversation ${input.conversationId}.` }
  const decision = await judge(deps, one, input)
  if (isRefusal(decision)) {
    // Whoever sends it on may name files of this conversation: its summary tells where they went, before he hears of it.
    if (decision.refused === 'moved') await deps.fold(one.ref, one.state.head.ord)
    return refused(deps, input, { refusal: decision, isHint: known !== undefined })
  }
  const event = numbered(one, input, { decision, now: deps.clock.now() })
  const result = await gather.add(event)
  if (result === 'stored') {
    held.advance(one, event)
    return { ok: true, event, dup: false, canceled: event.kind === 'cmid.cancel' || null }
  }
  held.drop(input)
  const settled = await settleByCmid(deps, input)
  return settled ?? (result === 'failed' ? 'pause' : 'again')
}

async function judge(deps: Deps, one: Held, { command, decide, target }: Ready): Promise<Decision | Refusal> {
  const at = tsAfter(one, deps.clock.now())
  if (command.after && !(await isStored(deps, one, command.after)))
    return refuse('out_of_order', 'The command before this one is not stored yet.')
  if (!target) return ifOpen(one, decide(one.state, at, null))
  await deps.fold(one.ref, one.state.head.ord)
  return ifOpen(one, decide(one.state, at, await deps.events.find(one.ref, eventIdOf(target))))
}

/** Of whoever writes: to what was merged into another conversation nothing comes any more (SYNC-93). */
function ifOpen({ state: { movedTo } }: Held, decision: Decision | Refusal): Decision | Refusal {
  return movedTo && !isRefusal(decision) && !follows(decision.kind) && !erases(decision) ? movedFrom(movedTo) : decision
}

/** What this process saw stored needs no read (SYNC-26). */
async function isStored({ events }: Deps, one: Held, cmid: Cmid): Promise<boolean> {
  return one.stored.has(cmid) || (await events.findByCmid(one.ref, cmid)) !== null
}

type Refused = { refusal: Refusal; isHint: boolean }

/**
 * No refusal before the lookup missed: a repetition of what is stored is acknowledged whatever the state is now
 * (SYNC-23); and none from a hint: another instance may have written since. What must be stored before was read.
 */
async function refused(deps: Deps, input: Ready, { refusal, isHint }: Refused): Promise<Outcome | 'again'> {
  const settled = await settleByCmid(deps, input)
  if (settled) return settled
  if (!isHint || refusal.refused === 'out_of_order') return outcomeOf(refusal)
  deps.held.drop(input)
  return 'again'
}

async function settleByCmid({ events }: Deps, input: Ready): Promise<Outcome | null> {
  const found = await events.findByCmid(input, input.command.cmid)
  return found && settle(found, input.command)
}

/** The event that `decision` becomes behind the head that we know of. */
function numbered(one: Held, input: Ready, { decision, now }: { decision: Decision; now: Date }): EventRecord {
  const { workspaceId, conversationId, command } = input
  const { kind, body, fx } = decision
  const ts = tsAfter(one, now)
  return {
    _id: newId('evt', ts),
    workspaceId,
    conversationId,
    ...numbersAfter(one.state.head, kind),
    kind,
    body,
    ...(fx && Object.keys(fx).length > 0 && { fx }),
    actor: command.actor,
    cmid: command.cmid,
    h: command.h,
    ts,
    origin: command.origin ?? { channel: 'chat' },
  }
}

function outcomeOf({ refused: code, ...told }: Refusal): Outcome {
  return { ok: false, code, ...told }
}

const STORE_SILENT: Outcome = {
  ok: false,
  code: 'store',
  detail: 'The store did not answer in time; send the same command again.',
}

/** Never before its predecessor, whatever the clocks say (R22). */
function tsAfter({ state }: Held, now: Date): Date {
  const { ts } = state.head
  return ts && ts > now ? ts : now
}

/** What a command whose id is in the log already ends as (`sync.md` 4). */
export function settle(found: EventRecord, { actor, formerIds, h }: Omit<Command, 'cmid'>): Outcome {
  const conflict: Outcome = {
    ok: false,
    code: 'cmid_conflict',
    detail: 'This command id was used for another command.',
  }
  // A visitor who proved who he is acts as a contact; ids tell by their prefix whose they are.
  const isSamePerson = [actor.id, ...(formerIds ?? [])].includes(found.actor.id)
  if (!isSamePerson) return conflict
  const isCanceled = found.kind === 'cmid.cancel'
  if (h === CANCEL_HASH) return { ok: true, event: found, dup: true, canceled: isCanceled }
  if (isCanceled) return { ok: false, code: 'canceled', detail: 'This command was cancelled before.' }
  // Erased: without its hash the same person suffices (SYNC-92).
  if (found.h !== undefined && found.h !== h) return conflict
  return { ok: true, event: found, dup: true, canceled: null }
}

/** The hash of every cancel: it meets whatever holds its cmid (SYNC-28). */
export const CANCEL_HASH = 'cancel'
