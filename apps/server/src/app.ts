import { createAuthenticator } from './authenticator.ts'
import type { Deps } from './deps.ts'
import { createDomains, INDEXES } from './domains.ts'
import { createFoundations } from './foundations.ts'
import { addHealth } from './http/health.ts'
import { createRates } from './http/rates.ts'
import { createScopes } from './http/scopes.ts'
import { addWeb } from './web/index.ts'

export type App = Awaited<ReturnType<typeof buildApp>>

/** The server, ready to listen: foundations, then domains, by name and in order. It travels in an object: it is a thenable. */
export async function buildApp(deps: Deps) {
  const { config, store, clock } = deps
  for (const [name, indexes] of Object.entries(INDEXES)) await store.db.collection(name).createIndexes([...indexes])

  const foundations = await createFoundations(deps)
  const { app, areas, tokens, changes, limiter } = foundations
  const domains = createDomains(deps, foundations)
  const [inboxOrigin, visitorOrigin] = [areas.origin('inbox'), areas.origin('visitor')]
  const authenticator = createAuthenticator({ ...domains, tokens, inboxOrigin, clock, changes })
  const scopes = await createScopes(app, { authenticator, inboxOrigin, visitorOrigin, rates: createRates(limiter) })

  domains.departments.addRoutes(scopes)
  domains.agents.addRoutes(scopes)
  domains.sessions.addRoutes(scopes)
  domains.setup.addRoutes(scopes)
  domains.sites.addRoutes(scopes)
  domains.visitors.addRoutes(scopes)
  domains.attachments.addRoutes(scopes)
  domains.conversations.addRoutes(scopes)
  await addWeb(app, { areas, config, sites: domains.sites })

  let isDraining = false
  addHealth(app, { store, isDraining: () => isDraining, gauges: () => ({}) })
  return {
    app,
    areas,
    domains,
    authenticator,
    tokens,
    /** From here on the load balancer is told to send nobody more. */
    drain(): void {
      isDraining = true
    },
  }
}
