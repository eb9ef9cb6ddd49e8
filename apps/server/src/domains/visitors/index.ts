import type { Database } from '@parley/database'
import type { ContactId, VisitorId, WorkspaceId } from '@parley/protocol'
import type { AccessTokens } from '../../http/access-tokens.ts'
import type { Scopes } from '../../http/scopes.ts'
import type { Contacts } from '../contacts/index.ts'
import type { Sites } from '../sites/index.ts'
import { createAcquaint } from './acquaint.ts'
import { createVisitorActions, type VisitorDeps } from './actions.ts'
import { createDirectory } from './directory.ts'
import { createDoors, type DoorDeps } from './doors.ts'
import { createIdentityActions, type IdentityDeps } from './identity-actions.ts'
import { toWire } from './model.ts'
import { createProfileActions, type ProfileDeps } from './profile-actions.ts'
import { addVisitorRoutes } from './routes.ts'
import { createVisitorStore } from './store.ts'

export type { VisitorRecord } from './model.ts'
export { visitorIndexes } from './store.ts'
export type Visitors = ReturnType<typeof createVisitors>

type Deps = Omit<VisitorDeps, 'store'> &
  Pick<IdentityDeps, 'claimed'> &
  Pick<ProfileDeps, 'profileTold'> &
  Pick<DoorDeps, 'checkAddress'> & {
    db: Database
    tokens: AccessTokens
    sites: Sites
    contacts: Pick<Contacts, 'identify' | 'find' | 'toWire' | 'wholeOf'>
  }

/** Browsers that are read at once. */
const AT_ONCE = 200

/** Browsers that have used a site's widget. */
export function createVisitors(deps: Deps) {
  const store = createVisitorStore(deps.db, deps.clock)
  const actions = createVisitorActions({ ...deps, store })
  const profiles = createProfileActions({ ...deps, store, actions })
  const identities = createIdentityActions({ ...deps, actions })
  const doors = createDoors({ ...deps, actions, identities })
  return {
    ...actions,
    acquaint: createAcquaint({ ...deps, store }),
    directory: createDirectory({ ...deps, store }),
    ...profiles,
    find: (workspaceId: WorkspaceId, id: VisitorId) => store.find(workspaceId, id),
    /** The browsers of these persons, the newest first. */
    async listOfContacts(workspaceId: WorkspaceId, ids: readonly ContactId[]) {
      const all = await store.listOfContacts(workspaceId, ids)
      return all.map((record) => ({ _id: record._id, wire: () => toWire(record) }))
    },
    /** All browsers of these persons. */
    async idsOfContacts(workspaceId: WorkspaceId, ids: readonly ContactId[]): Promise<VisitorId[]> {
      const all: VisitorId[] = []
      for (;;) {
        const page = await store.listIdsAfter(workspaceId, ids, all.at(-1) ?? null, AT_ONCE)
        all.push(...page)
        if (page.length < AT_ONCE) return all
      }
    },
    setSavedAs: store.setSavedAs,
    toWire,
    addRoutes: (scopes: Scopes) => addVisitorRoutes(scopes, { ...deps, profiles, identities, doors, store }),
  }
}
