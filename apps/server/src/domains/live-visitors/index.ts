import type { Database } from '@parley/database'
import { ENDPOINTS, type VisitorId, type WorkspaceId } from '@parley/protocol'
import { handle, type Scopes } from '../../http/scopes.ts'
import type { Logger } from '../../lib/logger.ts'
import type { Sink } from '../../realtime/sink.ts'
import { createList, type ListDeps } from './list.ts'
import { createPresence } from './presence.ts'
import { createLiveVisitorStore } from './store.ts'

export { liveVisitorIndexes } from './store.ts'
export type LiveVisitors = ReturnType<typeof createLiveVisitors>

type Deps = Omit<ListDeps, 'presence'> & { db: Database; log: Logger }

/** The visitors who have a line now, to whichever instance, for the agents of their workspace. */
export function createLiveVisitors(deps: Deps) {
  const presence = createPresence({ ...deps, store: createLiveVisitorStore(deps.db) })
  const { list, count, forget } = createList({ ...deps, presence })
  return {
    /** What sockets and long-polls need of this domain. */
    feed: {
      attend: ({ principal }: Sink): (() => void) =>
        principal.type === 'visitor' ? presence.came(principal) : () => undefined,
    },
    /** He was erased: nothing is said of him any more. His lines end by themselves. */
    async forget(workspaceId: WorkspaceId, id: VisitorId): Promise<void> {
      presence.forget(id)
      const record = await deps.visitors.find(workspaceId, id)
      if (record) forget(workspaceId, record.siteId)
    },
    addRoutes(scopes: Scopes): void {
      handle(scopes, ENDPOINTS.listLiveVisitors, ({ principal, query }) => list(principal, query))
      handle(scopes, ENDPOINTS.countLiveVisitors, ({ principal }) => count(principal))
    },
    /** Begins what runs by the clock. */
    start: presence.start,
    close: presence.stop,
  }
}
