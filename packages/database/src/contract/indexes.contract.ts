import { expect, it } from 'vitest'
import { isDuplicateKey } from '../write-failures.ts'
import { type Contract, contract, failureOf } from './store.contract.ts'

export const uniqueContract: Contract = contract('unique indexes', (bench) => {
  it('refuse a second document with the same values of all their fields', async () => {
    await bench.things.createIndexes([{ key: { team: 1, nr: 1 }, unique: true }])
    await bench.things.insertMany([
      { _id: 'a', team: 't', nr: 1 },
      { _id: 'b', team: 't', nr: 2 },
      { _id: 'c', team: 'u', nr: 1 },
    ])
    const error = await failureOf(bench.things.insertOne({ _id: 'd', team: 't', nr: 1 }))
    expect(error).toMatchObject({ code: 11000, keyPattern: { team: 1, nr: 1 }, keyValue: { team: 't', nr: 1 } })
    expect(isDuplicateKey(error)).toEqual({ keyPattern: { team: 1, nr: 1 } })
    expect(await bench.things.findOne({ _id: 'd' })).toBeNull()
  })

  it('count a missing field as null', async () => {
    await bench.things.createIndexes([{ key: { team: 1, nr: 1 }, unique: true }])
    await bench.things.insertOne({ _id: 'a', team: 't' })
    expect(await failureOf(bench.things.insertOne({ _id: 'b', team: 't', nr: null }))).toMatchObject({ code: 11000 })
  })

  it('compare long texts to their ends', async () => {
    await bench.things.createIndexes([{ key: { text: 1 }, unique: true }])
    const long = 'x'.repeat(900)
    await bench.things.insertMany([
      { _id: 'a', text: `${long}a` },
      { _id: 'b', text: `${long}b` },
      { _id: 'c', text: long },
    ])
    expect(await failureOf(bench.things.insertOne({ _id: 'd', text: `${long}b` }))).toMatchObject({ code: 11000 })
    expect(
      await bench.things
        .find({ text: { $gt: long } })
        .sort({ text: -1 })
        .project({ _id: 1 })
        .toArray(),
    ).toEqual([{ _id: 'b' }, { _id: 'a' }])
  })

  it('refuse an update into a taken value and leave the document and its entries as they were', async () => {
    await bench.things.createIndexes([
      { key: { a: 1 }, unique: true },
      { key: { b: 1 }, unique: true },
    ])
    await bench.things.insertMany([
      { _id: 'x', a: 1, b: 1 },
      { _id: 'y', a: 2, b: 2 },
    ])
    const error = await failureOf(bench.things.updateOne({ _id: 'y' }, { $set: { a: 3, b: 1 } }))
    expect(error).toMatchObject({ code: 11000, keyPattern: { b: 1 } })
    expect(await bench.things.findOne({ a: 2 })).toEqual({ _id: 'y', a: 2, b: 2 })
    expect(await bench.things.findOne({ a: 3 })).toBeNull()
    await bench.things.insertOne({ _id: 'z', a: 3, b: 3 })
    expect(await failureOf(bench.things.replaceOne({ _id: 'z' }, { a: 1, b: 9 }))).toMatchObject({ code: 11000 })
    const upsert = bench.things.updateOne({ _id: 'new', a: 1 }, { $set: { b: 9 } }, { upsert: true })
    expect(await failureOf(upsert)).toMatchObject({ code: 11000 })
    expect(await bench.things.countDocuments({ b: 9 })).toBe(0)
  })

  it('stop an update of many where two of them would meet each other', async () => {
    await bench.things.createIndexes([{ key: { team: 1 } }, { key: { a: 1 }, unique: true }])
    await bench.things.insertMany([1, 2, 3].map((a) => ({ _id: `d${a}`, team: 't', a })))
    expect(await failureOf(bench.things.updateMany({ team: 't' }, { $set: { a: 9 } }))).toMatchObject({ code: 11000 })
    expect(await bench.things.countDocuments({ a: 9 })).toBe(1)
    expect(await bench.things.countDocuments({ a: { $in: [1, 2, 3] } })).toBe(2)
  })

  it('let a value go when its document goes or changes', async () => {
    await bench.things.createIndexes([{ key: { a: 1 }, unique: true }])
    await bench.things.insertMany([
      { _id: 'x', a: 1 },
      { _id: 'y', a: 2 },
    ])
    await bench.things.deleteOne({ _id: 'x' })
    await bench.things.updateOne({ _id: 'y' }, { $set: { a: 1 } })
    await bench.things.insertOne({ _id: 'z', a: 2 })
    expect(
      await bench.things
        .find({ a: { $gt: 0 } })
        .sort({ a: 1 })
        .toArray(),
    ).toEqual([
      { _id: 'y', a: 1 },
      { _id: 'z', a: 2 },
    ])
  })

  it('refuse an element that another document holds, but not the same element twice in one', async () => {
    await bench.things.createIndexes([{ key: { tags: 1 }, unique: true }])
    await bench.things.insertOne({ _id: 'a', tags: ['x', 'x', 'y'] })
    expect(await failureOf(bench.things.insertOne({ _id: 'b', tags: ['z', 'y'] }))).toMatchObject({ code: 11000 })
    await bench.things.insertOne({ _id: 'c', tags: ['z'] })
    expect(await bench.things.find({ tags: 'x' }).toArray()).toHaveLength(1)
  })

  it('that are partial hold only the documents of their filter', async () => {
    await bench.things.createIndexes([
      { key: { team: 1, nr: 1 }, unique: true, partialFilterExpression: { nr: { $exists: true } } },
      { key: { team: 1, at: 1 } },
    ])
    await bench.things.insertMany([
      { _id: 'a', team: 't' },
      { _id: 'b', team: 't' },
      { _id: 'c', team: 't', nr: 1 },
    ])
    expect(await failureOf(bench.things.insertOne({ _id: 'd', team: 't', nr: 1 }))).toMatchObject({ code: 11000 })
    await bench.things.updateOne({ _id: 'a' }, { $set: { nr: 2 } })
    expect(await failureOf(bench.things.updateOne({ _id: 'b' }, { $set: { nr: 2 } }))).toMatchObject({ code: 11000 })
    await bench.things.updateOne({ _id: 'a' }, { $unset: { nr: '' } })
    await bench.things.updateOne({ _id: 'b' }, { $set: { nr: 2 } })
    const numbered = await bench.things
      .find({ team: 't', nr: { $gt: 0 } })
      .sort({ nr: 1 })
      .toArray()
    expect(numbered.map((doc) => doc._id)).toEqual(['c', 'b'])
    expect(await bench.things.countDocuments({ team: 't' })).toBe(3)
  })

  it('are refused over documents that break them, and nothing is left of them', async () => {
    await bench.things.insertMany([
      { _id: 'a', n: 1 },
      { _id: 'b', n: 1 },
    ])
    expect(await failureOf(bench.things.createIndexes([{ key: { n: 1 }, unique: true }]))).toMatchObject({
      code: 11000,
    })
    await bench.things.insertOne({ _id: 'c', n: 1 })
    await bench.things.createIndexes([{ key: { n: 1 } }])
    expect(await bench.things.countDocuments({ n: 1 })).toBe(3)
  })
})

export const indexesContract: Contract = contract('indexes', (bench) => {
  it('take in the documents that are there, and keep up with those that come', async () => {
    await bench.things.insertMany([
      { _id: 'a', n: 2 },
      { _id: 'b', n: [1, 3] },
    ])
    expect(await bench.things.createIndexes([{ key: { n: 1 } }, { key: { 'm.k': -1 }, name: 'by k' }])).toEqual([
      'n_1',
      'by k',
    ])
    await bench.things.insertOne({ _id: 'c', n: 3, m: { k: 1 } })
    expect((await bench.things.find({ n: 3 }).toArray()).map((doc) => doc._id).sort()).toEqual(['b', 'c'])
    expect(await bench.things.findOne({ 'm.k': 1 })).toMatchObject({ _id: 'c' })
  })

  it('are made once, however often they are asked for, and not in two ways', async () => {
    const index = { key: { team: 1, nr: 1 }, unique: true } as const
    expect(await bench.things.createIndexes([index])).toEqual(['team_1_nr_1'])
    expect(await bench.things.createIndexes([index])).toEqual(['team_1_nr_1'])
    expect(await failureOf(bench.things.createIndexes([{ key: index.key }]))).toMatchObject({ code: 86 })
    expect(await failureOf(bench.things.createIndexes([{ ...index, name: 'other' }]))).toMatchObject({ code: 85 })
  })

  it('that expire are made like others', async () => {
    const expiring = { key: { at: 1 }, expireAfterSeconds: 3600 } as const
    expect(await bench.things.createIndexes([expiring])).toEqual(['at_1'])
    await bench.things.insertOne({ _id: 'a', at: new Date() })
    expect(await bench.things.countDocuments({ at: { $gt: new Date(0) } })).toBe(1)
    const two = { key: { a: 1, b: 1 }, expireAfterSeconds: 3600 } as const
    expect(await failureOf(bench.things.createIndexes([two]))).toMatchObject({ code: 67 })
  })

  it('can not hold two arrays of one document', async () => {
    await bench.things.createIndexes([{ key: { a: 1, b: 1 } }])
    expect(await failureOf(bench.things.insertOne({ _id: 'x', a: [1], b: [2] }))).toMatchObject({ code: 171 })
    await bench.things.insertOne({ _id: 'y', a: [1], b: 2 })
    await bench.things.insertOne({ _id: 'z', a: 1, b: [2] })
    expect((await bench.things.find({ a: 1, b: 2 }).toArray()).map((doc) => doc._id).sort()).toEqual(['y', 'z'])
  })

  it('on arrays give each document once, and never intersect two bounds that two elements may meet', async () => {
    await bench.things.createIndexes([{ key: { tags: 1 } }])
    await bench.things.insertMany([
      { _id: 'a', tags: [1, 9] },
      { _id: 'b', tags: [5] },
      { _id: 'c', tags: [] },
    ])
    expect(await bench.things.find({ tags: { $in: [1, 9] } }).toArray()).toHaveLength(1)
    expect(await bench.things.countDocuments({ tags: { $gte: 1 } })).toBe(2)
    const between = await bench.things.find({ tags: { $gt: 3, $lt: 7 } }).toArray()
    expect(between.map((doc) => doc._id).sort()).toEqual(['a', 'b'])
    const one = await bench.things.find({ tags: { $elemMatch: { $gt: 3, $lt: 7 } } }).toArray()
    expect(one.map((doc) => doc._id)).toEqual(['b'])
  })

  it('on arrays do not give the order of a sort', async () => {
    await bench.things.createIndexes([{ key: { team: 1, v: 1 } }])
    await bench.things.insertMany([
      { _id: 'a', team: 't', v: [1, 9] },
      { _id: 'b', team: 't', v: 5 },
      { _id: 'c', team: 't', v: [0, 2] },
    ])
    const order = async (filter: object, direction: 1 | -1) =>
      (
        await bench.things
          .find({ team: 't', ...filter })
          .sort({ v: direction })
          .toArray()
      ).map((doc) => doc._id)
    expect(await order({}, 1)).toEqual(['c', 'a', 'b'])
    expect(await order({}, -1)).toEqual(['a', 'b', 'c'])
    // The least element counts, even one that the filter leaves out.
    expect(await order({ v: { $gt: 1 } }, 1)).toEqual(['c', 'a', 'b'])
  })

  it('that are partial are used only by queries that imply their filter', async () => {
    await bench.things.createIndexes([
      { key: { team: 1, nr: 1 }, partialFilterExpression: { nr: { $gt: 5 } } },
      { key: { open: 1, at: 1 }, partialFilterExpression: { status: 'open' } },
      { key: { all: 1 } },
    ])
    const docs = [1, 6, 9].map((nr) => ({
      _id: `d${nr}`,
      all: 1,
      team: 't',
      nr,
      open: 1,
      at: nr,
      status: nr > 6 ? 'open' : 'closed',
    }))
    await bench.things.insertMany(docs)
    const ids = async (filter: object) =>
      (
        await bench.things
          .find({ all: 1, ...filter })
          .sort({ nr: 1 })
          .toArray()
      ).map((doc) => doc._id)
    expect(await ids({ team: 't', nr: { $gt: 0 } })).toEqual(['d1', 'd6', 'd9'])
    expect(await ids({ team: 't', nr: { $gt: 6 } })).toEqual(['d9'])
    expect(await ids({ team: 't', nr: { $gte: 6 } })).toEqual(['d6', 'd9'])
    expect(await ids({ team: 't', nr: 1 })).toEqual(['d1'])
    expect(await ids({ open: 1 })).toEqual(['d1', 'd6', 'd9'])
    expect(await ids({ open: 1, status: { $in: ['open', 'closed'] } })).toEqual(['d1', 'd6', 'd9'])
    expect(await ids({ open: 1, status: 'open' })).toEqual(['d9'])
  })

  it('refuse a query that none of them helps', async () => {
    await bench.things.createIndexes([{ key: { team: 1 } }])
    await bench.things.insertOne({ _id: 'a', team: 't', x: 1 })
    for (const attempt of [
      () => bench.things.find({ x: 1 }).toArray(),
      () => bench.things.findOne({ x: 1 }),
      () => bench.things.countDocuments({ x: 1 }),
      () => bench.things.updateOne({ x: 1 }, { $set: { y: 1 } }),
      () => bench.things.deleteMany({ x: 1 }),
      () => bench.things.aggregate([{ $match: { x: 1 } }]).toArray(),
    ])
      expect(await failureOf(attempt())).toMatchObject({ code: 291 })
    expect(await bench.things.find({ team: 't', x: 1 }).toArray()).toHaveLength(1)
  })
})
