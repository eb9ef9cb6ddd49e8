import { type AgentId, type EventBodies, isRetryable, type SendFrame } from '@parley/protocol'
import type { Principal } from '../../lib/principal.ts'
import type { Outcome } from './command.ts'
import type { Log } from './log.ts'
import { type EventRecord, holdsSlot, type Ref } from './model.ts'
import type { AgentDirectory, SlotTaken } from './ports.ts'

type Deps = { agents: AgentDirectory; events: Pick<Log, 'state'> }

/** What came of a command, and of the slot that it asked for before; null when it needed none. */
type Settled = { by: Principal; outcome: Outcome; slot: SlotTaken | null }

/** Gives back the slot of a lost or refused claim, and those of whoever no longer holds the conversation (SYNC-29). */
export async function settleSlots(deps: Deps, frame: SendFrame, ref: Ref, settled: Settled): Promise<void> {
  const { outcome } = settled
  if (frame.kind === 'conv.assign') await settleAssignment(deps, frame, ref, settled)
  else if (frame.kind === 'conv.department') await settlePassing(deps, frame, ref, settled)
  else await settleBeginning(deps, ref, settled)
  if (!outcome.ok || outcome.dup) return
  const status = statusAfter(outcome.event)
  if (status) await followStatus(deps, ref, status)
}

/**
 * Only what this command took is given back: the slot that it found belongs to a command from the agent's other tab, which
 * may be about to win. An outcome that is not known yet is left to the reconciler.
 */
async function settleAssignment(deps: Deps, { body }: SendFrame, ref: Ref, { outcome, slot }: Settled): Promise<void> {
  const { assigneeId, from } = body as EventBodies['conv.assign']
  if (!outcome.ok && (slot !== 'taken' || isRetryable(outcome.code))) return
  const loser = outcome.ok ? from : assigneeId
  if (loser) await giveUnlessHeld(deps, ref, loser)
}

async function settlePassing(deps: Deps, { body }: SendFrame, ref: Ref, { outcome }: Settled): Promise<void> {
  const { from } = body as EventBodies['conv.department']
  if (outcome.ok && from) await giveUnlessHeld(deps, ref, from)
}

/** Refused, or a moment later than somebody else's first message: the conversation is not his who took a slot for it. */
async function settleBeginning(deps: Deps, ref: Ref, { by, outcome, slot }: Settled): Promise<void> {
  if (by.type !== 'agent' || slot !== 'taken' || (!outcome.ok && isRetryable(outcome.code))) return
  await giveUnlessHeld(deps, ref, by.agentId)
}

async function giveUnlessHeld({ events, agents }: Deps, ref: Ref, agentId: AgentId): Promise<void> {
  if (!holdsSlot(await events.state(ref), agentId)) await agents.giveSlot(ref.workspaceId, agentId, ref.conversationId)
}

function statusAfter({ kind, body, fx }: EventRecord): string | undefined {
  return kind === 'conv.status' ? (body as EventBodies['conv.status']).status : fx?.status
}

/** A closed conversation takes no slot; a reopened one takes its assignee's again, if he has one free. */
export async function followStatus({ events, agents }: Deps, ref: Ref, status: string): Promise<void> {
  const state = await events.state(ref)
  if (!state?.assigneeId) return
  const { workspaceId, conversationId } = ref
  if (status === 'closed') await agents.giveSlot(workspaceId, state.assigneeId, conversationId)
  else await agents.takeSlot(workspaceId, state.assigneeId, conversationId)
}
