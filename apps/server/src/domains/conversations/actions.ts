import {
  type AckFrame,
  type AgentId,
  type Attachment,
  type CancelFrame,
  type Cmid,
  type EventBodies,
  isRetryable,
  type MessageId,
  type NackFrame,
  type SendFrame,
} from '@parley/protocol'
import { AppError } from '../../errors/app-error.ts'
import type { Clock } from '../../lib/clock.ts'
import type { Logger } from '../../lib/logger.ts'
import { conversationIdOf } from '../../lib/new-id.ts'
import { actorOf, type Principal } from '../../lib/principal.ts'
import type { createRates } from '../../lib/rates.ts'
import { mayRead } from './access.ts'
import { CANCEL_HASH } from './append.ts'
import { type Decide, hashOf, type Outcome, type Refusal, refuse } from './command.ts'
import { decisionOn, type Prepared } from './decisions.ts'
import type { Introduce } from './introduce.ts'
import type { Log } from './log.ts'
import { emptyRecord, type Ref } from './model.ts'
import type { AgentDirectory, AttachmentBinder, DepartmentDirectory } from './ports.ts'
import { numberFor } from './projection.ts'

type Deps = {
  events: Log
  clock: Clock
  agents: AgentDirectory
  attachments: AttachmentBinder
  departments: DepartmentDirectory
  /** New messages by visitor. */
  rates: ReturnType<typeof createRates>
  introduce: Introduce
  logger: Logger
}

/** What came of the things a decision cannot do itself, since it must be pure. */
type Preparation = Pick<Prepared, 'attachments' | 'assigneeName' | 'refusal'>
const NOTHING: Preparation = { attachments: [], assigneeName: null, refusal: null }

const isCreating = (frame: SendFrame | CancelFrame) => frame.t === 'cancel' || frame.kind === 'msg.new'

/** Commands of visitors and agents, from the frame to its answer. Sockets, long-polls and HTTP call the same function. */
export function createActions(deps: Deps) {
  const { events: log, clock, agents, attachments, departments, rates } = deps

  async function submit(principal: Principal, frame: SendFrame | CancelFrame): Promise<AckFrame | NackFrame> {
    const { workspaceId } = principal
    const conversationId = frame.conversationId ?? (frame.create && conversationIdOf(workspaceId, frame.create.key))
    if (!conversationId) return nack(frame.cmid, { code: 'invalid_request' })
    const ref: Ref = { workspaceId, conversationId }
    const outcome = frame.t === 'cancel' ? await cancel(principal, frame, ref) : await send(principal, frame, ref)
    if (!outcome.ok) return nack(frame.cmid, outcome)
    const { event, dup, canceled } = outcome
    const n = numberFor(principal.type, event)
    return {
      t: 'ack',
      cmid: frame.cmid,
      conversationId,
      ...(n !== undefined && { n }),
      id: event._id,
      ts: event.ts.toISOString(),
      ...(dup && { dup }),
      ...(canceled !== null && { canceled }),
    }
  }

  /** Makes the conversation that `create` means, unless it is there: a repetition meets the same one, whoever asks (SYNC-27). */
  async function begin(principal: Principal, frame: SendFrame | CancelFrame, ref: Ref): Promise<Refusal | null> {
    if (!frame.create || log.isKnown(ref) || (await log.conversations.find(ref))) return null
    if (!isCreating(frame)) return refuse('invalid_request', 'Only a message begins a conversation.')
    if (principal.type !== 'visitor') return refuse('forbidden', 'A visitor begins a conversation.')
    if (principal.blocked) return refuse('blocked', 'Messages of this visitor are refused.')
    const { workspaceId, conversationId: _id } = ref
    const departmentId = await departments.defaultOf(workspaceId)
    const { siteId, visitorId } = principal
    const start = {
      _id,
      workspaceId,
      siteId,
      departmentId,
      visitorId,
      channel: 'chat',
      createKey: frame.create.key,
    } as const
    await log.conversations.insertOrFind(emptyRecord(start, clock.now()))
    return null
  }

  /** What the visitor said of himself before he began; nobody waits for it. */
  function introduceLater(principal: Principal, ref: Ref): void {
    if (principal.type !== 'visitor' || (!principal.name && !principal.email)) return
    deps.introduce(ref, principal).catch((error: unknown) => {
      deps.logger.warn({ err: error, conversationId: ref.conversationId }, 'name and address not noted')
    })
  }

  function personOf(principal: Principal) {
    const former = principal.type === 'visitor' && principal.predecessorId
    return { actor: actorOf(principal), ...(former && { formerIds: [former] }) }
  }

  function cancel(principal: Principal, frame: CancelFrame, ref: Ref): Promise<Outcome> {
    const decide: Decide = (state) =>
      mayRead(principal, state)
        ? { kind: 'cmid.cancel', body: {} }
        : refuse('conversation_not_found', 'No such conversation.')
    const prepare = async () => {
      const refusal = await begin(principal, frame, ref)
      return refusal ?? decide
    }
    return log.append({
      ...ref,
      command: { cmid: frame.cmid, h: CANCEL_HASH, ...personOf(principal) },
      decide: { prepare },
    })
  }

  async function send(principal: Principal, frame: SendFrame, ref: Ref): Promise<Outcome> {
    const { cmid, kind, body, after } = frame
    const prepare = async () => {
      const refusal = await begin(principal, frame, ref)
      if (refusal) return refusal
      return decisionOn({ principal, kind, body, ...(await prepared(principal, frame, ref)) })
    }
    const { messageId } = body as { messageId?: MessageId }
    const outcome = await log.append({
      ...ref,
      command: { cmid, h: hashOf(kind, body), ...personOf(principal), ...(after && { after }) },
      decide: { prepare },
      target: messageId,
    })
    await settleSlots(frame, ref, outcome)
    if (outcome.ok && outcome.event.fx?.opened && !outcome.dup) introduceLater(principal, ref)
    return outcome
  }

  /** A refusal found here is told by `decide`, after the lookup for a repetition missed (SYNC-23). */
  async function prepared(principal: Principal, frame: SendFrame, ref: Ref): Promise<Preparation> {
    try {
      if (frame.kind === 'msg.new' || frame.kind === 'note.new') return await prepareMessage(principal, frame, ref)
      if (frame.kind === 'conv.assign') return await prepareAssignment(principal, frame, ref)
      return NOTHING
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      return { ...NOTHING, refusal: refuse(error.code, error.message) }
    }
  }

  async function prepareMessage(principal: Principal, { kind, body, cmid }: SendFrame, ref: Ref): Promise<Preparation> {
    if (principal.type === 'visitor' && !rates.take(principal.visitorId))
      return { ...NOTHING, refusal: refuse('rate', 'Too many messages at once; try again in a few seconds.') }
    const { attachments: ids = [] } = body as { attachments?: Attachment['id'][] }
    if (ids.length === 0) return NOTHING
    const audience = kind === 'note.new' ? 'agents' : 'all'
    const bound = await attachments.bind({ ...ref, ids, cmid, actor: actorOf(principal), audience })
    return { ...NOTHING, attachments: bound }
  }

  /** The slot is taken before the event, so that capacity holds whatever happens between the two (SYNC-29). */
  async function prepareAssignment(principal: Principal, { body }: SendFrame, ref: Ref): Promise<Preparation> {
    const { assigneeId } = body as EventBodies['conv.assign']
    if (!assigneeId || principal.type !== 'agent') return NOTHING
    const agent = await agents.find(ref.workspaceId, assigneeId)
    if (!agent?.active)
      return { ...NOTHING, refusal: refuse('agent_not_found', `No agent ${assigneeId} who could take it.`) }
    const isTaken = await agents.takeSlot(ref.workspaceId, assigneeId, ref.conversationId)
    const refusal = isTaken ? null : refuse('at_capacity', `${agent.name} has no free slot.`)
    return { ...NOTHING, assigneeName: agent.name, refusal }
  }

  /** Gives back the slot of a lost or refused claim, and those of whoever no longer holds the conversation. */
  async function settleSlots({ kind, body }: SendFrame, ref: Ref, outcome: Outcome): Promise<void> {
    if (kind === 'conv.assign') {
      const { assigneeId, from } = body as EventBodies['conv.assign']
      const loser = outcome.ok ? from : assigneeId
      if (loser && (outcome.ok || !isRetryable(outcome.code))) await giveUnlessHeld(ref, loser)
    }
    if (!outcome.ok || outcome.dup) return
    const { body: stored, fx } = outcome.event
    const status = kind === 'conv.status' ? (stored as EventBodies['conv.status']).status : fx?.status
    if (status) await followStatus(ref, status)
  }

  async function giveUnlessHeld(ref: Ref, agentId: AgentId): Promise<void> {
    const state = await log.state(ref)
    if (state?.assigneeId !== agentId) await agents.giveSlot(ref.workspaceId, agentId, ref.conversationId)
  }

  /** A closed conversation takes no slot; a reopened one takes its assignee's again, if he has one free. */
  async function followStatus(ref: Ref, status: string): Promise<void> {
    const state = await log.state(ref)
    if (!state?.assigneeId) return
    const { workspaceId, conversationId } = ref
    if (status === 'closed') await agents.giveSlot(workspaceId, state.assigneeId, conversationId)
    else await agents.takeSlot(workspaceId, state.assigneeId, conversationId)
  }

  return { submit }
}
export type Actions = ReturnType<typeof createActions>

function nack(cmid: Cmid, { code, to }: Pick<Extract<Outcome, { ok: false }>, 'code' | 'to'>): NackFrame {
  return { t: 'nack', cmid, code, retry: isRetryable(code), ...(to && { to }) }
}
