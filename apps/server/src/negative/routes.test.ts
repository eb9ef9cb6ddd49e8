import { engines } from '@parley/database/testing'
import { ENDPOINTS, type Endpoint, type RouteName } from '@parley/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Fixture } from '../http/testing-fixture.ts'
import type { World } from '../testing.ts'
import { unbounded } from './testing/attacks.ts'
import { type Neighbour, watchProcess } from './testing/neighbour.ts'
import { CLASSES, type Target } from './testing/route-cases.ts'
import { goodCalls, ROUTES, subjectsOf, tryAll } from './testing/routes.ts'
import { aScene } from './testing/scene.ts'
import { createTally } from './testing/tally.ts'

/** On the second store only what could reach a query: nothing else gets as far. */
const ON_BOTH = ['N30']

describe.each(engines())('bad requests on %s', { timeout: 240_000 }, (engine) => {
  const tally = createTally(`Bad requests on ${engine}: cases per route`)
  const watched = watchProcess()
  const classes = Object.entries(CLASSES).filter(([name]) => engine === 'embedded' || ON_BOTH.includes(name))
  let world: World
  let own: Fixture
  let neighbour: Neighbour
  beforeAll(async () => {
    ;({ world, own, neighbour } = await aScene(engine))
  })
  afterAll(async () => {
    watched.stop()
    await world.stop()
  })

  async function targetOf(name: RouteName): Promise<Target> {
    const good = await goodCalls(world, own)(name)
    return { name, good, subjects: subjectsOf(name, own, good) }
  }

  for (const [name, { applies, cases }] of classes) {
    it.each(ROUTES.filter(([, endpoint]) => applies(endpoint)))(`${name} %s refuses what it must`, async (route) => {
      tally.expect(route, name)
      const wrong = await tryAll({ world, own, tally }, [route, name], cases(await targetOf(route)))
      expect(wrong).toEqual([])
      await neighbour.talk()
    })
  }

  it.each(ROUTES.filter(([, { params, query, body }]) => params ?? query ?? body))(
    'N31 %s bounds every text and list, and holds every id to its form',
    async (route) => {
      const { subjects } = await targetOf(route)
      expect([...subjects].flatMap(([label, subject]) => unbounded(subject).map((at) => `${label} ${at}`))).toEqual([])
    },
  )

  it('leaves no route without cases, no prototype polluted, no error uncaught and no neighbour harmed', async () => {
    tally.report()
    expect(tally.missing()).toEqual([])
    expect(ROUTES.map(([name]) => name)).toEqual(Object.keys(ENDPOINTS))
    for (const [, endpoint] of ROUTES) expect(applicable(endpoint)).toContain('N30')
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
    expect(watched.uncaught).toEqual([])
    expect(await neighbour.harm()).toEqual([])
  })

  it('N07 N80 N82 writes nothing of it into the log, and one line for one thing', () => {
    const log = world.log.filter((line) => !line.includes('Server listening at')).join('')
    for (const secret of ['hostile45', 'a-secret-of-the-address', own.visitor.token, 'sleep(5000)', '127.0.0.1'])
      expect(log).not.toContain(secret)
    for (const line of world.log) expect(JSON.parse(line)).toMatchObject({ msg: expect.any(String) })
    expect(world.log.filter((line) => JSON.parse(line).level >= 50)).toEqual([])
  })
})

const applicable = (endpoint: Endpoint) =>
  Object.entries(CLASSES).flatMap(([name, { applies }]) => (applies(endpoint) ? [name] : []))
