import { existsSync } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import { epochOf } from '../database/epoch.ts'
import type { Deps } from '../deps.ts'
import { isBug } from '../errors/is-bug.ts'
import { UsageError } from '../errors/usage-error.ts'
import { copyBlobs } from './blobs.ts'
import { type FileSum, flushFolder, flushTree, listFiles, sumOf, writeSummed, writeSums } from './files.ts'
import { noteBackup } from './last-backup.ts'
import { FORMAT, type Manifest, PARTS } from './manifest.ts'
import { inSteps, type Tell } from './progress.ts'
import { PRODUCT_VERSION } from './version.ts'

type Source = Pick<Deps, 'config' | 'store' | 'blobs' | 'secret'>
type Draft = { folder: string; sums: FileSum[] }

/**
 * Writes a backup of a store that may be in use into the new folder `target`: under another name until it is whole and
 * on the disk. `tell` hears how far it is. Throws {@link UsageError} and leaves nothing behind.
 */
export async function takeBackup(source: Source, target: string, tell: Tell): Promise<string[]> {
  if (existsSync(target))
    throw new UsageError(`${target} is there already. A backup overwrites nothing; name a new folder.`)
  const folder = `${target}.partial`
  await begin(folder)
  try {
    const manifest = await fill(source, { folder, sums: [] }, tell)
    await flushTree(folder)
    await rename(folder, target)
    await flushFolder(path.dirname(target))
    await noteBackup(source.store.db, new Date(manifest.takenAt))
    return summaryOf(manifest, target)
  } catch (error) {
    await rm(folder, { recursive: true, force: true })
    throw asUsageError(error, target)
  }
}

async function begin(folder: string): Promise<void> {
  try {
    await mkdir(folder, { mode: 0o700 })
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw asUsageError(error, folder)
    const text = `${folder} is there: another backup is writing it, or was cut off. Remove it when none runs.`
    throw new UsageError(text, { cause: error })
  }
}

/** The store first, then the files that it names: they stay 24 hours after their last reference (design.md 4). */
async function fill(source: Source, draft: Draft, tell: Tell): Promise<Manifest> {
  const { config, store, secret } = source
  const [takenAt, epoch] = [await store.now(), await epochOf(store.db)]
  const collections = await store.copyTo(path.join(draft.folder, PARTS.store), inSteps('store', tell))
  const blobs = await copyBlobs(source, path.join(draft.folder, PARTS.files), tell)
  draft.sums.push(...blobs.sums)
  for (const name of await listFiles(path.join(draft.folder, PARTS.store))) {
    const file = `${PARTS.store}/${name}`
    draft.sums.push({ path: file, ...(await sumOf(path.join(draft.folder, file))) })
  }
  if (config.secret === null) await add(draft, PARTS.secret, secret)
  const manifest: Manifest = {
    ...{
      format: FORMAT,
      takenAt: takenAt.toISOString(),
      version: PRODUCT_VERSION,
      store: store.kind,
      epoch,
      collections,
    },
    files: { count: draft.sums.length, bytes: draft.sums.reduce((total, { bytes }) => total + bytes, 0) },
    ...{ missing: blobs.missing, secret: config.secret === null ? 'included' : 'elsewhere' },
  }
  await add(draft, PARTS.manifest, `${JSON.stringify(manifest, null, 2)}\n`)
  await writeSummed(Readable.from([writeSums(draft.sums)]), path.join(draft.folder, PARTS.sums))
  return manifest
}

async function add(draft: Draft, name: string, text: string): Promise<void> {
  draft.sums.push({ path: name, ...(await writeSummed(Readable.from([text]), path.join(draft.folder, name))) })
}

function summaryOf({ takenAt, collections, files, missing, secret }: Manifest, target: string): string[] {
  const { conversations = 0, events = 0 } = collections
  return [
    `Backed up to ${target}: ${conversations} conversations, ${events} events, ${files.count} files, as of ${takenAt}.`,
    ...missing.map((key) => `Missing: the file ${key}, which a message names, is not in the data folder.`),
    secret === 'included'
      ? "The server's secret is in it: keep it as safe as the data folder itself."
      : 'PARLEY_SECRET is not in it: keep that elsewhere.',
  ]
}

const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : undefined)

/** What the system or the store refused is the operator's to end; a bug stays one. */
function asUsageError(error: unknown, place: string): unknown {
  if (error instanceof UsageError || isBug(error)) return error
  const text = error instanceof Error ? error.message : String(error)
  return new UsageError(`No backup was made at ${place}: ${text}`, { cause: error })
}
