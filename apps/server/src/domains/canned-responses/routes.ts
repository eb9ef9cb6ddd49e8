import { ENDPOINTS } from '@parley/protocol'
import { handle, type Scopes } from '../../http/scopes.ts'
import type { CannedActions } from './actions.ts'
import { toWire } from './model.ts'

export function addCannedRoutes(scopes: Scopes, actions: CannedActions): void {
  handle(scopes, ENDPOINTS.listCannedResponses, async ({ principal }) => {
    const { found, more } = await actions.list(principal)
    return { cannedResponses: found.map(toWire), truncated: more }
  })
  handle(scopes, ENDPOINTS.createCannedResponse, async ({ principal, body }) =>
    toWire(await actions.create(principal, body)),
  )
  handle(scopes, ENDPOINTS.updateCannedResponse, async ({ principal, params, body }) =>
    toWire(await actions.update(principal, params.id, body)),
  )
  handle(scopes, ENDPOINTS.deleteCannedResponse, ({ principal, params }) => actions.remove(principal, params.id))
  handle(scopes, ENDPOINTS.restoreCannedResponse, async ({ principal, params }) =>
    toWire(await actions.restore(principal, params.id)),
  )
  handle(scopes, ENDPOINTS.attachCannedFiles, async ({ principal, params, body }) => ({
    attachments: await actions.attach(principal, params.id, body),
  }))
  handle(scopes, ENDPOINTS.countCannedResponse, ({ principal, params }) => actions.count(principal, params.id))
}
