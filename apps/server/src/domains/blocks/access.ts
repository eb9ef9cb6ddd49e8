import type { BlockId } from '@parley/protocol'
import { AppError } from '../../errors/app-error.ts'
import type { AgentPrincipal } from '../../lib/principal.ts'
import type { BlockRecord } from './model.ts'
import type { BlockStore } from './store.ts'

/** The only way from an id in a request to a block. That he is a supervisor is the route's own rule. Throws `block_not_found`. */
export async function blockFor(
  store: Pick<BlockStore, 'find'>,
  { workspaceId }: Pick<AgentPrincipal, 'workspaceId'>,
  id: BlockId,
): Promise<BlockRecord> {
  const record = await store.find(workspaceId, id)
  if (!record) throw blockNotFound()
  return record
}

export const blockNotFound = () => new AppError('block_not_found', 'There is no such block.')

/** A range may stand for many people: agents block one visitor at a time. Throws `forbidden`. */
export function checkMayBlockRanges({ role }: Pick<AgentPrincipal, 'role'>): void {
  if (role === 'agent') throw new AppError('forbidden', 'Blocking addresses needs the role supervisor.')
}
