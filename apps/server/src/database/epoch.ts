import { randomUUID } from 'node:crypto'
import { type Database, isDuplicateKey } from '@parley/database'

type Meta = { _id: 'store'; epoch: string }

type Unfinished = { _id: 'unfinished'; since: Date }

/** A database that is being restored is marked, so that no server takes half of it for the whole. */
const restores = (db: Database) => db.collection<Unfinished>('restores')

/** Marks the store as being restored. */
export async function beginRestore(db: Database, since: Date): Promise<void> {
  await restores(db).insertOne({ _id: 'unfinished', since })
}

/** The restored store becomes another incarnation, and may be served. */
export async function endRestore(db: Database): Promise<string> {
  const epoch = randomUUID()
  await db.collection<Meta>('meta').updateOne({ _id: 'store' }, { $set: { epoch } }, { upsert: true })
  await restores(db).deleteOne({ _id: 'unfinished' })
  return epoch
}

/** The random id of this store's incarnation, made once; restore and repair write another (SYNC-44). Throws in half a restore. */
export async function epochOf(db: Database): Promise<string> {
  const half = await restores(db).findOne({ _id: 'unfinished' })
  if (half) throw new Error(`The restore of ${half.since.toISOString()} was cut off: run it again, with --replace.`)
  const meta = db.collection<Meta>('meta')
  const found = await meta.findOne({ _id: 'store' })
  if (found) return found.epoch
  try {
    const epoch = randomUUID()
    await meta.insertOne({ _id: 'store', epoch })
    return epoch
  } catch (error) {
    // Two instances began at once: the first one's stands.
    if (isDuplicateKey(error)) return epochOf(db)
    throw error
  }
}
