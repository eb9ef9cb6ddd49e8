import type { Database } from '@parley/database'
import type { Scopes } from '../../http/scopes.ts'
import type { Clock } from '../../lib/clock.ts'
import { createTagActions } from './actions.ts'
import { addTagRoutes } from './routes.ts'
import { createTagStore } from './store.ts'

export { tagIndexes } from './store.ts'

/** Names and colours of the words that stand on conversations. */
export function createTags({ db, clock }: { db: Database; clock: Clock }) {
  const actions = createTagActions({ store: createTagStore(db), clock })
  return { addRoutes: (scopes: Scopes) => addTagRoutes(scopes, actions) }
}
