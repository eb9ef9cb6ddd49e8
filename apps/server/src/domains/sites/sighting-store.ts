import { type Database, isDuplicateKey } from '@parley/database'
import type { SiteId, WorkspaceId } from '@parley/protocol'

/** How long a page that is not seen again is remembered, seconds. */
const KEPT_S = 30 * 24 * 60 * 60

export const sightingIndexes = [
  { name: 'newest', key: { workspaceId: 1, siteId: 1, lastAt: -1 } },
  { name: 'old', key: { lastAt: 1 }, expireAfterSeconds: KEPT_S },
]

type Sighting = { workspaceId: WorkspaceId; siteId: SiteId; origin: string }
type SightingRecord = Sighting & { _id: string; firstAt: Date; lastAt: Date }

/** Sightings shown at once. */
const PAGE = 50

export function createSightingStore(db: Database) {
  const sightings = db.collection<SightingRecord>('sightings')
  const idOf = ({ siteId, origin }: Sighting) => `${siteId} ${origin}`

  return {
    /** Whether it was known; it is then seen now. */
    async renew(sighting: Sighting, now: Date): Promise<boolean> {
      const filter = { workspaceId: sighting.workspaceId, _id: idOf(sighting) }
      const { matchedCount } = await sightings.updateOne(filter, { $set: { lastAt: now } })
      return matchedCount > 0
    },

    async insert(sighting: Sighting, now: Date): Promise<void> {
      try {
        await sightings.insertOne({ ...sighting, _id: idOf(sighting), firstAt: now, lastAt: now })
      } catch (error) {
        if (!isDuplicateKey(error)) throw error // another instance saw it in the same moment
      }
    },

    count: (workspaceId: WorkspaceId, siteId: SiteId): Promise<number> =>
      sightings.countDocuments({ workspaceId, siteId }, { limit: PAGE }),

    list: (workspaceId: WorkspaceId, siteId: SiteId): Promise<SightingRecord[]> =>
      sightings.find({ workspaceId, siteId }).sort({ lastAt: -1 }).limit(PAGE).toArray(),
  }
}
export type SightingStore = ReturnType<typeof createSightingStore>
