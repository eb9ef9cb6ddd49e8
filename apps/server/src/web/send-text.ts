import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { brotliCompress, constants } from 'node:zlib'
import type { FastifyReply, FastifyRequest } from 'fastify'

const compress = promisify(brotliCompress)
/** Texts kept compressed, the newest. */
const KEPT = 200
const compressed = new Map<string, Promise<Buffer>>()

type Text = { text: string; type: string; cacheControl: string }

/** Sends a text that changes rarely: with an ETag, as brotli (quality 11, made once) where the browser takes it. */
export async function sendText(request: FastifyRequest, reply: FastifyReply, { text, type, cacheControl }: Text) {
  const tag = createHash('sha256').update(text).digest('base64url').slice(0, 22)
  reply.headers({ etag: `W/"${tag}"`, 'cache-control': cacheControl, vary: 'accept-encoding' }).type(type)
  if (request.headers['if-none-match']?.includes(tag)) return reply.code(304).send()
  if (!/\bbr\b/.test(String(request.headers['accept-encoding'] ?? ''))) return reply.send(text)
  return reply.header('content-encoding', 'br').send(await brotliOf(tag, text))
}

function brotliOf(tag: string, text: string): Promise<Buffer> {
  const known = compressed.get(tag)
  if (known !== undefined) return known
  const making = compress(text, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: text.length },
  })
  compressed.set(tag, making)
  making.catch(() => compressed.delete(tag))
  if (compressed.size > KEPT) compressed.delete(compressed.keys().next().value ?? tag)
  return making
}
