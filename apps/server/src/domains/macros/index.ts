import type { Database } from '@parley/database'
import type { Scopes } from '../../http/scopes.ts'
import { createMacroActions, type MacroActions, type MacroDeps } from './actions.ts'
import { addMacroRoutes } from './routes.ts'
import { createMacroStore } from './store.ts'

export { macroIndexes } from './store.ts'

/** Several actions under one name; the inbox runs them, by the commands of whoever runs it. */
export function createMacros({ db, ...deps }: Omit<MacroDeps, 'store'> & { db: Database }) {
  const actions: MacroActions = createMacroActions({ ...deps, store: createMacroStore(db) })
  return { ...actions, addRoutes: (scopes: Scopes) => addMacroRoutes(scopes, actions) }
}
