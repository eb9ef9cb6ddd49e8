import { engines, openTestDatabase, type TestDatabase } from '@parley/database/testing'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createLeases } from './leases.ts'

describe.each(engines())('SYNC-77 a lease on the %s store', { timeout: 60_000 }, (engine) => {
  let database: TestDatabase
  let now = new Date('2030-01-01T00:00:00Z')
  beforeEach(async () => {
    now = new Date('2030-01-01T00:00:00Z')
    database = await openTestDatabase(engine)
  })
  afterEach(() => database.close())

  const holder = (name: string) => createLeases({ db: database.db, clock: { now: () => now }, holder: name })
  const later = (ms: number) => {
    now = new Date(now.getTime() + ms)
  }

  it('is held by one of those who ask at once, and renewed by him', async () => {
    const all = ['a', 'b', 'c'].map(holder)
    const taken = await Promise.all(all.map((one) => one.take('sweep', 1_000)))
    expect(taken.filter(Boolean)).toHaveLength(1)
    const winner = all[taken.findIndex(Boolean)]
    later(900)
    expect(await winner?.take('sweep', 1_000)).toMatchObject({ fence: 1 })
    later(900)
    for (const one of all) if (one !== winner) expect(await one.take('sweep', 1_000)).toBeNull()
  })

  it('passes on when it ran out or was given up, with a higher fence', async () => {
    const [a, b] = [holder('a'), holder('b')]
    await a.take('sweep', 1_000)
    later(1_001)
    expect(await b.take('sweep', 1_000)).toMatchObject({ fence: 2 })
    expect(await a.take('sweep', 1_000)).toBeNull()
    await b.release('sweep')
    expect(await a.take('sweep', 1_000)).toMatchObject({ fence: 3 })
  })
})
