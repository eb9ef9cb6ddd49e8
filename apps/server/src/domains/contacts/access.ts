import type { IdentityKeyId } from '@parley/protocol'
import { AppError } from '../../errors/app-error.ts'
import type { AgentPrincipal } from '../../lib/principal.ts'
import type { IdentityKeyRecord } from './model.ts'
import type { ContactStore } from './store.ts'

/** The only way from an id in a request to a key. That the agent is an admin is the route's own rule. Throws `key_not_found`. */
export async function keyFor(
  store: Pick<ContactStore, 'findKey'>,
  { workspaceId }: Pick<AgentPrincipal, 'workspaceId'>,
  id: IdentityKeyId,
): Promise<IdentityKeyRecord> {
  const record = await store.findKey(workspaceId, id)
  if (!record) throw keyNotFound()
  return record
}

export function keyNotFound(): AppError {
  return new AppError('key_not_found', 'There is no such key.')
}
