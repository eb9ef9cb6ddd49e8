import type { SiteId, WorkspaceId } from '@parley/protocol'
import type { Clock } from '../../lib/clock.ts'
import { createRecentMap } from '../../lib/recent-map.ts'
import type { SiteRecord } from './model.ts'
import type { SightingStore } from './sighting-store.ts'

/** Origins remembered of a site: whoever forges more of them only pushes out his own. */
const MOST_ORIGINS = 50
/** How often the same origin is written down, in milliseconds. */
const NOTED_EVERY_MS = 60_000
/** Pairs of site and origin that this process remembers to have noted. */
const REMEMBERED = 5_000

type Deps = { store: SightingStore; clock: Clock; allows(site: SiteRecord, origin: string): boolean }

/** Which pages carried a site's tag of late: what "we see your widget" tells its owner. */
export function createSightings({ store, clock, allows }: Deps) {
  const noted = createRecentMap<string, number>(REMEMBERED)

  return {
    /** Notes that a page asked for the widget of `site`; `address` is what its browser says of it, or nothing. */
    async note({ workspaceId, _id: siteId }: SiteRecord, address: string | null | undefined): Promise<void> {
      const origin = originIn(address)
      if (!origin) return
      const now = clock.now()
      const key = `${siteId} ${origin}`
      if (now.getTime() - (noted.get(key) ?? 0) < NOTED_EVERY_MS) return
      noted.set(key, now.getTime())
      const isKnown = await store.renew({ workspaceId, siteId, origin }, now)
      if (!isKnown && (await store.count(workspaceId, siteId)) < MOST_ORIGINS)
        await store.insert({ workspaceId, siteId, origin }, now)
    },

    /** The newest first, with whether the site lets the page chat. */
    async list(workspaceId: WorkspaceId, site: SiteRecord) {
      const found = await store.list(workspaceId, site._id as SiteId)
      return found.map(({ origin, firstAt, lastAt }) => ({
        origin,
        allowed: allows(site, origin),
        firstAt: firstAt.toISOString(),
        lastAt: lastAt.toISOString(),
      }))
    },
  }
}
export type Sightings = ReturnType<typeof createSightings>

/** Scheme, host and port of a page's address; null for what is no web page. */
function originIn(address: string | null | undefined): string | null {
  const url = address && address.length <= 2000 && URL.canParse(address) ? new URL(address) : null
  return url && /^https?:$/.test(url.protocol) && url.origin.length <= 300 ? url.origin : null
}
