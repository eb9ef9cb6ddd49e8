import type { AgentId, WorkspaceId } from '@parley/protocol'
import { AppError } from '../../errors/app-error.ts'
import type { AgentRecord } from './model.ts'
import type { AgentStore } from './store.ts'

/** The only way from an id in a request to an agent. Throws `agent_not_found`. */
export async function agentFor(
  store: Pick<AgentStore, 'find'>,
  workspaceId: WorkspaceId,
  id: AgentId,
): Promise<AgentRecord> {
  const record = await store.find(workspaceId, id)
  if (!record) throw new AppError('agent_not_found', 'There is no such agent.')
  return record
}
