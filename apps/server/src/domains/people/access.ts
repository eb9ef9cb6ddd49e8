import type { ErasureId } from '@parley/protocol'
import { AppError } from '../../errors/app-error.ts'
import type { AgentPrincipal } from '../../lib/principal.ts'
import type { ErasureRecord, ErasureStore } from './store.ts'

/** The only way from an id in a request to an erasure. That the agent is an admin is the route's own rule. Throws `erasure_not_found`. */
export async function erasureFor(
  store: Pick<ErasureStore, 'find'>,
  { workspaceId }: Pick<AgentPrincipal, 'workspaceId'>,
  id: ErasureId,
): Promise<ErasureRecord> {
  const record = await store.find(workspaceId, id)
  if (!record) throw new AppError('erasure_not_found', 'There is no such erasure.')
  return record
}
