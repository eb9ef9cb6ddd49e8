import { afterEach, beforeEach, expect, it } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../testing.ts'

let store: TestDatabase
beforeEach(async () => {
  store = await openTestDatabase('embedded')
})
afterEach(() => store.close())

const COUNT = 2000

async function fill(key: Record<string, 1 | -1>): Promise<void> {
  const things = store.db.collection<{ _id: string; [field: string]: unknown }>('things')
  await things.createIndexes([{ key }])
  await things.insertMany(
    Array.from({ length: COUNT }, (_, i) => ({
      _id: `t${i}`,
      w: 'w',
      at: i,
      tokens: ['common', i % 10 === 0 ? 'tenth' : 'other', ...(i % 500 === 0 ? ['rare'] : [])],
    })),
  )
}

const search = { w: 'w', tokens: { $all: ['common', 'tenth', 'rare'] } }

it('a search for several tokens walks the rarest and asks for the others by key, without a document', async () => {
  await fill({ w: 1, tokens: 1 })
  const looked = await store.examine({ collection: 'things', filter: search, count: true })
  expect(looked).toEqual({ found: 4, keys: 4 * 3, docs: 0 })
  const docs = await store.examine({ collection: 'things', filter: search })
  expect(docs).toEqual({ found: 4, keys: 4 * 3, docs: 4 })
})

it('a search keeps the order of what stands behind the tokens in the index, and stops at the limit', async () => {
  await fill({ w: 1, tokens: 1, at: -1 })
  const looked = await store.examine({ collection: 'things', filter: search, sort: { at: -1 }, limit: 2 })
  expect(looked.found).toBe(2)
  expect(looked.docs).toBe(2)
  expect(looked.keys).toBeLessThanOrEqual(4 * 3)
})

it('a search for a token that nothing holds ends at once', async () => {
  await fill({ w: 1, tokens: 1 })
  const filter = { w: 'w', tokens: { $all: ['common', 'absent'] } }
  expect(await store.examine({ collection: 'things', filter })).toEqual({ found: 0, keys: 0, docs: 0 })
})

it.each([1, -1] as const)(
  'a search goes on from one piece of the index to the next, in order (%i)',
  async (direction) => {
    await fill({ w: 1, tokens: 1, at: 1 })
    const things = store.db.collection<{ _id: string; at: number }>('things')
    const both = { w: 'w', tokens: { $all: ['common', 'other'] } }
    const found = await things.find(both).sort({ at: direction }).toArray()
    const expected = Array.from({ length: COUNT }, (_, at) => at).filter((at) => at % 10 !== 0)
    expect(found.map(({ at }) => at)).toEqual(direction === 1 ? expected : expected.reverse())
  },
)
