import { ENDPOINTS } from '@parley/protocol'
import type { FastifyRequest } from 'fastify'
import { AppError } from '../../errors/app-error.ts'
import { handle, type Scopes } from '../../http/scopes.ts'
import type { BlobStore } from '../../storage/blob-store.ts'
import type { AttachmentActions } from './actions.ts'
import type { Allowance } from './allowance.ts'
import { sendFile } from './download.ts'
import type { Links } from './links.ts'
import { toWire } from './model.ts'
import { tooLarge } from './policy.ts'
import type { createUpload } from './upload.ts'

type Deps = {
  actions: AttachmentActions
  withAllowance: Allowance
  upload: ReturnType<typeof createUpload>
  links: Links
  blobs: BlobStore
}

/** Room for the boundary and headers around the file, in bytes. */
const ENVELOPE = 4 * 1024

export function addAttachmentRoutes(scopes: Scopes, { actions, withAllowance, upload, links, blobs }: Deps): void {
  handle(scopes, ENDPOINTS.uploadAttachment, ({ principal, query, request, reply }) => {
    const voice = voiceOf(query)
    return withAllowance(principal, voice ? 'voice' : 'file', async ({ maxBytes, taken }) => {
      if (Number(request.headers['content-length']) > maxBytes + ENVELOPE) throw tooLarge(maxBytes)
      const conversationId = await actions.targetOf(principal, query)
      const { part, checkEnd } = await fileOf(request, maxBytes)
      if (request.headers['content-length'] === undefined) {
        // Nobody knows when it ends: what is beyond the limit is not waited for (N68).
        part.file.once('limit', () => {
          reply.header('connection', 'close')
          part.file.destroy(tooLarge(maxBytes))
        })
      }
      const file = { conversationId, name: part.filename, bytes: part.file, voice, maxBytes, taken, checkEnd }
      return toWire(await upload({ by: principal, ...file }))
    })
  })

  handle(scopes, ENDPOINTS.linkAttachments, async ({ principal, body }) => {
    const records = await actions.readable(principal, body.conversationId, body.ids)
    return { links: records.map(links.linkTo) }
  })

  handle(scopes, ENDPOINTS.downloadFile, async ({ params, request, reply }) => {
    const link = links.read(params.token)
    const record = await actions.find(link.workspaceId, link.id)
    if (!record) throw new AppError('attachment_not_found', 'There is no such file.')
    return sendFile(request, reply, { blobs, record, link })
  })
}

/** Length and loudness come together, or it is any file. */
function voiceOf({ voiceMs: durationMs, peaks }: { voiceMs?: number | undefined; peaks?: string | undefined }) {
  if (durationMs === undefined && peaks === undefined) return undefined
  if (!durationMs || !peaks) throw new AppError('invalid_request', 'A voice message needs both `voiceMs` and `peaks`.')
  return { durationMs, peaks: Array.from(peaks, (digit) => Number.parseInt(digit, 16)) }
}

/** The one part of the body; a second one is refused when the first was read (N68). */
async function fileOf(request: FastifyRequest, maxBytes: number) {
  const parts = request.files({ limits: { fileSize: maxBytes } })
  const { value: part } = await nextOf(parts)
  if (part?.fieldname !== 'file') {
    part?.file.resume()
    throw new AppError('invalid_request', 'Send one file in the field `file`.')
  }
  return {
    part,
    async checkEnd() {
      const { done } = await nextOf(parts)
      if (!done) throw new AppError('invalid_request', 'Send one file at a time.')
    },
  }
}

/** Whatever the parser cannot read is the sender's doing (N68); its limits have codes of their own. */
async function nextOf(parts: ReturnType<FastifyRequest['files']>) {
  try {
    return await parts.next()
  } catch (error) {
    if (error instanceof Error && 'statusCode' in error) throw error
    throw unreadable(error)
  }
}

function unreadable(cause: unknown): AppError {
  return new AppError('invalid_request', 'The body is no multipart/form-data.', {}, cause)
}
