import { ENDPOINTS } from '@parley/protocol'
import { handle, type Scopes } from '../../http/scopes.ts'
import type { MacroActions } from './actions.ts'
import { toWire } from './model.ts'

export function addMacroRoutes(scopes: Scopes, actions: MacroActions): void {
  handle(scopes, ENDPOINTS.listMacros, async ({ principal }) => {
    const { found, more } = await actions.list(principal)
    return { macros: found.map(toWire), truncated: more }
  })
  handle(scopes, ENDPOINTS.createMacro, async ({ principal, body }) => toWire(await actions.create(principal, body)))
  handle(scopes, ENDPOINTS.updateMacro, async ({ principal, params, body }) =>
    toWire(await actions.update(principal, params.id, body)),
  )
  handle(scopes, ENDPOINTS.deleteMacro, ({ principal, params }) => actions.remove(principal, params.id))
  handle(scopes, ENDPOINTS.restoreMacro, async ({ principal, params }) =>
    toWire(await actions.restore(principal, params.id)),
  )
  handle(scopes, ENDPOINTS.countMacro, ({ principal, params }) => actions.count(principal, params.id))
}
