import type { PushSubscription, SiteId, VisitorId, WorkspaceId } from '@parley/protocol'

/** A browser of a visitor that takes push messages. */
export type SubscriptionRecord = {
  /** Visitor and hash of the endpoint: the same browser is one subscription, however often it is told. */
  _id: string
  workspaceId: WorkspaceId
  visitorId: VisitorId
  siteId: SiteId
  /** Hash of the endpoint: one browser, whoever sits before it. */
  browser: string
  /** Endpoint and keys, sealed: whoever has them can write to the browser. */
  target: string
  text: PushSubscription['text']
  page: PushSubscription['page']
  createdAt: Date
}

/** Who answered where, and whom that concerns. */
export type Told = { visitorId: VisitorId; conversationId: string; from: string }

/** What the browser's service worker shows (`apps/server/src/web/push-worker.js`); nothing of what was said is in it. */
export function payloadOf({ text, page }: Pick<SubscriptionRecord, 'text' | 'page'>, site: string, told: Told): string {
  const body = text.replaceAll('{name}', () => told.from)
  return JSON.stringify({ title: site, body, tag: told.conversationId, page })
}
