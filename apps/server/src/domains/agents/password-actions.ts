import { type AgentId, LIMITS, type WorkspaceId } from '@parley/protocol'
import { AppError } from '../../errors/app-error.ts'
import { hashSecret, newSecret } from '../../http/secrets.ts'
import type { AgentPrincipal } from '../../lib/principal.ts'
import { agentFor } from './access.ts'
import type { AgentDeps } from './deps.ts'
import { type AgentRecord, checkMayManage } from './model.ts'

export type PasswordLink = { url: string; expiresAt: Date }

/** Makes the one link that may set an agent's password; the link before dies. */
export function createLinkMaker({ store, clock, passwordUrl }: Pick<AgentDeps, 'store' | 'clock' | 'passwordUrl'>) {
  return async (workspaceId: WorkspaceId, id: AgentId, lastsMs: number): Promise<PasswordLink> => {
    const token = `${workspaceId}.${newSecret()}`
    const expiresAt = new Date(clock.now().getTime() + lastsMs)
    await store.update(workspaceId, id, { link: { hash: hashSecret(token), expiresAt } })
    return { url: passwordUrl(token), expiresAt }
  }
}

export function createPasswordActions(deps: AgentDeps) {
  const { store, passwords, clock } = deps
  const newLink = createLinkMaker(deps)

  return {
    /** A fresh link: for a reset it lives 30 minutes, for an invitation seven days; the one before dies. */
    async createLink(by: Pick<AgentPrincipal, 'workspaceId' | 'role'>, id: AgentId): Promise<PasswordLink> {
      const record = await agentFor(store, by.workspaceId, id)
      checkMayManage(by.role, record.role)
      return newLink(by.workspaceId, id, record.state === 'invited' ? LIMITS.inviteLinkMs : LIMITS.passwordLinkMs)
    },

    /** Ends every other session. Throws `credentials_wrong`, `busy`. */
    async changePassword(by: AgentPrincipal, current: string, password: string): Promise<void> {
      const record = await agentFor(store, by.workspaceId, by.agentId)
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
export type PasswordActions = ReturnType<typeof createPasswordActions>

function linkExpired(): AppError {
  return new AppError('link_expired', 'Ask for a new link.')
}

/** The tenant in front of a token, whose form the protocol has checked. */
function tenantOf(token: string): WorkspaceId {
  return token.slice(0, token.indexOf('.')) as WorkspaceId
}
