import { type AgentId, type EventBodies, isRetryable, type SendFrame } from '@parley/protocol'
import type { ActionDeps } from './action-deps.ts'
import type { Outcome } from './command.ts'
import type { EventRecord, Ref } from './model.ts'

type Deps = Pick<ActionDeps, 'agents' | 'events'>

/** Gives back the slot of a lost or refused claim, and those of whoever no longer holds the conversation (SYNC-29). */
export async function settleSlots(deps: Deps, frame: SendFrame, ref: Ref, outcome: Outcome): Promise<void> {
  if (frame.kind === 'conv.assign') await settleAssignment(deps, frame, ref, outcome)
  if (!outcome.ok || outcome.dup) return
  const status = statusAfter(outcome.event)
  if (status) await followStatus(deps, ref, status)
}

/** An outcome that is not known yet is left to the reconciler. */
async function settleAssignment(deps: Deps, { body }: SendFrame, ref: Ref, outcome: Outcome): Promise<void> {
  const { assigneeId, from } = body as EventBodies['conv.assign']
  const loser = outcome.ok ? from : assigneeId
  if (!loser || (!outcome.ok && isRetryable(outcome.code))) return
  await giveUnlessHeld(deps, ref, loser)
}

/** Refused or not, whoever is the assignee keeps his slot. */
async function giveUnlessHeld({ events, agents }: Deps, ref: Ref, agentId: AgentId): Promise<void> {
  const state = await events.state(ref)
  if (state?.assigneeId !== agentId) await agents.giveSlot(ref.workspaceId, agentId, ref.conversationId)
}

function statusAfter({ kind, body, fx }: EventRecord): string | undefined {
  return kind === 'conv.status' ? (body as EventBodies['conv.status']).status : fx?.status
}

/** A closed conversation takes no slot; a reopened one takes its assignee's again, if he has one free. */
async function followStatus({ events, agents }: Deps, ref: Ref, status: string): Promise<void> {
  const state = await events.state(ref)
  if (!state?.assigneeId) return
  const { workspaceId, conversationId } = ref
  if (status === 'closed') await agents.giveSlot(workspaceId, state.assigneeId, conversationId)
  else await agents.takeSlot(workspaceId, state.assigneeId, conversationId)
}
