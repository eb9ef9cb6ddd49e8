import * as z from 'zod'
import { endpoint } from './endpoint.ts'
import { AgentId, ContactId, IdentityKeyId } from './ids.ts'
import { isPhone } from './options/judge.ts'
import { ROUTES } from './routes.ts'
import { Timestamp } from './time.ts'

/** Attributes, properties and conversation fields that one person or conversation may have. */
const MOST_ATTRIBUTES = 50
const inherited: ReadonlySet<string> = new Set(Object.getOwnPropertyNames(Object.prototype))

/** Names an attribute: letters, digits and `_`, a letter first, and nothing that every object has anyway. */
export const AttributeKey = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9_]{0,39}$/)
  .refine((key) => !inherited.has(key), 'is a name that every object has')
/** A text, a number, a yes or no; a date is a text in the form of {@link Timestamp}. */
export const AttributeValue = z.union([z.string().max(500), z.number(), z.boolean()])
export type AttributeValue = z.infer<typeof AttributeValue>
const atMost = (count: number) => (record: object) => Object.keys(record).length <= count
export const Attributes = z
  .record(AttributeKey, AttributeValue)
  .refine(atMost(MOST_ATTRIBUTES), `holds at most ${MOST_ATTRIBUTES}`)
export type Attributes = z.infer<typeof Attributes>

/** What a company is, or what a page says with one message. */
const FewAttributes = z.record(AttributeKey, AttributeValue).refine(atMost(20), 'holds at most 20')

/** What the page of a visitor says with one of his messages, for the agents (`fx.metadata`). */
export const MessageMetadata = FewAttributes
export type MessageMetadata = z.infer<typeof MessageMetadata>

export const Company = z.strictObject({
  /** The host's own id of it. */
  id: z.string().regex(/^[\w.:@|+-]{1,120}$/),
  name: z.string().max(120).optional(),
  attributes: FewAttributes.optional(),
})
export type Company = z.infer<typeof Company>

const WebAddress = z
  .url()
  .max(2000)
  .regex(/^https?:\/\//)
/** What is known of a person; unverified where his page said it, verified where a signed identity did. */
export const Person = z.strictObject({
  name: z.string().trim().min(1).max(120),
  email: z.email().max(254),
  phone: z.string().max(40).refine(isPhone, 'needs at least five digits'),
  /** Kept and told over the API; never fetched by the inbox, whose agents it would betray to its host. */
  avatar: WebAddress,
  company: Company,
  locale: z
    .string()
    .max(35)
    .regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/),
})
export type Person = z.infer<typeof Person>

/** A person we know. What stands here comes from his signed identity: all of it is verified. */
export const Contact = z.strictObject({
  id: ContactId,
  /** The host's own id of him: `sub` of his signed identity. */
  externalId: z.string(),
  ...Person.partial().shape,
  attributes: Attributes,
  createdAt: Timestamp,
  /** When he proved last who he is. */
  seenAt: Timestamp,
})
export type Contact = z.infer<typeof Contact>

/** A JWT that the host's backend signed for one person (SYNC-84); bounded before anything looks inside (N13). */
export const IdentityToken = z
  .string()
  .max(8192)
  .regex(/^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/)
export type IdentityToken = string

/** The claims of an identity token; closed, so that a misspelt one is told instead of ignored. */
export const IdentityClaims = z.strictObject({
  sub: z.string().min(1).max(128),
  /** Seconds since 1970. */
  iat: z.int(),
  exp: z.int(),
  nbf: z.int().optional(),
  /** Names this one token: it is taken once. */
  jti: z.string().min(8).max(128),
  /** The workspace. */
  aud: z.string().max(40),
  iss: z.string().max(300).optional(),
  ...Person.partial().shape,
  attributes: Attributes.optional(),
})
export type IdentityClaims = z.infer<typeof IdentityClaims>

/** A secret that identity tokens are signed with, without the secret. Its id is the `kid` of their header. */
export const IdentityKey = z.strictObject({
  id: IdentityKeyId,
  /** Tokens of a retired key are refused. */
  state: z.enum(['active', 'retired']),
  createdAt: Timestamp,
  createdBy: AgentId,
  lastUsedAt: Timestamp.nullable(),
})
export type IdentityKey = z.infer<typeof IdentityKey>

const onKey = { params: z.strictObject({ id: IdentityKeyId }), errors: ['key_not_found'] } as const

export const contactEndpoints = {
  listIdentityKeys: endpoint(ROUTES.listIdentityKeys, {
    summary: 'The keys that identity tokens are signed with, the newest first, without their secrets',
    response: z.strictObject({ keys: z.array(IdentityKey) }),
    errors: [],
  }),
  createIdentityKey: endpoint(ROUTES.createIdentityKey, {
    summary: 'A new key; its secret is told this once. Two may be active, so that one can take over from the other',
    status: 201,
    response: z.strictObject({ key: IdentityKey, secret: z.string() }),
    errors: ['too_many_keys'],
  }),
  retireIdentityKey: endpoint(ROUTES.retireIdentityKey, {
    summary: 'Refuse tokens of a key from now on',
    ...onKey,
    response: IdentityKey,
  }),
  deleteIdentityKey: endpoint(ROUTES.deleteIdentityKey, {
    summary: 'Forget a key and its secret',
    ...onKey,
    status: 204,
  }),
}
