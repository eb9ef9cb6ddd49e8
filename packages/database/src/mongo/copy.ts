import { type FileHandle, mkdir, open } from 'node:fs/promises'
import path from 'node:path'
import type { ClientSession, Collection, Db, Document, MongoClient } from 'mongodb'
import type { Rows } from '../database.ts'

/** Documents in one file after the other, as `mongodump` writes them: each begins with its length. */
export const ENDING = '.bson'
/** Bytes gathered for one write, and documents for one insert. */
export const CHUNK_BYTES = 1_048_576
export const BATCH_DOCS = 1_000
/** MongoDB's codes for a moment it does not remember any more, and for one it can not show. */
const TOO_OLD = 239
const UNAVAILABLE = 246

/**
 * Copies every collection as it was at one moment: all reads are of one snapshot, which the majority has committed.
 * @throws Error when MongoDB forgot that moment meanwhile (`minSnapshotHistoryWindowInSeconds`, 5 minutes by default)
 */
export async function copyMongo(
  client: MongoClient,
  db: Db,
  folder: string,
  tell?: (share: number) => void,
): Promise<Rows> {
  await mkdir(folder, { mode: 0o700 })
  const session = client.startSession({ snapshot: true })
  try {
    const names = await namesAt(db, session)
    const rows: Record<string, number> = {}
    for (const [i, name] of names.entries()) {
      rows[name] = await copyCollection(db.collection(name), session, path.join(folder, name + ENDING))
      tell?.((i + 1) / names.length)
    }
    return rows
  } catch (error) {
    throw readable(error)
  } finally {
    await session.endSession()
  }
}

const SNAPSHOT = { readConcern: { level: 'snapshot' }, hint: { _id: 1 } } as const

/** The collections there are; the first read fixes the moment, so one that comes later had nothing in it then. */
async function namesAt(db: Db, session: ClientSession): Promise<string[]> {
  await db.collection('meta').findOne({}, { session, ...SNAPSHOT })
  const found = await db.listCollections({ type: 'collection' }, { nameOnly: true }).toArray()
  return found
    .map(({ name }) => name)
    .filter((name) => !name.startsWith('system.'))
    .sort()
}

async function copyCollection(collection: Collection, session: ClientSession, file: string): Promise<number> {
  const handle = await open(file, 'wx', 0o600)
  try {
    return await writeAll(collection.find({}, { session, ...SNAPSHOT, raw: true, batchSize: BATCH_DOCS }), handle)
  } finally {
    await handle.close()
  }
}

async function writeAll(docs: AsyncIterable<Document>, handle: FileHandle): Promise<number> {
  let count = 0
  let size = 0
  let chunk: Buffer[] = []
  const flush = async () => {
    await handle.writeFile(Buffer.concat(chunk))
    chunk = []
    size = 0
  }
  for await (const doc of docs) {
    const bytes = doc as Buffer // `raw: true`
    chunk.push(bytes)
    count += 1
    size += bytes.length
    if (size >= CHUNK_BYTES) await flush()
  }
  await flush()
  return count
}

function readable(error: unknown): unknown {
  const { code } = error as { code?: unknown }
  if (code === TOO_OLD)
    return new Error(
      'MongoDB forgot the moment of this copy before it was whole. Raise its parameter ' +
        'minSnapshotHistoryWindowInSeconds, or back up with mongodump --oplog.',
      { cause: error },
    )
  if (code === UNAVAILABLE)
    return new Error('Collections or indexes were being made. Try again in a moment.', { cause: error })
  return error
}
