import { ENDPOINTS } from '@parley/protocol'
import Fastify from 'fastify'
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod'
import { describe, expect, it } from 'vitest'
import { AppError } from '../errors/app-error.ts'
import { systemClock } from '../lib/clock.ts'
import type { AgentPrincipal } from '../lib/principal.ts'
import { createRateLimiter } from './rate-limit.ts'
import { createRates } from './rates.ts'
import { createScopes, handle } from './scopes.ts'

const INBOX = 'https://inbox.example'
const agent: AgentPrincipal = {
  type: 'agent',
  workspaceId: 'wsp_00000000000000000000',
  agentId: 'agt_00000000000000000000',
  sessionId: 'ses_00000000000000000000',
  role: 'agent',
  departmentIds: [],
  name: 'Ada',
}

async function start() {
  const app = Fastify()
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  app.setErrorHandler((error, _request, reply) =>
    reply.code(499).send({ code: error instanceof AppError && error.code }),
  )
  const scopes = await createScopes(app, {
    authenticator: { byAccess: async (access) => (access === 'admin' ? { ...agent, role: 'admin' } : agent) },
    inboxOrigin: INBOX,
    visitorOrigin: INBOX,
    rates: createRates(createRateLimiter(systemClock)),
  })
  handle(scopes, ENDPOINTS.listSites, async ({ principal }) => ({ sites: principal.name ? [] : [] }))
  handle(scopes, ENDPOINTS.createSite, async ({ body }) => Promise.reject(new Error(body.name)))
  handle(scopes, ENDPOINTS.signOut, async () => undefined)
  handle(scopes, ENDPOINTS.updateVisitor, async () => undefined)
  return { app }
}

describe('a scope', () => {
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` })
  it.each([
    ['answers a caller whose token is of its kind', 'GET', '/api/v1/sites', bearer('agent'), undefined],
    ['refuses a caller without a token', 'GET', '/api/v1/sites', {}, 'unauthenticated'],
    ['refuses a token of another kind', 'PATCH', '/api/v1/visitors/me', bearer('agent'), 'token_invalid'],
    ['refuses a role below the declared one', 'POST', '/api/v1/sites', bearer('agent'), 'forbidden'],
    [
      'N17 refuses a foreign page',
      'POST',
      '/api/v1/sessions/sign-out',
      { origin: 'https://evil.example' },
      'origin_not_allowed',
    ],
    [
      'N17 refuses a cross-site form',
      'POST',
      '/api/v1/sessions/sign-out',
      { 'sec-fetch-site': 'cross-site' },
      'origin_not_allowed',
    ],
    ['answers the inbox', 'POST', '/api/v1/sessions/sign-out', { origin: INBOX }, undefined],
  ] as const)('%s', async (...[, method, url, headers, code]) => {
    const { app } = await start()
    const response = await app.inject({ method, url, headers })
    expect(response.body ? response.json().code : undefined).toBe(code)
    expect(response.statusCode < 300).toBe(code === undefined)
  })
})
