import type { ContactImportId } from '@parley/protocol'
import { AppError } from '../../errors/app-error.ts'
import type { AgentPrincipal } from '../../lib/principal.ts'
import type { ImportRecord, ImportStore } from './store.ts'

/** The only way from an id in a request to an import. That the agent is an admin is the route's own rule. Throws `import_not_found`. */
export async function importFor(
  store: Pick<ImportStore, 'find'>,
  { workspaceId }: Pick<AgentPrincipal, 'workspaceId'>,
  id: ContactImportId,
): Promise<ImportRecord> {
  const record = await store.find(workspaceId, id)
  if (!record) throw new AppError('import_not_found', 'There is no such import.')
  return record
}
