import type { Database } from '@parley/database'
import type { ContactId, SiteId, VisitorId, WorkspaceId } from '@parley/protocol'
import { createRecentMap } from '../../lib/recent-map.ts'
import type { SubscriptionRecord, Whom } from './model.ts'

export const subscriptionIndexes = [
  { key: { workspaceId: 1, visitorId: 1, createdAt: -1 } },
  { key: { workspaceId: 1, contactId: 1, createdAt: -1 } },
  { key: { workspaceId: 1, browser: 1 } },
] as const

/** Subscriptions that are kept of one visitor: his browser makes a new one when the old one is lost. */
const MOST = 5
/**
 * How long it is believed that a workspace has none, milliseconds: less than an answer waits before its visitor is
 * notified, so that nobody who subscribed before it is missed.
 */
const UNUSED_MS = 8_000
const WORKSPACES = 1_000

export function createSubscriptionStore(db: Database) {
  const subscriptions = db.collection<SubscriptionRecord>('push_subscriptions')

  const unused = createRecentMap<WorkspaceId, number>(WORKSPACES)

  /** Most workspaces have none: then a message costs the store nothing. */
  async function isUsed(workspaceId: WorkspaceId): Promise<boolean> {
    const now = performance.now()
    if (now - (unused.get(workspaceId) ?? -UNUSED_MS) < UNUSED_MS) return false
    const found = await subscriptions.findOne({ workspaceId })
    if (!found) unused.set(workspaceId, now)
    return found !== null
  }

  const listOf = (workspaceId: WorkspaceId, visitorId: VisitorId): Promise<SubscriptionRecord[]> =>
    subscriptions
      .find({ workspaceId, visitorId })
      .sort({ createdAt: -1 })
      .limit(2 * MOST)
      .toArray()

  /** Of a person: those of each of his visitors on a site, since he may see the same in all of them. */
  const listOfContact = (
    workspaceId: WorkspaceId,
    contactId: ContactId,
    siteId: SiteId,
  ): Promise<SubscriptionRecord[]> =>
    subscriptions
      .find({ workspaceId, contactId, siteId })
      .sort({ createdAt: -1 })
      .limit(2 * MOST)
      .toArray()

  async function remove(workspaceId: WorkspaceId, visitorId: VisitorId, ids: readonly string[]): Promise<void> {
    await subscriptions.deleteMany({ workspaceId, visitorId, _id: { $in: [...ids] } })
  }

  return {
    listOf,
    listOfContact,
    remove,
    isUsed,

    /**
     * Keeps it, in place of what was known of the same browser: what is told of somebody who sat there before would be
     * read by whoever does now. Beyond five the oldest go.
     */
    async put({ _id, workspaceId, visitorId, ...record }: SubscriptionRecord): Promise<void> {
      await subscriptions.updateOne({ _id, workspaceId, visitorId }, { $set: record }, { upsert: true })
      await subscriptions.deleteMany({ workspaceId, browser: record.browser, _id: { $ne: _id } })
      const beyond = (await listOf(workspaceId, visitorId)).slice(MOST).map((one) => one._id)
      if (beyond.length > 0) await remove(workspaceId, visitorId, beyond)
    },

    async removeAll(workspaceId: WorkspaceId, visitorId: VisitorId): Promise<void> {
      await subscriptions.deleteMany({ workspaceId, visitorId })
    },

    /** Visitors and persons among `whom` who have any. */
    async subscribed(workspaceId: WorkspaceId, whom: readonly Whom[]): Promise<Set<string>> {
      const most = Math.max(1, 2 * MOST * whom.length)
      const visitorIds = whom.map(({ visitorId }) => visitorId)
      const contactIds = whom.flatMap(({ contactId }) => contactId ?? [])
      const ofVisitors = await subscriptions
        .find({ workspaceId, visitorId: { $in: visitorIds } })
        .limit(most)
        .toArray()
      const ofContacts = await subscriptions
        .find({ workspaceId, contactId: { $in: contactIds } })
        .limit(most)
        .toArray()
      return new Set(
        [...ofVisitors, ...ofContacts].flatMap(({ visitorId, contactId }) => [visitorId, contactId ?? []].flat()),
      )
    },
  }
}
export type SubscriptionStore = ReturnType<typeof createSubscriptionStore>
