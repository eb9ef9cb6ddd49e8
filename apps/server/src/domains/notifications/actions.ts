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
      const { workspaceId, visitorId, siteId } = by
      const browser = createHash('sha256').update(endpoint).digest('base64url')
      const _id = `${visitorId}:${browser}`
      const target = sealer.seal(JSON.stringify({ endpoint, keys }), place({ workspaceId, _id }))
      await store.put({
        ...{ _id, workspaceId, visitorId, siteId, browser },
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
      const { visitorId } = told
      if (await isGone(workspaceId, visitorId)) {
        await store.removeAll(workspaceId, visitorId)
        return true
      }
      const records = await store.listOf(workspaceId, visitorId)
      const [first] = records
      if (!first || !(await mayPush(first))) return true
      const outcomes = await Promise.all(records.map(async (record) => ({ record, is: await send(record, told) })))
      const gone = outcomes.filter(({ is }) => is === 'gone').map(({ record }) => record._id)
      if (gone.length > 0) await store.remove(workspaceId, visitorId, gone)
      return outcomes.every(({ is }) => is !== 'later')
    },
  }
}
