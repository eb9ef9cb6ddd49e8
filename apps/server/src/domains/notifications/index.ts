import type { Database } from '@parley/database'
import type { Scopes } from '../../http/scopes.ts'
import { createNotificationActions, type NotificationDeps } from './actions.ts'
import { addNotificationRoutes } from './routes.ts'
import { createSubscriptionStore } from './store.ts'

export { subscriptionIndexes } from './store.ts'

/** Browsers of visitors that take push messages while their visitors are away. */
export function createNotifications(deps: Omit<NotificationDeps, 'store'> & { db: Database }) {
  const actions = createNotificationActions({ ...deps, store: createSubscriptionStore(deps.db) })
  return { ...actions, addRoutes: (scopes: Scopes) => addNotificationRoutes(scopes, actions) }
}
