import { createReadStream, existsSync } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { lockFolder, openEmbeddedCopy, storeFilesIn } from '@parley/database'
import type { Config } from '../config.ts'
import { UsageError } from '../errors/usage-error.ts'
import { systemClock } from '../lib/clock.ts'
import { flushFolder, flushTree, writeSummed } from './files.ts'
import { type Manifest, PARTS } from './manifest.ts'
import type { Tell } from './progress.ts'
import { damaged, readBackup, type VerifiedBackup } from './read.ts'
import { restoreMongo } from './restore-mongo.ts'
import { settle } from './settle.ts'

export type RestoreRequest = { folder: string; replace: boolean; tell: Tell }
type Target = Pick<Config, 'dataDir' | 'mongodbUri' | 'secret'>

/** Where a restore is made ready, in the data folder: on the same disk, so that the last step is a renaming. */
const STAGING = 'restoring'

/**
 * Restores a backup into an empty data folder (and database). Everything is verified before anything is written, and
 * checked again before it takes its place. What is there already is refused; with `replace` the data folder's is set
 * aside in it, and a MongoDB database is dropped. Throws {@link UsageError}.
 */
export async function restoreBackup(target: Target, { folder, replace, tell }: RestoreRequest): Promise<string[]> {
  await mkdir(target.dataDir, { recursive: true, mode: 0o700 })
  const unlock = lock(target.dataDir)
  try {
    const occupied = occupiedIn(target.dataDir)
    if (occupied.length > 0 && !replace) throw new UsageError(occupiedText(target.dataDir, occupied))
    const backup = await readBackup(folder, tell)
    refuseOtherStore(backup.manifest, target)
    const staging = path.join(target.dataDir, STAGING)
    await rm(staging, { recursive: true, force: true }) // of a try that was cut off: nothing in it was ever served
    await mkdir(staging, { mode: 0o700 })
    await copyParts(backup, staging, tell)
    const { epoch, told } = await restoreStore(backup, target, { staging, replace, tell })
    const aside = occupied.length > 0 ? await setAside(target.dataDir, occupied) : null
    await takePlace(staging, target.dataDir)
    return [...summaryOf(backup, epoch), ...told, ...asideText(aside), ...secretText(backup.manifest, target), NEXT]
  } finally {
    unlock()
  }
}

function refuseOtherStore({ store }: Manifest, { mongodbUri }: Target): void {
  if (store === 'mongodb' && !mongodbUri)
    throw new UsageError('This is a backup of a MongoDB database: set MONGODB_URI to the database to restore into.')
  if (store === 'embedded' && mongodbUri)
    throw new UsageError('This is a backup of an embedded store: restore it without MONGODB_URI.')
}

function lock(dataDir: string): () => void {
  try {
    return lockFolder(dataDir, systemClock.now())
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error), { cause: error })
  }
}

/** What a restore would take the place of. */
function occupiedIn(dataDir: string): string[] {
  const others = [PARTS.files, PARTS.secret].filter((name) => existsSync(path.join(dataDir, name)))
  return [...storeFilesIn(dataDir), ...others]
}

const occupiedText = (dataDir: string, names: readonly string[]): string =>
  `${dataDir} is not empty (${names.join(', ')}). Choose an empty folder, or set its content aside with --replace.`

/** Files and secret; the store has a way of its own. */
async function copyParts({ folder, files }: VerifiedBackup, staging: string, tell: Tell): Promise<void> {
  const parts = [...files].filter(([name]) => !name.startsWith(`${PARTS.store}/`))
  await mkdir(path.join(staging, PARTS.files), { mode: 0o700 })
  tell(`copying ${parts.length} files`)
  for (const [name, sha256] of parts) {
    const sum = await writeSummed(createReadStream(path.join(folder, name)), path.join(staging, name))
    if (sum.sha256 !== sha256) throw damaged(folder, `${name} changed while it was read`)
  }
}

type Step = { staging: string; replace: boolean; tell: Tell }

async function restoreStore({ folder, manifest }: VerifiedBackup, { mongodbUri }: Target, step: Step) {
  const copy = path.join(folder, PARTS.store)
  if (mongodbUri) return restoreMongo(mongodbUri, { copy, manifest, replace: step.replace, tell: step.tell })
  const store = await openEmbeddedCopy(copy, { dir: path.join(step.staging, PARTS.store), sweepEveryMs: 0 })
  try {
    return { epoch: await settle(store, manifest, step.tell), told: [] }
  } finally {
    await store.close()
  }
}

/** Nothing is destroyed: what was there moves into a folder beside what takes its place. */
async function setAside(dataDir: string, names: readonly string[]): Promise<string> {
  const aside = path.join(dataDir, `replaced-${systemClock.now().toISOString().replaceAll(':', '')}`)
  await mkdir(aside, { mode: 0o700 })
  for (const name of names) await rename(path.join(dataDir, name), path.join(aside, name))
  return aside
}

/** The store comes last: before it there is nothing that a server would start on and call whole. */
async function takePlace(staging: string, dataDir: string): Promise<void> {
  await flushTree(staging)
  for (const name of [PARTS.files, PARTS.secret]) {
    if (existsSync(path.join(staging, name))) await rename(path.join(staging, name), path.join(dataDir, name))
  }
  const store = path.join(staging, PARTS.store)
  for (const name of storeFilesIn(store)) await rename(path.join(store, name), path.join(dataDir, name))
  await rm(staging, { recursive: true })
  await flushFolder(dataDir)
}

const NEXT = 'Next: start the server, then run parley doctor. Whoever is connected catches up by himself.'

function summaryOf({ manifest, files }: VerifiedBackup, epoch: string): string[] {
  const { takenAt, store, version, collections, missing } = manifest
  const { conversations = 0, events = 0 } = collections
  return [
    `Restored the backup of ${takenAt} (store ${store}, version ${version}): ${conversations} conversations, ${events} events, ${files.size} files.`,
    'Every file was as it was written, every collection has its documents, and no log has a hole.',
    `The store is another incarnation now (${epoch}): clients begin again from it, and send again what it lost.`,
    ...(missing.length > 0 ? [`${missing.length} files that messages name were missing when it was taken.`] : []),
  ]
}

const asideText = (aside: string | null): string[] =>
  aside ? [`What was there before is in ${aside}: remove it when you need it no more.`] : []

function secretText({ secret }: Manifest, target: Target): string[] {
  if (secret === 'included' && target.secret !== null)
    return ["PARLEY_SECRET is set and is used; the backup's own secret is in the data folder."]
  if (secret === 'elsewhere' && target.secret === null)
    return ['Its secret is not in the backup: set PARLEY_SECRET as it was, or everybody signs in anew.']
  return []
}
