import * as z from 'zod'
import { ConversationRow } from './conversation.ts'
import { endpoint } from './endpoint.ts'
import { SiteId, SiteKey, VisitorId } from './ids.ts'
import { isPhone } from './options/judge.ts'
import { ROUTES } from './routes.ts'
import { Timestamp } from './time.ts'

/** `<workspaceId>.<256 random bits>`: proves which browser this is; stored hashed, taken by two doors only (SYNC-80, 81). */
export const VisitorToken = z.string().regex(/^wsp_[0-9a-hjkmnp-tv-z]{20}\.[A-Za-z0-9_-]{43}$/)
export type VisitorToken = string
/** A JWT; its length is bounded before anything looks inside (N13). */
export const AccessToken = z
  .string()
  .max(2048)
  .regex(/^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/)
export type AccessToken = string

/** A page the visitor looked at; addresses are cut to origin and path, queries and fragments may hold secrets. */
export const VisitedPage = z.strictObject({
  url: z.string().max(2000),
  title: z.string().max(300),
  at: Timestamp,
})
export type VisitedPage = z.infer<typeof VisitedPage>

export const Visitor = z.strictObject({
  id: VisitorId,
  siteId: SiteId,
  /** What the visitor said of himself; nothing of it is verified (SYNC-85). */
  name: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  language: z.string().nullable(),
  timeZone: z.string().nullable(),
  referrer: z.string().nullable(),
  /** For people: `Chrome 156 on Windows`. */
  browser: z.string().nullable(),
  /** The newest first, at most 20. */
  pages: z.array(VisitedPage),
  blocked: z.boolean(),
  createdAt: Timestamp,
  seenAt: Timestamp,
})
export type Visitor = z.infer<typeof Visitor>

const VisitorAccess = z.strictObject({ visitorId: VisitorId, access: AccessToken, expiresAt: Timestamp })
const agentOnVisitor = { params: z.strictObject({ id: VisitorId }), errors: ['visitor_not_found'] } as const

export const visitorEndpoints = {
  createVisitor: endpoint(ROUTES.createVisitor, {
    summary: 'A new visitor of a site, with a stored token and a first access token',
    body: z.strictObject({ siteKey: SiteKey }),
    status: 201,
    response: VisitorAccess.extend({ token: VisitorToken }),
    errors: ['site_not_found', 'origin_not_allowed', 'rate'],
  }),
  exchangeVisitorToken: endpoint(ROUTES.exchangeVisitorToken, {
    summary: 'An access token of ten minutes for a stored token',
    body: z.strictObject({ token: VisitorToken, proof: z.string().max(1000).optional() }),
    response: VisitorAccess,
    errors: ['token_invalid', 'origin_not_allowed', 'rate'],
  }),
  updateVisitor: endpoint(ROUTES.updateVisitor, {
    summary: 'What the visitor says of himself, and the page he is on',
    body: z.strictObject({
      name: z.string().trim().min(1).max(120).nullable().optional(),
      email: z.email().max(254).nullable().optional(),
      phone: z.string().max(40).refine(isPhone, 'needs at least five digits').nullable().optional(),
      language: z.string().max(35).optional(),
      timeZone: z.string().max(64).optional(),
      referrer: z.string().max(2000).optional(),
      page: z.strictObject({ url: z.url().max(2000), title: z.string().max(300) }).optional(),
    }),
    status: 204,
    errors: ['visitor_not_found'],
  }),
  getVisitor: endpoint(ROUTES.getVisitor, {
    summary: 'A visitor with his conversations, the newest first',
    ...agentOnVisitor,
    response: z.strictObject({ visitor: Visitor, conversations: z.array(ConversationRow) }),
  }),
  blockVisitor: endpoint(ROUTES.blockVisitor, {
    summary: 'Refuse new messages of a visitor',
    ...agentOnVisitor,
    status: 204,
  }),
  unblockVisitor: endpoint(ROUTES.unblockVisitor, {
    summary: 'Take messages of a visitor again',
    ...agentOnVisitor,
    status: 204,
  }),
}
