import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openCatalog } from './catalog.ts'
import { checkIndexes } from './check.ts'
import { encodeDoc } from './doc-codec.ts'
import { type Kv, openKv } from './kv.ts'
import type { WriteOperation } from './operations.ts'
import type { Engine } from './query.ts'
import { createStoreFile } from './store-file.ts'
import { createWriter, type Writer } from './writer.ts'

let dir: string
let kv: Kv
let engine: Engine
let writer: Writer

beforeEach(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'parley-writer-'))
  const file = path.join(dir, 'store.sqlite')
  createStoreFile(file)
  kv = openKv(file, 'write')
  engine = { kv, catalog: openCatalog(kv), noTableScan: false }
  writer = createWriter(engine)
})
afterEach(async () => {
  kv.close()
  await rm(dir, { recursive: true, force: true })
})

const inserting = (...docs: object[]): WriteOperation => ({
  op: 'write',
  collection: 'docs',
  models: docs.map((doc) => ({ kind: 'insert', doc: encodeDoc(doc) })),
  ordered: false,
})

const index = { name: 'n', key: [['n', 1]], unique: true, partial: null, expireAfterSeconds: null } as const
const indexing: WriteOperation = { op: 'createIndexes', collection: 'docs', indexes: [index] }
const commit = (...operations: WriteOperation[]) => writer.commit([{ batch: 1, now: 0, operations }])[0]

function stored(): number {
  const docs = engine.catalog.find('docs')?.docs
  return docs?.count({ lower: Buffer.alloc(0), upper: Buffer.of(0xff) }, 1_000_000) ?? 0
}

it('SYNC-7 I28 a commit is flushed before readers see it: the log is flushed at each, not at a checkpoint', () => {
  const FULL = 2
  expect(kv.pragma('journal_mode')).toBe('wal')
  expect(kv.pragma('synchronous')).toBe(FULL)
})

it('operations of one commit stand and fall each for itself', () => {
  commit(indexing)
  const answers = commit(inserting({ _id: 'a', n: 1 }), inserting({ _id: 'b', n: 1 }), inserting({ _id: 'c', n: 3 }))
  expect(answers?.map((answer) => 'result' in answer && answer.result)).toMatchObject([
    { inserted: 1, errors: [] },
    { inserted: 0, errors: [{ index: 0, error: { codeName: 'DuplicateKey' } }] },
    { inserted: 1, errors: [] },
  ])
  expect(stored()).toBe(2)
})

it('an operation that breaks off leaves nothing of itself, and the others stay', () => {
  const cutOff = Buffer.of(0x81)
  const models = [encodeDoc({ _id: 'x', n: 9 }), cutOff].map((doc) => ({ kind: 'insert', doc }) as const)
  const broken: WriteOperation = { op: 'write', collection: 'docs', models, ordered: false }
  const answers = commit(inserting({ _id: 'a', n: 1 }), broken, indexing, inserting({ _id: 'b', n: 2 }))
  expect(answers?.map((answer) => 'error' in answer)).toEqual([false, true, false, false])
  expect(stored()).toBe(2)
  expect(checkIndexes(engine)).toMatchObject([{ expected: 2, wrong: 0, entries: 2 }])
})

it('a disk that is full fails the whole commit, nothing of it is stored, and writing goes on when there is room', () => {
  commit(indexing, inserting({ _id: 'first', n: 0 }))
  kv.pragma(`max_page_count = ${Number(kv.pragma('page_count')) + 20}`)
  const many = Array.from({ length: 60 }, (_, i) => inserting({ _id: `d${i}`, n: i + 1, text: 'x'.repeat(3000) }))
  const answers = commit(...many)
  expect(answers).toHaveLength(60)
  for (const answer of answers ?? []) expect(answer).toMatchObject({ error: { codeName: null } })
  expect(stored()).toBe(1)
  expect(checkIndexes(engine)).toMatchObject([{ expected: 1, wrong: 0, entries: 1 }])
  kv.pragma('max_page_count = 4294967294')
  for (const answer of commit(...many) ?? []) expect(answer).toMatchObject({ result: { inserted: 1 } })
  expect(stored()).toBe(61)
})
