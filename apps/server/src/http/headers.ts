import type { FastifyInstance } from 'fastify'
import type { Areas } from './areas.ts'

/** A year, as browsers' preload lists want it. */
const HSTS = 'max-age=31536000'

/** What an answer that is no page may do in a browser: nothing. */
const INERT = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"

/** Headers of every answer (O24); pages and files overwrite those that they need otherwise. */
export function addHeaders(app: FastifyInstance, areas: Areas): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(headersOf(areas, request.id))
  })
}

/** The headers of the answer to request `id`, for whoever answers before any hook runs. */
export function headersOf(areas: Areas, id: string): Record<string, string> {
  return {
    'x-request-id': id,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'content-security-policy': INERT,
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
    'cache-control': 'no-store',
    ...(areas.origin('visitor').startsWith('https:') && { 'strict-transport-security': HSTS }),
  }
}

/** The policy of a page of ours: its own scripts, styles and pictures, files of the files area, and the API. */
export function pagePolicy(
  areas: Areas,
  more: { frameAncestors: string; scripts?: string[]; frames?: string },
): string {
  const api = areas.origin('api')
  const files = areas.origin('files')
  const sockets = [api, areas.origin('inbox')].map((origin) => origin.replace(/^http/, 'ws'))
  return [
    "default-src 'none'",
    `script-src ${["'self'", ...(more.scripts ?? [])].join(' ')}`,
    "style-src 'self'",
    `img-src 'self' data: blob: ${files}`,
    `media-src 'self' blob: ${files}`,
    "font-src 'self'",
    `connect-src ${["'self'", ...new Set([api, files, ...sockets])].join(' ')}`,
    "manifest-src 'self'",
    "worker-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    ...(more.frames ? [`frame-src ${more.frames}`] : []),
    `frame-ancestors ${more.frameAncestors}`,
  ].join('; ')
}
