import { fillMongo, openMongo, type Store } from '@parley/database'
import { LIMITS } from '@parley/protocol'
import { beginRestore } from '../database/epoch.ts'
import { UsageError } from '../errors/usage-error.ts'
import type { Manifest } from './manifest.ts'
import { inSteps, type Tell } from './progress.ts'
import { settle } from './settle.ts'

type Request = { copy: string; manifest: Manifest; replace: boolean; tell: Tell }

/** Fills an empty database; with `replace` one that is not is dropped first. Throws {@link UsageError}. */
export async function restoreMongo(uri: string, { copy, manifest, replace, tell }: Request) {
  const store = await openMongo(uri)
  try {
    const told = await makeRoom(store, replace)
    // Until the end the database is marked: a server that starts on half of it is refused.
    await beginRestore(store.db, await store.now())
    await fillMongo(copy, uri, inSteps('store', tell))
    return { epoch: await settle(store, manifest, tell), told }
  } finally {
    await store.close()
  }
}

async function makeRoom(store: Store, replace: boolean): Promise<string[]> {
  const { cursor } = await store.db.command({ listCollections: 1, nameOnly: true })
  const names = (cursor.firstBatch as { name: string }[]).map(({ name }) => name)
  if (names.length === 0) return []
  if (!replace)
    throw new UsageError(
      `The database is not empty (${names.sort().join(', ')}). Choose another, or drop it with --replace.`,
    )
  await refuseLiving(store)
  await store.db.dropDatabase()
  return [`The database was not empty and was dropped first: ${names.length} collections.`]
}

async function refuseLiving(store: Store): Promise<void> {
  const since = (await store.now()).getTime() - LIMITS.instanceDeadMs
  const instances = store.db.collection<{ _id: string; seenAt: Date }>('instances').find({ _id: { $gt: '' } })
  for await (const { seenAt } of instances) {
    if (seenAt.getTime() > since)
      throw new UsageError('A server is running on this database. Stop every instance first.')
  }
}
