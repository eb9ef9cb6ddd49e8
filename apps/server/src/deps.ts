import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { openEmbedded, openMongo, type Store } from '@parley/database'
import type { FastifyBaseLogger } from 'fastify'
import type { Bus } from './bus/bus.ts'
import { createMemoryBus } from './bus/memory-bus.ts'
import type { Config } from './config.ts'
import { createStoreClock } from './database/store-clock.ts'
import type { Passwords } from './domains/agents/index.ts'
import { newSecret } from './http/secrets.ts'
import type { Clock } from './lib/clock.ts'
import { createLoopDelay, type LoopDelay } from './lib/loop-delay.ts'
import type { Outbound, PageFetch } from './push/index.ts'
import type { BlobStore } from './storage/blob-store.ts'
import { createDiskBlobStore } from './storage/disk-blob-store.ts'

/** Every long-lived thing that the app is made from and does not make itself. */
export type Deps = {
  config: Config
  store: Store
  /** Signs and encrypts; every use derives a key of its own from it. */
  secret: string
  clock: Clock
  blobs: BlobStore
  bus: Bus
  /** The way out to addresses of strangers; absent: the checked one, to the internet alone. */
  outbound?: Outbound
  /** For tests; the way to pages of the internet when absent. */
  fetchPage?: PageFetch
  loop: LoopDelay
  /** How passwords are hashed; absent: as dearly as they should be. */
  passwords?: Passwords
  logger: FastifyBaseLogger
}

/** Opens the store and reads or makes the secret. */
export async function createDeps(config: Config, logger: FastifyBaseLogger): Promise<Deps> {
  await mkdir(config.dataDir, { recursive: true, mode: 0o700 })
  const secret = config.secret ?? (await keptSecret(path.join(config.dataDir, 'secret')))
  const store = await openStore(config, logger)
  const blobs = await createDiskBlobStore(path.join(config.dataDir, 'files'))
  const clock = await createStoreClock(store)
  return { config, store, secret, clock, blobs, bus: createMemoryBus(), loop: createLoopDelay(), logger }
}

/** Where all start at once, after a power cut or a deploy, the database may be the last to answer: it is waited for. */
const DATABASE_PATIENCE_MS = 60_000

function openStore({ mongodbUri, dataDir }: Config, logger: FastifyBaseLogger): Promise<Store> {
  if (!mongodbUri) return openEmbedded({ dir: dataDir })
  const onWait = (error: Error) => logger.warn({ err: error }, 'no primary of the database answers; asking again')
  return openMongo(mongodbUri, { patienceMs: DATABASE_PATIENCE_MS, onWait })
}

/** The generated secret of a data folder: made once, readable by the server alone. */
async function keptSecret(file: string): Promise<string> {
  try {
    await writeFile(file, newSecret(), { mode: 0o600, flag: 'wx' })
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  }
  return (await readFile(file, 'utf8')).trim()
}
