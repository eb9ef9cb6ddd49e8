import { engines, openTestDatabase, type TestDatabase } from '@parley/database/testing'
import { LIMITS } from '@parley/protocol'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { systemClock } from '../lib/clock.ts'
import { silentLogger } from '../lib/logger.ts'
import { createInstances, instanceIndexes } from './instances.ts'
import { createMemoryBus } from './memory-bus.ts'

describe.each(engines())('instances on one %s store', { timeout: 60_000 }, (engine) => {
  let database: TestDatabase
  beforeEach(async () => {
    database = await openTestDatabase(engine)
    await database.db.collection('instances').createIndexes([...instanceIndexes])
  })
  afterEach(() => database.close())

  function start(bus = createMemoryBus()) {
    const warnings: string[] = []
    const log = { ...silentLogger, error: (_fields: object, message: string) => warnings.push(message) }
    const instances = createInstances({ db: database.db, bus, clock: systemClock, log, version: '1', limits: LIMITS })
    return { ...instances, bus, warnings }
  }

  it('I29 SYNC-76 notice each other when they have no bus in common, and warn once', async () => {
    const [a, b] = [start(), start()]
    await a.beat()
    expect(a.degraded()).toEqual([])
    await b.beat()
    await a.beat()
    await a.beat()
    expect([a.degraded(), b.degraded()]).toEqual([['bus'], ['bus']])
    expect(a.warnings).toHaveLength(1)
    await b.stop()
    await a.beat()
    expect(a.degraded()).toEqual([])
  })

  it('R17 SYNC-54 know whether clients have somewhere to go', async () => {
    const [a, b] = [start(), start()]
    await a.beat()
    expect(a.hasOthers()).toBe(false)
    await b.beat()
    await a.beat()
    expect([a.hasOthers(), b.hasOthers()]).toEqual([true, true])
    await b.stop()
    await a.beat()
    expect(a.hasOthers()).toBe(false)
  })

  it('SYNC-76 are content with a common bus', async () => {
    const a = start()
    const b = start(a.bus)
    await a.beat()
    await b.beat()
    await a.beat()
    expect([...a.degraded(), ...b.degraded()]).toEqual([])
  })
})
