import { type AgentId, LIMITS, type Role, type WorkspaceId } from '@parley/protocol'
import { AppError } from '../../errors/app-error.ts'
import { newId } from '../../lib/new-id.ts'
import type { AgentPrincipal } from '../../lib/principal.ts'
import { agentFor } from './access.ts'
import type { AgentDeps } from './deps.ts'
import { type AgentRecord, checkMayManage, isActiveOwner, normalEmail } from './model.ts'
import { createLinkMaker } from './password-actions.ts'

type NewAgent = { name: string; email: string; role: Role }

export function createAgentActions(deps: AgentDeps) {
  const { store, passwords, clock } = deps
  const newLink = createLinkMaker(deps)

  async function insert(workspaceId: WorkspaceId, agent: NewAgent, passwordHash: string | null): Promise<AgentRecord> {
    const now = clock.now()
    const departments = await deps.departments.list(workspaceId)
    const record: AgentRecord = {
      _id: newId('agt', now),
      workspaceId,
      name: agent.name,
      email: normalEmail(agent.email),
      role: agent.role,
      state: passwordHash ? 'active' : 'invited',
      departmentIds: departments.map(({ _id }) => _id),
      capacity: null,
      slots: [],
      passwordHash,
      link: null,
      createdAt: now,
    }
    await store.insert(record)
    return record
  }

  /** Writes `changes`, and takes them back when they left the workspace without an owner. Throws `last_owner`. */
  async function change(
    record: AgentRecord,
    changes: Partial<Pick<AgentRecord, 'name' | 'role' | 'state' | 'capacity'>>,
  ) {
    const next = await store.update(record.workspaceId, record._id, changes)
    if (!next) throw new AppError('agent_not_found', 'There is no such agent.')
    if (isActiveOwner(record) && !isActiveOwner(next) && (await store.countActiveOwners(record.workspaceId)) === 0) {
      await store.update(record.workspaceId, record._id, { role: record.role, state: record.state })
      throw new AppError('last_owner', 'Make somebody else an owner first.')
    }
    deps.changed(record._id)
    return next
  }

  return {
    /** An agent with a password, without a link: owners of the first start, and seeds. Throws `email_taken`. */
    async createWithPassword(workspaceId: WorkspaceId, agent: NewAgent & { password: string }): Promise<AgentRecord> {
      return insert(workspaceId, agent, await passwords.hash(agent.password))
    },

    /** Throws `forbidden`, `email_taken`. */
    async invite(by: Pick<AgentPrincipal, 'workspaceId' | 'role'>, agent: NewAgent) {
      checkMayManage(by.role, agent.role)
      const record = await insert(by.workspaceId, agent, null)
      return { record, link: await newLink(by.workspaceId, record._id, LIMITS.inviteLinkMs) }
    },

    /** Throws `agent_not_found`, `forbidden`, `last_owner`. */
    async update(by: AgentPrincipal, id: AgentId, changes: { name?: string; role?: Role; capacity?: number | null }) {
      const record = await agentFor(store, by.workspaceId, id)
      checkMayManage(by.role, record.role, changes.role ?? record.role)
      return change(record, changes)
    },

    async disable(by: Pick<AgentPrincipal, 'workspaceId' | 'role'>, id: AgentId): Promise<AgentRecord> {
      const record = await agentFor(store, by.workspaceId, id)
      checkMayManage(by.role, record.role)
      const next = await change(record, { state: 'disabled' })
      await store.update(by.workspaceId, id, { link: null })
      await deps.endSessions(by.workspaceId, id)
      return next
    },

    async enable(by: Pick<AgentPrincipal, 'workspaceId' | 'role'>, id: AgentId): Promise<AgentRecord> {
      const record = await agentFor(store, by.workspaceId, id)
      checkMayManage(by.role, record.role)
      return change(record, { state: record.passwordHash ? 'active' : 'invited' })
    },

    async rename(by: AgentPrincipal, name: string | undefined): Promise<AgentRecord> {
      const record = await agentFor(store, by.workspaceId, by.agentId)
      return name === undefined ? record : change(record, { name })
    },
  }
}
export type AgentActions = ReturnType<typeof createAgentActions>
