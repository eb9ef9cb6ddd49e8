import type { Database } from '@parley/database'
import type { Scopes } from '../../http/scopes.ts'
import { type AnnouncementDeps, createAnnouncementActions } from './actions.ts'
import { addAnnouncementRoutes } from './routes.ts'
import { createAnnouncementStore } from './store.ts'

export { announcementIndexes } from './store.ts'

/** What those who look after the team tell it: to a department or to everybody, until each has read it. */
export function createAnnouncements({ db, ...deps }: Omit<AnnouncementDeps, 'store'> & { db: Database }) {
  const actions = createAnnouncementActions({ ...deps, store: createAnnouncementStore(db) })
  return { ...actions, addRoutes: (scopes: Scopes) => addAnnouncementRoutes(scopes, actions) }
}
