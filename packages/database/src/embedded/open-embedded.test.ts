import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type EmbeddedStore, openEmbedded } from './open-embedded.ts'

// Several starts in one test, each of a process or three threads, on a machine that runs other tests as well.
vi.setConfig({ testTimeout: 30_000 })

const PAGE_BYTES = 4096

let dir: string
const open: EmbeddedStore[] = []
beforeEach(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'parley-open-'))
})
afterEach(async () => {
  for (const store of open.splice(0)) await store.close()
  await rm(dir, { recursive: true, force: true })
})

async function opened(options: Partial<Parameters<typeof openEmbedded>[0]> = {}): Promise<EmbeddedStore> {
  const store = await openEmbedded({ dir, sweepEveryMs: 0, ...options })
  open.push(store)
  return store
}

describe('a data folder', () => {
  it('keeps its documents and indexes when the store is closed and opened again', async () => {
    const first = await openEmbedded({ dir })
    await first.db.collection('things').createIndexes([{ key: { n: 1 }, unique: true }])
    await first.db
      .collection<{ _id: string }>('things')
      .insertOne({ _id: 'a', n: 1, at: new Date(5) } as { _id: string })
    await first.close()
    const again = await opened({ noTableScan: true })
    const things = again.db.collection<{ _id: string; n: number }>('things')
    expect(await things.findOne({ n: 1 })).toEqual({ _id: 'a', n: 1, at: new Date(5) })
    await expect(things.insertOne({ _id: 'b', n: 1 })).rejects.toMatchObject({ code: 11000 })
  })

  it('refuses a second opener and names the first: its process, its host, since when', async () => {
    await opened({ clock: () => Date.UTC(2026, 10, 20, 12) })
    await expect(openEmbedded({ dir })).rejects.toThrow(
      new RegExp(`${dir} is in use by process ${process.pid} on .+ since 2026-11-20T12:00:00.000Z`),
    )
  })

  it('is refused to another process, and free again when its holder is killed', async () => {
    const script = path.join(import.meta.dirname, 'crash-writer.ts')
    const child = spawn(process.execPath, [script, dir, '0'], { stdio: ['ignore', 'pipe', 'inherit'] })
    await once(child.stdout, 'data')
    await expect(openEmbedded({ dir })).rejects.toThrow(`in use by process ${child.pid} on`)
    child.kill('SIGKILL')
    await once(child, 'exit')
    const store = await opened()
    expect(JSON.parse(await readFile(path.join(dir, 'lock.json'), 'utf8'))).toMatchObject({ pid: process.pid })
    expect(await store.db.command({ ping: 1 })).toEqual({ ok: 1 })
  })

  it('with a file of something else is refused and left as it is', async () => {
    const other = new DatabaseSync(path.join(dir, 'parley.sqlite'))
    other.exec('CREATE TABLE other (x)')
    other.close()
    const before = await readFile(path.join(dir, 'parley.sqlite'))
    await expect(openEmbedded({ dir })).rejects.toThrow('is not a store of this version of Parley')
    expect(await readFile(path.join(dir, 'parley.sqlite'))).toEqual(before)
    await rm(path.join(dir, 'parley.sqlite'))
    await writeFile(
      path.join(dir, 'parley.sqlite'),
      'not a database at all, but long enough to look like one'.repeat(50),
    )
    await expect(openEmbedded({ dir })).rejects.toThrow('file is not a database')
  })
})

describe('a damaged file', () => {
  async function filled(): Promise<string> {
    const store = await openEmbedded({ dir })
    const things = store.db.collection<{ _id: string; text: string }>('things')
    await things.createIndexes([{ key: { text: 1 } }])
    await things.insertMany(Array.from({ length: 2000 }, (_, i) => ({ _id: `t${i}`, text: `text ${i} `.repeat(20) })))
    await store.close()
    return path.join(dir, 'parley.sqlite')
  }

  it('is refused at the start, and says what to do', async () => {
    const file = await filled()
    const whole = await readFile(file)
    for (const page of [0, 1, Math.floor(whole.length / PAGE_BYTES / 2), whole.length / PAGE_BYTES - 1]) {
      const damaged = Buffer.from(whole)
      damaged.fill(0xaa, page * PAGE_BYTES + (page === 0 ? 100 : 0), (page + 1) * PAGE_BYTES)
      await writeFile(file, damaged)
      await expect(openEmbedded({ dir })).rejects.toThrow(/is damaged|malformed|not a database|disk image/)
    }
    await writeFile(file, whole.subarray(0, whole.length / 2))
    await expect(openEmbedded({ dir })).rejects.toThrow(/is damaged|malformed/)
    await writeFile(file, whole)
    expect(await (await opened()).db.collection('things').countDocuments({ text: { $gt: '' } })).toBe(2000)
  })
})

describe('a closed store', () => {
  it('finishes what was asked before, and refuses what comes after', async () => {
    const store = await openEmbedded({ dir })
    const things = store.db.collection<{ _id: string }>('things')
    const last = Promise.all(Array.from({ length: 20 }, (_, i) => things.insertOne({ _id: `t${i}` })))
    await store.close()
    await last
    await expect(things.insertOne({ _id: 'late' })).rejects.toThrow('The store is closed')
    await expect(things.findOne({ _id: 't1' })).rejects.toThrow('The store is closed')
    const again = await opened()
    expect(await again.db.collection('things').countDocuments({ _id: { $exists: true } })).toBe(20)
  })
})

describe('documents whose time has come', () => {
  it('are removed by the sweep, with their index entries, and others stay', async () => {
    let now = Date.UTC(2026, 0, 1)
    const store = await opened({ clock: () => now })
    const things = store.db.collection<{ _id: string; at?: Date | string | Date[] }>('things')
    await things.createIndexes([
      { key: { at: 1 }, expireAfterSeconds: 60 },
      { key: { _id: 1, at: 1 }, name: 'both' },
    ])
    await things.insertMany([
      ...Array.from({ length: 600 }, (_, i) => ({ _id: `due${i}`, at: new Date(now) })),
      { _id: 'later', at: new Date(now + 1) },
      { _id: 'text', at: 'x' },
      { _id: 'none' },
    ])
    now += 60_000
    expect(await store.expire()).toBe(600)
    expect((await things.find({ _id: { $gt: '' } }).toArray()).map((doc) => doc._id)).toEqual(['later', 'none', 'text'])
    for (const index of await store.check()) expect(index).toMatchObject({ wrong: 0, entries: index.expected })
    now += 1
    expect(await store.expire()).toBe(1)
    expect(await store.expire()).toBe(0)
  })

  it('are removed by themselves, again and again', async () => {
    const store = await opened({ sweepEveryMs: 5 })
    const things = store.db.collection<{ _id: string; at: Date }>('things')
    await things.createIndexes([{ key: { at: 1 }, expireAfterSeconds: 0 }])
    for (const _id of ['a', 'b']) {
      await things.insertOne({ _id, at: new Date(0) })
      await expect.poll(() => things.findOne({ _id }), { timeout: 20_000 }).toBeNull()
    }
  })
})
