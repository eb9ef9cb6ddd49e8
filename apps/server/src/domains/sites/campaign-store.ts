import type { Database } from '@parley/database'
import type { CampaignCount, SiteId, WorkspaceId } from '@parley/protocol'

/** How long the count of a campaign that is not shown any more is kept, seconds. */
const KEPT_S = 400 * 24 * 60 * 60
/** Counts of a site that are read at once; a site has at most 20 campaigns, and those that were removed count no more. */
const PAGE = 200

export const campaignIndexes = [
  { name: 'site', key: { workspaceId: 1, siteId: 1, _id: 1 } },
  { name: 'old', key: { changedAt: 1 }, expireAfterSeconds: KEPT_S },
]

type OfSite = { workspaceId: WorkspaceId; siteId: SiteId }
type Numbers = Omit<CampaignCount, 'id'>
type CountRecord = OfSite & Partial<Numbers> & { _id: string; campaignId: string; changedAt: Date }

export function createCampaignStore(db: Database) {
  const counts = db.collection<CountRecord>('campaign_counts')

  return {
    async add({ workspaceId, siteId }: OfSite, campaignId: string, more: Partial<Numbers>, now: Date): Promise<void> {
      const filter = { workspaceId, siteId, _id: `${siteId} ${campaignId}` }
      await counts.updateOne(filter, { $inc: more, $set: { campaignId, changedAt: now } }, { upsert: true })
    },

    async list({ workspaceId, siteId }: OfSite): Promise<CampaignCount[]> {
      const found = await counts.find({ workspaceId, siteId }).sort({ _id: 1 }).limit(PAGE).toArray()
      return found.map(({ campaignId, shown = 0, clicked = 0, dismissed = 0 }) => ({
        ...{ id: campaignId, shown, clicked, dismissed },
      }))
    },
  }
}
export type CampaignStore = ReturnType<typeof createCampaignStore>
