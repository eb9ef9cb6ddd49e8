import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openCatalog } from './catalog.ts'
import { encodeDoc } from './doc-codec.ts'
import { type Kv, openKv } from './kv.ts'
import { refuseDamagedLog } from './log-check.ts'
import { readLogNote } from './log-note.ts'
import type { WriteOperation } from './operations.ts'
import { createStoreFile } from './store-file.ts'
import { createWriter, type Writer } from './writer.ts'

const HEADER_BYTES = 32
const FRAME_BYTES = 24 + 4096

let dir: string
let file: string
let kv: Kv
let writer: Writer
beforeEach(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'parley-note-'))
  file = path.join(dir, 'live.sqlite')
  createStoreFile(file)
  kv = openKv(file, 'write')
  writer = createWriter({ kv, catalog: openCatalog(kv), noTableScan: true })
  for (let n = 0; n < 5; n++) commit(inserting(n))
})
afterEach(async () => {
  kv.close()
  await rm(dir, { recursive: true, force: true })
})

const commit = (operation: WriteOperation) => writer.commit([{ batch: 0, now: 0, operations: [operation] }])
const inserting = (n: number): WriteOperation => {
  const models = [{ kind: 'insert', doc: encodeDoc({ _id: `doc${n}`, n }) }] as const
  return { op: 'write', collection: 'docs', models, ordered: true }
}

/** A start beside this log: `started`, or why it refuses. */
async function refusalOf(log: Buffer): Promise<string> {
  const copy = path.join(dir, 'case.sqlite')
  for (const ending of ['', '-note']) await copyFile(file + ending, copy + ending)
  await writeFile(`${copy}-wal`, log)
  try {
    refuseDamagedLog(copy)
    return 'started'
  } catch (error) {
    return (error as Error).message
  }
}

describe('R02 a log that is in the file already', () => {
  it('is refused when its last record is wrong: it would show old pages beside new ones', async () => {
    commit({ op: 'checkpoint' })
    const log = await readFile(`${file}-wal`)
    expect(await refusalOf(log)).toBe('started')
    for (let at = log.length - FRAME_BYTES; at < log.length; at += 41) {
      const wrong = Buffer.from(log)
      wrong[at] = (wrong[at] ?? 0) ^ 8
      expect(await refusalOf(wrong), `byte ${at}`).toMatch(/is damaged at byte \d+.*Restore the folder/)
    }
  })

  it('is refused when it is shorter than what was moved', async () => {
    commit({ op: 'checkpoint' })
    const log = await readFile(`${file}-wal`)
    for (let length = HEADER_BYTES; length < log.length; length += 999)
      expect(await refusalOf(log.subarray(0, length)), `${length} bytes`).toMatch(/is damaged at byte/)
  })

  it('is no longer asked for when the log has started anew', async () => {
    commit({ op: 'checkpoint' })
    const note = readLogNote(file)
    commit(inserting(5))
    expect(readLogNote(file)).toEqual(note)
    expect(await refusalOf(await readFile(`${file}-wal`))).toBe('started')
  })

  it('may have a head that a power cut tore when the log started anew, at whatever byte', async () => {
    commit({ op: 'checkpoint' })
    const old = await readFile(`${file}-wal`)
    commit(inserting(5))
    const head = (await readFile(`${file}-wal`)).subarray(0, HEADER_BYTES)
    expect(head.equals(old.subarray(0, HEADER_BYTES))).toBe(false)
    for (let cut = 0; cut <= HEADER_BYTES; cut++) {
      const torn = Buffer.concat([head.subarray(0, cut), old.subarray(cut)])
      expect(await refusalOf(torn), `torn at byte ${cut}`).toBe('started')
      // The other way about it is no power cut: the end of a head is not written before its beginning.
      if (cut > 20 && cut < HEADER_BYTES) {
        const wrong = Buffer.concat([old.subarray(0, cut), head.subarray(cut), old.subarray(HEADER_BYTES)])
        expect(await refusalOf(wrong), `the other way about, at byte ${cut}`).toMatch(/is damaged at byte 0/)
      }
    }
  })

  it('may be torn behind what was moved, and a torn note says nothing', async () => {
    commit({ op: 'checkpoint' })
    commit(inserting(5))
    commit({ op: 'checkpoint' })
    const moved = (await readFile(`${file}-wal`)).subarray(
      0,
      HEADER_BYTES + (readLogNote(file)?.frames ?? 0) * FRAME_BYTES,
    )
    expect(await refusalOf(Buffer.concat([moved, Buffer.alloc(FRAME_BYTES / 2, 7)]))).toBe('started')
    expect(await refusalOf(moved.subarray(0, -8))).toMatch(/is damaged at byte/)
    const text = await readFile(`${file}-note`)
    await writeFile(`${file}-note`, Buffer.concat([text.subarray(0, 20), Buffer.alloc(text.length - 20)]))
    expect(readLogNote(file)).toBeNull()
    expect(await refusalOf(moved.subarray(0, -8))).toBe('started')
  })
})
