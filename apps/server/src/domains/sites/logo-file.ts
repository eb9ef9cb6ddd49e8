import type { FastifyReply } from 'fastify'

/**
 * Any page may show it and read it, and a page that is made of it may do nothing. Its address is another one when it
 * changes, so that browsers need not ask again.
 */
const HEADERS = {
  'content-type': 'image/webp',
  'content-disposition': 'inline; filename="logo.webp"',
  'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'cross-origin',
  'access-control-allow-origin': '*',
  'cache-control': 'public, max-age=31536000, immutable',
}

export const sendLogo = (reply: FastifyReply, bytes: Buffer) => reply.headers(HEADERS).send(bytes)
