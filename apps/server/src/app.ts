import type { FastifyInstance } from 'fastify'
import { createAuthenticator, createChanges } from './authenticator.ts'
import type { Deps } from './deps.ts'
import { type Agents, agentIndexes, createAgents, createPasswords } from './domains/agents/index.ts'
import { createDepartments, departmentIndexes } from './domains/departments/index.ts'
import { createCookies, createSessions, sessionIndexes } from './domains/sessions/index.ts'
import { createSetup } from './domains/setup/index.ts'
import { createSites, siteIndexes } from './domains/sites/index.ts'
import { createVisitors, visitorIndexes } from './domains/visitors/index.ts'
import { createWorkspaces } from './domains/workspaces/index.ts'
import { createAccessTokens } from './http/access-tokens.ts'
import { createAreas } from './http/areas.ts'
import { createRateLimiter } from './http/rate-limit.ts'
import { createScopes } from './http/scopes.ts'
import { deriveKey } from './http/secrets.ts'
import { createServer } from './http/server.ts'
import { addWeb } from './web/index.ts'
import { createMessengerName } from './web/widget-files.ts'

const INDEXES = {
  departments: departmentIndexes,
  agents: agentIndexes,
  sessions: sessionIndexes,
  sites: siteIndexes,
  visitors: visitorIndexes,
}
const DOCS = '/reference/errors'

export type App = Awaited<ReturnType<typeof buildApp>>

/** The server, ready to listen: foundations, then domains, by name and in order. It travels in an object: it is a thenable. */
export async function buildApp(deps: Deps) {
  const { config, store, clock, secret } = deps
  const { db } = store
  for (const [name, indexes] of Object.entries(INDEXES)) await db.collection(name).createIndexes([...indexes])

  const areas = createAreas(config.urls)
  const { app } = await createServer({
    areas,
    logger: deps.logger,
    trustProxy: config.trustProxy,
    docsUrl: areas.urlFor('api', DOCS),
  })
  const tokens = await createAccessTokens(app, {
    secret: deriveKey(secret, 'access').toString('base64'),
    issuer: areas.origin('api'),
    clock,
  })
  const changes = createChanges()
  const limiter = createRateLimiter(clock)
  const passwords = createPasswords()
  const cookies = createCookies({
    isSecure: areas.origin('inbox').startsWith('https:'),
    deviceKey: deriveKey(secret, 'device'),
  })

  const workspaces = createWorkspaces({ db, clock })
  const departments = createDepartments({ db, clock })
  const messengerName = createMessengerName()
  const sites = createSites({
    db,
    clock,
    changed: changes.tell,
    visitorOrigin: areas.origin('visitor'),
    addresses: () => ({
      script: (key) => areas.urlFor('visitor', `/s/${key}.js`),
      api: areas.origin('api'),
      messenger: areas.urlFor('visitor', messengerName()),
    }),
  })
  const sessions = createSessions({
    ...{ db, clock, workspaces, passwords, limiter, tokens, cookies },
    agents: (): Agents => agents,
    refreshKey: deriveKey(secret, 'refresh'),
    changed: changes.tell,
    alarm: ({ workspaceId, _id, agentId }) =>
      deps.logger.warn({ workspaceId, sessionId: _id, agentId }, 'refresh token reused, session ended'),
  })
  const agents = createAgents({
    ...{ db, clock, passwords, departments, workspaces },
    changed: changes.tell,
    endSessions: sessions.endSessions,
    passwordUrl: (token) => areas.urlFor('inbox', `${config.inboxPath}/password#${token}`),
  })
  const visitors = createVisitors({
    ...{ db, clock, sites, tokens },
    changed: ({ id }) => changes.tell(id),
    conversationsOf: async () => [],
  })
  const setup = createSetup({
    ...{ db, clock, workspaces, departments, agents, sites, sessions },
    setupUrl: (token) => areas.urlFor('inbox', `${config.inboxPath}/set-up#${token}`),
  })
  const authenticator = createAuthenticator({
    ...{ tokens, agents, sessions, visitors, sites, clock, changes },
    inboxOrigin: areas.origin('inbox'),
  })

  const scopes = await createScopes(app, {
    authenticator,
    inboxOrigin: areas.origin('inbox'),
    visitorOrigin: areas.origin('visitor'),
  })
  departments.addRoutes(scopes)
  agents.addRoutes(scopes)
  sessions.addRoutes(scopes)
  setup.addRoutes(scopes)
  sites.addRoutes(scopes)
  visitors.addRoutes(scopes)
  await addWeb(app, { areas, config, sites })
  app.get('/livez', async () => ({ ok: true }))
  app.get('/readyz', async () => ({ ok: true }))
  return {
    app: app as FastifyInstance,
    areas,
    workspaces,
    departments,
    sites,
    sessions,
    agents,
    visitors,
    setup,
    authenticator,
  }
}
