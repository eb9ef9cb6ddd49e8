import type { Scopes } from '../../http/scopes.ts'
import { createOverviewActions, type OverviewDeps } from './actions.ts'
import { addOverviewRoutes } from './routes.ts'

/** The numbers of a start page. Nothing is stored for them: they are counted of conversations, by their indexes. */
export function createOverview(deps: OverviewDeps) {
  const actions = createOverviewActions(deps)
  return { addRoutes: (scopes: Scopes) => addOverviewRoutes(scopes, actions) }
}
