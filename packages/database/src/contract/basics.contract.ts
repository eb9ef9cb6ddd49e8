import { expect, it } from 'vitest'
import { isDuplicateKey, writeFailuresOf } from '../write-failures.ts'
import { type Contract, contract, failureOf } from './store.contract.ts'

export const basicsContract: Contract = contract('storing and finding documents', (bench) => {
  it('gives back what was stored, of the same types and in the same order of keys', async () => {
    const doc = {
      _id: 'a',
      text: 'héllo 👋\u0000\u0001',
      n: 1.5,
      big: 2 ** 52 + 1,
      at: new Date(1_700_000_000_123),
      old: new Date(-1),
      flag: false,
      nothing: null,
      list: [1, 'two', { three: 3 }, []],
      nested: { z: 1, a: { b: [] } },
    }
    await bench.things.insertOne(doc)
    const found = await bench.things.findOne({ _id: 'a' })
    expect(found).toEqual(doc)
    expect(JSON.stringify(found)).toBe(JSON.stringify(doc))
    expect(found?.['at']).toBeInstanceOf(Date)
  })

  it('leaves out fields whose value is undefined', async () => {
    await bench.things.insertOne({ _id: 'a', there: 1, missing: undefined, nested: { x: undefined } })
    expect(Object.keys((await bench.things.findOne({ _id: 'a' })) ?? {})).toEqual(['_id', 'there', 'nested'])
    expect(await bench.things.countDocuments({ _id: 'a', missing: { $exists: false } })).toBe(1)
    await bench.things.updateOne({ _id: 'a' }, { $set: { there: 2, missing: undefined } })
    expect(await bench.things.findOne({ _id: 'a' })).toEqual({ _id: 'a', there: 2, nested: {} })
  })

  it('hands out copies: changing what was found or stored changes nothing in the store', async () => {
    const doc = { _id: 'a', list: [1] }
    await bench.things.insertOne(doc)
    doc.list.push(2)
    const found = await bench.things.findOne({ _id: 'a' })
    found?.['list'].push(3)
    expect(await bench.things.findOne({ _id: 'a' })).toEqual({ _id: 'a', list: [1] })
  })

  it('gives a document without an _id one of its own', async () => {
    const docs = bench.store.db.collection<{ text: string }>('without')
    const { insertedId } = await docs.insertOne({ text: 'x' })
    expect(await docs.findOne({ _id: insertedId })).toEqual({ _id: insertedId, text: 'x' })
    expect(String(insertedId)).toMatch(/^[0-9a-f]{24}$/)
  })

  it('finds nothing in a collection that does not exist', async () => {
    expect(await bench.things.findOne({ _id: 'a' })).toBeNull()
    expect(await bench.things.find({ _id: 'a' }).toArray()).toEqual([])
    expect(await bench.things.countDocuments({ _id: 'a' })).toBe(0)
  })

  it('refuses a second document with the same _id and names the key', async () => {
    await bench.things.insertOne({ _id: 'a' })
    const error = await failureOf(bench.things.insertOne({ _id: 'a' }))
    const key = { keyPattern: { _id: 1 }, keyValue: { _id: 'a' } }
    expect(error).toMatchObject({ name: 'MongoServerError', code: 11000, ...key })
    expect(error).toHaveProperty('message', expect.stringMatching(/^E11000 duplicate key error collection: .*_id_/))
    expect(isDuplicateKey(error)).toEqual({ keyPattern: { _id: 1 } })
    expect(isDuplicateKey(new Error('other'))).toBe(false)
  })

  it('stores all it can of an unordered batch and tells which were not stored', async () => {
    await bench.things.createIndexes([{ key: { team: 1, nr: 1 }, unique: true }])
    await bench.things.insertOne({ _id: 'x', team: 't', nr: 1 })
    const docs = [
      { _id: 'a', team: 't', nr: 1 },
      { _id: 'b', team: 't', nr: 2 },
      { _id: 'x', team: 't', nr: 3 },
      { _id: 'd', team: 't', nr: 4 },
    ]
    const error = await failureOf(bench.things.insertMany(docs, { ordered: false }))
    expect(error).toMatchObject({ name: 'MongoBulkWriteError', code: 11000, insertedCount: 2 })
    expect(writeFailuresOf(error)).toEqual([
      { index: 0, code: 11000, indexName: 'team_1_nr_1' },
      { index: 2, code: 11000, indexName: '_id_' },
    ])
    expect(isDuplicateKey(error)).toEqual({ keyPattern: { team: 1, nr: 1 } })
    const stored = await bench.things.find({ team: 't' }).sort({ nr: 1 }).toArray()
    expect(stored.map((doc) => doc._id)).toEqual(['x', 'b', 'd'])
  })

  it('stops an ordered batch at the first document it can not store', async () => {
    await bench.things.insertOne({ _id: 'b' })
    const error = await failureOf(bench.things.insertMany([{ _id: 'a' }, { _id: 'b' }, { _id: 'c' }]))
    expect(error).toMatchObject({ code: 11000, insertedCount: 1 })
    expect(await bench.things.countDocuments({ _id: { $in: ['a', 'b', 'c'] } })).toBe(2)
  })

  it('tells the ids of a batch by their places in it', async () => {
    const result = await bench.things.insertMany([{ _id: 'a' }, { _id: 'b' }], { ordered: false })
    expect(result).toMatchObject({ acknowledged: true, insertedCount: 2, insertedIds: { 0: 'a', 1: 'b' } })
  })

  it('a read issued after a write was acknowledged sees it', async () => {
    for (let i = 0; i < 50; i++) {
      await bench.things.insertOne({ _id: `k${i}` })
      expect(await bench.things.findOne({ _id: `k${i}` })).not.toBeNull()
    }
  })

  it('deletes one or all of what a filter finds, with their index entries', async () => {
    await bench.things.createIndexes([{ key: { team: 1 } }])
    await bench.things.insertMany(['a', 'b', 'c', 'd'].map((_id) => ({ _id, team: 't' })))
    expect(await bench.things.deleteOne({ _id: 'a' })).toMatchObject({ deletedCount: 1 })
    expect(await bench.things.deleteOne({ _id: 'a' })).toMatchObject({ deletedCount: 0 })
    expect(await bench.things.deleteMany({ team: 't' })).toMatchObject({ deletedCount: 3 })
    expect(await bench.things.countDocuments({ team: 't' })).toBe(0)
  })

  it('takes the driver’s concerns as options', async () => {
    const writeConcern = { w: 'majority', journal: true } as const
    const reading = { readConcern: { level: 'majority' }, readPreference: 'primary' } as const
    await bench.things.insertOne({ _id: 'a' }, { writeConcern })
    await bench.things.insertMany([{ _id: 'b' }], { ordered: false, writeConcern })
    await bench.things.updateOne({ _id: 'a' }, { $set: { n: 1 } }, { writeConcern })
    expect(await bench.things.find({ _id: 'a' }, reading).toArray()).toEqual([{ _id: 'a', n: 1 }])
    expect(await bench.things.findOne({ _id: 'b' }, reading)).toEqual({ _id: 'b' })
    expect(await bench.things.countDocuments({ _id: { $in: ['a', 'b'] } }, reading)).toBe(2)
  })

  it('answers a ping, tells its time, and empties itself for the next test', async () => {
    expect(await bench.store.db.command({ ping: 1 })).toMatchObject({ ok: 1 })
    expect(await bench.store.now()).toBeInstanceOf(Date)
    await bench.things.insertOne({ _id: 'a' })
    expect(await bench.store.db.dropDatabase()).toBe(true)
    expect(await bench.things.findOne({ _id: 'a' })).toBeNull()
    await bench.things.insertOne({ _id: 'a' })
    expect(await bench.things.drop()).toBe(true)
    expect(await bench.things.findOne({ _id: 'a' })).toBeNull()
  })
})
