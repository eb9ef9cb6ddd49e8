import type { Database } from '@parley/database'
import type { AgentId, Availability as Told, WorkspaceId } from '@parley/protocol'
import { nextChange } from '@parley/protocol/hours'
import type { Bus, BusMessage } from '../../bus/bus.ts'
import type { Clock } from '../../lib/clock.ts'
import type { Logger } from '../../lib/logger.ts'
import { createMemo } from '../../lib/memo.ts'
import type { Sink } from '../../realtime/sink.ts'
import { optionsOf, revOf, type SiteRecord, type Sites } from '../sites/index.ts'
import { availabilityOf, type FirstAnswer, type Present, replySecondsOf } from './model.ts'
import { createPresence } from './presence.ts'
import { createPresenceStore } from './store.ts'
import { createWatch } from './watch.ts'

export { presenceIndexes } from './store.ts'
export type Availability = ReturnType<typeof createAvailability>

type Deps = {
  db: Database
  bus: Bus
  /** The store's clock (SYNC-78): hours open at its moments. */
  clock: Clock
  log: Logger
  sites: Pick<Sites, 'find'>
  /** Of conversations of a site that were answered after `since`, the latest first, at most `limit`. */
  firstAnswers(site: Pick<SiteRecord, 'workspaceId' | '_id'>, since: Date, limit: number): Promise<FirstAnswer[]>
}

/** How long what was found of late holds, milliseconds. */
const PRESENT_FOR_MS = 1_000
const REPLIES_FOR_MS = 5 * 60_000
const KEPT = 5_000
/** The reply time is of the latest answers. */
const OF_LATE_MS = 30 * 24 * 60 * 60_000
const OF_LATE = 100

/** Whether somebody is there for a site's visitors, and how soon he answers; told to open widgets as it changes. */
export function createAvailability({ db, bus, clock, log, sites, firstAnswers }: Deps) {
  const presence = createPresence({ store: createPresenceStore(db), bus, clock, log })
  const present = createMemo<Present[]>({ clock, forMs: PRESENT_FOR_MS, max: KEPT })
  const replies = createMemo<FirstAnswer[]>({ clock, forMs: REPLIES_FOR_MS, max: KEPT })

  const presentIn = (workspaceId: WorkspaceId) => present.get(workspaceId, () => presence.list(workspaceId))
  const answersOf = (site: SiteRecord) => {
    const since = new Date(clock.now().getTime() - OF_LATE_MS)
    return replies.get(site._id, () => firstAnswers(site, since, OF_LATE))
  }

  async function of(site: SiteRecord): Promise<Told> {
    const { hours, home } = optionsOf(site)
    const [there, answers] = await Promise.all([presentIn(site.workspaceId), home.showReplyTime ? answersOf(site) : []])
    const replySeconds = replySecondsOf(answers, hours)
    return availabilityOf({ hours, home, present: there, replySeconds, now: clock.now() })
  }

  const watch = createWatch({
    ...{ clock, log },
    async tell(workspaceId, siteId) {
      const site = await sites.find(workspaceId, siteId)
      if (!site) return null
      const text = JSON.stringify({ t: 'site', rev: revOf(site), availability: await of(site) })
      return { text, changesAt: nextChange(optionsOf(site).hours, clock.now())?.at ?? null }
    },
  })

  function hear(message: BusMessage): void {
    if (message.type === 'presence') {
      present.drop(message.workspaceId)
      watch.changed({ workspaceId: message.workspaceId })
    } else if (message.type === 'principal' && message.id.startsWith('ste_')) watch.changed({ siteId: message.id })
  }
  const stopListening = bus.subscribe(hear)

  return {
    of,
    /** Whether an agent is connected, to whichever instance; as it was a second ago at the longest. */
    isPresent: async (workspaceId: WorkspaceId, id: AgentId) =>
      (await presentIn(workspaceId)).some((one) => one.id === id),
    /** Who is, as old. */
    presentIn: async (workspaceId: WorkspaceId) => (await presentIn(workspaceId)).map(({ id }) => id as AgentId), // as its connection named it
    /** Whether any agent of a workspace is connected. */
    isStaffed: async (workspaceId: WorkspaceId) => (await presentIn(workspaceId)).length > 0,
    /** What sockets and long-polls need of this domain. */
    feed: {
      attend(sink: Sink): () => void {
        const { principal } = sink
        if (principal.type === 'visitor') return watch.follow(sink, principal)
        presence.came(principal)
        return () => presence.left(principal)
      },
    },
    /** What runs by the clock, by hand: for tests. */
    check: watch.check,
    /** Begins what runs by the clock. */
    start(): void {
      presence.start()
      watch.start()
    },
    async close(): Promise<void> {
      stopListening()
      watch.stop()
      await presence.stop()
    },
  }
}
