import type { Database } from '@parley/database'
import type { Scopes } from '../../http/scopes.ts'
import { createSavedViewActions, type SavedViewActions, type SavedViewDeps } from './actions.ts'
import { addSavedViewRoutes } from './routes.ts'
import { createSavedViewStore } from './store.ts'

export { savedViewIndexes } from './store.ts'

/** Lists of conversations that have a name: one agent's, a department's, or everybody's. */
export function createSavedViews({ db, ...deps }: Omit<SavedViewDeps, 'store'> & { db: Database }) {
  const actions: SavedViewActions = createSavedViewActions({ ...deps, store: createSavedViewStore(db) })
  return { ...actions, addRoutes: (scopes: Scopes) => addSavedViewRoutes(scopes, actions) }
}
