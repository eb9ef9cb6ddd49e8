import { ENDPOINTS } from '@parley/protocol'
import { handle, type Scopes } from '../../http/scopes.ts'
import type { ContactActions } from './actions.ts'
import { keyToWire } from './model.ts'
import type { ContactStore } from './store.ts'

type Deps = { actions: ContactActions; store: Pick<ContactStore, 'listKeys'> }

export function addContactRoutes(scopes: Scopes, { actions, store }: Deps): void {
  handle(scopes, ENDPOINTS.listIdentityKeys, async ({ principal }) => ({
    keys: (await store.listKeys(principal.workspaceId)).map(keyToWire),
  }))
  handle(scopes, ENDPOINTS.createIdentityKey, async ({ principal }) => {
    const { record, secret } = await actions.createKey(principal)
    return { key: keyToWire(record), secret }
  })
  handle(scopes, ENDPOINTS.retireIdentityKey, async ({ principal, params }) =>
    keyToWire(await actions.retireKey(principal, params.id)),
  )
  handle(scopes, ENDPOINTS.deleteIdentityKey, ({ principal, params }) => actions.deleteKey(principal, params.id))
}
