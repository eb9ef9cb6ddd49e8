import { createHmac, randomUUID } from 'node:crypto'

/** Seconds that a signature may be good for at most (SYNC-84). */
const MOST_SECONDS = 300

export type IdentityKey = {
  /** The id of the key, as the settings show it. */
  kid: string
  /** Its secret. Never send it to a browser. */
  secret: string
  /** The workspace that the key is of. */
  workspaceId: string
}
export type Identity = {
  /** Your own id of this person; stays the same when his address changes. */
  id: string
  name?: string
  email?: string
  phone?: string
  /** Address of a picture. */
  avatar?: string
  /** A language such as `de`. */
  locale?: string
  company?: { id: string; name?: string; attributes?: Record<string, Value> }
  /** At most 50; a date is an ISO 8601 text. */
  attributes?: Record<string, Value>
}
type Value = string | number | boolean
type Options = {
  /** Seconds until the token expires: 1 to 300 (300). */
  expiresIn?: number
  /** Milliseconds since 1970, for tests. */
  now?: number
  /** Makes the token unique; a random one when absent. */
  jti?: string
}

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')

/**
 * Signs who the person before the page is: a JWT, HS256, for `Parley.identify(user, { token })`. Call it for the person
 * whose session the request carries, and for nobody else.
 *
 * @throws RangeError when `id` is empty or `expiresIn` is not 1 to 300.
 */
export function signIdentity(identity: Identity, key: IdentityKey, options: Options = {}): string {
  const { expiresIn = MOST_SECONDS, now = Date.now(), jti = randomUUID() } = options
  if (!identity.id) throw new RangeError('signIdentity: id is empty')
  if (!(expiresIn >= 1 && expiresIn <= MOST_SECONDS)) throw new RangeError('signIdentity: expiresIn has to be 1 to 300')
  const iat = Math.floor(now / 1000)
  const { id: sub, name, email, phone, avatar, locale, company, attributes } = identity
  // What is undefined or empty is no claim.
  const facts = Object.entries({ name, email, phone, avatar, locale, company, attributes }).filter(([, fact]) => fact)
  const claims = { sub, ...Object.fromEntries(facts), iat, exp: iat + expiresIn, jti, aud: key.workspaceId }
  const signed = `${part({ alg: 'HS256', typ: 'JWT', kid: key.kid })}.${part(claims)}`
  return `${signed}.${createHmac('sha256', key.secret).update(signed).digest('base64url')}`
}
