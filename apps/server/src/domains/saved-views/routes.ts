import { ENDPOINTS } from '@parley/protocol'
import { handle, type Scopes } from '../../http/scopes.ts'
import type { SavedViewActions } from './actions.ts'
import { toWire } from './model.ts'

export function addSavedViewRoutes(scopes: Scopes, actions: SavedViewActions): void {
  handle(scopes, ENDPOINTS.listSavedViews, async ({ principal }) => {
    const { found, more } = await actions.list(principal)
    return { savedViews: found.map(toWire), truncated: more }
  })
  handle(scopes, ENDPOINTS.createSavedView, async ({ principal, body }) =>
    toWire(await actions.create(principal, body)),
  )
  handle(scopes, ENDPOINTS.updateSavedView, async ({ principal, params, body }) =>
    toWire(await actions.update(principal, params.id, body)),
  )
  handle(scopes, ENDPOINTS.deleteSavedView, ({ principal, params }) => actions.remove(principal, params.id))
  handle(scopes, ENDPOINTS.restoreSavedView, async ({ principal, params }) =>
    toWire(await actions.restore(principal, params.id)),
  )
  handle(scopes, ENDPOINTS.countSavedViews, async ({ principal, query }) => ({
    counts: await actions.counts(principal, query.ids),
  }))
}
