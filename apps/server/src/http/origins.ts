import type { FastifyRequest } from 'fastify'

/**
 * The origin of the page that sent `request`; null when no browser did. Browsers leave `Origin` out of same-origin
 * reads, but say `Sec-Fetch-Site: same-origin`: then it is the origin that the page was served from, ours.
 */
export function originOf(request: FastifyRequest, own: { inboxOrigin: string; visitorOrigin: string }): string | null {
  const { origin } = request.headers
  if (origin !== undefined) return origin
  if (request.headers['sec-fetch-site'] !== 'same-origin') return null
  return request.host === new URL(own.inboxOrigin).host ? own.inboxOrigin : own.visitorOrigin
}
