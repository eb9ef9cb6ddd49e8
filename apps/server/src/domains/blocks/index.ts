import type { Database } from '@parley/database'
import type { Scopes } from '../../http/scopes.ts'
import { type BlockDeps, createBlockActions } from './actions.ts'
import { createGate } from './gate.ts'
import { addBlockRoutes } from './routes.ts'
import { createBlockStore } from './store.ts'

export { addressBlocked } from './gate.ts'
export { isWithin } from './ranges.ts'
export { blockIndexes } from './store.ts'
export type Blocks = ReturnType<typeof createBlocks>

/** Who is not let in: visitors, and whoever comes from ranges of addresses. */
export function createBlocks({ db, ...deps }: Omit<BlockDeps, 'store'> & { db: Database }) {
  const store = createBlockStore(db)
  const actions = createBlockActions({ ...deps, store })
  return { ...createGate({ ...deps, store }), addRoutes: (scopes: Scopes) => addBlockRoutes(scopes, actions) }
}
