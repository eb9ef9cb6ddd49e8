import { createHmac, timingSafeEqual } from 'node:crypto'
import { IdentityClaims, IdentityKeyId, LIMITS, type WorkspaceId } from '@parley/protocol'
import * as z from 'zod'
import { AppError } from '../../errors/app-error.ts'

/** Closed: an algorithm that is not ours, a key in the header (`jwk`, `jku`, `x5u`) or an extension is no header of ours (N12). */
const Header = z.strictObject({ alg: z.literal('HS256'), kid: IdentityKeyId, typ: z.literal('JWT').optional() })

/** An identity token in its parts, of which nothing is proved yet. */
export type Parsed = { kid: IdentityKeyId; signed: string; signature: string; payload: string }

/** Throws `identity_invalid`. */
export function parseIdentity(token: string): Parsed {
  const [header = '', payload = '', signature = ''] = token.split('.')
  const read = Header.safeParse(jsonOf(header))
  if (!read.success) throw invalid(`Its header must be {"alg":"HS256","kid":"idk_…"}: ${reasonOf(read.error)}`)
  return { kid: read.data.kid, signed: `${header}.${payload}`, signature, payload }
}

/** Whether `secret` made the signature; in a time that tells nothing of where it differs. */
export function isSignedBy(secret: string, { signed, signature }: Parsed): boolean {
  const expected = createHmac('sha256', secret).update(signed).digest()
  const given = Buffer.from(signature, 'base64url')
  return given.length === expected.length && timingSafeEqual(given, expected)
}

/**
 * The claims of a token whose signature is proved, judged by the store's time with a leeway of a minute for the signer's
 * clock (R22). Throws `identity_invalid`, `identity_expired`.
 */
export function claimsOf({ payload }: Parsed, workspaceId: WorkspaceId, now: Date): IdentityClaims {
  const read = IdentityClaims.safeParse(jsonOf(payload))
  if (!read.success) throw invalid(`Its claims are not well made: ${reasonOf(read.error)}`)
  const claims = read.data
  const { aud, iat, exp, nbf = iat } = claims
  const nowMs = now.getTime()
  if (aud !== workspaceId) throw invalid('`aud` must be the id of this workspace.')
  if (exp <= iat || (exp - iat) * 1000 > LIMITS.identityTokenMs)
    throw invalid(`\`exp\` must lie after \`iat\`, by at most ${LIMITS.identityTokenMs / 1000} seconds.`)
  if (Math.max(iat, nbf) * 1000 > nowMs + LIMITS.identityLeewayMs)
    throw invalid("It is from the future: set the signer's clock.")
  if (exp * 1000 <= nowMs - LIMITS.identityLeewayMs)
    throw new AppError('identity_expired', 'The signed identity has expired: sign a new one for each use.')
  return claims
}

/** Null for what is no JSON: no schema takes it. */
function jsonOf(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString())
  } catch {
    return null // told as a part that is not well made
  }
}

/** The first thing that is wrong, in one line; never a value. */
function reasonOf({ issues }: z.ZodError): string {
  const [issue] = issues
  const at = issue?.path.map(String).join('.')
  return `${at ? `${at}: ` : ''}${issue?.message.slice(0, 200) ?? 'unknown'}`
}

export function invalid(detail: string, cause?: unknown): AppError {
  return new AppError('identity_invalid', `The signed identity is not valid. ${detail}`, {}, cause)
}
