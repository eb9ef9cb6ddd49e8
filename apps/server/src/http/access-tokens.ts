import jwt from '@fastify/jwt'
import { AgentId, ContactId, LIMITS, SessionId, SiteId, VisitorId, WorkspaceId } from '@parley/protocol'
import type { FastifyInstance } from 'fastify'
import * as z from 'zod'
import { AppError } from '../errors/app-error.ts'
import type { Clock } from '../lib/clock.ts'

const times = { iss: z.string(), iat: z.int(), exp: z.int() }
const Claims = z.discriminatedUnion('aud', [
  z.strictObject({ aud: z.literal('parley:agent'), sub: AgentId, wsp: WorkspaceId, ses: SessionId, ...times }),
  z.strictObject({
    aud: z.literal('parley:visitor'),
    sub: VisitorId,
    wsp: WorkspaceId,
    ste: SiteId,
    /** Whom a signed identity proved; absent: nobody did (SYNC-84). */
    con: ContactId.optional(),
    ...times,
  }),
])
/** Makes verified access tokens for an hour; opens no route itself (N14). */
const Grant = z.strictObject({
  aud: z.literal('parley:identity'),
  sub: ContactId,
  wsp: WorkspaceId,
  vis: VisitorId,
  ...times,
})
export type AccessClaims = z.infer<typeof Claims>
type Made = AccessClaims | z.infer<typeof Grant>
type Subject = Made extends infer C ? (C extends Made ? Omit<C, keyof typeof times> : never) : never

export type AccessTokens = {
  /** A token of ten minutes, or of `lifeMs`, for `subject`; it ends with `until` at the latest. */
  sign(subject: Subject, until?: Date | null, lifeMs?: number): { access: string; expiresAt: Date }
  /** The claims of `access`. Throws `token_invalid` for any reason there is. */
  verify(access: string): AccessClaims
  /** The claims of a grant; null for anything else. */
  verifyGrant(grant: string): z.infer<typeof Grant> | null
}

type Options = { secret: string; issuer: string; clock: Clock }

/**
 * Access tokens are JWTs (HS256) whose algorithm, type, issuer, audience and times are all demanded; the verifier keeps
 * no cache (reliability.md A4).
 */
export async function createAccessTokens(app: FastifyInstance, options: Options): Promise<AccessTokens> {
  const { secret, issuer, clock } = options
  await app.register(jwt, {
    secret,
    sign: { algorithm: 'HS256', header: { alg: 'HS256', typ: 'at+jwt' } },
    verify: {
      algorithms: ['HS256'],
      allowedIss: issuer,
      requiredClaims: ['aud', 'sub', 'iss', 'iat', 'exp'],
      checkTyp: 'at+jwt',
      cache: false,
    },
  })
  const isOver = ({ exp }: { exp: number }) => exp * 1000 <= clock.now().getTime()
  return {
    sign(subject, until = null, lifeMs = LIMITS.accessTokenMs) {
      const iat = Math.floor(clock.now().getTime() / 1000)
      const exp = Math.min(iat + lifeMs / 1000, until ? Math.floor(until.getTime() / 1000) : Infinity)
      return { access: app.jwt.sign({ ...subject, iss: issuer, iat, exp }), expiresAt: new Date(exp * 1000) }
    },
    verify(access) {
      const claims = Claims.safeParse(verified(app, access))
      if (!claims.success || isOver(claims.data)) throw invalid(claims.error)
      return claims.data
    },
    verifyGrant(grant) {
      const claims = Grant.safeParse(claimsIn(app, grant))
      return claims.success && !isOver(claims.data) ? claims.data : null
    },
  }
}

/** Null for what is no token of ours. */
function claimsIn(app: FastifyInstance, token: string): unknown {
  try {
    return app.jwt.verify(token)
  } catch {
    return null // whoever asks tells what it means
  }
}

function verified(app: FastifyInstance, access: string): unknown {
  try {
    return app.jwt.verify(access)
  } catch (error) {
    throw invalid(error)
  }
}

function invalid(cause: unknown): AppError {
  return new AppError('token_invalid', 'The access token is invalid or has expired; get a new one.', {}, cause)
}
