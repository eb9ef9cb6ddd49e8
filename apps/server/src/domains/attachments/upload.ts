import { createWriteStream } from 'node:fs'
import { rm, stat } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type ConversationId, LIMITS, type Voice } from '@parley/protocol'
import type { TakenFiles } from '@parley/protocol/files'
import { AppError } from '../../errors/app-error.ts'
import type { Clock } from '../../lib/clock.ts'
import { newId } from '../../lib/new-id.ts'
import { actorOf, type Principal } from '../../lib/principal.ts'
import type { BlobStore } from '../../storage/blob-store.ts'
import type { Images } from './images.ts'
import { contentOf } from './inspect.ts'
import { type AttachmentRecord, cleanName } from './model.ts'
import { judgedType, tooLarge } from './policy.ts'
import type { AttachmentStore } from './store.ts'

export type UploadDeps = { store: AttachmentStore; blobs: BlobStore; images: Images; clock: Clock }
export type Upload = {
  by: Principal
  conversationId: ConversationId
  name: string | undefined
  bytes: Readable & { truncated?: boolean }
  /** It was spoken into the chat: then it has to be sound. */
  voice?: Voice | undefined
  /** What the sender may upload: what the reader cut off at, and kinds; null: whatever is no program. */
  maxBytes?: number
  taken?: TakenFiles | null
  /** Called when the file was read: throws when the request holds more than it. */
  checkEnd?(): Promise<void>
}
/** Where the parts of one upload are while they are made. */
type Parts = { source: string; target: string; thumbnail: string }

/** Receives one file: judged by its content, images made anew, the document written when every byte is durable. */
export function createUpload({ store, blobs, images, clock }: UploadDeps) {
  async function received(upload: Upload, parts: Parts): Promise<AttachmentRecord> {
    const { by, conversationId, voice } = upload
    await receive(upload, parts.source)
    await upload.checkEnd?.()
    const name = cleanName(upload.name)
    const type = judgedType(upload, name, await contentOf(parts.source))
    const image = await images.encode(type, parts)
    const file = image ? parts.target : parts.source
    const { type: actorType, id } = actorOf(by)
    const record: AttachmentRecord = {
      _id: newId('att', clock.now()),
      workspaceId: by.workspaceId,
      conversationId,
      uploader: { type: actorType, id },
      name,
      type,
      size: (await stat(file)).size,
      ...(image && { width: image.width, height: image.height }),
      ...(voice && { voice }),
      blobKey: await blobs.keep(file),
      thumbnailKey: image ? await blobs.keep(parts.thumbnail) : null,
      isReencoded: image !== null,
      bound: null,
      createdAt: clock.now(),
    }
    await store.insert(record)
    return record
  }

  /** Throws `too_large`, `type_not_allowed`, `file_empty`, `storage_full`. Whatever happens, no temporary file stays. */
  return async (upload: Upload): Promise<AttachmentRecord> => {
    const parts: Parts = {
      source: await blobs.temporaryFile(),
      target: await blobs.temporaryFile(),
      thumbnail: await blobs.temporaryFile(),
    }
    try {
      return await received(upload, parts)
    } catch (error) {
      throw refusalOf(error)
    } finally {
      await Promise.all(Object.values(parts).map((file) => rm(file, { force: true })))
    }
  }
}

async function receive({ bytes, maxBytes = LIMITS.attachmentBytes }: Upload, file: string): Promise<void> {
  try {
    await pipeline(bytes, createWriteStream(file, { mode: 0o600, flags: 'wx' }))
  } catch (error) {
    throw error instanceof AppError || isOfDisk(error) ? error : cutShort(error)
  }
  if (bytes.truncated) throw tooLarge(maxBytes)
  if ((await stat(file)).size === 0) throw new AppError('file_empty', 'The file has no content.')
}

/** What the system refuses carries the name of its call; everything else is the sender's doing. */
function isOfDisk(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error && !('code' in error && error.code === 'ECONNRESET')
}

/** What is told of `error`: that there is no room, where that is what it says. */
export const refusalOf = (error: unknown): unknown => (isFull(error) ? noRoom(error) : error)

/** The disk, or the share of it that is ours, holds no more. */
function isFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT')
}

function noRoom(cause: unknown): AppError {
  return new AppError('storage_full', 'The server has no room for files: send words, or the file later.', {}, cause)
}

function cutShort(cause: unknown): AppError {
  return new AppError('invalid_request', 'The file was not sent to its end.', {}, cause)
}
