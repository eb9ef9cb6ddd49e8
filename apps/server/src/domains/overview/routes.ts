import { ENDPOINTS } from '@parley/protocol'
import { handle, type Scopes } from '../../http/scopes.ts'
import type { OverviewActions } from './actions.ts'

export function addOverviewRoutes(scopes: Scopes, actions: OverviewActions): void {
  handle(scopes, ENDPOINTS.getOverview, ({ principal, query }) => actions.get(principal, query.since))
}
