import { ENDPOINTS } from '@parley/protocol'
import { handle, type Scopes } from '../../http/scopes.ts'
import type { ScheduledActions } from './actions.ts'
import { toWire } from './model.ts'

export function addScheduledRoutes(scopes: Scopes, actions: ScheduledActions): void {
  handle(scopes, ENDPOINTS.listScheduled, async ({ principal }) => ({
    scheduled: (await actions.list(principal)).map(toWire),
  }))
  handle(scopes, ENDPOINTS.createScheduled, async ({ principal, body }) =>
    toWire(await actions.create(principal, body)),
  )
  handle(scopes, ENDPOINTS.updateScheduled, async ({ principal, params, body }) =>
    toWire(await actions.update(principal, params.id, body)),
  )
  handle(scopes, ENDPOINTS.sendScheduled, ({ principal, params }) => actions.sendNow(principal, params.id))
  handle(scopes, ENDPOINTS.deleteScheduled, ({ principal, params }) => actions.remove(principal, params.id))
}
