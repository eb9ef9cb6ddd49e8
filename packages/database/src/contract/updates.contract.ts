import { expect, it } from 'vitest'
import type { Document, UpdateFilter } from '../database.ts'
import { type Bench, type Contract, contract, failureOf, type Thing } from './store.contract.ts'

type Case = [title: string, before: Document, update: Document, after: Document]

const CASES: readonly Case[] = [
  ['$set', { a: 1, z: 2 }, { $set: { a: 5 } }, { a: 5, z: 2 }],
  ['$set of a dotted path makes what is missing', { a: 1 }, { $set: { 'b.c.d': 1 } }, { a: 1, b: { c: { d: 1 } } }],
  ['$set of an element', { l: [1, 2] }, { $set: { 'l.1': 9 } }, { l: [1, 9] }],
  ['$set beyond the end pads with null', { l: [1] }, { $set: { 'l.3': 9 } }, { l: [1, null, null, 9] }],
  ['$set of a text that begins with a dollar', { a: 1 }, { $set: { a: '$b' } }, { a: '$b' }],
  ['$unset', { a: 1, b: { c: 1, d: 2 } }, { $unset: { a: '', 'b.c': '', 'x.y': '' } }, { b: { d: 2 } }],
  ['$unset of an element leaves a hole', { l: [1, 2] }, { $unset: { 'l.0': '' } }, { l: [null, 2] }],
  ['$inc', { n: 1 }, { $inc: { n: 2, 'm.k': -1 } }, { n: 3, m: { k: -1 } }],
  ['$mul', { n: 3 }, { $mul: { n: 2, m: 5 } }, { n: 6, m: 0 }],
  ['$max raises only', { a: 1, b: 5 }, { $max: { a: 3, b: 3, c: 3 } }, { a: 3, b: 5, c: 3 }],
  ['$max of dates', { a: new Date(1) }, { $max: { a: new Date(2) } }, { a: new Date(2) }],
  ['$min lowers only', { a: 1, b: 5 }, { $min: { a: 3, b: 3 } }, { a: 1, b: 3 }],
  ['$push', { l: [1] }, { $push: { l: 2, m: 1 } }, { l: [1, 2], m: [1] }],
  [
    '$push of each, sorted and cut',
    { l: [3] },
    { $push: { l: { $each: [1, 2], $sort: -1, $slice: 2 } } },
    { l: [3, 2] },
  ],
  ['$push keeps the last', { l: [1, 2] }, { $push: { l: { $each: [3], $slice: -2 } } }, { l: [2, 3] }],
  ['$push at a place', { l: [1, 3] }, { $push: { l: { $each: [2], $position: 1 } } }, { l: [1, 2, 3] }],
  [
    '$push sorted by a field',
    { l: [{ n: 2 }] },
    { $push: { l: { $each: [{ n: 1 }], $sort: { n: 1 } } } },
    { l: [{ n: 1 }, { n: 2 }] },
  ],
  ['$addToSet', { l: [1] }, { $addToSet: { l: 1, m: 'x' } }, { l: [1], m: ['x'] }],
  [
    '$addToSet of each',
    { l: [1, { a: 1 }] },
    { $addToSet: { l: { $each: [{ a: 1 }, 2, 2] } } },
    { l: [1, { a: 1 }, 2] },
  ],
  ['$pull of a value', { l: [1, 2, 1] }, { $pull: { l: 1 } }, { l: [2] }],
  ['$pull by a condition', { l: [1, 5, 9] }, { $pull: { l: { $gte: 5 } } }, { l: [1] }],
  ['$pull of objects by field', { l: [{ k: 1, x: 1 }, { k: 2 }] }, { $pull: { l: { k: 1 } } }, { l: [{ k: 2 }] }],
  ['$pull of nothing there', { a: 1 }, { $pull: { l: 1 } }, { a: 1 }],
  ['$rename', { a: 1, b: 2 }, { $rename: { a: 'c' } }, { b: 2, c: 1 }],
  ['several at once', { n: 1, l: [] }, { $set: { s: 'x' }, $inc: { n: 1 }, $push: { l: 1 } }, { n: 2, l: [1], s: 'x' }],
  ['$setOnInsert changes nothing that is there', { a: 1 }, { $setOnInsert: { a: 2 }, $set: { b: 1 } }, { a: 1, b: 1 }],
  ['$[] in all elements', { l: [{ n: 1 }, { n: 2 }] }, { $inc: { 'l.$[].n': 1 } }, { l: [{ n: 2 }, { n: 3 }] }],
  [
    'a pipeline of literals',
    { a: 1 },
    [{ $set: { a: { $literal: '$x' }, b: { $literal: { c: [1] } } } }],
    { a: '$x', b: { c: [1] } },
  ],
  ['a pipeline that reads', { n: 3 }, [{ $set: { m: { $add: ['$n', 1] }, o: '$n' } }, { $unset: 'n' }], { m: 4, o: 3 }],
  ['$cond', { n: 3 }, [{ $set: { big: { $cond: [{ $gt: ['$n', 2] }, 'yes', 'no'] } } }], { n: 3, big: 'yes' }],
  ['$ifNull and $max', { n: 3 }, [{ $set: { n: { $max: ['$n', 7] }, m: { $ifNull: ['$m', 0] } } }], { n: 7, m: 0 }],
  ['a pipeline on a dotted path', { a: { b: 1, c: 2 } }, [{ $set: { 'a.b': { $literal: 5 } } }], { a: { b: 5, c: 2 } }],
]

async function one(bench: Bench, doc: Document): Promise<Document | null> {
  await bench.things.insertOne({ ...doc, _id: 'one' })
  return bench.things.findOne({ _id: 'one' })
}

export const updatesContract: Contract = contract('updates', (bench) => {
  it('change what they say, in every case', async () => {
    for (const [i, [title, before, update, after]] of CASES.entries()) {
      const _id = `case${i}`
      await bench.things.insertOne({ _id, ...before })
      // The cases hold fields that the collection's type does not name.
      const result = await bench.things.updateOne({ _id }, update as UpdateFilter<Thing>)
      const { _id: _, ...found } = (await bench.things.findOne({ _id })) ?? {}
      const modifiedCount = JSON.stringify(before) === JSON.stringify(after) ? 0 : 1
      expect([title, found]).toEqual([title, after])
      expect([title, result]).toEqual([title, expect.objectContaining({ matchedCount: 1, modifiedCount })])
    }
  })

  it('count as modified only what differs afterwards', async () => {
    await one(bench, { a: 1, d: new Date(1) })
    const same = await bench.things.updateOne({ _id: 'one' }, { $set: { a: 1, d: new Date(1) } })
    expect(same).toMatchObject({ matchedCount: 1, modifiedCount: 0, upsertedCount: 0 })
    const none = await bench.things.updateOne({ _id: 'other' }, { $set: { a: 1 } })
    expect(none).toMatchObject({ matchedCount: 0, modifiedCount: 0, upsertedId: null })
  })

  it('set the store’s time with $$NOW and $currentDate', async () => {
    await one(bench, {})
    const before = await bench.store.now()
    await bench.things.updateOne({ _id: 'one' }, [{ $set: { at: '$$NOW', same: { $eq: ['$$NOW', '$$NOW'] } } }])
    await bench.things.updateOne({ _id: 'one' }, { $currentDate: { later: true } })
    const found = await bench.things.findOne({ _id: 'one' })
    expect(found).toMatchObject({ at: expect.any(Date), later: expect.any(Date), same: true })
    expect(found?.['at'].getTime()).toBeGreaterThanOrEqual(before.getTime())
  })

  it('refuse what has no meaning, and change nothing', async () => {
    const doc = { _id: 'one', text: 'x', n: 1, l: [1], nothing: null }
    await one(bench, doc)
    const refused: [update: Document, code: number][] = [
      [{ $inc: { text: 1 } }, 14],
      [{ $inc: { nothing: 1 } }, 14],
      [{ $inc: { n: 'x' } }, 14],
      [{ $mul: { text: 2 } }, 14],
      [{ $push: { text: 1 } }, 2],
      [{ $addToSet: { text: 1 } }, 2],
      [{ $pull: { text: 1 } }, 2],
      [{ $set: { 'n.x': 1 } }, 28],
      [{ $set: { 'l.x': 1 } }, 28],
      [{ $set: { n: 1 }, $inc: { n: 1 } }, 40],
      [{ $set: { a: { b: 1 }, 'a.c': 1 } }, 40],
      [{ $set: { _id: 'two' } }, 66],
      [{ $frobnicate: { n: 1 } }, 9],
    ]
    for (const [update, code] of refused) {
      const error = await failureOf(bench.things.updateOne({ _id: 'one' }, update as UpdateFilter<Thing>))
      expect([update, error]).toEqual([update, expect.objectContaining({ code })])
    }
    expect(await failureOf(bench.things.updateOne({ _id: 'one' }, { n: 2 } as UpdateFilter<Thing>))).toBeInstanceOf(
      Error,
    )
    expect(await bench.things.findOne({ _id: 'one' })).toEqual(doc)
  })

  it('insert when nothing is found and upsert is asked for', async () => {
    const filter = { _id: 'new', $and: [{ team: 't' }, { 'a.b': { $eq: 1 } }], n: { $gt: 5 } }
    const update = { $set: { s: 1 }, $setOnInsert: { made: true }, $inc: { count: 1 } }
    const first = await bench.things.updateOne(filter, update, { upsert: true })
    expect(first).toMatchObject({ matchedCount: 0, modifiedCount: 0, upsertedCount: 1, upsertedId: 'new' })
    const made = { _id: 'new', team: 't', a: { b: 1 }, s: 1, made: true, count: 1 }
    expect(await bench.things.findOne({ _id: 'new' })).toEqual(made)
    const second = await bench.things.updateOne({ _id: 'new' }, update, { upsert: true })
    expect(second).toMatchObject({ matchedCount: 1, modifiedCount: 1, upsertedCount: 0, upsertedId: null })
  })

  it('take the _id of an upsert from $setOnInsert, or make one', async () => {
    await bench.things.createIndexes([{ key: { team: 1, holder: 1 }, unique: true }])
    const named = { team: 't', holder: 'a' }
    await bench.things.updateOne(named, { $max: { read: 5 }, $setOnInsert: { _id: 'given' } }, { upsert: true })
    expect(await bench.things.findOne(named)).toEqual({ _id: 'given', ...named, read: 5 })
    const result = await bench.things.updateOne({ team: 't', holder: 'b' }, { $set: { read: 1 } }, { upsert: true })
    expect(String(result.upsertedId)).toMatch(/^[0-9a-f]{24}$/)
  })

  it('upsert by a pipeline and by a replacement', async () => {
    await bench.things.updateOne({ _id: 'p' }, [{ $set: { n: { $ifNull: ['$n', 1] } } }], { upsert: true })
    expect(await bench.things.findOne({ _id: 'p' })).toEqual({ _id: 'p', n: 1 })
    await bench.things.replaceOne({ _id: 'r' }, { n: 2 }, { upsert: true })
    expect(await bench.things.findOne({ _id: 'r' })).toEqual({ _id: 'r', n: 2 })
  })

  it('replace a whole document but its _id', async () => {
    await one(bench, { a: 1 })
    expect(await bench.things.replaceOne({ _id: 'one' }, { b: 2 })).toMatchObject({ matchedCount: 1, modifiedCount: 1 })
    expect(await bench.things.findOne({ _id: 'one' })).toEqual({ _id: 'one', b: 2 })
  })

  it('update all that a filter finds', async () => {
    await bench.things.createIndexes([{ key: { team: 1 } }])
    await bench.things.insertMany(Array.from({ length: 250 }, (_, i) => ({ _id: `d${i}`, team: 't', n: i % 2 })))
    const result = await bench.things.updateMany({ team: 't' }, { $set: { n: 1, team: 'u' } })
    expect(result).toMatchObject({ matchedCount: 250, modifiedCount: 250 })
    expect(await bench.things.countDocuments({ team: 'u' })).toBe(250)
    expect(await bench.things.countDocuments({ team: 't' })).toBe(0)
  })

  it('update an element by a condition on it', async () => {
    await one(bench, {
      l: [
        { k: 'a', n: 1 },
        { k: 'b', n: 1 },
      ],
    })
    const options = { arrayFilters: [{ 'item.k': 'b' }] }
    await bench.things.updateOne({ _id: 'one' }, { $set: { 'l.$[item].n': 5 } }, options)
    await bench.things.updateOne({ _id: 'one', 'l.k': 'a' }, { $inc: { 'l.$.n': 1 } })
    expect(await bench.things.findOne({ _id: 'one' })).toEqual({
      _id: 'one',
      l: [
        { k: 'a', n: 2 },
        { k: 'b', n: 5 },
      ],
    })
  })

  it('hand out the document before or after the change, cut to a projection', async () => {
    await one(bench, { n: 1, x: 1 })
    const by = { $inc: { n: 1 } }
    const found = (options: Parameters<typeof bench.things.findOneAndUpdate>[2]) =>
      bench.things.findOneAndUpdate({ _id: 'one' }, by, options)
    expect(await found({})).toEqual({ _id: 'one', n: 1, x: 1 })
    expect(await found({ returnDocument: 'after' })).toEqual({ _id: 'one', n: 3, x: 1 })
    expect(await found({ returnDocument: 'after', projection: { _id: 0, n: 1 } })).toEqual({ n: 4 })
    const absent = { _id: 'two' }
    expect(await bench.things.findOneAndUpdate(absent, by, {})).toBeNull()
    const options = { upsert: true, returnDocument: 'after' } as const
    expect(await bench.things.findOneAndUpdate(absent, by, options)).toEqual({ _id: 'two', n: 1 })
  })

  it('claim the first of an order, each only once, however many claim at the same time', async () => {
    await bench.things.createIndexes([{ key: { status: 1, at: 1 } }])
    await bench.things.insertMany(Array.from({ length: 20 }, (_, i) => ({ _id: `d${i}`, status: 'open', at: 20 - i })))
    const claim = () =>
      bench.things.findOneAndUpdate({ status: 'open' }, { $set: { status: 'taken' } }, { sort: { at: 1 } })
    const claimed = await Promise.all(Array.from({ length: 25 }, claim))
    const ids = claimed.flatMap((doc) => (doc ? [doc._id] : []))
    expect(new Set(ids).size).toBe(20)
    expect(ids).toHaveLength(20)
  })

  it('run in a batch, each for itself', async () => {
    await bench.things.insertMany([{ _id: 'a', n: 1 }, { _id: 'b', n: 1 }, { _id: 'c' }, { _id: 'd' }])
    const result = await bench.things.bulkWrite(
      [
        { updateOne: { filter: { _id: 'a' }, update: { $inc: { n: 1 } } } },
        { updateOne: { filter: { _id: 'new' }, update: { $set: { n: 9 } }, upsert: true } },
        { updateOne: { filter: { _id: 'b' }, update: [{ $set: { n: 7 } }] } },
        { updateMany: { filter: { _id: { $in: ['a', 'b'] } }, update: { $set: { many: 1 } } } },
        { insertOne: { document: { _id: 'e' } } },
        { replaceOne: { filter: { _id: 'c' }, replacement: { n: 3 } } },
        { deleteOne: { filter: { _id: 'd' } } },
        { deleteMany: { filter: { _id: { $in: ['e', 'x'] } } } },
      ],
      { ordered: false },
    )
    const counts = { insertedCount: 1, matchedCount: 5, modifiedCount: 5, deletedCount: 2, upsertedCount: 1 }
    expect(result).toMatchObject({ ...counts, upsertedIds: { 1: 'new' } })
    expect(
      await bench.things
        .find({ _id: { $gt: '' } })
        .sort({ _id: 1 })
        .toArray(),
    ).toEqual([
      { _id: 'a', n: 2, many: 1 },
      { _id: 'b', n: 7, many: 1 },
      { _id: 'c', n: 3 },
      { _id: 'new', n: 9 },
    ])
  })

  it('of an unordered batch run all but those that fail', async () => {
    await bench.things.insertMany([
      { _id: 'a', n: 1 },
      { _id: 'b', n: 'x' },
    ])
    const add = (_id: string) => ({ updateOne: { filter: { _id }, update: { $inc: { n: 1 } } } })
    const error = await failureOf(bench.things.bulkWrite([add('b'), add('a')], { ordered: false }))
    expect(error).toMatchObject({ name: 'MongoBulkWriteError', code: 14, matchedCount: 1, modifiedCount: 1 })
    expect(await failureOf(bench.things.bulkWrite([add('b'), add('a')]))).toMatchObject({ modifiedCount: 0 })
    expect(await bench.things.findOne({ _id: 'a' })).toEqual({ _id: 'a', n: 2 })
  })
})
