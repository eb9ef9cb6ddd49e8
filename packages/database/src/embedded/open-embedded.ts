import path from 'node:path'
import type { Document } from 'mongodb'
import type { Database, Store } from '../database.ts'
import { StoreError } from '../store-error.ts'
import type { Doc } from './bson-type.ts'
import type { IndexCheck } from './check.ts'
import { createCollection, type Threads } from './collection.ts'
import { sortKeyOf } from './cursor.ts'
import { createKeeper } from './keeper.ts'
import { lockFolder } from './lock.ts'
import type { ReadOperation, WriteOperation } from './operations.ts'
import type { Examined } from './scan.ts'
import { copyStore } from './snapshot.ts'
import { prepareStoreFile, STORE_FILE } from './store-file.ts'
import { startThread, type Thread, type Wire } from './thread.ts'

export type EmbeddedOptions = {
  /** The folder of the store; made when missing. */
  readonly dir: string
  /** Refuse queries that no index helps, as the tests do (default: allow them). */
  readonly noTableScan?: boolean
  /** The store's clock in milliseconds since 1970 (default: the machine's). */
  readonly clock?: () => number
  /** How often documents whose time has come are removed, in ms (default: 60,000, as in MongoDB; 0: never). */
  readonly sweepEveryMs?: number
}

/** A test's door: what a query touches. */
export type ExamineRequest = {
  readonly collection: string
  readonly filter: Doc
  readonly sort?: Record<string, 1 | -1>
  readonly limit?: number
  readonly count?: boolean
}

export type EmbeddedStore = Store & {
  readonly kind: 'embedded'
  /** Removes now what a TTL index says is due; tells how many documents that were. */
  expire(): Promise<number>
  /** Compares every index with the documents. Takes as long as reading everything. */
  check(): Promise<readonly IndexCheck[]>
  /** Runs a query and tells how many keys and documents it looked at. */
  examine(request: ExamineRequest): Promise<Examined & { readonly found: number }>
}

const SWEEP_EVERY_MS = 60_000
/** Asks both threads, so that a store whose thread has ended does not pass for a healthy one. */
async function ping(threads: Threads): Promise<Document> {
  await Promise.all([threads.read({ op: 'ping' }), threads.write({ op: 'ping' })])
  return { ok: 1 }
}

function createDatabase(threads: Threads, clock: () => number): Database {
  return {
    collection: (name) => createCollection(threads, name),
    command: async (command: Document) => {
      if (command['ping'] === 1) return ping(threads)
      if (command['hello'] === 1) return { ok: 1, localTime: new Date(clock()) }
      throw new StoreError('CommandNotFound', `no such command: '${Object.keys(command)[0] ?? ''}'`)
    },
    dropDatabase: async () => {
      await threads.write({ op: 'dropDatabase' })
      return true
    },
  }
}

/**
 * Opens the embedded store in a folder. One process at a time; a second one is refused by name.
 * @throws Error when the folder is in use, is not ours, or is damaged
 */
export async function openEmbedded(options: EmbeddedOptions): Promise<EmbeddedStore> {
  const clock = options.clock ?? Date.now
  const unlock = lockFolder(options.dir, new Date(clock()))
  try {
    const file = path.join(path.resolve(options.dir), STORE_FILE)
    prepareStoreFile(file)
    return await startStore(file, options, { clock, unlock })
  } catch (error) {
    unlock()
    throw error
  }
}

type Parts = { readonly clock: () => number; readonly unlock: () => void }

async function startStore(file: string, options: EmbeddedOptions, { clock, unlock }: Parts): Promise<EmbeddedStore> {
  const noTableScan = options.noTableScan === true
  const start = <Operation>(script: string, wire: Wire = 'packed'): Promise<Thread<Operation>> =>
    startThread(new URL(script, import.meta.url), { file, noTableScan, wire }, clock)
  const [writer, reader, keeperThread] = await Promise.all([
    start<WriteOperation>('./writer-thread.ts'),
    start<ReadOperation>('./reader-thread.ts'),
    start<'checkpoint'>('./keeper-thread.ts', 'plain'),
  ])
  const keeper = createKeeper(
    () => keeperThread.send('checkpoint'),
    () => writer.send({ op: 'checkpoint' }),
  )
  const threads: Threads = {
    read: reader.send,
    write: (operation) => {
      keeper.wrote(operation.op === 'write' ? operation.models.length : 1)
      return writer.send(operation)
    },
  }

  async function expire(): Promise<number> {
    let total = 0
    for (let removed = -1; removed !== 0; total += removed) removed = Number(await threads.write({ op: 'expire' }))
    return total
  }

  const stopSweeps = sweepEvery(options.sweepEveryMs ?? SWEEP_EVERY_MS, expire)
  return {
    db: createDatabase(threads, clock),
    kind: 'embedded',
    now: async () => new Date(clock()),
    copyTo: (folder, tell) => copyStore(file, folder, tell),
    expire,
    // The reader answers this operation with this list.
    check: async () => (await threads.read({ op: 'check' })) as readonly IndexCheck[],
    examine: async ({ collection, filter, sort, limit, count }) => {
      const operation = { op: 'examine', collection, filter, sort: sortKeyOf(sort) } as const
      // The reader answers this operation with these counts.
      return (await threads.read({ ...operation, limit: limit ?? 0, count: count === true })) as Examined & {
        found: number
      }
    },
    close: async () => {
      stopSweeps()
      keeper.stop()
      await Promise.all([reader.close(), keeperThread.close(), writer.close()])
      unlock()
    },
  }
}

function sweepEvery(everyMs: number, sweep: () => Promise<unknown>): () => void {
  if (everyMs === 0) return () => undefined
  // A sweep that fails is tried again by the next; writes tell the operator of a failing disk.
  const timer = setInterval(() => void sweep().catch(() => undefined), everyMs)
  timer.unref()
  return () => clearInterval(timer)
}
