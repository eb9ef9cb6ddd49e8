import type { Database } from '@parley/database'
import type { AgentId, WorkspaceId } from '@parley/protocol'
import type { Bus } from '../../bus/bus.ts'
import type { Scopes } from '../../http/scopes.ts'
import { type AnnouncementDeps, createAnnouncementActions } from './actions.ts'
import { addAnnouncementRoutes } from './routes.ts'
import { createAnnouncementStore } from './store.ts'

export { announcementIndexes } from './store.ts'

type Deps = Omit<AnnouncementDeps, 'store' | 'told'> & {
  db: Database
  bus: Bus
  agents: { list(workspaceId: WorkspaceId): Promise<readonly { _id: AgentId }[]> }
}

/** What those who look after the team tell it: to a department or to everybody, until each has read it. */
export function createAnnouncements({ db, bus, agents, ...deps }: Deps) {
  /** All of them look again; what is not addressed to one he does not get. */
  async function told(workspaceId: WorkspaceId): Promise<void> {
    const agentIds = (await agents.list(workspaceId)).map(({ _id }) => _id)
    bus.publish({ type: 'notices', workspaceId, agentIds })
  }
  const actions = createAnnouncementActions({ ...deps, told, store: createAnnouncementStore(db) })
  return { ...actions, addRoutes: (scopes: Scopes) => addAnnouncementRoutes(scopes, actions) }
}
