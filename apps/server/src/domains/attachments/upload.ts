import { createWriteStream } from 'node:fs'
import { rm, stat } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ConversationId, Voice } from '@parley/protocol'
import { AppError } from '../../errors/app-error.ts'
import type { Clock } from '../../lib/clock.ts'
import { newId } from '../../lib/new-id.ts'
import { actorOf, type Principal } from '../../lib/principal.ts'
import type { BlobStore } from '../../storage/blob-store.ts'
import type { Images } from './images.ts'
import { typeOfFile } from './inspect.ts'
import { type AttachmentRecord, cleanName, isRefused, spokenType } from './model.ts'
import type { AttachmentStore } from './store.ts'

export type UploadDeps = { store: AttachmentStore; blobs: BlobStore; images: Images; clock: Clock }
export type Upload = {
  by: Principal
  conversationId: ConversationId
  name: string | undefined
  bytes: Readable & { truncated?: boolean }
  /** It was spoken into the chat: then it has to be sound. */
  voice?: Voice | undefined
  /** Called when the file was read: throws when the request holds more than it. */
  checkEnd?(): Promise<void>
}

/** Receives one file: judged by its content, images made anew, the document written when every byte is durable. */
export function createUpload({ store, blobs, images, clock }: UploadDeps) {
  /** Throws `too_large`, `type_not_allowed`, `file_empty`. Whatever happens, no temporary file stays. */
  return async ({ by, conversationId, name: given, bytes, voice, checkEnd }: Upload): Promise<AttachmentRecord> => {
    const source = await blobs.temporaryFile()
    const target = await blobs.temporaryFile()
    const thumbnail = await blobs.temporaryFile()
    try {
      await receive(bytes, source)
      await checkEnd?.()
      const name = cleanName(given)
      const type = judged(await typeOfFile(source), voice)
      if (isRefused(type, name)) throw new AppError('type_not_allowed', 'Programs and shortcuts cannot be sent.')
      const image = await images.encode(type, { source, target, thumbnail })
      const file = image ? target : source
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
        thumbnailKey: image ? await blobs.keep(thumbnail) : null,
        isReencoded: image !== null,
        bound: null,
        createdAt: clock.now(),
      }
      await store.insert(record)
      return record
    } finally {
      await Promise.all([source, target, thumbnail].map((file) => rm(file, { force: true })))
    }
  }
}

function judged(type: string, voice: Voice | undefined): string {
  const spoken = voice ? spokenType(type) : type
  if (spoken === null) throw new AppError('type_not_allowed', 'A voice message is WebM, Ogg or MP4 sound.')
  return spoken
}

async function receive(bytes: Upload['bytes'], file: string): Promise<void> {
  try {
    await pipeline(bytes, createWriteStream(file, { mode: 0o600, flags: 'wx' }))
  } catch (error) {
    throw error instanceof AppError || isOfDisk(error) ? error : cutShort(error)
  }
  if (bytes.truncated) throw new AppError('too_large', 'The file is larger than this site allows.')
  if ((await stat(file)).size === 0) throw new AppError('file_empty', 'The file has no content.')
}

/** What the system refuses carries the name of its call; everything else is the sender's doing. */
function isOfDisk(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error && !('code' in error && error.code === 'ECONNRESET')
}

function cutShort(cause: unknown): AppError {
  return new AppError('invalid_request', 'The file was not sent to its end.', {}, cause)
}
