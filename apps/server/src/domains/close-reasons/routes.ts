import { ENDPOINTS } from '@parley/protocol'
import { handle, type Scopes } from '../../http/scopes.ts'
import type { CloseReasonActions } from './actions.ts'

export function addCloseReasonRoutes(scopes: Scopes, actions: CloseReasonActions): void {
  handle(scopes, ENDPOINTS.getCloseReasons, ({ principal }) => actions.get(principal.workspaceId))
  handle(scopes, ENDPOINTS.setCloseReasons, ({ principal, body }) => actions.set(principal.workspaceId, body))
}
