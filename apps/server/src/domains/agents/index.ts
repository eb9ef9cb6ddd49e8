import type { Database } from '@parley/database'
import type { AgentId, ConversationId, WorkspaceId } from '@parley/protocol'
import type { Scopes } from '../../http/scopes.ts'
import type { AgentDirectory } from '../conversations/ports.ts'
import type { Workspaces } from '../workspaces/index.ts'
import { createAgentActions } from './actions.ts'
import type { AgentDeps } from './deps.ts'
import { type AgentRecord, normalEmail } from './model.ts'
import { createPasswordActions } from './password-actions.ts'
import { addAgentRoutes } from './routes.ts'
import { createAgentStore } from './store.ts'

export { type AgentRecord, normalEmail, toWire as agentToWire } from './model.ts'
export { createPasswords, type Passwords } from './passwords.ts'
export { preferencesOf } from './preferences.ts'
export { agentIndexes } from './store.ts'
export type Agents = ReturnType<typeof createAgents>

type Deps = Omit<AgentDeps, 'store'> & { db: Database; workspaces: Pick<Workspaces, 'nameOf'> }

/** The people who answer. */
export function createAgents(deps: Deps) {
  const store = createAgentStore(deps.db)
  const actions = createAgentActions({ ...deps, store })
  const passwordActions = createPasswordActions({ ...deps, store })

  const directory: AgentDirectory = {
    async find(workspaceId, id) {
      const record = await store.find(workspaceId, id)
      if (!record) return null
      const { name, state, departmentIds } = record
      return { id, name, active: state === 'active', departmentIds }
    },
    async listColleagues(workspaceId) {
      const all = await store.list(workspaceId)
      return all.flatMap(({ _id: agentId, role, departmentIds, state }) =>
        state === 'active' ? [{ agentId, role, departmentIds }] : [],
      )
    },
    async takeSlot(workspaceId, id, conversationId) {
      const record = await store.find(workspaceId, id)
      if (record?.state !== 'active') return 'full'
      if (holds(record, conversationId)) return 'held'
      if (await store.takeSlot(record, { conversationId, at: deps.clock.now() })) return 'taken'
      // His other tab may have taken it since.
      return holds(await store.find(workspaceId, id), conversationId) ? 'held' : 'full'
    },
    giveSlot: store.giveSlot,
    async listSlots(before) {
      const records = await store.listWithSlots(before)
      return records.flatMap(({ workspaceId, _id, slots }) =>
        slots
          .filter(({ at }) => at < before)
          .map(({ conversationId }) => ({ workspaceId, agentId: _id, conversationId })),
      )
    },
  }

  return {
    createWithPassword: actions.createWithPassword,
    invite: actions.invite,
    disable: actions.disable,
    enable: actions.enable,
    createLink: passwordActions.createLink,
    setPassword: passwordActions.setPassword,
    directory,
    find: (workspaceId: WorkspaceId, id: AgentId) => store.find(workspaceId, id),
    /** What visitors call him; null when there is nobody of that id who may sign in. */
    async nameOf(workspaceId: WorkspaceId, id: AgentId): Promise<string | null> {
      const record = await store.find(workspaceId, id)
      return record?.state === 'active' ? record.name : null
    },
    findByEmail: (workspaceId: WorkspaceId, email: string) => store.findByEmail(workspaceId, normalEmail(email)),
    list: store.list,
    countOwners: store.countActiveOwners,
    addRoutes: (scopes: Scopes) =>
      addAgentRoutes(scopes, { actions, passwordActions, store, workspaces: deps.workspaces }),
  }
}

const holds = (record: AgentRecord | null, conversationId: ConversationId): boolean =>
  record?.slots.some((slot) => slot.conversationId === conversationId) ?? false
