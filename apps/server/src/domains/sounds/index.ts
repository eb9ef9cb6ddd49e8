import type { Database } from '@parley/database'
import type { Scopes } from '../../http/scopes.ts'
import type { Clock } from '../../lib/clock.ts'
import { createSoundActions } from './actions.ts'
import { addSoundRoutes } from './routes.ts'
import { createSoundStore } from './store.ts'

export { soundByteIndexes, soundIndexes } from './store.ts'

/** Sounds that agents bring to be told by. */
export function createSounds({ db, clock }: { db: Database; clock: Clock }) {
  const actions = createSoundActions({ store: createSoundStore(db), clock })
  return { addRoutes: (scopes: Scopes) => addSoundRoutes(scopes, actions) }
}
