import { type CustomField, ENDPOINTS } from '@parley/protocol'
import { handle, type Scopes } from '../../http/scopes.ts'
import { defined } from '../../lib/defined.ts'
import type { CustomFieldActions } from './actions.ts'
import type { CustomFieldRecord, CustomFieldStore } from './store.ts'

type Deps = { actions: CustomFieldActions; store: Pick<CustomFieldStore, 'list'> }

const toWire = ({ _id: id, workspaceId: _, ...field }: CustomFieldRecord): CustomField => ({ id, ...field })

export function addCustomFieldRoutes(scopes: Scopes, { actions, store }: Deps): void {
  handle(scopes, ENDPOINTS.listCustomFields, async ({ principal }) => ({
    fields: (await store.list(principal.workspaceId)).map(toWire),
  }))
  handle(scopes, ENDPOINTS.createCustomField, async ({ principal, body }) =>
    toWire(await actions.create(principal.workspaceId, body)),
  )
  handle(scopes, ENDPOINTS.updateCustomField, async ({ principal, params, body }) =>
    toWire(await actions.update(principal.workspaceId, params.id, defined(body))),
  )
}
