import { randomUUID } from 'node:crypto'
import type { Database } from '@parley/database'
import type { Limits } from '@parley/protocol'
import type { Bus } from '../../bus/bus.ts'
import type { Scopes } from '../../http/scopes.ts'
import { createLeases } from '../../jobs/leases.ts'
import { every } from '../../lib/periodic.ts'
import { createScheduledActions, type ScheduledActions, type ScheduledDeps } from './actions.ts'
import type { ScheduledRecord } from './model.ts'
import { addScheduledRoutes } from './routes.ts'
import { createSending, type SendingDeps } from './sending.ts'
import { createScheduledStore } from './store.ts'

export type { ScheduledRecord } from './model.ts'
export { scheduledIndexes } from './store.ts'

type Deps = Omit<ScheduledDeps & SendingDeps, 'store' | 'sending' | 'leases' | 'tell' | 'leaseMs' | 'conversations'> & {
  db: Database
  bus: Pick<Bus, 'publish'>
  conversations: ScheduledDeps['conversations'] & SendingDeps['conversations']
  limits: Pick<Limits, 'leaseMs' | 'dueMs'>
  /** Who holds leases (SYNC-77); by default a new name for each process. */
  holder?: string
}

/** Answers that go out at a time, whether anybody is there or not. */
export function createScheduled(deps: Deps) {
  const store = createScheduledStore(deps.db)
  const leases = createLeases({ ...deps, holder: deps.holder ?? randomUUID() })
  const tell = ({ workspaceId, agentId, conversationId, rev }: ScheduledRecord) =>
    deps.bus.publish({ type: 'own', what: 'scheduled', kind: 'reply', workspaceId, agentId, conversationId, rev })
  const sending = createSending({ ...deps, store, leases, tell, leaseMs: deps.limits.leaseMs })
  const actions: ScheduledActions = createScheduledActions({ ...deps, store, sending, tell })
  let stop: (() => void) | null = null
  return {
    ...actions,
    /** What is due, by hand: for tests. */
    sendDue: sending.sendDue,
    addRoutes: (scopes: Scopes) => addScheduledRoutes(scopes, actions),
    /** Begins what runs by the clock. */
    start(): void {
      stop = every(
        () => deps.limits.dueMs,
        async () => void (await sending.sendDue()),
        deps.log,
      )
    },
    close: () => stop?.(),
  }
}
export type ScheduledMessages = ReturnType<typeof createScheduled>
