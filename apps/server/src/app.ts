import { LIMITS } from '@parley/protocol'
import { createAuthenticator } from './authenticator.ts'
import { epochOf } from './database/epoch.ts'
import type { Deps } from './deps.ts'
import { createDomains, INDEXES } from './domains.ts'
import { createFoundations } from './foundations.ts'
import { addHealth } from './http/health.ts'
import { createRates } from './http/rates.ts'
import { createScopes } from './http/scopes.ts'
import { every } from './lib/periodic.ts'
import { createRealtime } from './realtime/index.ts'
import { guardSocketOrigin } from './socket-origin.ts'
import { addWeb } from './web/index.ts'

/** How often uploads that no message named are looked for, in milliseconds. */
const SWEPT_EVERY_MS = 60 * 60_000

export type App = Awaited<ReturnType<typeof buildApp>>

/** The server, ready to listen: foundations, then domains, by name and in order. It travels in an object: it is a thenable. */
export async function buildApp(deps: Deps) {
  const { config, store, clock, bus, logger } = deps
  for (const [name, indexes] of Object.entries(INDEXES)) await store.db.collection(name).createIndexes([...indexes])

  const foundations = await createFoundations(deps)
  const { app, areas, tokens, changes, limiter } = foundations
  const domains = createDomains(deps, foundations)
  const { departments, agents, sessions, setup, sites, visitors, attachments, conversations } = domains
  const [inboxOrigin, visitorOrigin] = [areas.origin('inbox'), areas.origin('visitor')]
  const authenticator = createAuthenticator({ ...domains, tokens, inboxOrigin, clock, changes, bus })
  const realtime = createRealtime({
    ...{ conversations, authenticator, bus, clock, limits: LIMITS, log: logger },
    epoch: await epochOf(store.db),
  })

  guardSocketOrigin(app, { domains, inboxOrigin, clock })
  const scopes = await createScopes(app, { authenticator, inboxOrigin, visitorOrigin, rates: createRates(limiter) })
  for (const domain of [departments, agents, sessions, setup, sites, visitors, attachments, conversations]) {
    domain.addRoutes(scopes)
  }
  realtime.addRoutes(scopes)
  await realtime.route(app)
  await addWeb(app, { areas, config, sites })

  let isDraining = false
  addHealth(app, { store, isDraining: () => isDraining, gauges: () => gaugesOf(realtime.stats()) })
  const stopSweeping = every(
    () => SWEPT_EVERY_MS,
    async () => void (await attachments.removeOrphans()),
    logger,
  )
  app.addHook('onClose', async () => {
    stopSweeping()
    await realtime.close()
    await conversations.close()
  })

  return {
    ...{ app, areas, foundations, domains, authenticator, tokens, realtime },
    /** Leaves in good order: not ready, goodbyes spread over `drainMs`, appends in flight finished (SYNC-54, O10). */
    async drain(drainMs?: number): Promise<void> {
      isDraining = true
      await realtime.drain(drainMs)
    },
  }
}

function gaugesOf(stats: Record<string, number>): Record<string, number> {
  return Object.fromEntries(Object.entries(stats).map(([name, value]) => [`parley_${name}`, value]))
}
