import type { Database } from '@parley/database'
import type { Scopes } from '../../http/scopes.ts'
import type { Clock } from '../../lib/clock.ts'
import { createCloseReasonActions } from './actions.ts'
import { addCloseReasonRoutes } from './routes.ts'
import { closeReasonIndexes, createCloseReasonStore } from './store.ts'

export { closeReasonIndexes }

/** Why agents close conversations, as administrators listed it. */
export function createCloseReasons({ db, clock }: { db: Database; clock: Clock }) {
  const actions = createCloseReasonActions({ store: createCloseReasonStore(db), clock })
  return { ...actions, addRoutes: (scopes: Scopes) => addCloseReasonRoutes(scopes, actions) }
}
