import * as z from 'zod'
import {
  AttributeKey,
  Attributes,
  AttributeValue,
  Company,
  Contact,
  IdentityToken,
  MessageMetadata,
  Person,
} from './contact.ts'
import { ContactProfile } from './contact-profile.ts'
import { ConversationRow } from './conversation.ts'
import { endpoint } from './endpoint.ts'
import { ContactId, ConversationId, MessageId, SiteId, SiteKey, VisitorId } from './ids.ts'
import { queryNumber } from './page.ts'
import { ROUTES } from './routes.ts'
import { ConversationStatus } from './status.ts'
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

/** Something that the visitor's page told of him: agents read it, no page does. */
export const VisitorEvent = z.strictObject({
  name: z
    .string()
    .trim()
    .min(1)
    .max(80)
    .regex(/^[^\p{C}]+$/u),
  props: z.record(AttributeKey, AttributeValue).refine((props) => Object.keys(props).length <= 20, 'holds at most 20'),
  at: Timestamp,
})
export type VisitorEvent = z.infer<typeof VisitorEvent>

export const Visitor = z.strictObject({
  id: VisitorId,
  siteId: SiteId,
  /** What the visitor said of himself; nothing of it is verified (SYNC-85). */
  name: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  company: Company.nullable().optional(),
  attributes: Attributes.optional(),
  /** The newest first, at most 20. */
  events: z.array(VisitorEvent).optional(),
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
/**
 * What a signed identity opens (SYNC-84): the access token beside it reads the person's history, and `grant` makes more
 * of them until `until`. Both stay in memory.
 */
const Signed = z.strictObject({ contactId: ContactId, grant: AccessToken, until: Timestamp })
export type Signed = z.infer<typeof Signed>
const agentOnVisitor = { params: z.strictObject({ id: VisitorId }), errors: ['visitor_not_found'] } as const

const atMost50 = (record: object) => Object.keys(record).length <= 50
/** How long ago, by the page's own clock: moments of a clock that may be days off are never sent (SYNC-72). */
const AgoMs = z
  .int()
  .min(0)
  .max(24 * 60 * 60_000)
const identityErrors = ['identity_invalid', 'identity_expired', 'identity_used', 'identity_unsigned'] as const

export const visitorEndpoints = {
  createVisitor: endpoint(ROUTES.createVisitor, {
    summary: 'A new visitor of a site, with a stored token and a first access token',
    body: z.strictObject({ siteKey: SiteKey, identity: IdentityToken.optional() }),
    status: 201,
    response: VisitorAccess.extend({ token: VisitorToken, signed: Signed.optional() }),
    errors: ['site_not_found', 'origin_not_allowed', 'blocked', 'rate', ...identityErrors],
  }),
  exchangeVisitorToken: endpoint(ROUTES.exchangeVisitorToken, {
    summary: 'An access token of ten minutes for a stored token; with a signed identity, or its grant, a verified one',
    body: z
      .strictObject({
        token: VisitorToken,
        proof: z.string().max(1000).optional(),
        identity: IdentityToken.optional(),
        grant: AccessToken.optional(),
      })
      .refine(({ identity, grant }) => !identity || !grant, 'takes identity or grant, not both'),
    response: VisitorAccess.extend({
      /** Takes the place of the one that was sent, which is worth nothing any more (SYNC-86). */
      token: VisitorToken.optional(),
      /** Whose conversations came along; absent with a new `token`: a new session, nothing of the old one is his. */
      predecessorId: VisitorId.optional(),
      /** The browser's person proved once who he is; without `signed` his history stays closed. */
      contactId: ContactId.optional(),
      signed: Signed.optional(),
    }),
    errors: ['token_invalid', 'origin_not_allowed', 'blocked', 'rate', ...identityErrors],
  }),
  updateVisitor: endpoint(ROUTES.updateVisitor, {
    summary: 'What the visitor says of himself, and the page he is on',
    body: z.strictObject({
      name: Person.shape.name.nullable().optional(),
      email: Person.shape.email.nullable().optional(),
      phone: Person.shape.phone.nullable().optional(),
      company: Company.nullable().optional(),
      /** Set one by one; null takes one away. */
      attributes: z.record(AttributeKey, AttributeValue.nullable()).refine(atMost50, 'holds at most 50').optional(),
      language: z.string().max(35).optional(),
      timeZone: z.string().max(64).optional(),
      referrer: z.string().max(2000).optional(),
      page: z.strictObject({ url: z.url().max(2000), title: z.string().max(300) }).optional(),
    }),
    status: 204,
    errors: ['visitor_not_found', 'too_large'],
  }),
  trackVisitor: endpoint(ROUTES.trackVisitor, {
    summary: "What happened on the visitor's page lately, several at once: events, and pages he went through",
    body: z.strictObject({
      events: z.array(VisitorEvent.omit({ at: true }).extend({ agoMs: AgoMs })).max(20),
      pages: z.array(z.strictObject({ url: z.url().max(2000), title: z.string().max(300), agoMs: AgoMs })).max(20),
    }),
    status: 204,
    errors: ['visitor_not_found'],
  }),
  endVisitor: endpoint(ROUTES.endVisitor, {
    summary: 'Log out: the stored token and every access token of this visitor are worth nothing any more',
    status: 204,
    errors: [],
  }),
  getOwnData: endpoint(ROUTES.getOwnData, {
    summary:
      'What is kept of the visitor himself; his messages are read with `listEvents`, conversation by conversation',
    response: z.strictObject({
      visitor: Visitor,
      contact: Contact.optional(),
      /** The newest first, at most 400. */
      conversations: z.array(
        z.strictObject({
          id: ConversationId,
          status: ConversationStatus,
          rating: z.int().nullable(),
          createdAt: Timestamp,
          /** What he, or his page, said of it; not what agents noted. */
          fields: z.record(z.string(), z.string()),
        }),
      ),
    }),
    errors: ['visitor_not_found', 'identity_unsigned', 'rate'],
  }),
  listOwnMetadata: endpoint(ROUTES.listOwnMetadata, {
    summary: "What the visitor's pages said with his messages of one conversation, 100 entries of its log a request",
    params: z.strictObject({ id: ConversationId }),
    query: z.strictObject({ after: queryNumber(1e9).optional() }),
    response: z.strictObject({
      said: z.array(z.strictObject({ messageId: MessageId, metadata: MessageMetadata })),
      /** To be asked with as `after`; null: that was all. */
      next: z.int().nullable(),
    }),
    errors: ['visitor_not_found', 'conversation_not_found', 'identity_unsigned', 'rate'],
  }),
  eraseOwnData: endpoint(ROUTES.eraseOwnData, {
    summary: 'Erase what is kept of the visitor, 200 messages a request; ask again until it is `done`',
    response: z.strictObject({ done: z.boolean() }),
    errors: ['visitor_not_found', 'identity_unsigned', 'rate'],
  }),
  getVisitor: endpoint(ROUTES.getVisitor, {
    summary: 'A visitor with his conversations, the newest first; of the whole person when he is a contact',
    ...agentOnVisitor,
    response: z.strictObject({
      visitor: Visitor,
      /** Who he proved to be. */
      contact: Contact.optional(),
      /** The contact who he is, by proof or by an agent's word, for agents. */
      profile: ContactProfile.optional(),
      conversations: z.array(ConversationRow),
    }),
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
