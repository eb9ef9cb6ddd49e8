import { ENDPOINTS } from '@parley/protocol'
import { handle, type Scopes } from '../../http/scopes.ts'
import type { createNotificationActions } from './actions.ts'

type Actions = Pick<ReturnType<typeof createNotificationActions>, 'key' | 'add' | 'remove'>

export function addNotificationRoutes(scopes: Scopes, actions: Actions): void {
  handle(scopes, ENDPOINTS.getPush, ({ principal }) => actions.key(principal))
  handle(scopes, ENDPOINTS.addPush, ({ principal, body }) => actions.add(principal, body))
  handle(scopes, ENDPOINTS.removePush, ({ principal }) => actions.remove(principal))
}
