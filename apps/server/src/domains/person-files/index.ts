import type { Scopes } from '../../http/scopes.ts'
import { createPersonFileActions, type PersonFileDeps } from './actions.ts'
import { addPersonFileRoutes } from './routes.ts'

/** What was sent to and fro with a person, over all of his conversations. */
export function createPersonFiles(deps: PersonFileDeps) {
  const actions = createPersonFileActions(deps)
  return { addRoutes: (scopes: Scopes) => addPersonFileRoutes(scopes, actions) }
}
