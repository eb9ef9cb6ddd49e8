import { LIMITS, type Signed, type VisitorToken, type WorkspaceId } from '@parley/protocol'
import { AppError } from '../../errors/app-error.ts'
import type { AccessTokens } from '../../http/access-tokens.ts'
import type { Clock } from '../../lib/clock.ts'
import type { ContactRecord } from '../contacts/index.ts'
import type { Sites } from '../sites/index.ts'
import type { VisitorActions } from './actions.ts'
import type { From, Identified, IdentityActions } from './identity-actions.ts'
import { tenantOf, type VisitorRecord } from './model.ts'

export type DoorDeps = {
  actions: VisitorActions
  identities: IdentityActions
  tokens: AccessTokens
  sites: Pick<Sites, 'siteFor'>
  clock: Clock
  /** Throws `blocked` where nobody is let in from this address. */
  checkAddress(workspaceId: WorkspaceId, address: string): Promise<void>
}
type Proof = { token: VisitorToken; identity?: string | undefined; grant?: string | undefined }

/** The two doors that a visitor comes in by, and what he is given there (SYNC-81, SYNC-84). */
export function createDoors({ actions, identities, tokens, sites, clock, checkAddress }: DoorDeps) {
  function access({ _id, workspaceId, siteId }: VisitorRecord, signed: Verified | null = null) {
    const subject = { aud: 'parley:visitor', sub: _id, wsp: workspaceId, ste: siteId } as const
    const verified = { ...subject, ...(signed && { con: signed.contactId }) }
    const made = tokens.sign(verified, signed?.until ?? null)
    return { visitorId: _id, access: made.access, expiresAt: made.expiresAt.toISOString() }
  }

  /** A verified access token, and the grant that makes more of them for an hour after the signature. */
  function identified({ record, contact }: Pick<Identified, 'record' | 'contact'>) {
    const until = new Date(clock.now().getTime() + LIMITS.identityMs)
    const subject = { aud: 'parley:identity', sub: contact._id, wsp: record.workspaceId, vis: record._id } as const
    const grant = tokens.sign(subject, until, LIMITS.identityMs).access
    const signed: Signed = { contactId: contact._id, grant, until: until.toISOString() }
    return { ...access(record, { contactId: contact._id, until }), contactId: contact._id, signed }
  }

  /** Throws `identity_expired` when the grant is over, is of another visitor, or was never one. */
  function granted(grant: string, record: VisitorRecord): Verified {
    const claims = tokens.verifyGrant(grant)
    if (!claims || claims.vis !== record._id || claims.sub !== record.contactId || claims.wsp !== record.workspaceId)
      throw new AppError('identity_expired', 'The hour after the signature is over: identify again.')
    return { contactId: claims.sub, until: new Date(claims.exp * 1000) }
  }

  return {
    async create(siteKey: string, identity: string | undefined, from: From) {
      // Before anything is made: whoever is not let in leaves nothing behind.
      const site = await sites.siteFor(siteKey, from.origin)
      await checkAddress(site.workspaceId, from.address)
      if (identity === undefined) {
        const { record, token } = await actions.create(siteKey, from.origin, from.userAgent)
        return { ...access(record), token }
      }
      const made = await identities.createIdentified(siteKey, identity, from)
      const { contactId: _, ...answer } = identified(made)
      return { ...answer, token: made.token ?? '' } // a visitor that was made now has one
    },

    async exchange({ token, identity, grant }: Proof, from: From) {
      await checkAddress(tenantOf(token), from.address)
      if (identity !== undefined) {
        const made = await identities.upgrade(token, identity, from)
        const { predecessorId } = made.record
        return {
          ...identified(made),
          ...(made.token && { token: made.token, ...(predecessorId && { predecessorId }) }),
        }
      }
      const record = await actions.byToken(token, from.origin, { isSigned: grant !== undefined })
      const { contactId } = record
      if (grant === undefined) return { ...access(record), ...(contactId && { contactId }) }
      if (record.endedAt) throw new AppError('token_invalid', 'This token is worth nothing any more.')
      const verified = granted(grant, record)
      return { ...access(record, verified), contactId: verified.contactId }
    },
  }
}
export type Doors = ReturnType<typeof createDoors>

type Verified = { contactId: ContactRecord['_id']; until: Date }
