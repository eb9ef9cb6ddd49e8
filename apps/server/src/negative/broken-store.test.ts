import { rm } from 'node:fs/promises'
import { engines } from '@parley/database/testing'
import type { RouteName } from '@parley/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventually } from '../domains/conversations/testing/log.ts'
import { aFixture } from '../http/testing-calls.ts'
import type { Fixture } from '../http/testing-fixture.ts'
import { startWorld, type World } from '../testing.ts'
import { framesOf } from './testing/commands.ts'
import { dial, type Line } from './testing/frame-runner.ts'
import { listen, watchProcess } from './testing/neighbour.ts'
import { ask, goodCalls, type Request, ROUTES, requestOf, thingsOf } from './testing/routes.ts'
import { withFreshCmid } from './testing/tenants.ts'
import { wrongWith } from './testing/verdict.ts'

describe.each(engines())('N81 a store that is gone, on %s', { timeout: 60_000 }, (engine) => {
  const watched = watchProcess()
  const requests = new Map<RouteName, Request>()
  let world: World
  let own: Fixture
  let line: Line
  beforeAll(async () => {
    world = await startWorld(engine)
    own = await aFixture(world, 'acme')
    const port = await listen(world)
    for (const [name] of ROUTES) requests.set(name, requestOf(name, await goodCalls(world, own)(name)))
    line = await dial(port)
    line.send({ t: 'hello', v: [1, 1], token: own.visitor.token, device: 'd', tab: 't' })
    await eventually(() => line.of('welcome').length === 1)
    world.pass(10_000) // nothing that was remembered is good any more
    await world.store.close()
  })
  afterAll(async () => {
    watched.stop()
    line.socket.terminate()
    // What is closed cannot be left in good order; only the folder is to be removed.
    await world.stop().catch(() => rm(world.deps.config.dataDir, { recursive: true, force: true }))
  })

  it.each(ROUTES)('%s says that something is wrong, and nothing of what', async (name) => {
    const request = requests.get(name)
    if (!request) throw new Error('made above')
    const { authorization } = request.headers
    const fresh = authorization && { authorization: `Bearer ${world.renewed(authorization.slice('Bearer '.length))}` }
    const answer = await ask(world, { ...request, headers: { ...request.headers, ...fresh } })
    const [path = ''] = request.url.split('?')
    // Some need no store to say no: a link that ended, a token that is spent.
    expect({ name, wrong: wrongWith(answer, [401, 404, 410, 500, 503]) }).toEqual({ name, wrong: null })
    expect(answer.text).not.toContain(path)
  })

  it('a command is to be sent again; every other frame ends in a close or an answer', async () => {
    for (const [name, { good }] of framesOf(thingsOf(own))) {
      if (line.closed() !== null || name === 'hello') continue
      const frame = withFreshCmid(good) as { cmid?: string; t: string }
      line.send(frame)
      if (frame.cmid === undefined) continue
      await eventually(() => line.closed() !== null || line.of('nack').some(({ cmid }) => cmid === frame.cmid))
      const nack = line.of('nack').find(({ cmid }) => cmid === frame.cmid)
      if (nack) expect({ name, code: nack.code, retry: nack.retry }).toEqual({ name, code: 'store', retry: true })
    }
    expect([null, 1011, 4401]).toContain(line.closed())
  })

  it('is told in the log without what people wrote, and leaves nothing uncaught', () => {
    const log = world.log.join('')
    for (const canary of [own.visitor.token, own.visitor.access, 'secret of', '@acme', 'more'])
      expect(log).not.toContain(canary)
    expect(watched.uncaught).toEqual([])
  })
})
