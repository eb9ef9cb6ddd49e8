import { randomUUID } from 'node:crypto'
import type { Database } from '@parley/database'
import { AppError } from '../../errors/app-error.ts'
import type { Scopes } from '../../http/scopes.ts'
import { createLeases } from '../../jobs/leases.ts'
import { createAtMostEach } from '../../lib/at-most.ts'
import { every } from '../../lib/periodic.ts'
import { createErasureActions } from './actions.ts'
import { type ArchiveDeps, createArchive } from './archive.ts'
import { createErasureJob, type JobDeps } from './job.ts'
import { createArchiveLinks } from './links.ts'
import { createPersons, type PersonDeps } from './person.ts'
import { addPeopleRoutes } from './routes.ts'
import { createErasureStore } from './store.ts'

export { erasureIndexes } from './store.ts'

type Deps = Omit<JobDeps, 'leases'> &
  PersonDeps &
  ArchiveDeps & {
    db: Database
    linkKey: Buffer
    fileUrl(path: string): string
    /** Who holds leases (SYNC-77); by default a new name for each process. */
    holder?: string
  }

/** How often an erasure that somebody left is looked for, in milliseconds. */
const LOOKED_FOR_MS = 10_000
/** Of one workspace at once, of each sort, and how many wait: each reads much (N84). */
const RUNNING = 2
const WAITING = 10
const RETRY_MS = 2_000

/** Persons, as an administrator takes them out or takes them away: S15, N98, N99. */
export function createPeople(deps: Deps) {
  const store = createErasureStore(deps.db)
  const persons = createPersons(deps)
  const leases = createLeases({ ...deps, holder: deps.holder ?? randomUUID() })
  const job = createErasureJob({ ...deps, store, persons, leases })
  const actions = createErasureActions({ ...deps, store, persons, job })
  const links = createArchiveLinks({ key: deps.linkKey, clock: deps.clock, urlFor: deps.fileUrl })
  const archive = createArchive({ ...deps, persons })
  const tooMany = () => new AppError('rate', 'Too many of these requests at once.', { retryAfterMs: RETRY_MS })
  const inTurn = createAtMostEach(RUNNING, WAITING, tooMany)
  const fetchedInTurn = createAtMostEach(RUNNING, WAITING, tooMany)
  let stopLooking: (() => void) | null = null
  return {
    addRoutes: (scopes: Scopes) =>
      addPeopleRoutes(scopes, { ...deps, actions, store, persons, links, archive, inTurn, fetchedInTurn }),
    /** Does what was left, by hand: for tests. */
    wake: job.wake,
    /** Begins what runs by the clock. */
    start(): void {
      actions.wake()
      stopLooking = every(() => LOOKED_FOR_MS, job.wake, deps.log)
    },
    async close(): Promise<void> {
      stopLooking?.()
      await job.stop()
    },
  }
}
