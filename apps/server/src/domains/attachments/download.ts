import type { FastifyReply, FastifyRequest } from 'fastify'
import { AppError } from '../../errors/app-error.ts'
import type { BlobStore, Range } from '../../storage/blob-store.ts'
import type { Link } from './links.ts'
import { type AttachmentRecord, contentDisposition } from './model.ts'

/** A page of the widget may show the file; a page that is made of it may do nothing (S11, N60–N62). */
const HEADERS = {
  'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'cross-origin',
  'access-control-allow-origin': '*',
  'cache-control': 'private, max-age=600, immutable',
  'accept-ranges': 'bytes',
}

/** Sends the bytes of a file or of its thumbnail: whole, or one range (RFC 9110, 14.2). Throws `attachment_not_found`. */
export async function sendFile(
  request: FastifyRequest,
  reply: FastifyReply,
  file: { blobs: BlobStore; record: AttachmentRecord; link: Link },
) {
  const { blobs, record, link } = file
  const key = link.variant === 'file' ? record.blobKey : record.thumbnailKey
  const size = key && (await blobs.sizeOf(key))
  if (!key || size === null || size === '') throw new AppError('attachment_not_found', 'There is no such file.')

  const disposition = record.isReencoded ? link.disposition : 'attachment'
  reply.headers(HEADERS).header('content-disposition', contentDisposition(disposition, record.name))
  reply.header('etag', `"${key.slice(0, 32)}"`)
  reply.type(link.variant === 'thumbnail' ? 'image/webp' : contentType(record))
  const range = rangeOf(request.headers.range, size)
  if (range === 'unsatisfiable') return reply.code(416).header('content-range', `bytes */${size}`).send()
  if (range) reply.code(206).header('content-range', `bytes ${range.start}-${range.end}/${size}`)
  reply.header('content-length', range ? range.end - range.start + 1 : size)
  return reply.send(blobs.read(key, range ?? undefined))
}

/** Only what we made ourselves keeps a type that a browser would act on. */
function contentType({ isReencoded, type }: AttachmentRecord): string {
  if (isReencoded || type === 'application/pdf' || /^(audio|video)\//.test(type)) return type
  return type === 'text/plain' ? 'text/plain; charset=utf-8' : 'application/octet-stream'
}

/** One range of bytes; several, or none that we understand, mean the whole file. */
export function rangeOf(header: string | undefined, size: number): Range | 'unsatisfiable' | null {
  const [, first, last] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '') ?? []
  if (first === undefined || last === undefined || (first === '' && last === '')) return null
  if (first === '')
    return Number(last) === 0 ? 'unsatisfiable' : { start: Math.max(0, size - Number(last)), end: size - 1 }
  const start = Number(first)
  const end = last === '' ? size - 1 : Math.min(Number(last), size - 1)
  if (start >= size) return 'unsatisfiable'
  return end < start ? null : { start, end }
}
