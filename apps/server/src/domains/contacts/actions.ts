import { createHash } from 'node:crypto'
import { isDeepStrictEqual as isEqual } from 'node:util'
import { type IdentityClaims, type IdentityKeyId, LIMITS, type PersonField, type WorkspaceId } from '@parley/protocol'
import { AppError } from '../../errors/app-error.ts'
import type { Sealer } from '../../http/sealed.ts'
import { newSecret } from '../../http/secrets.ts'
import type { Clock } from '../../lib/clock.ts'
import { newId } from '../../lib/new-id.ts'
import type { AgentPrincipal } from '../../lib/principal.ts'
import { keyFor, keyNotFound } from './access.ts'
import { changed } from './change.ts'
import { verifiedOf } from './derived.ts'
import { claimsOf, invalid, isSignedBy, parseIdentity } from './identity-token.ts'
import { type ContactRecord, type IdentityKeyRecord, MOST_ACTIVE_KEYS, personOf } from './model.ts'
import type { ContactStore } from './store.ts'

export type ContactDeps = { store: ContactStore; sealer: Sealer; clock: Clock }

/** How often a use of a key is written down, in milliseconds: it tells an admin which key is still in use. */
const NOTED_EVERY_MS = 60_000

type Admin = Pick<AgentPrincipal, 'workspaceId' | 'agentId'>

export function createContactActions({ store, sealer, clock }: ContactDeps) {
  const placeOf = (workspaceId: WorkspaceId, id: IdentityKeyId) => ({ workspaceId, field: 'identity_keys.secret', id })

  /** Sealed by another `PARLEY_SECRET` than the present one it is lost, and its backend needs a new key. */
  function secretOf({ workspaceId, _id, secret }: IdentityKeyRecord): string {
    try {
      return sealer.open(secret, placeOf(workspaceId, _id))
    } catch (error) {
      throw invalid('Its key cannot be opened any more, since PARLEY_SECRET was changed: make a new one.', error)
    }
  }

  async function noteUse({ workspaceId, _id, lastUsedAt }: IdentityKeyRecord, now: Date): Promise<void> {
    if (lastUsedAt && now.getTime() - lastUsedAt.getTime() < NOTED_EVERY_MS) return
    await store.updateKey(workspaceId, _id, { lastUsedAt: now })
  }

  /** The person of these claims as he is after them, made if he is new. What they do not tell stays. */
  async function save(workspaceId: WorkspaceId, claims: IdentityClaims, now: Date): Promise<ContactRecord> {
    const told = personOf(claims)
    const signed = Object.keys(told) as PersonField[]
    const known = { ...told, attributes: claims.attributes ?? {}, provedAt: now, seenAt: now, updatedAt: now }
    const fresh = { _id: newId('con', now), workspaceId, externalId: claims.sub, createdAt: now, signed, ...known }
    if (!(await store.findByExternalId(workspaceId, claims.sub)) && (await store.insert(fresh))) return fresh
    const find = () => store.findByExternalId(workspaceId, claims.sub)
    const after = await changed(store, find, (record) => {
      const before = verifiedOf(record)
      const isNews = !isEqual({ ...record, ...told, attributes: known.attributes }, record) || record.provedAt === null
      if (!isNews && record.labels && signed.every((key) => before.includes(key))) return null
      return { ...known, signed: [...new Set([...before, ...signed])] }
    })
    // That he was there is no change of him: whoever edits him is not disturbed.
    await store.noteProved(workspaceId, after._id, now)
    return { ...after, seenAt: now }
  }

  return {
    /**
     * The person whom a signed identity proves, with what it says of him; the token is used up by it (SYNC-84). Throws
     * `identity_invalid`, `identity_expired`, `identity_used`.
     */
    async identify(workspaceId: WorkspaceId, token: string): Promise<ContactRecord> {
      const parsed = parseIdentity(token)
      const key = await store.findKey(workspaceId, parsed.kid)
      // One answer for a key that is not there, one of another workspace, a retired one and a wrong signature.
      if (key?.state !== 'active' || !isSignedBy(secretOf(key), parsed))
        throw invalid('It is not signed with an active key of this workspace.')
      const now = clock.now()
      const claims = claimsOf(parsed, workspaceId, now)
      const isFirst = await store.use({
        _id: createHash('sha256').update(`${workspaceId}\n${claims.jti}`).digest('base64url'),
        ...{ workspaceId, jti: claims.jti },
        expiresAt: new Date(claims.exp * 1000 + 2 * LIMITS.identityLeewayMs),
      })
      if (!isFirst) throw new AppError('identity_used', 'This signed identity was used before: sign one for each use.')
      await noteUse(key, now)
      return save(workspaceId, claims, now)
    },

    /** Throws `too_many_keys`. */
    async createKey({ workspaceId, agentId }: Admin): Promise<{ record: IdentityKeyRecord; secret: string }> {
      const active = (await store.listKeys(workspaceId)).filter(({ state }) => state === 'active')
      if (active.length >= MOST_ACTIVE_KEYS)
        throw new AppError('too_many_keys', 'Two keys are active already: retire the one that is not in use any more.')
      const now = clock.now()
      const _id = newId('idk', now)
      const secret = newSecret()
      const sealed = sealer.seal(secret, placeOf(workspaceId, _id))
      const times = { createdAt: now, createdBy: agentId, lastUsedAt: null }
      const record: IdentityKeyRecord = { _id, workspaceId, secret: sealed, state: 'active', ...times }
      await store.insertKey(record)
      return { record, secret }
    },

    /** Throws `key_not_found`. */
    async retireKey(by: Admin, id: IdentityKeyId): Promise<IdentityKeyRecord> {
      const { _id } = await keyFor(store, by, id)
      return (await store.updateKey(by.workspaceId, _id, { state: 'retired' })) ?? notFound()
    },

    /** Throws `key_not_found`. */
    async deleteKey(by: Admin, id: IdentityKeyId): Promise<void> {
      const { _id } = await keyFor(store, by, id)
      await store.removeKey(by.workspaceId, _id)
    },
  }
}
export type ContactActions = ReturnType<typeof createContactActions>

function notFound(): never {
  throw keyNotFound()
}
