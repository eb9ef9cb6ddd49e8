import jwt from '@fastify/jwt'
import { AgentId, LIMITS, SessionId, SiteId, VisitorId, WorkspaceId } from '@parley/protocol'
import type { FastifyInstance } from 'fastify'
import * as z from 'zod'
import { AppError } from '../errors/app-error.ts'
import type { Clock } from '../lib/clock.ts'

const times = { iss: z.string(), iat: z.int(), exp: z.int() }
const Claims = z.discriminatedUnion('aud', [
  z.strictObject({ aud: z.literal('parley:agent'), sub: AgentId, wsp: WorkspaceId, ses: SessionId, ...times }),
  z.strictObject({ aud: z.literal('parley:visitor'), sub: VisitorId, wsp: WorkspaceId, ste: SiteId, ...times }),
])
export type AccessClaims = z.infer<typeof Claims>
type Subject = AccessClaims extends infer C ? (C extends AccessClaims ? Omit<C, keyof typeof times> : never) : never

export type AccessTokens = {
  /** A token of ten minutes for `subject`. */
  sign(subject: Subject): { access: string; expiresAt: Date }
  /** The claims of `access`. Throws `token_invalid` for any reason there is. */
  verify(access: string): AccessClaims
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
  return {
    sign(subject) {
      const iat = Math.floor(clock.now().getTime() / 1000)
      const exp = iat + LIMITS.accessTokenMs / 1000
      return { access: app.jwt.sign({ ...subject, iss: issuer, iat, exp }), expiresAt: new Date(exp * 1000) }
    },
    verify(access) {
      const claims = Claims.safeParse(verified(app, access))
      if (!claims.success || claims.data.exp * 1000 <= clock.now().getTime()) throw invalid(claims.error)
      return claims.data
    },
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
