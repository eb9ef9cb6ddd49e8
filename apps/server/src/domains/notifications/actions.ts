import { createHash } from 'node:crypto'
import type { PushSubscription, VisitorId, WorkspaceId } from '@parley/protocol'
import { AppError } from '../../errors/app-error.ts'
import type { Sealer } from '../../http/sealed.ts'
import type { Clock } from '../../lib/clock.ts'
import type { VisitorPrincipal } from '../../lib/principal.ts'
import type { Push, PushOutcome, PushTarget } from '../../push/index.ts'
import type { Sites } from '../sites/index.ts'
import { payloadOf, type SubscriptionRecord, type Told } from './model.ts'
import type { SubscriptionStore } from './store.ts'

export type NotificationDeps = {
  store: SubscriptionStore
  push: Push
  sealer: Sealer
  sites: Pick<Sites, 'find' | 'featuresOf'>
  /** Whether the visitor logged out, or is there no more. */
  isGone(workspaceId: WorkspaceId, id: VisitorId): Promise<boolean>
  clock: Clock
}

const FIELD = 'push_subscriptions.target'

export function createNotificationActions({ store, push, sealer, sites, isGone, clock }: NotificationDeps) {
  const place = ({ workspaceId, _id }: Pick<SubscriptionRecord, 'workspaceId' | '_id'>) => ({
    ...{ workspaceId, field: FIELD, id: _id },
  })

  async function mayPush({ workspaceId, siteId }: Pick<VisitorPrincipal, 'workspaceId' | 'siteId'>): Promise<boolean> {
    return (await sites.featuresOf(workspaceId, siteId))?.push ?? false
  }
  async function gate(by: VisitorPrincipal): Promise<void> {
    if (!(await mayPush(by))) throw new AppError('feature_off', 'This site sends no notifications.')
  }

  function targetOf(record: SubscriptionRecord): PushTarget | null {
    try {
      return JSON.parse(sealer.open(record.target, place(record)))
    } catch {
      return null // sealed by a secret of before: its browser subscribes anew
    }
  }

  async function send(record: SubscriptionRecord, told: Told): Promise<PushOutcome> {
    const site = await sites.find(record.workspaceId, record.siteId)
    const target = targetOf(record)
    if (!site || !target) return 'gone'
    return push.send(target, payloadOf(record, site.name, told), `${record.siteId} ${told.conversationId}`)
  }

  /** Those of the visitor and of his person, each once; of visitors who are gone none is left. */
  async function browsersOf(workspaceId: WorkspaceId, { visitorId, contactId, siteId }: Told) {
    const all = await store.listOf(workspaceId, visitorId)
    if (contactId) all.push(...(await store.listOfContact(workspaceId, contactId, siteId)))
    const found = [...new Map(all.map((record) => [record._id, record])).values()]
    const gone = new Set<VisitorId>()
    for (const id of new Set(found.map((record) => record.visitorId)))
      if (await isGone(workspaceId, id)) {
        gone.add(id)
        await store.removeAll(workspaceId, id)
      }
    return found.filter((record) => !gone.has(record.visitorId))
  }

  return {
    /** Throws `feature_off`. */
    async key(by: VisitorPrincipal): Promise<{ key: string }> {
      await gate(by)
      return { key: push.publicKey }
    },

    /** Throws `feature_off`; `invalid_request` for an endpoint that is not an address of the internet (N50). */
    async add(by: VisitorPrincipal, { endpoint, keys, text, page }: PushSubscription): Promise<void> {
      await gate(by)
      if (!push.takes(endpoint)) throw new AppError('invalid_request', 'The endpoint is not a public https address.')
      const { workspaceId, visitorId, contactId, siteId } = by
      const browser = createHash('sha256').update(endpoint).digest('base64url')
      const _id = `${visitorId}:${browser}`
      const target = sealer.seal(JSON.stringify({ endpoint, keys }), place({ workspaceId, _id }))
      await store.put({
        ...{ _id, workspaceId, visitorId, siteId, browser },
        ...(contactId && { contactId }),
        target,
        text,
        page,
        createdAt: clock.now(),
      })
    },

    removeAll: store.removeAll,
    remove: ({ workspaceId, visitorId }: VisitorPrincipal) => store.removeAll(workspaceId, visitorId),

    isUsed: store.isUsed,
    subscribed: store.subscribed,

    /** Notifies the visitor's browsers, and forgets those that take no more. False: try again later. */
    async tell(workspaceId: WorkspaceId, told: Told): Promise<boolean> {
      const records = await browsersOf(workspaceId, told)
      const [first] = records
      if (!first || !(await mayPush(first))) return true
      const outcomes = await Promise.all(records.map(async (record) => ({ record, is: await send(record, told) })))
      for (const { record, is } of outcomes)
        if (is === 'gone') await store.remove(workspaceId, record.visitorId, [record._id])
      return outcomes.every(({ is }) => is !== 'later')
    },
  }
}
