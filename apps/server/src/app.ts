import { LIMITS, PROTOCOL_LEVEL } from '@parley/protocol'
import { createAuthenticator } from './authenticator.ts'
import { createInstances } from './bus/instances.ts'
import { epochOf } from './database/epoch.ts'
import type { Deps } from './deps.ts'
import { createDomains, INDEXES } from './domains.ts'
import { createFoundations } from './foundations.ts'
import { addHealth } from './http/health.ts'
import { createRates } from './http/rates.ts'
import { createScopes } from './http/scopes.ts'
import { every } from './lib/periodic.ts'
import { createRealtime, type SiteFeed } from './realtime/index.ts'
import { guardSocketOrigin } from './socket-origin.ts'
import { addWeb } from './web/index.ts'

/** How often uploads that no message named are looked for, in milliseconds. */
const SWEPT_EVERY_MS = 60 * 60_000

/** One process has nowhere to send its clients: it says goodbye quickly and comes back. Milliseconds. */
const ALONE_MS = 500

export type App = Awaited<ReturnType<typeof buildApp>>

/** The server, ready to listen: foundations, then domains, by name and in order. It travels in an object: it is a thenable. */
export async function buildApp(deps: Deps) {
  const { config, store, clock, bus, loop, logger } = deps
  for (const [name, indexes] of Object.entries(INDEXES)) await store.db.collection(name).createIndexes([...indexes])

  const foundations = await createFoundations(deps)
  const { app, areas, tokens, changes, limiter } = foundations
  const domains = createDomains(deps, foundations)
  const { departments, agents, sessions, setup, sites, customFields, contacts, contactImports, visitors } = domains
  const { attachments, notifications, conversations, availability, liveVisitors, queue } = domains
  const [inboxOrigin, visitorOrigin] = [areas.origin('inbox'), areas.origin('visitor')]
  const authenticator = createAuthenticator({ ...domains, tokens, inboxOrigin, clock, changes, bus })
  const instances = createInstances({
    ...{ db: store.db, bus, clock, log: logger, limits: LIMITS, version: String(PROTOCOL_LEVEL) },
  })
  const realtime = createRealtime({
    ...{ conversations, queue: queue.feed, authenticator, bus, clock, loop, limits: LIMITS, log: logger },
    sites: both(availability.feed, liveVisitors.feed),
    epoch: await epochOf(store.db),
    isDegraded: () => instances.degraded().length > 0,
  })

  let isDraining = false
  // Whoever has a connection to this instance alone must ask the balancer for another.
  app.addHook('onSend', async (_request, reply) => {
    if (isDraining) reply.header('connection', 'close')
  })
  guardSocketOrigin(app, { domains, inboxOrigin, clock })
  const scopes = await createScopes(app, { authenticator, inboxOrigin, visitorOrigin, rates: createRates(limiter) })
  const { announcements, cannedResponses, macros, linkPreviews, notices, savedViews, tags } = domains
  const { transcripts, ratings, resumes, privacy, people, agentDevices, noticeWatch, teamChats, drafts } = domains
  const known = [departments, agents, sessions, setup, sites, customFields, contacts, contactImports, visitors]
  const talk = [attachments, notifications, conversations, transcripts, ratings, resumes, privacy, people]
  const kept = [cannedResponses, macros, linkPreviews, notices, savedViews, tags, announcements]
  const writing = [drafts, domains.scheduled, domains.closeReasons, teamChats, domains.personFiles]
  const own = [...writing, liveVisitors, agentDevices, domains.overview, domains.blocks, domains.sounds]
  for (const domain of [...known, ...talk, ...kept, ...own]) domain.addRoutes(scopes)
  realtime.addRoutes(scopes)
  await addWeb(app, { areas, config, sites })

  addHealth(app, {
    store,
    isDraining: () => isDraining,
    degraded: instances.degraded,
    gauges: () => gaugesOf(realtime.stats()),
  })
  // Last: routes that are added behind it take upgrades too, and nothing but the socket's may.
  await realtime.route(app)
  let stopSweeping: (() => void) | null = null
  app.addHook('onClose', async () => {
    stopSweeping?.()
    await instances.stop()
    await realtime.close()
    await Promise.all([availability.close(), liveVisitors.close(), contactImports.close(), people.close()])
    contacts.close()
    for (const one of [agentDevices, noticeWatch, queue, domains.scheduled]) one.close()
    await conversations.close()
  })

  return {
    ...{ app, areas, foundations, domains, authenticator, tokens, realtime },
    /** Begins what runs by the clock; call it when the server listens (SYNC-35, SYNC-76). */
    async start(): Promise<void> {
      await instances.start()
      conversations.start()
      const clocked = [availability, liveVisitors, contacts, contactImports, people, agentDevices, noticeWatch]
      for (const one of [...clocked, domains.scheduled]) one.start()
      queue.start(() => instances.degraded().length > 0)
      const sweep = async () => void (await attachments.removeOrphans())
      stopSweeping = every(() => SWEPT_EVERY_MS, sweep, logger)
    },
    /** Leaves in good order: not ready, goodbyes spread over the drain's time, appends in flight finished (SYNC-54, O10). */
    async drain(): Promise<void> {
      isDraining = true
      const isShared = store.kind === 'mongodb' && instances.hasOthers()
      await realtime.drain(isShared ? LIMITS.drainMs : ALONE_MS)
    },
  }
}

/** Whoever has a line is attended to by each of them. */
function both(...feeds: SiteFeed[]): SiteFeed {
  return {
    attend(sink) {
      const ends = feeds.map((feed) => feed.attend(sink))
      return () => {
        for (const end of ends) end()
      }
    },
  }
}

function gaugesOf(stats: Record<string, number>): Record<string, number> {
  return Object.fromEntries(Object.entries(stats).map(([name, value]) => [`parley_${name}`, value]))
}
