import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { openCatalog } from './catalog.ts'
import { encodeDoc } from './doc-codec.ts'
import { openKv } from './kv.ts'
import { refuseDamagedLog } from './log-check.ts'
import { openEmbedded } from './open-embedded.ts'
import type { WriteOperation } from './operations.ts'
import { createStoreFile } from './store-file.ts'
import { createWriter } from './writer.ts'

// Hundreds of copies of a file in one test, on a machine that runs other tests as well.
vi.setConfig({ testTimeout: 60_000 })

const DOCS = 12
const TAIL_BYTES = 4096

let dir: string
let crashed: string
let log: Buffer
/** The length of the log when the n-th document was acknowledged. */
const ends: number[] = []

/** Writes without the threads around the writer, so that no checkpoint empties the log meanwhile. */
beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'parley-log-'))
  const live = path.join(dir, 'live.sqlite')
  createStoreFile(live)
  const kv = openKv(live, 'write')
  const writer = createWriter({ kv, catalog: openCatalog(kv), noTableScan: true })
  const commit = (operation: WriteOperation) => writer.commit([{ batch: 0, now: 0, operations: [operation] }])
  const index = { name: 'n', key: [['n', 1]], unique: true, partial: null, expireAfterSeconds: null } as const
  commit({ op: 'createIndexes', collection: 'docs', indexes: [index] })
  for (let n = 0; n < DOCS; n++) {
    const models = [{ kind: 'insert', doc: encodeDoc({ _id: `doc${n}`, n }) }] as const
    commit({ op: 'write', collection: 'docs', models, ordered: true })
    ends.push((await readFile(`${live}-wal`)).length)
  }
  crashed = path.join(dir, 'crashed.sqlite')
  await copyFile(live, crashed)
  log = await readFile(`${live}-wal`)
  kv.close()
})
afterAll(() => rm(dir, { recursive: true, force: true }))

/** How many documents a start finds beside this log; a refusal throws. */
async function recovered(bytes: Buffer): Promise<number> {
  const file = path.join(dir, 'case.sqlite')
  await copyFile(crashed, file)
  await writeFile(`${file}-wal`, bytes)
  await rm(`${file}-shm`, { force: true })
  refuseDamagedLog(file)
  const db = new DatabaseSync(file)
  const tables = db.prepare("SELECT name FROM sqlite_schema WHERE name = 'd1'").all()
  const count = tables.length === 0 ? 0 : Number(db.prepare('SELECT count(*) AS n FROM d1').get()?.['n'])
  // Closing would write into the copy, which the next case replaces anyway.
  db.close()
  return count
}

const acknowledgedBy = (length: number) => ends.filter((end) => end <= length).length

describe('the log after a power cut', () => {
  it('is read to its last whole transaction, at whatever byte of the last it was cut', async () => {
    expect(await recovered(log)).toBe(DOCS)
    for (let cut = 0; cut <= TAIL_BYTES; cut += 7) {
      const length = log.length - cut
      expect([cut, await recovered(log.subarray(0, length))]).toEqual([cut, acknowledgedBy(length)])
    }
  })

  it('is read to the transaction before the last when parts of the last were never written', async () => {
    const start = ends.at(-2) ?? 0
    for (let hole = start; hole < log.length; hole += 512) {
      const torn = Buffer.from(log)
      torn.fill(0, hole, Math.min(hole + 512, log.length))
      const isUnchanged = torn.equals(log)
      expect([hole, await recovered(torn)]).toEqual([hole, isUnchanged ? DOCS : DOCS - 1])
    }
  })
})

describe('R02 a log that is damaged before its end', () => {
  it('is refused, whichever byte of a record in its middle is wrong', async () => {
    const [start = 0, end = 0] = ends.slice(5, 7)
    for (let at = start; at < end; at += 3) {
      const damaged = Buffer.from(log)
      damaged[at] = (damaged[at] ?? 0) ^ (1 << (at % 8))
      await expect(recovered(damaged), `byte ${at - start}`).rejects.toThrow('is damaged at byte')
    }
  })

  it('is refused when its head is wrong', async () => {
    for (let at = 0; at < 32; at++) {
      const damaged = Buffer.from(log)
      damaged[at] = (damaged[at] ?? 0) ^ 0x10
      await expect(recovered(damaged), `byte ${at}`).rejects.toThrow('is damaged at byte 0')
    }
  })

  it('is refused when the store is opened', async () => {
    const other = await mkdtemp(path.join(tmpdir(), 'parley-log-'))
    await copyFile(crashed, path.join(other, 'parley.sqlite'))
    const damaged = Buffer.from(log)
    damaged.fill(0xaa, ends[3], (ends[3] ?? 0) + 100)
    await writeFile(path.join(other, 'parley.sqlite-wal'), damaged)
    await expect(openEmbedded({ dir: other })).rejects.toThrow('Restore the folder from a backup')
    await writeFile(path.join(other, 'parley.sqlite-wal'), log)
    const store = await openEmbedded({ dir: other })
    expect(await store.db.collection('docs').countDocuments({ n: { $gte: 0 } })).toBe(DOCS)
    await store.close()
    await rm(other, { recursive: true })
  })
})
