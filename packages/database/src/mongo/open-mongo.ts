import type { MongoClient } from 'mongodb'
import type { Store } from '../database.ts'
import { copyMongo } from './copy.ts'
import { guardedDatabase } from './guarded-database.ts'

export type MongoOptions = {
  /** The database's name (default: the one in the URI). */
  readonly database?: string
  /** How long to look for a primary before an operation fails, in ms (default 5,000). */
  readonly serverSelectionTimeoutMs?: number
  readonly maxPoolSize?: number
  /** How long to go on asking while no primary answers at the start, in ms (default 0: asked once). */
  readonly patienceMs?: number
  /** Told each time that nobody has answered, before it is asked again. */
  readonly onWait?: (error: Error) => void
}

const SERVER_SELECTION_TIMEOUT_MS = 5000

/**
 * Opens MongoDB 6.0 or later through the official driver: every write is majority-committed and journaled before it
 * resolves, every read sees only what is (SYNC-7).
 * @throws the driver's MongoServerSelectionError when no primary answers
 */
export async function openMongo(uri: string, options: MongoOptions = {}): Promise<Store> {
  // Loaded here only: it would cost every start of the embedded store 60 ms.
  const { MongoClient, MongoServerSelectionError } = await import('mongodb')
  const client = new MongoClient(uri, {
    writeConcern: { w: 'majority', journal: true },
    readConcern: { level: 'majority' },
    readPreference: 'primary',
    retryWrites: true,
    retryReads: true,
    // A field that is not given is not stored; otherwise the driver would store null (SYNC-9: `vseq` is absent).
    ignoreUndefined: true,
    promoteBuffers: true,
    serverSelectionTimeoutMS: options.serverSelectionTimeoutMs ?? SERVER_SELECTION_TIMEOUT_MS,
    ...(options.maxPoolSize !== undefined && { maxPoolSize: options.maxPoolSize }),
  })
  const isAway = (error: unknown): error is Error => error instanceof MongoServerSelectionError
  await connect(client, isAway, options)
  const db = client.db(options.database)
  return {
    db: guardedDatabase(db),
    kind: 'mongodb',
    now: async () => {
      const hello = await db.command({ hello: 1 })
      // `localTime` is part of every answer to hello since MongoDB 2.2.
      return hello['localTime'] as Date
    },
    copyTo: (folder, tell) => copyMongo(client, db, folder, tell),
    close: () => client.close(),
  }
}

/** What no waiting helps, a wrong password for one, is thrown at once. */
async function connect(
  client: MongoClient,
  isAway: (error: unknown) => error is Error,
  { patienceMs = 0, onWait }: MongoOptions,
): Promise<void> {
  const deadline = performance.now() + patienceMs
  for (;;) {
    try {
      await client.connect()
      return
    } catch (error) {
      if (!isAway(error) || performance.now() >= deadline) throw error
      onWait?.(error)
    }
  }
}
