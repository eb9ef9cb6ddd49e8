import type { AgentId, DepartmentId, Draft, EventBodies, RouteWish, SendFrame, WorkspaceId } from '@parley/protocol'
import type { Clock } from '../../lib/clock.ts'
import { newCmid } from '../../lib/new-id.ts'
import { type Decide, hashOf, refuse } from './command.ts'
import type { Log } from './log.ts'
import { holdsSlot, type Ref } from './model.ts'
import type { AgentDirectory, DepartmentDirectory } from './ports.ts'

/** Where the visitor's page wants the conversation that a message begins. */
export function routeOf({ kind, body }: SendFrame): RouteWish {
  return kind === 'msg.new' && (body as Draft).type === 'text' ? ((body as { route?: RouteWish }).route ?? {}) : {}
}

/** The department that was asked for, where the workspace has it: nobody's message is lost by a page that is out of date. */
export async function departmentFor(
  departments: DepartmentDirectory,
  workspaceId: WorkspaceId,
  { departmentId }: RouteWish,
): Promise<DepartmentId> {
  const isKnown = departmentId && (await departments.list(workspaceId)).some(({ _id }) => _id === departmentId)
  return isKnown ? departmentId : departments.defaultOf(workspaceId)
}

type Deps = { log: Log; clock: Clock; agents: AgentDirectory; isPresent: IsPresent }
export type IsPresent = (workspaceId: WorkspaceId, id: AgentId) => Promise<boolean>
/** Gives a conversation that has just begun to the agent whom its page asked for. */
export type HandOver = (ref: Ref, id: AgentId) => Promise<void>

/**
 * Only to somebody who is there, may see it and has room; else it waits, as every other, for whoever is. A process that
 * ends in between leaves it waiting too. What a page asks for must not hide a visitor from the team.
 */
export function createHandOver({ log, clock, agents, isPresent }: Deps): HandOver {
  return async (ref, id) => {
    const { workspaceId, conversationId } = ref
    const agent = await agents.find(workspaceId, id)
    if (!agent?.active || !(await maySee(log, ref, agent))) return
    if (!(await isPresent(workspaceId, id))) return
    const slot = await agents.takeSlot(workspaceId, id, conversationId)
    if (slot === 'full') return
    const isLost = !(await claimFor(log, clock, ref, agent))
    if (isLost && slot === 'taken' && !holdsSlot(await log.state(ref), id))
      await agents.giveSlot(workspaceId, id, conversationId)
  }
}

/** False when the log refused it: somebody was faster, or the store is silent. */
async function claimFor(log: Log, clock: Clock, ref: Ref, { id, name }: { id: AgentId; name: string }) {
  const body: EventBodies['conv.assign'] = { assigneeId: id, from: null, name }
  const decide: Decide = ({ assigneeId, status }) => {
    const isFree = assigneeId === null && status === 'open'
    return isFree ? { kind: 'conv.assign', body } : refuse('already_assigned', 'Somebody was faster.')
  }
  const actor = { type: 'system', id: 'system' } as const
  const command = { cmid: newCmid(clock.now()), h: hashOf('conv.assign', body), actor }
  return (await log.append({ ...ref, command, decide })).ok
}

async function maySee(log: Log, ref: Ref, { departmentIds }: { departmentIds: readonly DepartmentId[] }) {
  const state = await log.state(ref)
  return state !== null && departmentIds.includes(state.departmentId)
}
