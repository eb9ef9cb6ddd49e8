import type { Database } from '@parley/database'
import type { Scopes } from '../../http/scopes.ts'
import { createDraftActions, type DraftDeps } from './actions.ts'
import { addDraftRoutes } from './routes.ts'
import { createDraftStore } from './store.ts'

export { draftIndexes } from './store.ts'

/** What agents write and have not sent, wherever they sit down next. */
export function createDrafts({ db, ...deps }: Omit<DraftDeps, 'store'> & { db: Database }) {
  const actions = createDraftActions({ ...deps, store: createDraftStore(db) })
  return { ...actions, addRoutes: (scopes: Scopes) => addDraftRoutes(scopes, actions) }
}
export type Drafts = ReturnType<typeof createDrafts>
