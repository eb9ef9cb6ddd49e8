import type { Database, Store } from '@parley/database'
import { endRestore } from '../database/epoch.ts'
import { INDEXES } from '../domains.ts'
import { UsageError } from '../errors/usage-error.ts'
import { findHoles } from './log-holes.ts'
import type { Manifest } from './manifest.ts'
import type { Tell } from './progress.ts'

/**
 * Makes a filled store one that may be served: checks that nothing is missing, makes it another incarnation (SYNC-44),
 * and ends what the processes of its former one held. Gives the epoch. Throws {@link UsageError}.
 */
export async function settle(store: Store, { collections }: Manifest, tell: Tell): Promise<string> {
  const { db } = store
  tell('checking')
  for (const [name, count] of Object.entries(collections)) {
    const found = await db.collection(name).countDocuments({}, { hint: { _id: 1 } })
    if (found !== count) throw new UsageError(`Of ${count} documents in ${name} only ${found} came back.`)
  }
  for (const [name, indexes] of Object.entries(INDEXES)) await db.collection(name).createIndexes([...indexes])
  const holes = await findHoles(db)
  if (holes.length > 0)
    throw new UsageError(`The logs of this backup are not whole: ${holes.join('; ')}. Take another.`)
  await endLeases(db)
  return endRestore(db)
}

/** Nobody who held a lease lives; its fence stays, since what it guards knows the old numbers (SYNC-77). */
async function endLeases(db: Database): Promise<void> {
  await db
    .collection<{ _id: string }>('leases')
    .updateMany({ _id: { $gt: '' } }, { $set: { until: new Date(0), holder: '' } })
  await db.collection<{ _id: string }>('instances').deleteMany({ _id: { $gt: '' } })
}
