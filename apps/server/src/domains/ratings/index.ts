import type { Database } from '@parley/database'
import type { Scopes } from '../../http/scopes.ts'
import type { Sites } from '../sites/index.ts'
import { createRatingActions, type RatingDeps } from './actions.ts'
import { addRatingRoutes } from './routes.ts'
import { createRatingStore } from './store.ts'

export { ratingLinkIndexes } from './store.ts'

type Deps = Omit<RatingDeps, 'store'> & { db: Database; sites: Pick<Sites, 'find'> }

/** What visitors say of a conversation later, by a link that an agent sends them. */
export function createRatings({ db, sites, ...deps }: Deps) {
  const actions = createRatingActions({ ...deps, store: createRatingStore(db) })
  return { addRoutes: (scopes: Scopes) => addRatingRoutes(scopes, { actions, sites }) }
}
