import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { MongoClient } from 'mongodb'
import { inject } from 'vitest'
import type { Store } from './database.ts'
import type { EmbeddedStore, ExamineRequest } from './embedded/open-embedded.ts'
import { openEmbedded } from './embedded/open-embedded.ts'
import { openMongo } from './mongo/open-mongo.ts'

export type Engine = Store['kind']

export type TestDatabaseOptions = {
  /** The embedded store's clock in milliseconds since 1970; MongoDB has its own. */
  readonly clock?: () => number
  /** Allows queries that no index helps; only the embedded engine is asked, MongoDB refuses them in every test. */
  readonly allowTableScan?: boolean
}

export type Examined = { readonly keys: number; readonly docs: number; readonly found: number }

export type TestDatabase = Store & {
  /** How many keys and documents a query looks at. */
  examine(request: ExamineRequest): Promise<Examined>
  /** The folder of the embedded engine, or the URI of MongoDB with this database's name. */
  readonly location: string
}

/** The engines that this run of the tests can reach: always the embedded one; MongoDB when the run has a server. */
export function engines(): Engine[] {
  return inject('mongodbUri') ? ['embedded', 'mongodb'] : ['embedded']
}

/** Where this run keeps what its tests store. */
export function storesFolder(): string {
  return process.env['PARLEY_TEST_STORES'] ?? tmpdir()
}

async function openTestEmbedded(options: TestDatabaseOptions): Promise<TestDatabase> {
  const dir = await mkdtemp(path.join(storesFolder(), 'parley-store-'))
  const store: EmbeddedStore = await openEmbedded({
    dir,
    noTableScan: options.allowTableScan !== true,
    sweepEveryMs: 0,
    ...(options.clock && { clock: options.clock }),
  })
  return {
    ...store,
    location: dir,
    close: async () => {
      await store.close()
      await rm(dir, { recursive: true, force: true })
    },
  }
}

function withDatabase(uri: string, name: string): string {
  const url = new URL(uri)
  url.pathname = `/${name}`
  return url.href
}

async function openTestMongo(uri: string): Promise<TestDatabase> {
  const name = `t_${randomUUID().replaceAll('-', '')}`
  const location = withDatabase(uri, name)
  const admin = new MongoClient(uri)
  await admin.db('admin').command({ setParameter: 1, notablescan: true })
  const store = await openMongo(location)
  return {
    ...store,
    location,
    examine: async ({ collection, filter, sort, limit, count }) => {
      const found = admin.db(name).collection(collection)
      const pipeline = [{ $match: filter }, ...(limit ? [{ $limit: limit }] : []), { $count: 'n' }]
      const plan = count
        ? await found.aggregate(pipeline).explain('executionStats')
        : await found.find(filter, { sort: sort ?? {}, limit: limit ?? 0 }).explain('executionStats')
      return statsOf(plan)
    },
    close: async () => {
      await store.db.dropDatabase()
      await store.close()
      await admin.close()
    },
  }
}

type Explained = {
  readonly [key: string]: unknown
  readonly stages?: readonly Explained[]
  readonly $cursor?: Explained
}

/** The statistics stand at the top of a find's explanation, in the first stage of an aggregation's. */
function statsOf(plan: Explained): Examined {
  const stats = (plan.stages?.[0]?.$cursor ?? plan)['executionStats'] as Record<string, unknown>
  return {
    keys: Number(stats['totalKeysExamined']),
    docs: Number(stats['totalDocsExamined']),
    found: Number(stats['nReturned']),
  }
}

/** A fresh, empty database for one test. Close it: that removes it. */
export async function openTestDatabase(kind: Engine, options: TestDatabaseOptions = {}): Promise<TestDatabase> {
  if (kind === 'embedded') return openTestEmbedded(options)
  const uri = inject('mongodbUri')
  if (!uri) throw new Error('This run of the tests has no MongoDB')
  return openTestMongo(uri)
}
