import { type ContactImport, ENDPOINTS } from '@parley/protocol'
import { handle, type Scopes } from '../../http/scopes.ts'
import { importFor } from './access.ts'
import type { ImportActions } from './actions.ts'
import type { ImportRecord, ImportStore } from './store.ts'

type Deps = { actions: ImportActions; store: ImportStore }

function toWire({ _id: id, workspaceId: _w, expiresAt: _e, createdAt, ...record }: ImportRecord): ContactImport {
  return { id, ...record, createdAt: createdAt.toISOString() }
}

export function addImportRoutes(scopes: Scopes, { actions, store }: Deps): void {
  handle(scopes, ENDPOINTS.listContactImports, async ({ principal }) => ({
    imports: (await store.list(principal.workspaceId)).map(toWire),
  }))
  handle(scopes, ENDPOINTS.createContactImport, async ({ principal, body }) =>
    toWire(await actions.create(principal, body)),
  )
  handle(scopes, ENDPOINTS.addImportRows, async ({ principal, params, body }) =>
    toWire(await actions.add(principal, params.id, body)),
  )
  handle(scopes, ENDPOINTS.checkContactImport, async ({ principal, params }) =>
    toWire(await actions.check(principal, params.id)),
  )
  handle(scopes, ENDPOINTS.runContactImport, async ({ principal, params }) =>
    toWire(await actions.run(principal, params.id)),
  )
  handle(scopes, ENDPOINTS.cancelContactImport, async ({ principal, params }) =>
    toWire(await actions.cancel(principal, params.id)),
  )
  handle(scopes, ENDPOINTS.getContactImport, async ({ principal, params }) =>
    toWire(await importFor(store, principal, params.id)),
  )
  handle(scopes, ENDPOINTS.listImportRefusals, async ({ principal, params, query }) => {
    const record = await importFor(store, principal, params.id)
    const listed = await store.listRefusals(record, query.after ?? 0)
    const refusals = listed.map(({ row, reason, column, values }) => ({ row, reason, column, values }))
    return { refusals, next: store.isFull(listed) ? (refusals.at(-1)?.row ?? null) : null }
  })
}
