import { expect, it } from 'vitest'
import type { Filter } from '../database.ts'
import { type Bench, type Contract, contract, failureOf, type Thing } from './store.contract.ts'

/** Each with `w: 'w'`, by which an index finds them, so that the filter alone judges. */
const DOCS: readonly Thing[] = [
  { _id: 'number', v: 5 },
  { _id: 'float', v: 5.5 },
  { _id: 'negative', v: -3 },
  { _id: 'text', v: '5' },
  { _id: 'empty', v: '' },
  { _id: 'null', v: null },
  { _id: 'missing' },
  { _id: 'true', v: true },
  { _id: 'date', v: new Date(5) },
  { _id: 'object', v: { a: 1, b: 2 } },
  { _id: 'turned', v: { b: 2, a: 1 } },
  { _id: 'array', v: [5, 'x', null] },
  { _id: 'none', v: [] },
  {
    _id: 'objects',
    v: [
      { a: 1, b: 9 },
      { a: 7, b: 2 },
    ],
  },
  { _id: 'astral', v: '😀' },
  { _id: 'bmp', v: '\uffe6' },
]

async function fill(bench: Bench): Promise<void> {
  await bench.things.createIndexes([{ key: { w: 1 } }, { key: { w: 1, v: 1 } }])
  await bench.things.insertMany(DOCS.map((doc) => ({ ...doc, w: 'w', u: doc['v'] })))
}

/** The cases are asked twice: of `v`, which is indexed, and of `u`, which holds the same and is not. */
const CASES: readonly [title: string, filter: (field: string) => Filter<Thing>, ids: string[]][] = [
  ['a number', (f) => ({ [f]: 5 }), ['array', 'number']],
  ['a text is no number', (f) => ({ [f]: '5' }), ['text']],
  ['null, which a missing field equals', (f) => ({ [f]: null }), ['array', 'missing', 'null']],
  ['a date', (f) => ({ [f]: new Date(5) }), ['date']],
  ['an object, the order of its keys counting', (f) => ({ [f]: { a: 1, b: 2 } }), ['object']],
  ['a whole array', (f) => ({ [f]: [5, 'x', null] }), ['array']],
  ['an empty array', (f) => ({ [f]: [] }), ['none']],
  ['$eq', (f) => ({ [f]: { $eq: true } }), ['true']],
  ['$gt within numbers only', (f) => ({ [f]: { $gt: 4 } }), ['array', 'float', 'number']],
  ['$gte and $lt', (f) => ({ [f]: { $gte: -3, $lt: 5.5 } }), ['array', 'negative', 'number']],
  ['$lte of a date', (f) => ({ [f]: { $lte: new Date(5) } }), ['date']],
  ['$gt of a text by code point', (f) => ({ [f]: { $gt: '\uffe5' } }), ['astral', 'bmp']],
  ['$gt of a text beyond the basic plane', (f) => ({ [f]: { $gt: '\uffe6' } }), ['astral']],
  ['$in', (f) => ({ [f]: { $in: ['', -3, 'x'] } }), ['array', 'empty', 'negative']],
  ['$in with null', (f) => ({ [f]: { $in: [null, true] } }), ['array', 'missing', 'null', 'true']],
  ['$in of nothing', (f) => ({ [f]: { $in: [] } }), []],
  ['$in with a pattern', (f) => ({ [f]: { $in: [/^5/] } }), ['text']],
  ['$ne', (f) => ({ [f]: { $ne: 5 }, _id: { $in: ['number', 'array', 'missing', 'text'] } }), ['missing', 'text']],
  ['$nin', (f) => ({ [f]: { $nin: [5, null] }, _id: { $in: ['number', 'missing', 'text'] } }), ['text']],
  ['$exists', (f) => ({ [f]: { $exists: false } }), ['missing']],
  ['$exists of null', (f) => ({ [f]: { $exists: true }, _id: { $in: ['null', 'missing'] } }), ['null']],
  ['$not', (f) => ({ [f]: { $not: { $gt: 0 } }, _id: { $in: ['number', 'negative', 'text'] } }), ['negative', 'text']],
  ['$not of a pattern', (f) => ({ [f]: { $not: /5/ }, _id: { $in: ['text', 'empty'] } }), ['empty']],
  ['a pattern', (f) => ({ [f]: /^$/ }), ['empty']],
  ['$regex with $options', (f) => ({ [f]: { $regex: '^X', $options: 'i' } }), ['array']],
  ['$size', (f) => ({ [f]: { $size: 3 } }), ['array']],
  ['$type', (f) => ({ [f]: { $type: 'date' } }), ['date']],
  ['$all', (f) => ({ [f]: { $all: ['x', 5] } }), ['array']],
  ['$all of one value that is no array', (f) => ({ [f]: { $all: ['5'] } }), ['text']],
  ['$elemMatch of values', (f) => ({ [f]: { $elemMatch: { $gt: 4, $lt: 6 } } }), ['array']],
  ['$elemMatch of objects', (f) => ({ [f]: { $elemMatch: { a: 7, b: 2 } } }), ['objects']],
  ['$elemMatch on one element only', (f) => ({ [f]: { $elemMatch: { a: 1, b: 2 } } }), []],
  ['a dotted path', (f) => ({ [`${f}.a`]: 1 }), ['object', 'objects', 'turned']],
  [
    'a dotted path with two conditions on different elements',
    (f) => ({ [`${f}.a`]: 1, [`${f}.b`]: 2 }),
    ['object', 'objects', 'turned'],
  ],
  ['a numbered element', (f) => ({ [`${f}.1`]: 'x' }), ['array']],
  ['$and', (f) => ({ $and: [{ [f]: { $gt: 0 } }, { [f]: { $lt: 5.2 } }] }), ['array', 'number']],
  ['$or', (f) => ({ $or: [{ [f]: 5.5 }, { [f]: '5' }] }), ['float', 'text']],
  ['$nor', (f) => ({ $nor: [{ [f]: { $exists: true } }] }), ['missing']],
  ['$expr', (f) => ({ $expr: { $eq: [`$${f}`, '5'] } }), ['text']],
]

export const filtersContract: Contract = contract('filters', (bench) => {
  it('find the same with an index and without, in every case', async () => {
    await fill(bench)
    for (const [title, filter, ids] of CASES) {
      for (const field of ['u', 'v']) {
        const found = await bench.things.find({ w: 'w', ...filter(field) }).toArray()
        expect([title, field, found.map((doc) => doc._id).sort()]).toEqual([title, field, ids])
        const count = await bench.things.countDocuments({ w: 'w', ...filter(field) })
        expect([title, field, count]).toEqual([title, field, ids.length])
      }
    }
  })

  it('refuse an unknown operator', async () => {
    await fill(bench)
    const unknown = { w: 'w', v: { $frobnicate: 1 } } as Filter<Thing>
    expect(await failureOf(bench.things.find(unknown).toArray())).toMatchObject({ code: 2 })
    expect(await failureOf(bench.things.updateOne(unknown, { $set: { x: 1 } }))).toMatchObject({ code: 2 })
    const top = { w: 'w', $frobnicate: [] } as Filter<Thing>
    expect(await failureOf(bench.things.find(top).toArray())).toMatchObject({ code: 2 })
  })

  it('refuse a value that is undefined, wherever it stands, instead of matching everything', async () => {
    await fill(bench)
    const hole = undefined as unknown as string
    expect(() => bench.things.find({ w: hole })).toThrow('filter.w is undefined')
    for (const attempt of [
      async () => bench.things.findOne({ w: 'w', v: { $in: [1, hole] } }),
      async () => bench.things.countDocuments({ $or: [{ v: hole }] }),
      async () => bench.things.updateOne({ _id: hole }, { $set: { x: 1 } }),
      async () => bench.things.updateMany({ w: hole }, { $set: { x: 1 } }),
      async () => bench.things.replaceOne({ _id: hole }, { x: 1 }),
      async () => bench.things.findOneAndUpdate({ _id: hole }, { $set: { x: 1 } }, {}),
      async () => bench.things.deleteOne({ _id: hole }),
      async () => bench.things.deleteMany({ w: hole }),
      async () => bench.things.bulkWrite([{ deleteMany: { filter: { w: hole } } }]),
    ])
      expect(await failureOf(attempt())).toBeInstanceOf(TypeError)
    expect(await bench.things.countDocuments({ w: 'w' })).toBe(DOCS.length)
  })
})
