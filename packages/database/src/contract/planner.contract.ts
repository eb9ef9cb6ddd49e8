import { expect, it } from 'vitest'
import { type Bench, type Contract, contract } from './store.contract.ts'

/** 2,000 conversations in 4 departments, half of them open, the newest last. */
const COUNT = 2000

async function conversations(bench: Bench): Promise<void> {
  await bench.things.createIndexes([
    { key: { w: 1, keys: 1, at: 1, _id: 1 } },
    { key: { w: 1, status: 1, at: 1 } },
    { key: { w: 1, tokens: 1 } },
    { key: { w: 1, nr: 1 }, unique: true },
  ])
  const docs = Array.from({ length: COUNT }, (_, i) => ({
    _id: `c${String(i).padStart(5, '0')}`,
    w: 'w',
    nr: i,
    at: i,
    keys: [`dep${i % 4}`, `agent${i % 10}`],
    status: i % 2 === 0 ? 'open' : 'closed',
    tokens: ['common', i % 10 === 0 ? 'tenth' : 'other', ...(i % 500 === 0 ? ['rare'] : [])],
  }))
  await bench.things.insertMany(docs)
}

export const plannerContract: Contract = contract('the planner', (bench) => {
  it('reads only the keys of an equality prefix', async () => {
    await conversations(bench)
    const looked = await bench.examine({ filter: { w: 'w', nr: 7 } })
    expect(looked).toMatchObject({ found: 1, keys: 1, docs: 1 })
  })

  it('reads only the keys of a range', async () => {
    await conversations(bench)
    const looked = await bench.examine({ filter: { w: 'w', nr: { $gt: 100, $lte: 120 } } })
    expect(looked).toMatchObject({ found: 20, docs: 20 })
    expect(looked.keys).toBeLessThanOrEqual(21)
  })

  it('takes the order of an index for a sort and stops at the limit', async () => {
    await conversations(bench)
    for (const at of [1, -1] as const) {
      const looked = await bench.examine({ filter: { w: 'w', status: 'open' }, sort: { at }, limit: 50 })
      expect(looked).toMatchObject({ found: 50, docs: 50 })
      expect(looked.keys).toBeLessThanOrEqual(51)
    }
    const all = await bench.things.find({ w: 'w', status: 'open' }).sort({ at: -1 }).limit(2).toArray()
    expect(all.map((doc) => doc['at'])).toEqual([1998, 1996])
  })

  it('walks the index that is asked for, in its order', async () => {
    await conversations(bench)
    const hint = { w: 1, tokens: 1 } as const
    const filter = { w: 'w', tokens: { $gte: 'oth' } }
    const [first] = await bench.things.find(filter, { hint }).limit(1).toArray()
    expect(first?.['tokens']).toContain('other')
    const after = await bench.things
      .find({ w: 'w', tokens: { $gte: 'other\0' } }, { hint })
      .limit(1)
      .toArray()
    expect(after[0]?.['tokens']).toContain('rare')
    await expect(bench.things.find(filter, { hint: { tokens: 1 } }).toArray()).rejects.toThrow(/hint/)
  })

  it('merges the sorted ranges of $in and stops at the limit', async () => {
    await conversations(bench)
    const filter = { w: 'w', keys: { $in: ['dep0', 'dep1', 'agent3'] } }
    const looked = await bench.examine({ filter, sort: { at: -1, _id: -1 }, limit: 50 })
    expect(looked.found).toBe(50)
    expect(looked.keys).toBeLessThanOrEqual(80)
    const found = await bench.things.find(filter).sort({ at: -1, _id: -1 }).limit(5).toArray()
    expect(found.map((doc) => doc['at'])).toEqual([1997, 1996, 1993, 1992, 1989])
    const since = await bench.examine({ filter: { ...filter, at: { $gte: 1990 } }, sort: { at: 1 } })
    expect(since.found).toBe(4)
    expect(since.keys).toBeLessThanOrEqual(12)
  })

  it('counts by the index alone', async () => {
    await conversations(bench)
    const looked = await bench.examine({ filter: { w: 'w', status: 'open' }, count: true })
    expect(looked.docs).toBe(0)
    expect(await bench.things.countDocuments({ w: 'w', status: 'open' })).toBe(COUNT / 2)
    const stopped = await bench.examine({ filter: { w: 'w', status: 'open' }, count: true, limit: 100 })
    expect(stopped.docs).toBe(0)
    expect(stopped.keys).toBeLessThanOrEqual(101)
  })

  it('finds documents by _id, one or many, with whatever else is asked', async () => {
    await conversations(bench)
    const one = await bench.examine({ filter: { _id: 'c00005', w: 'w', status: 'closed' } })
    expect(one).toMatchObject({ found: 1, keys: 1, docs: 1 })
    const ids = Array.from({ length: 150 }, (_, i) => `c${String(i * 3).padStart(5, '0')}`)
    const many = await bench.examine({ filter: { _id: { $in: ids }, w: 'w' } })
    expect(many).toMatchObject({ found: 150, docs: 150 })
    expect(many.keys).toBeLessThanOrEqual(300)
  })

  it('follows each branch of $or by its own index', async () => {
    await conversations(bench)
    const looked = await bench.examine({ filter: { $or: [{ w: 'w', nr: 3 }, { w: 'w', nr: 5 }, { _id: 'c00003' }] } })
    expect(looked.found).toBe(2)
    expect(looked.keys).toBeLessThanOrEqual(6)
  })

  it('finds a text by its beginning through the index', async () => {
    await conversations(bench)
    const pattern = await bench.examine({ filter: { w: 'w', tokens: /^rar/ } })
    expect(pattern.found).toBe(4)
    expect(pattern.keys).toBeLessThanOrEqual(6)
    const filter = { w: 'w', tokens: { $elemMatch: { $gte: 'rar', $lt: 'ras' } } }
    const bounds = await bench.examine({ filter })
    expect(bounds.found).toBe(4)
    expect(bounds.keys).toBeLessThanOrEqual(6)
  })

  it('finds the documents that hold all of several tokens', async () => {
    await conversations(bench)
    const found = await bench.things.find({ w: 'w', tokens: { $all: ['common', 'tenth', 'rare'] } }).toArray()
    expect(found.map((doc) => doc['nr']).sort((a, b) => a - b)).toEqual([0, 500, 1000, 1500])
    expect(await bench.things.countDocuments({ w: 'w', $and: [{ tokens: 'common' }, { tokens: 'rare' }] })).toBe(4)
    expect(await bench.things.countDocuments({ w: 'w', tokens: { $all: ['tenth', 'other'] } })).toBe(0)
  })
})
