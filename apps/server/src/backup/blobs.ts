import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import type { Database } from '@parley/database'
import type { Deps } from '../deps.ts'
import { blobPath } from '../storage/disk-blob-store.ts'
import { copyBlob, type FileSum } from './files.ts'
import { PARTS } from './manifest.ts'
import type { Tell } from './progress.ts'

type Attachment = { _id: string; blobKey: string; thumbnailKey: string | null; bound: object | null }
/** `isNeeded`: a message names it. */
type Blob = { key: string; isNeeded: boolean }

/** How many files are copied between two words about it. */
const TOLD_EVERY = 100

/**
 * Copies every blob that the store names by now into `folder`, laid out as in a data folder. Gives their sums, and the
 * keys of those that a message needs and that are not there: an upload that nobody sent may be gone meanwhile.
 */
export async function copyBlobs({ store, blobs }: Pick<Deps, 'store' | 'blobs'>, folder: string, tell: Tell) {
  await mkdir(folder, { mode: 0o700 })
  const sums: FileSum[] = []
  const missing: string[] = []
  for await (const { key, isNeeded } of namedIn(store.db)) {
    const sum = await copyBlob(blobs.read(key), blobPath(folder, key))
    if (sum) sums.push({ path: path.posix.join(PARTS.files, key.slice(0, 2), key.slice(2, 4), key), ...sum })
    else if (isNeeded) missing.push(key)
    if (sums.length % TOLD_EVERY === 0) tell(`files: ${sums.length}`)
  }
  return { sums, missing }
}

async function* namedIn(db: Database): AsyncGenerator<Blob> {
  const attachments = db
    .collection<Attachment>('attachments')
    .find({ _id: { $gt: '' } })
    .sort({ _id: 1 })
  for await (const { blobKey, thumbnailKey, bound } of attachments) {
    const isNeeded = bound !== null
    yield { key: blobKey, isNeeded }
    if (thumbnailKey) yield { key: thumbnailKey, isNeeded }
  }
}
