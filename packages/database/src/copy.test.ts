import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Store } from './database.ts'
import { openEmbeddedCopy } from './embedded/snapshot-open.ts'
import { fillMongo } from './mongo/fill.ts'
import { type Engine, engines, openTestDatabase } from './testing.ts'

type Pair = { _id: string; pair: number; big: string; at: Date; whole: number; part: number }

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'parley-copy-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** What a copy holds, read by opening it as a store. */
async function reading<T>(kind: Engine, copy: string, read: (db: Store['db']) => Promise<T>): Promise<T> {
  if (kind === 'mongodb') {
    const store = await openTestDatabase('mongodb')
    try {
      await fillMongo(copy, store.location)
      return await read(store.db)
    } finally {
      await store.close()
    }
  }
  const store = await openEmbeddedCopy(copy, { dir: `${copy}-opened`, sweepEveryMs: 0 })
  try {
    return await read(store.db)
  } finally {
    await store.close()
  }
}

describe.each(engines())('a copy of the %s store', { timeout: 30_000 }, (kind) => {
  it('R31 is of one moment while writes go on: what was acknowledged before is in it, and nothing by half', async () => {
    const store = await openTestDatabase(kind)
    const [left, right] = [store.db.collection<Pair>('a_left'), store.db.collection<Pair>('z_right')]
    const pairOf = (i: number) => ({
      _id: `p${i}`,
      pair: i,
      big: 'x'.repeat(2000),
      at: new Date(i),
      whole: i,
      part: i / 7,
    })
    let written = 0
    // The right half first: a copy that reads collection after collection has lefts without their rights.
    const write = async () => {
      const i = written + 1
      await right.insertOne(pairOf(i))
      await left.insertOne(pairOf(i))
      written = i
    }
    while (written < 100) await write()
    // Between the two, so that time passes between the reading of the one and of the other.
    const between = Array.from({ length: 6_000 }, (_, i) => ({ ...pairOf(i), _id: `m${i}` }))
    await store.db.collection<Pair>('m_between').insertMany(between)
    while (written < 150) await write()
    let isCopying = true
    const load = (async () => {
      while (isCopying) await write()
    })()
    const copy = path.join(folder, kind)
    const shares: number[] = []
    const before = written
    const rows = await store.copyTo(copy, (share) => shares.push(share))
    const after = written
    isCopying = false
    await load
    await store.close()

    expect(shares.at(-1)).toBe(1)
    const [lefts, rights] = await reading(kind, copy, async (db) =>
      Promise.all(
        ['a_left', 'z_right'].map((name) =>
          db
            .collection<Pair>(name)
            .find({ _id: { $gt: '' } })
            .sort({ _id: 1 })
            .toArray(),
        ),
      ),
    )
    expect(lefts?.length).toBeGreaterThanOrEqual(before)
    expect(lefts?.length).toBeLessThanOrEqual(after + 1)
    expect((rights?.length ?? 0) - (lefts?.length ?? 0)).toBeOneOf([0, 1])
    expect(rows).toEqual({ a_left: lefts?.length, m_between: 6_000, z_right: rights?.length })
    expect(lefts?.find(({ pair }) => pair === 22)).toEqual(pairOf(22))
  })

  it('is readable for its owner alone, and overwrites nothing', async () => {
    const store = await openTestDatabase(kind)
    await store.db.collection('things').insertOne({ n: 1 })
    const copy = path.join(folder, `${kind}-modes`)
    await store.copyTo(copy)
    expect((await stat(copy)).mode & 0o777).toBe(0o700)
    for (const name of await readdir(copy)) expect((await stat(path.join(copy, name))).mode & 0o777).toBe(0o600)
    await expect(store.copyTo(copy)).rejects.toThrow('EEXIST')
    await store.close()
  })
})
