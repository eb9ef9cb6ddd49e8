import { writeSync } from 'node:fs'
import { argv } from 'node:process'
import { setTimeout as pause } from 'node:timers/promises'
import { openEmbedded } from './open-embedded.ts'

/** Run as a process of its own by crash.test.ts: writes as fast as it can and tells every acknowledged write. */
const WRITERS = 32
const STDOUT = 1

export type CrashDoc = { _id: string; w: string; nr: number; version: number; tags: string[] }

const [, , dir = '', round = '0'] = argv
const { db } = await openEmbedded({ dir, sweepEveryMs: 0 })
const docs = db.collection<CrashDoc>('docs')
await docs.createIndexes([
  { key: { w: 1, nr: 1 }, unique: true },
  { key: { w: 1, tags: 1 } },
  { key: { w: 1, version: 1 }, partialFilterExpression: { version: { $gt: 0 } } },
])

const isFull = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'EAGAIN'

/** A pipe takes a short line whole or not at all: what was written here has left the process. */
async function acknowledge(id: string, version: number): Promise<void> {
  try {
    writeSync(STDOUT, `${id} ${version}\n`)
  } catch (error) {
    if (!isFull(error)) throw error
    await pause(1) // the reader is behind
    await acknowledge(id, version)
  }
}

async function write(writer: number): Promise<never> {
  for (let i = 0; ; i++) {
    const _id = `${round}-${writer}-${i}`
    const nr = (Number(round) * WRITERS + writer) * 1_000_000 + i
    await docs.insertOne({ _id, w: 'w', nr, version: 0, tags: [`t${writer}`, `i${i % 7}`] })
    await acknowledge(_id, 0)
    await docs.updateOne({ _id }, { $inc: { version: 1 }, $set: { tags: [`t${writer}`, 'changed'] } })
    await acknowledge(_id, 1)
  }
}

await Promise.all(Array.from({ length: WRITERS }, (_, writer) => write(writer)))
