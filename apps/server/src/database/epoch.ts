import { randomUUID } from 'node:crypto'
import { type Database, isDuplicateKey } from '@parley/database'

type Meta = { _id: 'store'; epoch: string }

/** The random id of this store's incarnation, made once; restore and repair write another (SYNC-44). */
export async function epochOf(db: Database): Promise<string> {
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
