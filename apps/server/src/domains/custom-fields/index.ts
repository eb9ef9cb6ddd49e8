import type { Database } from '@parley/database'
import type { Scopes } from '../../http/scopes.ts'
import type { Clock } from '../../lib/clock.ts'
import { createCustomFieldActions } from './actions.ts'
import { addCustomFieldRoutes } from './routes.ts'
import { createCustomFieldStore } from './store.ts'

export { judgeText } from './judge.ts'
export { customFieldIndexes } from './store.ts'
export type CustomFields = ReturnType<typeof createCustomFields>

/** What administrators want to know of contacts and conversations, typed. */
export function createCustomFields(deps: { db: Database; clock: Clock }) {
  const store = createCustomFieldStore(deps.db)
  const actions = createCustomFieldActions({ ...deps, store })
  return { ...actions, addRoutes: (scopes: Scopes) => addCustomFieldRoutes(scopes, { actions, store }) }
}
