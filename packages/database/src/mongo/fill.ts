import { createReadStream } from 'node:fs'
import { readdir } from 'node:fs/promises'
import path from 'node:path'
import type { Collection, Document } from 'mongodb'
import { BATCH_DOCS, CHUNK_BYTES, ENDING } from './copy.ts'

/** The length that each document of BSON begins with. */
const LENGTH_BYTES = 4

/** Puts the documents of a copy that `copyTo` made into an empty database; durable, and seen by majority reads, when it ends. */
export async function fillMongo(folder: string, uri: string, tell?: (share: number) => void): Promise<void> {
  const { BSON, MongoClient } = await import('mongodb')
  const client = new MongoClient(uri, { writeConcern: { w: 1 } })
  try {
    const db = client.db()
    const names = (await readdir(folder)).filter((name) => name.endsWith(ENDING)).sort()
    for (const [i, name] of names.entries()) {
      const docs = documentsOf(path.join(folder, name))
      // The stored kinds of numbers stay: an int that came back as a double would be another value to the store.
      const read = (bytes: Buffer) => BSON.deserialize(bytes, { promoteValues: false, promoteBuffers: false })
      await fillCollection(db.collection(name.slice(0, -ENDING.length)), docs, read)
      tell?.((i + 1) / names.length)
    }
  } finally {
    await client.close()
  }
}

async function fillCollection(
  collection: Collection,
  docs: AsyncIterable<Buffer>,
  read: (bytes: Buffer) => Document,
): Promise<void> {
  let batch: Document[] = []
  for await (const bytes of docs) {
    if (batch.length >= BATCH_DOCS) {
      await collection.insertMany(batch, { ordered: false })
      batch = []
    }
    batch.push(read(bytes))
  }
  // What the majority has of the last write it has of all before it.
  if (batch.length > 0) await collection.insertMany(batch, { ordered: false, writeConcern: { w: 'majority' } })
}

/** Throws when the file ends within a document. */
async function* documentsOf(file: string): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0)
  for await (const chunk of createReadStream(file, { highWaterMark: CHUNK_BYTES })) {
    rest = rest.length === 0 ? (chunk as Buffer) : Buffer.concat([rest, chunk as Buffer])
    let at = 0
    while (rest.length - at >= LENGTH_BYTES) {
      const length = rest.readInt32LE(at)
      if (rest.length - at < length) break
      yield rest.subarray(at, at + length)
      at += length
    }
    rest = rest.subarray(at)
  }
  if (rest.length > 0) throw new Error(`${file} ends within a document`)
}
