import { createHmac } from 'node:crypto'
import { LIMITS } from '@parley/protocol'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { isSameSecret } from '../../http/secrets.ts'

const DEVICE_SECONDS = 400 * 24 * 60 * 60

export type Cookies = ReturnType<typeof createCookies>

/**
 * The two cookies of the inbox: the refresh token, and the browser's proof that an agent has signed in on it before.
 * On https they carry `__Host-`; plain http cannot have that name, nor `Secure` (design.md 8).
 */
export function createCookies({ isSecure, deviceKey }: { isSecure: boolean; deviceKey: Buffer }) {
  const prefix = isSecure ? '__Host-parley' : 'parley'
  const [session, device] = [`${prefix}-session`, `${prefix}-device`]
  const options = { path: '/', httpOnly: true, secure: isSecure, sameSite: 'strict' } as const
  const proofOf = (agentId: string) => createHmac('sha256', deviceKey).update(agentId).digest('base64url')

  return {
    refreshToken: (request: FastifyRequest): string | undefined => request.cookies[session],

    /** The agent who signed in from this browser before; null when there is none, or the cookie is made up. */
    device(request: FastifyRequest): string | null {
      const [agentId = '', proof = ''] = (request.cookies[device] ?? '').slice(0, 200).split('.')
      return proof !== '' && isSameSecret(proof, proofOf(agentId)) ? agentId : null
    },

    set(reply: FastifyReply, { refreshToken, agentId }: { refreshToken: string; agentId: string }): void {
      reply.setCookie(session, refreshToken, { ...options, maxAge: LIMITS.refreshTokenMs / 1000 })
      reply.setCookie(device, `${agentId}.${proofOf(agentId)}`, { ...options, maxAge: DEVICE_SECONDS })
    },

    clear(reply: FastifyReply): void {
      reply.clearCookie(session, options)
    },
  }
}
