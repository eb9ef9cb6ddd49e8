import type { ContactId, PushSubscription, SiteId, VisitorId, WorkspaceId } from '@parley/protocol'

/** A browser of a visitor that takes push messages. */
export type SubscriptionRecord = {
  /** Visitor and hash of the endpoint: the same browser is one subscription, however often it is told. */
  _id: string
  workspaceId: WorkspaceId
  visitorId: VisitorId
  /** The person he had proved to be when he subscribed: he is told of all that is his on this site. */
  contactId?: ContactId
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
export type Told = Whom & { siteId: SiteId; conversationId: string; from: string }
/** The visitor who began, and the person who has proved since that he did. */
export type Whom = { visitorId: VisitorId; contactId: ContactId | null }

/** What the browser's service worker shows (`apps/server/src/web/push-worker.js`); nothing of what was said is in it. */
export function payloadOf({ text, page }: Pick<SubscriptionRecord, 'text' | 'page'>, site: string, told: Told): string {
  const body = text.replaceAll('{name}', () => told.from)
  return JSON.stringify({ title: site, body, tag: told.conversationId, page })
}
