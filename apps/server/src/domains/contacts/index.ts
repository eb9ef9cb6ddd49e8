import type { Database } from '@parley/database'
import type { ContactId, WorkspaceId } from '@parley/protocol'
import type { Scopes } from '../../http/scopes.ts'
import { type ContactDeps, createContactActions } from './actions.ts'
import { toWire } from './model.ts'
import { addContactRoutes } from './routes.ts'
import { createContactStore } from './store.ts'

export { type ContactRecord, isErased } from './model.ts'
export { contactIndexes, identityKeyIndexes, identityUseIndexes } from './store.ts'
export type Contacts = ReturnType<typeof createContacts>

/** People we know, and the proof of it: identities that a host's backend signed. */
export function createContacts(deps: Omit<ContactDeps, 'store'> & { db: Database }) {
  const store = createContactStore(deps.db)
  const actions = createContactActions({ ...deps, store })
  return {
    ...actions,
    find: (workspaceId: WorkspaceId, id: ContactId) => store.find(workspaceId, id),
    erase: (workspaceId: WorkspaceId, id: ContactId) => store.erase(workspaceId, id),
    toWire,
    addRoutes: (scopes: Scopes) => addContactRoutes(scopes, { actions, store }),
  }
}
