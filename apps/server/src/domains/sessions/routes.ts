import { ENDPOINTS } from '@parley/protocol'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { AppError } from '../../errors/app-error.ts'
import type { AccessTokens } from '../../http/access-tokens.ts'
import { addressKey } from '../../http/rate-limit.ts'
import { handle, type Scopes } from '../../http/scopes.ts'
import { type Agents, agentToWire } from '../agents/index.ts'
import type { Workspaces } from '../workspaces/index.ts'
import type { Client, SessionActions, SignedInAgent } from './actions.ts'
import type { Cookies } from './cookies.ts'

type Deps = {
  actions: SessionActions
  agents: Pick<Agents, 'setPassword'>
  workspaces: Pick<Workspaces, 'nameOf'>
  tokens: AccessTokens
  cookies: Cookies
}

/** Answers with a session: the access token in the body, the refresh token in its cookie alone. */
export function createSignedIn({ tokens, cookies, workspaces }: Pick<Deps, 'tokens' | 'cookies' | 'workspaces'>) {
  return async (reply: FastifyReply, { agent, sessionId, refreshToken }: SignedInAgent) => {
    cookies.set(reply, { refreshToken, agentId: agent._id })
    const { access, expiresAt } = tokens.sign({
      aud: 'parley:agent',
      sub: agent._id,
      wsp: agent.workspaceId,
      ses: sessionId,
    })
    return {
      access,
      expiresAt: expiresAt.toISOString(),
      agent: agentToWire(agent),
      workspace: await workspaces.nameOf(agent.workspaceId),
    }
  }
}

export function addSessionRoutes(scopes: Scopes, deps: Deps): void {
  const { actions, cookies } = deps
  const signedIn = createSignedIn(deps)

  handle(scopes, ENDPOINTS.signIn, async ({ body, request, reply }) =>
    signedIn(reply, await actions.signIn(body.email, body.password, clientOf(request, cookies))),
  )
  handle(scopes, ENDPOINTS.refreshSession, async ({ request, reply, origin }) => {
    demandOrigin(origin)
    return signedIn(reply, await actions.refresh(cookies.refreshToken(request), request.headers['user-agent']))
  })
  handle(scopes, ENDPOINTS.signOut, async ({ request, reply, origin }) => {
    demandOrigin(origin)
    cookies.clear(reply)
    await actions.signOut(cookies.refreshToken(request))
  })
  handle(scopes, ENDPOINTS.listSessions, async ({ principal }) => {
    const records = await actions.list(principal)
    return {
      sessions: records.map((record) => ({
        id: record._id,
        browser: record.browser,
        createdAt: record.createdAt.toISOString(),
        usedAt: record.usedAt.toISOString(),
        current: record._id === principal.sessionId,
      })),
    }
  })
  handle(scopes, ENDPOINTS.revokeSession, ({ principal, params }) => actions.revoke(principal, params.id))
  handle(scopes, ENDPOINTS.signOutEverywhere, async ({ principal, reply }) => {
    cookies.clear(reply)
    await actions.endSessions(principal.workspaceId, principal.agentId)
  })
  handle(scopes, ENDPOINTS.setPassword, async ({ body, request, reply }) => {
    const agent = await deps.agents.setPassword(body.token, body.password)
    return signedIn(reply, await actions.open(agent, request.headers['user-agent']))
  })
}

/** A route that obeys a cookie wants the browser's word that our own page asks: browsers always send it with a POST (N17). */
function demandOrigin(origin: string | null): void {
  if (origin === null) throw new AppError('origin_not_allowed', 'Only the inbox may call this.')
}

function clientOf(request: FastifyRequest, cookies: Cookies): Client {
  return { address: addressKey(request.ip), userAgent: request.headers['user-agent'], device: cookies.device(request) }
}
