import type { Database } from '@parley/database'
import type { SessionId, WorkspaceId } from '@parley/protocol'
import type { AccessTokens } from '../../http/access-tokens.ts'
import type { Scopes } from '../../http/scopes.ts'
import type { Agents } from '../agents/index.ts'
import type { Workspaces } from '../workspaces/index.ts'
import { createSessionActions, type SessionDeps } from './actions.ts'
import type { Cookies } from './cookies.ts'
import { addSessionRoutes, createSignedIn } from './routes.ts'
import { createSessionStore } from './store.ts'

export { createCookies } from './cookies.ts'
export { sessionIndexes } from './store.ts'
export type Sessions = ReturnType<typeof createSessions>

type Deps = Omit<SessionDeps, 'store' | 'agents' | 'workspaces'> & {
  db: Database
  /** Agents end sessions and sessions find agents: whoever composes them ties the knot. */
  agents: () => Agents
  workspaces: Workspaces
  tokens: AccessTokens
  cookies: Cookies
}

/** Sign-ins of agents. */
export function createSessions(deps: Deps) {
  const store = createSessionStore(deps.db)
  const actions = createSessionActions({
    ...deps,
    store,
    agents: {
      find: (workspaceId, id) => deps.agents().find(workspaceId, id),
      findByEmail: (workspaceId, email) => deps.agents().findByEmail(workspaceId, email),
    },
  })
  return {
    open: actions.open,
    endSessions: actions.endSessions,
    find: (workspaceId: WorkspaceId, id: SessionId) => store.find(workspaceId, id),
    signedIn: createSignedIn(deps),
    addRoutes: (scopes: Scopes) => addSessionRoutes(scopes, { ...deps, actions, agents: deps.agents() }),
  }
}
