import { expect, it } from 'vitest'
import type { Engine } from '../testing.ts'
import { isDuplicateKey, writeFailuresOf } from '../write-failures.ts'
import { contract } from './store.contract.ts'

export function basicsContract(engine: Engine): void {
  contract('storing and finding documents', engine, (bench) => {
    it('gives back what was stored, of the same types and in the same order of keys', async () => {
      const doc = {
        _id: 'a',
        text: 'héllo 👋',
        n: 1.5,
        at: new Date(1_700_000_000_123),
        old: new Date(-1),
        flag: false,
        nothing: null,
        list: [1, 'two', { three: 3 }, []],
        nested: { z: 1, a: { b: [] } },
      }
      await bench.collection().insertOne(doc)
      const found = await bench.collection().findOne({ _id: 'a' })
      expect(found).toEqual(doc)
      expect(JSON.stringify(found)).toBe(JSON.stringify(doc))
      expect(found?.['at']).toBeInstanceOf(Date)
    })

    it('leaves out fields whose value is undefined', async () => {
      await bench.collection().insertOne({ _id: 'a', there: 1, missing: undefined, nested: { x: undefined } })
      expect(Object.keys((await bench.collection().findOne({ _id: 'a' })) ?? {})).toEqual(['_id', 'there', 'nested'])
      expect(await bench.collection().countDocuments({ _id: 'a', missing: { $exists: false } })).toBe(1)
    })

    it('finds nothing in a collection that does not exist', async () => {
      expect(await bench.collection('none').findOne({ _id: 'a' })).toBeNull()
      expect(await bench.collection('none').find({ _id: 'a' }).toArray()).toEqual([])
      expect(await bench.collection('none').countDocuments({ _id: 'a' })).toBe(0)
    })

    it('refuses a second document with the same _id and names the key', async () => {
      await bench.collection().insertOne({ _id: 'a' })
      const error = await bench
        .collection()
        .insertOne({ _id: 'a' })
        .catch((reason: unknown) => reason)
      expect(error).toMatchObject({
        name: 'MongoServerError',
        code: 11000,
        keyPattern: { _id: 1 },
        keyValue: { _id: 'a' },
      })
      expect(isDuplicateKey(error)).toEqual({ keyPattern: { _id: 1 } })
    })

    it('stores all it can of an unordered batch and tells which were not stored', async () => {
      const things = bench.collection()
      await things.createIndexes([{ key: { team: 1, nr: 1 }, unique: true }])
      await things.insertOne({ _id: 'x', team: 't', nr: 1 })
      const docs = [
        { _id: 'a', team: 't', nr: 1 },
        { _id: 'b', team: 't', nr: 2 },
        { _id: 'x', team: 't', nr: 3 },
        { _id: 'd', team: 't', nr: 4 },
      ]
      const error = await things.insertMany(docs, { ordered: false }).catch((reason: unknown) => reason)
      expect(error).toMatchObject({ name: 'MongoBulkWriteError', code: 11000, insertedCount: 2 })
      expect(writeFailuresOf(error)).toEqual([
        { index: 0, code: 11000, indexName: 'team_1_nr_1' },
        { index: 2, code: 11000, indexName: '_id_' },
      ])
      expect(isDuplicateKey(error)).toEqual({ keyPattern: { team: 1, nr: 1 } })
      expect(await things.find({ team: 't' }).sort({ nr: 1 }).project({ nr: 1 }).toArray()).toEqual([
        { _id: 'x', nr: 1 },
        { _id: 'b', nr: 2 },
        { _id: 'd', nr: 4 },
      ])
    })

    it('a read issued after a write was acknowledged sees it', async () => {
      for (let i = 0; i < 50; i++) {
        await bench.collection().insertOne({ _id: `k${i}` })
        expect(await bench.collection().findOne({ _id: `k${i}` })).not.toBeNull()
      }
    })

    it('answers a ping, and tells its time', async () => {
      expect(await bench.store.db.command({ ping: 1 })).toMatchObject({ ok: 1 })
      expect(await bench.store.now()).toBeInstanceOf(Date)
    })
  })
}
