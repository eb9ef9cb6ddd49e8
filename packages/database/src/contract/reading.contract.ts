import { expect, it } from 'vitest'
import { type Bench, type Contract, contract, failureOf } from './store.contract.ts'

async function numbered(bench: Bench, count: number): Promise<void> {
  await bench.things.createIndexes([{ key: { team: 1, n: 1 } }])
  await bench.things.insertMany(
    Array.from({ length: count }, (_, n) => ({ _id: `d${String(n).padStart(4, '0')}`, team: 't', n, m: -n })),
  )
}

const MIXED = [
  null,
  -1,
  0.5,
  2,
  '',
  '10',
  '9',
  'Z',
  'a',
  'ä',
  '\uffe6',
  '😀',
  { a: 1 },
  { a: 2 },
  { a: 'x' },
  false,
  true,
  new Date(-5),
  new Date(3),
]

export const readingContract: Contract = contract('reading', (bench) => {
  it('sorts values of all types as MongoDB does, with an index and without', async () => {
    await bench.things.createIndexes([{ key: { w: 1, v: 1 } }])
    const docs = MIXED.map((v, i) => ({ _id: `d${i}`, w: 'w', v, u: v }))
    await bench.things.insertMany(docs.toReversed())
    for (const field of ['v', 'u'])
      for (const direction of [1, -1] as const) {
        const found = await bench.things
          .find({ w: 'w' })
          .sort({ [field]: direction })
          .toArray()
        const ids = docs.map((doc) => doc._id)
        expect([field, direction, found.map((doc) => doc._id)]).toEqual([
          field,
          direction,
          direction === 1 ? ids : ids.toReversed(),
        ])
      }
  })

  it('sorts by several fields in different directions', async () => {
    await bench.things.createIndexes([{ key: { w: 1, a: 1, b: -1 } }])
    await bench.things.insertMany([1, 2].flatMap((a) => [1, 2].map((b) => ({ _id: `${a}${b}`, w: 'w', a, b }))))
    const ids = async (sort: Record<string, 1 | -1>) =>
      (await bench.things.find({ w: 'w' }).sort(sort).toArray()).map((doc) => doc._id)
    expect(await ids({ a: 1, b: -1 })).toEqual(['12', '11', '22', '21'])
    expect(await ids({ a: -1, b: 1 })).toEqual(['21', '22', '11', '12'])
    expect(await ids({ a: 1, b: 1 })).toEqual(['11', '12', '21', '22'])
    expect(await ids({ b: -1, a: 1 })).toEqual(['12', '22', '11', '21'])
  })

  it('reads on beyond a batch, with and without an order, each document once', async () => {
    await numbered(bench, 450)
    const all = Array.from({ length: 450 }, (_, n) => n)
    const read = async (sort: Record<string, 1 | -1>, limit = 0) =>
      (await bench.things.find({ team: 't' }).sort(sort).limit(limit).toArray()).map((doc) => doc['n'])
    expect(await read({ n: 1 })).toEqual(all)
    expect(await read({ n: -1 }, 250)).toEqual(all.toReversed().slice(0, 250))
    expect(await read({ m: 1 })).toEqual(all.toReversed())
    expect(await read({ m: -1 }, 3)).toEqual([0, 1, 2])
    const seen: number[] = []
    for await (const doc of bench.things.find({ team: 't' })) seen.push(doc['n'])
    expect(seen.sort((a, b) => a - b)).toEqual(all)
  })

  it('can be left before the end', async () => {
    await numbered(bench, 250)
    for await (const doc of bench.things.find({ team: 't' }).sort({ n: 1 })) if (doc['n'] === 120) break
    const cursor = bench.things.find({ team: 't' }).sort({ n: 1 })
    expect(await cursor.next()).toMatchObject({ n: 0 })
    await cursor.close()
    const short = bench.things.find({ team: 't' }).sort({ n: 1 }).skip(248)
    expect([await short.next(), await short.next(), await short.next()]).toEqual([
      expect.objectContaining({ n: 248 }),
      expect.objectContaining({ n: 249 }),
      null,
    ])
  })

  it('goes on where it was when others write meanwhile', async () => {
    await numbered(bench, 300)
    const cursor = bench.things.find({ team: 't' }).sort({ n: 1 })
    await cursor.next()
    await bench.things.deleteMany({ team: 't', n: { $gte: 200, $lt: 250 } })
    await bench.things.insertOne({ _id: 'early', team: 't', n: -5 })
    const rest = (await cursor.toArray()).map((doc) => doc['n'])
    expect(new Set(rest).size).toBe(rest.length)
    expect(rest).toEqual(rest.toSorted((a, b) => a - b))
    expect(rest.slice(0, 150)).toEqual(Array.from({ length: 150 }, (_, i) => i + 1))
    expect(rest.at(-1)).toBe(299)
  })

  it('counts, and stops at a limit', async () => {
    await numbered(bench, 120)
    expect(await bench.things.countDocuments({ team: 't' })).toBe(120)
    expect(await bench.things.countDocuments({ team: 't' }, { limit: 50 })).toBe(50)
    expect(await bench.things.countDocuments({ team: 't', n: { $gte: 100 } }, { limit: 50 })).toBe(20)
    expect(await bench.things.countDocuments({ team: 't', m: -5 })).toBe(1)
  })

  it('cuts documents to a projection', async () => {
    const doc = { _id: 'a', x: 1, y: { z: 1, w: 2 }, l: [{ p: 1, q: 2 }, { p: 3 }, 5] }
    await bench.things.insertOne(doc)
    const cut = async (projection: object) => (await bench.things.find({ _id: 'a' }).project(projection).toArray())[0]
    expect(await cut({ x: 1 })).toEqual({ _id: 'a', x: 1 })
    expect(await cut({ x: true, _id: 0, missing: 1 })).toEqual({ x: 1 })
    expect(await cut({ 'y.w': 1 })).toEqual({ _id: 'a', y: { w: 2 } })
    expect(await cut({ 'l.p': 1 })).toEqual({ _id: 'a', l: [{ p: 1 }, { p: 3 }] })
    expect(await cut({ x: 0, 'y.z': 0 })).toEqual({ _id: 'a', y: { w: 2 }, l: doc.l })
    expect(await cut({ 'l.p': 0, x: 0, y: 0 })).toEqual({ _id: 'a', l: [{ q: 2 }, {}, 5] })
    expect(await cut({ _id: 0 })).toEqual({ x: 1, y: doc.y, l: doc.l })
    expect(await cut({ _id: 1 })).toEqual({ _id: 'a' })
    expect(await bench.things.findOne({ _id: 'a' }, { projection: { x: 1 } })).toEqual({ _id: 'a', x: 1 })
    expect(await failureOf(cut({ x: 1, y: 0 }))).toBeInstanceOf(Error)
  })

  it('takes sort, limit, skip and projection as options too', async () => {
    await numbered(bench, 10)
    const options = { sort: { n: -1 }, limit: 2, skip: 1, projection: { n: 1, _id: 0 } } as const
    expect(await bench.things.find({ team: 't' }, options).toArray()).toEqual([{ n: 8 }, { n: 7 }])
    expect(await bench.things.findOne({ team: 't' }, { sort: { n: -1 } })).toMatchObject({ n: 9 })
  })

  it('groups, sorts and limits what it found', async () => {
    await numbered(bench, 10)
    const pipeline = [
      { $match: { team: 't', n: { $lt: 9 } } },
      { $group: { _id: { $mod: ['$n', 2] }, total: { $sum: '$n' }, count: { $sum: 1 }, most: { $max: '$n' } } },
      { $sort: { _id: 1 } },
      { $project: { total: 1, count: 1, most: 1 } },
    ]
    expect(await bench.things.aggregate(pipeline).toArray()).toEqual([
      { _id: 0, total: 20, count: 5, most: 8 },
      { _id: 1, total: 16, count: 4, most: 7 },
    ])
    const newest = [{ $match: { team: 't' } }, { $sort: { n: -1 } }, { $limit: 2 }]
    expect((await bench.things.aggregate(newest).toArray()).map((doc) => doc['n'])).toEqual([9, 8])
    expect(await failureOf(bench.things.aggregate([{ $frobnicate: {} }]).toArray())).toBeInstanceOf(Error)
  })
})
