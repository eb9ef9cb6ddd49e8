import type { CustomFieldId } from '@parley/protocol'
import { AppError } from '../../errors/app-error.ts'
import type { AgentPrincipal } from '../../lib/principal.ts'
import type { CustomFieldRecord, CustomFieldStore } from './store.ts'

/** The only way from an id in a request to a field. That the agent is an admin is the route's own rule. Throws `field_not_found`. */
export async function fieldFor(
  store: Pick<CustomFieldStore, 'find'>,
  { workspaceId }: Pick<AgentPrincipal, 'workspaceId'>,
  id: CustomFieldId,
): Promise<CustomFieldRecord> {
  const record = await store.find(workspaceId, id)
  if (!record) throw fieldNotFound()
  return record
}

export function fieldNotFound(): AppError {
  return new AppError('field_not_found', 'There is no such field.')
}
