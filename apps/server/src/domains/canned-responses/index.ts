import type { Database } from '@parley/database'
import type { Scopes } from '../../http/scopes.ts'
import { type CannedDeps, createCannedActions } from './actions.ts'
import { addCannedRoutes } from './routes.ts'
import { createCannedStore } from './store.ts'

export { cannedResponseIndexes } from './store.ts'

/** Answers that are written once and inserted by a word. */
export function createCannedResponses({ db, ...deps }: Omit<CannedDeps, 'store'> & { db: Database }) {
  const actions = createCannedActions({ ...deps, store: createCannedStore(db) })
  return { ...actions, addRoutes: (scopes: Scopes) => addCannedRoutes(scopes, actions) }
}
