import { engines } from '@parley/database/testing'
import { CLOSE, PROTOCOL_LEVEL, type ServerFrame } from '@parley/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventually } from '../domains/conversations/testing/log.ts'
import { aFixture, renew } from '../http/testing-calls.ts'
import type { Fixture } from '../http/testing-fixture.ts'
import { INBOX, SHOP, startWorld, type World } from '../testing.ts'
import { framesOf, KINDS } from './testing/commands.ts'
import { dial, type Line } from './testing/frame-runner.ts'
import { PEOPLE, type Person } from './testing/matrix.ts'
import { aNeighbour, listen, type Neighbour, watchProcess } from './testing/neighbour.ts'
import { thingsOf } from './testing/routes.ts'
import { createTally } from './testing/tally.ts'
import { dump, foreignIds, idsOfTalk, withForeignIds, withFreshCmid } from './testing/tenants.ts'
import { forgedTokens, otherSecrets } from './testing/tokens.ts'
import { DOCUMENTED } from './testing/verdict.ts'

const REFUSED: readonly number[] = [CLOSE.malformed, CLOSE.unauthenticated, CLOSE.forbidden]
const SOMEBODY = PEOPLE.filter((one) => one !== 'nobody')

describe.each(engines())('sockets of others on %s', { timeout: 60_000 }, (engine) => {
  const tally = createTally(`Sockets of others on ${engine}: cases per frame`)
  const watched = watchProcess()
  let world: World
  let own: Fixture
  let other: Fixture
  let rival: Fixture
  let port: number
  let neighbour: Neighbour
  let untouched: object[]
  beforeAll(async () => {
    world = await startWorld(engine)
    own = await aFixture(world, 'acme')
    other = await aFixture(world, 'umbra')
    const visitor = await world.addVisitor(own.site)
    rival = { ...own, visitor, conversation: await world.addConversation(visitor, 'secret of the rival') }
    port = await listen(world)
    neighbour = await aNeighbour(world, await world.addTenant('next-door'), port)
    untouched = await dump(world, other)
  })
  afterAll(async () => {
    watched.stop()
    await world.stop()
  })
  const hello = (proof: object) => ({ t: 'hello', v: [1, PROTOCOL_LEVEL], device: 'd', tab: 't', ...proof })
  const names = () => [...framesOf(thingsOf(own)).keys()]

  /** The first frame that came, or the code of the close. */
  async function saidHello(proof: object, origin: string | null): Promise<string | number | null> {
    const line = await dial(port, origin)
    line.send(hello(proof))
    await eventually(() => line.frames.length > 0 || line.closed() !== null)
    const first = line.frames[0]?.t ?? line.closed()
    line.socket.terminate()
    return first
  }

  async function opened(person: Person): Promise<Line> {
    renew(world, own)
    const isVisitor = person === 'visitor' || person === 'nobody'
    const line = await dial(port, isVisitor ? SHOP : INBOX)
    line.send(hello({ access: isVisitor ? own.visitor.access : own.agents[person].access }))
    await eventually(() => line.of('welcome').length === 1)
    return line
  }

  it('N12 N13 N14 N10 hello takes no token but a good one, as auth does', async () => {
    renew(world, own)
    for (const [access, origin] of [
      [own.visitor.access, SHOP],
      [own.agents.owner.access, INBOX],
    ] as const) {
      const bad = [...forgedTokens(world, access), ...(await otherSecrets(world, own))]
      for (const [what, token] of bad) {
        expect({ what, is: REFUSED.includes((await saidHello({ access: token }, origin)) as number) }).toEqual({
          what,
          is: true,
        })
        const line = await opened(origin === SHOP ? 'visitor' : 'owner')
        line.send({ t: 'auth', access: token })
        line.send({ t: 'hb' })
        await eventually(() => line.closed() !== null || line.of('hb').length > 0)
        // What is no token by its form is a bad frame; the socket goes on as who it was.
        const isRefused = REFUSED.includes(line.closed() ?? 0) || line.of('err')[0]?.code === 'invalid_request'
        expect({ what, isRefused }).toEqual({ what, isRefused: true })
        line.socket.terminate()
      }
      tally.add('hello', 'N12-14', bad.length)
      tally.add('auth', 'N12-14', bad.length)
    }
  })

  it('N09 N10 N14 hello takes no stored token that the server did not make', async () => {
    const { token } = own.visitor
    const [workspaceId, secret] = token.split('.')
    const guesses = [
      `${workspaceId}.${'A'.repeat(43)}`,
      `${other.workspaceId}.${secret}`,
      `${workspaceId}.${other.visitor.token.split('.')[1]}`,
      ...[
        token.slice(0, -1),
        `${token}A`,
        token.toUpperCase(),
        `${token}\0`,
        own.visitor.access,
        own.cookies['parley-session'],
      ],
    ]
    for (const guess of guesses)
      expect({ guess, first: REFUSED.includes((await saidHello({ token: guess }, SHOP)) as number) }).toEqual({
        guess,
        first: true,
      })
    for (const origin of ['https://evil.example.shop.example', 'http://shop.example', null]) {
      const first = await saidHello({ token }, origin).catch(() => CLOSE.forbidden)
      expect({ origin, first: REFUSED.includes(first as number) }).toEqual({ origin, first: true })
    }
    expect(await saidHello({ token }, SHOP)).toBe('welcome')
    tally.add('hello', 'N09', guesses.length + 3)
  })

  it('N08 takes no frame before hello, none behind a refused one, and no second hello', async () => {
    const frames = framesOf(thingsOf(own))
    for (const [name, { good }] of frames) {
      const early = await dial(port)
      if (name !== 'hello') early.send(good as object)
      else early.send({ ...(good as object), access: 'a.b.c' })
      early.send(hello({ access: own.visitor.access }))
      expect({ name, code: REFUSED.includes(await early.whenClosed()) }).toEqual({ name, code: true })
      expect(early.frames).toEqual([])
      const behind = await dial(port)
      behind.send(hello({ access: 'a.b.c' }))
      behind.send(withFreshCmid(good) as object)
      expect({ name, code: REFUSED.includes(await behind.whenClosed()) }).toEqual({ name, code: true })
      expect(behind.frames).toEqual([])
      tally.add(name, 'N08', 2)
    }
    const twice = await opened('visitor')
    twice.send(hello({ access: own.agents.owner.access }))
    expect(await twice.whenClosed()).toBe(CLOSE.malformed)
    await neighbour.talk()
  })

  it.each(SOMEBODY)(
    'N20 N22 S4 of others’ things a socket of the %s hears nothing, and changes nothing',
    async (person) => {
      const before = await dump(world, own)
      const frames = [...framesOf(thingsOf(own))].filter(([name]) => name !== 'hello')
      const ids = person === 'visitor' ? [foreignIds(other), idsOfTalk(rival)] : [foreignIds(other)]
      for (const [name, subject] of frames) {
        const line = await opened(person) // one for each, so that nobody is too fast
        for (const { what, value } of ids.flatMap((one) => withForeignIds(subject, one)))
          expect({ name, what, wrong: await wrongAbout(line, name, value) }).toEqual({ name, what, wrong: [] })
        expect(JSON.stringify(line.frames)).not.toMatch(person === 'visitor' ? /umbra|rival/ : /umbra/)
        line.socket.terminate()
      }
      expect(await dump(world, other)).toEqual(untouched)
      expect(await dump(world, own)).toEqual(before)
      await neighbour.talk()
    },
  )

  /** What is wrong with the answers to a frame about what is another's: a command is refused, the rest tells nothing. */
  async function wrongAbout(line: Line, name: string, value: unknown): Promise<string[]> {
    const frame = withFreshCmid(value) as { t: string; cmid?: string }
    const answers = await answersTo(line, frame)
    tally.add(name, 'N20-22')
    const isRefused = frame.cmid === undefined || answers.some(({ t }) => t === 'nack')
    return [
      ...answers.flatMap(wrongIn),
      ...(isRefused ? [] : ['not refused']),
      ...(line.closed() === null ? [] : [`closed with ${line.closed()}`]),
    ]
  }

  /** What came for `frame`: a command is waited for; for the rest a probe behind it says when it was handled. */
  async function answersTo(line: Line, frame: { t: string; cmid?: string }): Promise<ServerFrame[]> {
    const from = line.frames.length
    const beats = line.of('hb').length
    line.send(frame)
    line.send({ t: 'hb' })
    const isAnswered = () =>
      frame.cmid === undefined || line.frames.slice(from).some((one) => 'cmid' in one && one.cmid === frame.cmid)
    await eventually(() => line.closed() !== null || (line.of('hb').length > beats && isAnswered()))
    // Who is there comes when it changes, and answers nobody.
    return line.frames.slice(from).filter(({ t }) => t !== 'site')
  }

  function wrongIn(frame: ServerFrame): string[] {
    if (frame.t === 'hb' || frame.t === 'gone') return []
    const isKnown = (frame.t === 'nack' || frame.t === 'err') && DOCUMENTED.has(frame.code)
    return isKnown ? [] : [JSON.stringify(frame)]
  }

  it('N23 a visitor cannot be an agent, the system or another in anything that he sends', async () => {
    const line = await opened('visitor')
    for (const kind of KINDS.filter((one) => /^(note|conv\.(assign|tag|field|priority))|redact/.test(one))) {
      const frame = withFreshCmid(framesOf(thingsOf(own)).get(`send ${kind}`)?.good) as { t: string; cmid: string }
      const [nack] = (await answersTo(line, frame)).filter(({ t }) => t === 'nack')
      expect({ kind, nack }).toMatchObject({ kind, nack: { code: 'forbidden', retry: false } })
      tally.add(`send ${kind}`, 'N23')
    }
    for (const key of ['dep:*', 'dep:>', '*', `dep:${own.departmentId}`, `agt:${own.agents.agent._id}`]) {
      const answers = await answersTo(line, { t: 'list', key } as { t: string })
      expect({ key, rows: answers.filter(({ t }) => t === 'row' || t === 'listed') }).toEqual({ key, rows: [] })
      tally.add('list', 'N23')
      if (line.closed() !== null) break // the third bad frame
    }
    line.socket.terminate()
  })

  it('leaves no frame without cases, no error uncaught and no neighbour harmed', async () => {
    tally.report()
    for (const name of names()) tally.expect(name, 'N08')
    for (const name of names().filter((one) => !['hello', 'auth', 'hb'].includes(one))) tally.expect(name, 'N20-22')
    expect(tally.missing()).toEqual([])
    expect(watched.uncaught).toEqual([])
    expect(world.log.filter((text) => JSON.parse(text).level >= 40)).toEqual([])
    expect(await neighbour.harm()).toEqual([])
  })
})
