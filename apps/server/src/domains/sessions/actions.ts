import { createHash } from 'node:crypto'
import { type AgentId, LIMITS, type SessionId, type WorkspaceId } from '@parley/protocol'
import { AppError } from '../../errors/app-error.ts'
import { browserName } from '../../http/browser-name.ts'
import type { RateLimiter } from '../../http/rate-limit.ts'
import { newSecret } from '../../http/secrets.ts'
import type { Clock } from '../../lib/clock.ts'
import { newId } from '../../lib/new-id.ts'
import type { AgentPrincipal } from '../../lib/principal.ts'
import { type AgentRecord, type Agents, normalEmail, type Passwords } from '../agents/index.ts'
import type { Workspaces } from '../workspaces/index.ts'
import { clientOf, createRotation, isAuthentic, parseRefreshToken, refreshTokenOf } from './refresh-token.ts'
import { MOST_SESSIONS, type SessionRecord, type SessionStore } from './store.ts'

export type SessionDeps = {
  store: SessionStore
  agents: Pick<Agents, 'find' | 'findByEmail'>
  workspaces: Pick<Workspaces, 'list'>
  passwords: Passwords
  limiter: RateLimiter
  clock: Clock
  refreshKey: Buffer
  changed(id: AgentId): void
  /** A refresh token came twice: somebody else may hold it (O27). */
  alarm(session: Pick<SessionRecord, 'workspaceId' | '_id' | 'agentId'>): void
}

/** Whoever signs in: `device` is the agent that signed in from this browser before, if any. */
export type Client = { address: string; userAgent: string | undefined; device: string | null }
export type SignedInAgent = { agent: AgentRecord; sessionId: SessionId; refreshToken: string }

/** Tries at one account: from anywhere, and from a browser that its owner has used (N18c). */
const PER_ACCOUNT = { burst: 20, perSecond: 1 / 30 }
const PER_ADDRESS = { burst: 60, perSecond: 1 / 5 }

export function createSessionActions(deps: SessionDeps) {
  const { store, clock, refreshKey } = deps
  const rotate = createRotation(deps)

  async function open(agent: AgentRecord, userAgent: string | undefined): Promise<SignedInAgent> {
    const now = clock.now()
    const record: SessionRecord = {
      _id: newId('ses', now),
      workspaceId: agent.workspaceId,
      agentId: agent._id,
      seed: newSecret(),
      generation: 0,
      graceUntil: now,
      client: clientOf(userAgent),
      browser: browserName(userAgent),
      createdAt: now,
      usedAt: now,
      expiresAt: new Date(now.getTime() + LIMITS.refreshTokenMs),
    }
    await store.insert(record)
    for (const old of (await store.list(agent.workspaceId, agent._id)).slice(MOST_SESSIONS)) {
      await store.remove(old.workspaceId, old.agentId, old._id)
    }
    return { agent, sessionId: record._id, refreshToken: refreshTokenOf(record, 0, refreshKey) }
  }

  async function endSessions(workspaceId: WorkspaceId, agentId: AgentId, except?: string): Promise<void> {
    await store.removeAll(workspaceId, agentId, except)
    deps.changed(agentId)
  }

  async function end({ workspaceId, agentId, _id }: Pick<SessionRecord, 'workspaceId' | 'agentId' | '_id'>) {
    const isEnded = await store.remove(workspaceId, agentId, _id)
    deps.changed(agentId)
    return isEnded
  }

  return {
    open,
    endSessions,

    /** Throws `credentials_wrong` (for an unknown address, a wrong password and a disabled agent alike), `rate`, `busy`. */
    async signIn(email: string, password: string, client: Client): Promise<SignedInAgent> {
      const giveBack = limitTries(deps.limiter, email, client)
      const agent = await findByEmail(deps, email)
      const isRight = await deps.passwords.verify(password, agent?.passwordHash ?? null)
      if (!agent || !isRight || agent.state !== 'active') {
        throw new AppError('credentials_wrong', 'Check the address and the password.')
      }
      giveBack()
      return open(agent, client.userAgent)
    },

    /** The next token for the newest one; a spent one ends the whole family (S5). Throws `unauthenticated`. */
    async refresh(cookie: string | undefined, userAgent: string | undefined): Promise<SignedInAgent> {
      const token = parseRefreshToken(cookie)
      const record = token && (await store.find(token.workspaceId, token.sessionId))
      if (!token || !record || record.expiresAt <= clock.now() || !isAuthentic(token, record, refreshKey))
        throw signInFirst()
      const agent = await deps.agents.find(record.workspaceId, record.agentId)
      if (agent?.state !== 'active') throw signInFirst()
      const refreshToken = await rotate(record, token.generation, clientOf(userAgent))
      if (refreshToken === null) {
        deps.alarm(record)
        await end(record)
        throw signInFirst()
      }
      return { agent, sessionId: record._id, refreshToken }
    },

    /** Ends the session that a cookie stands for, if any. */
    async signOut(cookie: string | undefined): Promise<void> {
      const token = parseRefreshToken(cookie)
      const record = token && (await store.find(token.workspaceId, token.sessionId))
      if (token && record && isAuthentic(token, record, refreshKey)) await end(record)
    },

    list: (by: AgentPrincipal) => store.list(by.workspaceId, by.agentId),

    /** Throws `session_not_found`, for somebody else's as well. */
    async revoke(by: AgentPrincipal, id: SessionId): Promise<void> {
      if (!(await end({ workspaceId: by.workspaceId, agentId: by.agentId, _id: id }))) {
        throw new AppError('session_not_found', 'There is no such session.')
      }
    },
  }
}
export type SessionActions = ReturnType<typeof createSessionActions>

function signInFirst(): AppError {
  return new AppError('unauthenticated', 'The session has ended; sign in again.')
}

/** The agent of an address in whichever workspace of this installation has it. */
async function findByEmail({ workspaces, agents }: SessionDeps, email: string): Promise<AgentRecord | null> {
  for (const { _id } of await workspaces.list()) {
    const agent = await agents.findByEmail(_id, email)
    if (agent) return agent
  }
  return null
}

/** Takes from both buckets; a right password gives back what it took, so that only wrong ones count. */
function limitTries(limiter: RateLimiter, email: string, { address, device }: Client): () => void {
  const account = device ?? createHash('sha256').update(normalEmail(email)).digest('hex')
  limiter.take('sign-in by address', address, PER_ADDRESS)
  limiter.take('sign-in to account', account, PER_ACCOUNT)
  return () => {
    limiter.give('sign-in by address', address)
    limiter.give('sign-in to account', account)
  }
}
