import type { Database } from '@parley/database'
import type { Scopes } from '../../http/scopes.ts'
import { createResumeActions, type ResumeDeps } from './actions.ts'
import { addResumeRoutes } from './routes.ts'
import { createResumeStore } from './store.ts'

export { resumeLinkIndexes } from './store.ts'

type Deps = Omit<ResumeDeps, 'store'> & { db: Database }

/** Conversations that go on in another browser, by a link that an agent sends. */
export function createResumes({ db, ...deps }: Deps) {
  const actions = createResumeActions({ ...deps, store: createResumeStore(db) })
  return { addRoutes: (scopes: Scopes) => addResumeRoutes(scopes, actions) }
}
