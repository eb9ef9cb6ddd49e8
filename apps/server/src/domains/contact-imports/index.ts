import { randomUUID } from 'node:crypto'
import type { Database } from '@parley/database'
import type { Scopes } from '../../http/scopes.ts'
import { createLeases } from '../../jobs/leases.ts'
import type { Clock } from '../../lib/clock.ts'
import { every } from '../../lib/periodic.ts'
import { createImportActions } from './actions.ts'
import { createForget } from './forget.ts'
import { createImportJob, type JobDeps } from './job.ts'
import { addImportRoutes } from './routes.ts'
import { createImportStore } from './store.ts'

export { importIndexes, importPartIndexes, importRefusalIndexes } from './store.ts'

type Deps = Omit<JobDeps, 'store' | 'leases'> & {
  db: Database
  clock: Clock
  /** Who holds leases (SYNC-77); by default a new name for each process. */
  holder?: string
}

/** How often an import that somebody left is looked for, in milliseconds. */
const LOOKED_FOR_MS = 10_000

/** Contacts of files: checked first, then written by a job that survives a restart. */
export function createContactImports(deps: Deps) {
  const store = createImportStore(deps.db)
  const leases = createLeases({ ...deps, holder: deps.holder ?? randomUUID() })
  const job = createImportJob({ ...deps, store, leases })
  const actions = createImportActions({ ...deps, store, job })
  let stopLooking: (() => void) | null = null
  return {
    forget: createForget(store),
    addRoutes: (scopes: Scopes) => addImportRoutes(scopes, { actions, store }),
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
