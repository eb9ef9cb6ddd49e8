import { type AgentId, LIMITS, type Role, type WorkspaceId } from '@parley/protocol'
import { AppError } from '../../errors/app-error.ts'
import { hashSecret, newSecret } from '../../http/secrets.ts'
import type { Clock } from '../../lib/clock.ts'
import { newId } from '../../lib/new-id.ts'
import type { AgentPrincipal } from '../../lib/principal.ts'
import type { Departments } from '../departments/index.ts'
import { type AgentRecord, checkMayManage, isActiveOwner, normalEmail } from './model.ts'
import type { Passwords } from './passwords.ts'
import type { AgentStore } from './store.ts'

export type AgentDeps = {
  store: AgentStore
  passwords: Passwords
  departments: Pick<Departments, 'list'>
  clock: Clock
  /** The address of a password link: the inbox's page, with the token behind the hash that no server log sees (S2). */
  passwordUrl(token: string): string
  /** Tells sockets and caches that this agent is another now. */
  changed(id: AgentId): void
  /** Ends every session of the agent, but `except` (S5). */
  endSessions(workspaceId: WorkspaceId, id: AgentId, except?: string): Promise<void>
}

export type PasswordLink = { url: string; expiresAt: Date }
type NewAgent = { name: string; email: string; role: Role }

export function createAgentActions(deps: AgentDeps) {
  const { store, passwords, clock } = deps

  async function agentFor(workspaceId: WorkspaceId, id: AgentId): Promise<AgentRecord> {
    const record = await store.find(workspaceId, id)
    if (!record) throw new AppError('agent_not_found', 'There is no such agent.')
    return record
  }

  async function newLink(workspaceId: WorkspaceId, id: AgentId, lastsMs: number): Promise<PasswordLink> {
    const token = `${workspaceId}.${newSecret()}`
    const expiresAt = new Date(clock.now().getTime() + lastsMs)
    await store.update(workspaceId, id, { link: { hash: hashSecret(token), expiresAt } })
    return { url: deps.passwordUrl(token), expiresAt }
  }

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

    /** A fresh link: for a reset it lives 30 minutes, for an invitation seven days; the one before dies. */
    async createLink(by: Pick<AgentPrincipal, 'workspaceId' | 'role'>, id: AgentId): Promise<PasswordLink> {
      const record = await agentFor(by.workspaceId, id)
      checkMayManage(by.role, record.role)
      return newLink(by.workspaceId, id, record.state === 'invited' ? LIMITS.inviteLinkMs : LIMITS.passwordLinkMs)
    },

    /** Throws `agent_not_found`, `forbidden`, `last_owner`. */
    async update(by: AgentPrincipal, id: AgentId, changes: { name?: string; role?: Role; capacity?: number | null }) {
      const record = await agentFor(by.workspaceId, id)
      checkMayManage(by.role, record.role, changes.role ?? record.role)
      return change(record, changes)
    },

    async disable(by: Pick<AgentPrincipal, 'workspaceId' | 'role'>, id: AgentId): Promise<AgentRecord> {
      const record = await agentFor(by.workspaceId, id)
      checkMayManage(by.role, record.role)
      const next = await change(record, { state: 'disabled' })
      await store.update(by.workspaceId, id, { link: null })
      await deps.endSessions(by.workspaceId, id)
      return next
    },

    async enable(by: Pick<AgentPrincipal, 'workspaceId' | 'role'>, id: AgentId): Promise<AgentRecord> {
      const record = await agentFor(by.workspaceId, id)
      checkMayManage(by.role, record.role)
      return change(record, { state: record.passwordHash ? 'active' : 'invited' })
    },

    async rename(by: AgentPrincipal, name: string | undefined): Promise<AgentRecord> {
      const record = await agentFor(by.workspaceId, by.agentId)
      return name === undefined ? record : change(record, { name })
    },

    /** Ends every other session. Throws `credentials_wrong`, `busy`. */
    async changePassword(by: AgentPrincipal, current: string, password: string): Promise<void> {
      const record = await agentFor(by.workspaceId, by.agentId)
      if (!(await passwords.verify(current, record.passwordHash))) {
        throw new AppError('credentials_wrong', 'The present password is another one.')
      }
      await store.update(by.workspaceId, by.agentId, { passwordHash: await passwords.hash(password), link: null })
      await deps.endSessions(by.workspaceId, by.agentId, by.sessionId)
      deps.changed(by.agentId)
    },

    /** Whom a link is for. Throws `link_expired`. */
    async checkLink(token: string): Promise<AgentRecord> {
      const record = await store.findByLink(tenantOf(token), hashSecret(token), clock.now())
      if (!record || record.state === 'disabled') throw linkExpired()
      return record
    },

    /** Sets the password, once, and ends every session (S6). Throws `link_expired`, `busy`. */
    async setPassword(token: string, password: string): Promise<AgentRecord> {
      const hash = hashSecret(token)
      if (!(await store.findByLink(tenantOf(token), hash, clock.now()))) throw linkExpired()
      const passwordHash = await passwords.hash(password)
      const record = await store.useLink(tenantOf(token), { hash, now: clock.now(), passwordHash })
      if (!record) throw linkExpired()
      await deps.endSessions(record.workspaceId, record._id)
      deps.changed(record._id)
      return record
    },
  }
}
export type AgentActions = ReturnType<typeof createAgentActions>

function linkExpired(): AppError {
  return new AppError('link_expired', 'Ask for a new link.')
}

/** The tenant in front of a token, whose form the protocol has checked. */
function tenantOf(token: string): WorkspaceId {
  return token.slice(0, token.indexOf('.')) as WorkspaceId
}
