import * as z from 'zod'
import { ConversationRow } from './conversation.ts'
import { endpoint } from './endpoint.ts'
import { ContactId, SiteId, VisitorId } from './ids.ts'
import { ROUTES } from './routes.ts'
import { Timestamp } from './time.ts'
import { VisitedPage } from './visitor.ts'

/** A visitor who has a line to the server now. Whoever has not opened the chat has none. */
export const LiveVisitor = z.strictObject({
  id: VisitorId,
  siteId: SiteId,
  /** What the visitor said of himself; nothing of it is verified (SYNC-85). */
  name: z.string().nullable(),
  email: z.string().nullable(),
  /** The person whom he proved to be. */
  contactId: ContactId.optional(),
  /** Where he is; null where the site writes no pages down, or none was told. */
  page: VisitedPage.nullable(),
  /** The page from which he came to the site. */
  referrer: z.string().nullable(),
  language: z.string().nullable(),
  timeZone: z.string().nullable(),
  /** For people: `Chrome 156 on Windows`. */
  browser: z.string().nullable(),
  blocked: z.boolean(),
  /** Since when he has had a line; one that comes back within seconds is the same. */
  hereSince: Timestamp,
  /** His newest conversation, of those that whoever asks may read. */
  conversation: ConversationRow.pick({ id: true, status: true, assigneeId: true, waitingSince: true }).nullable(),
})
export type LiveVisitor = z.infer<typeof LiveVisitor>

export const liveVisitorEndpoints = {
  listLiveVisitors: endpoint(ROUTES.listLiveVisitors, {
    summary: 'The visitors who have a line now, at most 200, those who came last first',
    query: z.strictObject({
      siteId: SiteId.optional(),
      /** Part of a name, an address, or of the page; of the 500 who came last. */
      search: z.string().max(200).optional(),
    }),
    response: z.strictObject({
      visitors: z.array(LiveVisitor),
      /** How many there are on the site, or on all: beyond what is told. */
      total: z.int().min(0),
      /** More fit than are told, or there were too many to look at. */
      truncated: z.boolean(),
    }),
    errors: ['site_not_found'],
  }),
  countLiveVisitors: endpoint(ROUTES.countLiveVisitors, {
    summary: 'How many visitors have a line now',
    response: z.strictObject({ total: z.int().min(0) }),
    errors: [],
  }),
}
