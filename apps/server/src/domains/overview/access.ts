import type { AgentId, DepartmentId } from '@parley/protocol'
import type { AgentPrincipal } from '../../lib/principal.ts'
import type { AgentRecord } from '../agents/index.ts'
import { seesEverything } from '../conversations/index.ts'

/** Those whose numbers are for him: an agent has his own departments, whoever looks after them all of them. */
export function departmentsFor<T extends { _id: DepartmentId }>(by: AgentPrincipal, all: readonly T[]): T[] {
  return all.filter(({ _id }) => seesEverything(by.role) || by.departmentIds.includes(_id))
}

/** An agent sees those with whom he shares a department. */
export function seesAgent(by: AgentPrincipal, { _id, departmentIds }: Pick<AgentRecord, '_id' | 'departmentIds'>) {
  if (seesEverything(by.role) || _id === by.agentId) return true
  return departmentIds.some((id) => by.departmentIds.includes(id))
}

/** How much a colleague has to do tells of conversations that an agent may not see. */
export const seesLoad = ({ role, agentId }: AgentPrincipal, id: AgentId): boolean =>
  seesEverything(role) || id === agentId
