import type { TagId } from '@parley/protocol'
import { AppError } from '../../errors/app-error.ts'
import type { AgentPrincipal } from '../../lib/principal.ts'
import type { TagRecord, TagStore } from './store.ts'

/** The only way from an id in a request to a tag. That the agent is an admin is the route's own rule. Throws `tag_not_found`. */
export async function tagFor(
  store: Pick<TagStore, 'find'>,
  { workspaceId }: Pick<AgentPrincipal, 'workspaceId'>,
  id: TagId,
): Promise<TagRecord> {
  const record = await store.find(workspaceId, id)
  if (!record) throw new AppError('tag_not_found', 'There is no such tag.')
  return record
}
