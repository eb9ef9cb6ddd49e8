import { closeSync, openSync, writeSync } from 'node:fs'
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
vi.setConfig({ testTimeout: 120_000 })

/** `LONG=1` flips every bit of a frame, where the short form flips one bit of each byte. */
const BITS = process.env['LONG'] === '1' ? [0, 1, 2, 3, 4, 5, 6, 7] : null
const HEADER_BYTES = 32
const FRAME_BYTES = 24 + 4096
/** Where in a frame the size of the database stands. */
const PAGES_AT = 4

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

/** A frame that never reached the disk. */
function lose(bytes: Buffer, start: number): Buffer {
  const torn = Buffer.from(bytes)
  torn.fill(0, start, start + FRAME_BYTES)
  return torn
}

describe('a log with the rest of a transaction that was taken back', () => {
  it('is no damaged one: a power cut is recovered from, wherever it tore the last transaction', async () => {
    const file = path.join(dir, 'full.sqlite')
    createStoreFile(file)
    const kv = openKv(file, 'write')
    const writer = createWriter({ kv, catalog: openCatalog(kv), noTableScan: true })
    const insert = (n: number) => {
      const models = [{ kind: 'insert', doc: encodeDoc({ _id: `doc${n}`, n }) }] as const
      writer.commit([{ batch: 0, now: 0, operations: [{ op: 'write', collection: 'docs', models, ordered: true }] }])
    }
    const index = { name: 'n', key: [['n', 1]], unique: true, partial: null, expireAfterSeconds: null } as const
    writer.commit([{ batch: 0, now: 0, operations: [{ op: 'createIndexes', collection: 'docs', indexes: [index] }] }])
    insert(0)
    const before = (await readFile(`${file}-wal`)).length
    // What does not fit into the cache is written before its commit, and left when that never comes.
    kv.pragma('cache_size = 5')
    kv.begin('write')
    kv.createTable('large')
    for (let i = 0; i < 200; i++) kv.table('large').put(Buffer.from(`k${i}`), Buffer.alloc(1000))
    kv.rollback()
    insert(1)
    const written = await readFile(`${file}-wal`)
    expect(written.length).toBeGreaterThan(before + 20 * FRAME_BYTES)
    const image = await readFile(file)
    kv.close()

    const torn = path.join(dir, 'torn.sqlite')
    const ending = (at: number) => written.readUInt32BE(at + PAGES_AT) !== 0
    let end = before
    while (!ending(end)) end += FRAME_BYTES
    expect(end).toBeGreaterThan(before)
    for (let at = before; at <= end; at += FRAME_BYTES) {
      await writeFile(torn, image)
      await writeFile(`${torn}-wal`, lose(written, at))
      expect(() => refuseDamagedLog(torn), `frame ${(at - before) / FRAME_BYTES}`).not.toThrow()
    }
    // The same loss in what was flushed before is damage.
    await writeFile(`${torn}-wal`, lose(written, HEADER_BYTES))
    expect(() => refuseDamagedLog(torn)).toThrow('is damaged at byte 32')
  })
})

describe('R02 a log that is damaged before its end', () => {
  /** The places from a byte to another at which one wrong bit is not refused. */
  async function silentAt(start: number, end: number): Promise<string[]> {
    const file = path.join(dir, 'flip.sqlite')
    await copyFile(crashed, file)
    await writeFile(`${file}-wal`, log)
    const silent: string[] = []
    const fd = openSync(`${file}-wal`, 'r+')
    for (let at = start; at < end; at++)
      for (const bit of BITS ?? [at % 8]) {
        const byte = log[at] ?? 0
        writeSync(fd, Buffer.of(byte ^ (1 << bit)), 0, 1, at)
        if (!isRefused(file)) silent.push(`byte ${at - start}, bit ${bit}`)
        writeSync(fd, Buffer.of(byte), 0, 1, at)
      }
    closeSync(fd)
    return silent
  }
  function isRefused(file: string): boolean {
    try {
      refuseDamagedLog(file)
      return false
    } catch (error) {
      expect(error).toMatchObject({ message: expect.stringMatching(/is damaged at byte \d+.*Restore the folder/) })
      return true
    }
  }

  it('is refused, whichever byte of a record in its middle is wrong', async () => {
    const [start = 0, end = 0] = ends.slice(5, 7)
    expect(await silentAt(start, BITS ? start + FRAME_BYTES : end)).toEqual([])
    expect(await silentAt(end - FRAME_BYTES, end - FRAME_BYTES + 24)).toEqual([])
  })

  it('is refused when the last but one record is wrong, though only the last is behind it', async () => {
    const end = ends.at(-2) ?? 0
    const last = end - FRAME_BYTES
    expect(await silentAt(last, last + PAGES_AT)).toEqual([])
    // A record whose end is not to be seen looks like the beginning of the next: what the power cut off.
    expect(await silentAt(last + PAGES_AT + 4, end)).toEqual([])
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
