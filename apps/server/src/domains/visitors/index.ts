import type { Database } from '@parley/database'
import type { VisitorId, WorkspaceId } from '@parley/protocol'
import type { Scopes } from '../../http/scopes.ts'
import { createAcquaint } from './acquaint.ts'
import { createVisitorActions, type VisitorDeps } from './actions.ts'
import { addVisitorRoutes, type VisitorRouteDeps } from './routes.ts'
import { createVisitorStore } from './store.ts'

export type { VisitorRecord } from './model.ts'
export { visitorIndexes } from './store.ts'
export type Visitors = ReturnType<typeof createVisitors>

type Deps = Omit<VisitorDeps, 'store'> & Pick<VisitorRouteDeps, 'tokens' | 'conversationsOf'> & { db: Database }

/** Browsers that have used a site's widget. */
export function createVisitors(deps: Deps) {
  const store = createVisitorStore(deps.db)
  const actions = createVisitorActions({ ...deps, store })
  return {
    ...actions,
    acquaint: createAcquaint({ ...deps, store }),
    find: (workspaceId: WorkspaceId, id: VisitorId) => store.find(workspaceId, id),
    addRoutes: (scopes: Scopes) => addVisitorRoutes(scopes, { ...deps, actions, store }),
  }
}
