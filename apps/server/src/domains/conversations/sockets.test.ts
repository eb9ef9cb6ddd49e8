import { openTestDatabase, type TestDatabase } from '@parley/database/testing'
import { AGENT_COMMANDS, CLOSE, LIMITS, PROTOCOL_LEVEL } from '@parley/protocol'
import fc from 'fast-check'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { aCmid, aKey, eventually } from './testing/log.ts'
import { OWNER, VERA_PRINCIPAL } from './testing/people.ts'
import { anInstance, begun, does, draft, type Instance } from './testing/server.ts'
import type { TestSocket } from './testing/socket.ts'

let database: TestDatabase
let server: Instance
const others: Instance[] = []
beforeAll(async () => {
  database = await openTestDatabase('embedded')
  server = await anInstance(database.db)
})
afterEach(async () => {
  for (const other of others.splice(0)) await other.stop()
})
afterAll(async () => {
  await server.stop()
  await database.close()
})

async function other(options: Parameters<typeof anInstance>[1]) {
  const started = await anInstance(database.db, options)
  others.push(started)
  return started
}
const hello = (access: string, extra: object = {}) => ({
  t: 'hello',
  v: [1, PROTOCOL_LEVEL],
  access,
  device: 'd',
  tab: 't',
  ...extra,
})

describe('a socket before welcome', { timeout: 60_000 }, () => {
  it('N05 is closed when it says nothing for five seconds', async () => {
    const quick = await other({ limits: { helloMs: 500 } })
    const silent = await quick.connect()
    expect(await silent.whenClosed()).toBe(CLOSE.unauthenticated)
  })

  it.each([
    ['any other frame', JSON.stringify({ t: 'hb' }), CLOSE.malformed],
    [
      'a command',
      JSON.stringify({ t: 'send', cmid: aCmid(), create: { key: aKey() }, kind: 'msg.new', body: draft('x') }),
      CLOSE.malformed,
    ],
    ['what is not JSON', '{"t":', CLOSE.malformed],
    ['an array', '[]', CLOSE.malformed],
    ['an unknown token', JSON.stringify(hello('n.o.body')), CLOSE.unauthenticated],
    ['a hello beyond 4 KB', JSON.stringify(hello('v.e.ra', { device: 'x'.repeat(5_000) })), CLOSE.tooLarge],
    [
      'both tokens',
      JSON.stringify(hello('v.e.ra', { token: `wsp_${'0'.repeat(20)}.${'a'.repeat(43)}` })),
      CLOSE.malformed,
    ],
    ['a version that is served no longer', JSON.stringify(hello('v.e.ra', { v: [98, 99] })), CLOSE.unsupportedVersion],
  ])('N08 S2 is closed for %s', async (_what, text, code) => {
    const socket = await server.connect()
    socket.raw(text)
    expect(await socket.whenClosed()).toBe(code)
    expect(socket.frames).toEqual([])
  })

  it('N08 takes nothing that comes behind a refused hello, and a second hello ends it', async () => {
    const refused = await server.connect()
    const cmid = aCmid()
    refused.send(hello('n.o.body'))
    refused.send({ t: 'send', cmid, create: { key: aKey() }, kind: 'msg.new', body: draft('sneaked in') })
    await refused.whenClosed()
    expect(
      await database.db
        .collection('events')
        .countDocuments({ workspaceId: VERA_PRINCIPAL.workspaceId, cmid } as never, { limit: 1 })
        .catch(() => 0),
    ).toBe(0)
    const twice = await server.connect('v.e.ra')
    twice.send(hello('a.d.a'))
    expect(await twice.whenClosed()).toBe(CLOSE.malformed)
  })
})

describe('a socket', { timeout: 60_000 }, () => {
  it('N03 SYNC-42 is closed for a frame beyond 64 KB, whole or in fragments, and memory is not taken for it', async () => {
    const whole = await server.connect('v.e.ra')
    whole.raw(JSON.stringify({ t: 'hb', x: 'x'.repeat(LIMITS.frameBytes) }))
    expect([1009, CLOSE.tooLarge]).toContain(await whole.whenClosed())
    const pieces = await server.connect('v.e.ra')
    for (let i = 0; i < 100 && pieces.closed() === null; i++) pieces.socket.send('x'.repeat(1_000), { fin: false })
    expect([1009, CLOSE.tooLarge]).toContain(await pieces.whenClosed())
  })

  it('N03 offers no compression', async () => {
    const socket = await server.connect('v.e.ra')
    expect(socket.socket.extensions).toBe('')
    socket.close()
  })

  it('SYNC-56 answers a bad frame with err, or with nack when it is a command, and ends at the third', async () => {
    const socket = await server.connect('v.e.ra')
    const cmid = aCmid()
    socket.send({ t: 'nonsense' })
    expect(await socket.next('err')).toEqual({ t: 'err', code: 'invalid_request', ref: 'nonsense' })
    socket.send({ t: 'send', cmid, create: { key: aKey() }, kind: 'msg.new', body: { v: 1, type: 'text', text: '' } })
    expect(await socket.next('nack')).toEqual({ t: 'nack', cmid, code: 'invalid_request', retry: false })
    socket.send({ t: 'sub' })
    expect(await socket.whenClosed()).toBe(CLOSE.malformed)
  })

  it.each([
    '{"t":"hb","__proto__":{"a":1}}',
    '{"t":"hb","t":"hb"}',
    '{"t":"hb","c":{"$gt":0}}',
    '\u0000',
    'null',
    '{"t":"hb"',
  ])('N31 R34 is closed for %j', async (text) => {
    const socket = await server.connect('v.e.ra')
    socket.raw(text)
    expect(await socket.whenClosed()).toBe(CLOSE.malformed)
  })

  it('SYNC-43 R32 drops fields unknown from a newer writer, and refuses them from one of this level', async () => {
    const newer = await server.connect('v.e.ra', { v: [1, PROTOCOL_LEVEL + 1], mood: 'new' })
    expect(newer.of('welcome')).toMatchObject([{ v: PROTOCOL_LEVEL }])
    newer.send({ t: 'hb', mood: 'good' })
    await newer.next('hb')
    newer.send({
      t: 'send',
      cmid: aCmid(),
      create: { key: aKey(), color: 1 },
      kind: 'msg.new',
      body: { ...draft('hi'), mood: 'good' },
    })
    await eventually(() => newer.of('ack').length + newer.of('nack').length > 0)
    expect(newer.of('ack')).toHaveLength(1)
    const same = await server.connect('v.e.ra')
    same.send({ t: 'hb', mood: 'good' })
    expect(await same.next('err')).toMatchObject({ code: 'invalid_request' })
  })

  it('SYNC-82 renews its access for the same person only', async () => {
    const socket = await server.connect('v.e.ra')
    socket.send({ t: 'auth', access: 'v.e.ra' })
    socket.send({ t: 'hb' })
    await socket.next('hb')
    socket.send({ t: 'auth', access: 'm.a.llory' })
    expect(await socket.whenClosed()).toBe(CLOSE.unauthenticated)
  })

  it('S5 N18d SYNC-58 ends when its agent is disabled, and loses what its agent may not see any more', async () => {
    const here = await other({})
    const { id } = await begun(here)
    const agent = await here.connect('a.d.a')
    agent.send({ t: 'sub', conversationId: id, since: { n: 0 } })
    agent.send({ t: 'list', key: 'dep:dep_00000000000000000001' })
    await agent.next('synced')
    await agent.next('listed')
    const ada = here.people.principals['a.d.a']
    if (ada?.type !== 'agent') throw new Error('Ada is an agent')
    here.people.principals['a.d.a'] = { ...ada, departmentIds: [] }
    here.people.changed(ada.agentId)
    await agent.next('gone', (frame) => frame.conversationId === id)
    await agent.next('gone', (frame) => frame.key !== undefined)
    await does(here, OWNER, id, { kind: 'msg.new', body: draft('not for Ada') })
    delete here.people.principals['a.d.a']
    here.people.changed(ada.agentId)
    expect(await agent.whenClosed()).toBe(CLOSE.unauthenticated)
    expect(JSON.stringify(agent.frames)).not.toContain('not for Ada')
  })

  it('SYNC-51 R16 reads slower when frames come too fast, and ends when that does not stop', async () => {
    const strict = await other({ limits: { visitorFramesPerSecond: 20, visitorFrameBurst: 5, floodMs: 200 } })
    const socket = await strict.connect('v.e.ra')
    const flood = setInterval(() => socket.socket.readyState === 1 && socket.send({ t: 'hb', c: 1 }), 5)
    expect(await socket.whenClosed()).toBe(CLOSE.tooFast)
    clearInterval(flood)
  })

  it('SYNC-50 R15 is dropped when it does not read, and others hear as before', async () => {
    const strict = await other({ limits: { slowBytes: 100_000 } })
    const { id } = await begun(strict)
    const [slow, quick] = [await strict.connect('a.d.a'), await strict.connect('o.l.ga')]
    for (const socket of [slow, quick]) {
      socket.send({ t: 'sub', conversationId: id, since: { n: 0 } })
      await socket.next('synced')
    }
    slow.socket.pause()
    for (let i = 0; i < 1_500; i++) await does(strict, OWNER, id, { kind: 'msg.new', body: draft('x'.repeat(9_000)) })
    await eventually(() => strict.realtime.stats().connections === 1)
    await quick.next('ev', ({ n }) => n === 1_501)
    expect(quick.of('ev')).toHaveLength(1_501)
    slow.socket.resume()
    await slow.whenClosed()
  })

  it('R24 SYNC-55 passes typing on, stores nothing of it, and passes on no more than four a second', async () => {
    const { id } = await begun(server)
    const [agent, visitor] = [await server.connect('a.d.a'), await server.connect('v.e.ra')]
    for (const socket of [agent, visitor]) {
      socket.send({ t: 'sub', conversationId: id, since: { n: 0 } })
      await socket.next('synced')
    }
    for (let i = 0; i < 20; i++) visitor.send({ t: 'eph', conversationId: id, k: 'typing', d: true })
    expect(await agent.next('eph')).toMatchObject({ k: 'typing', d: true, from: { type: 'visitor' } })
    visitor.send({ t: 'hb' })
    await visitor.next('hb')
    expect(agent.of('eph').length).toBeLessThanOrEqual(5)
    agent.send({ t: 'eph', conversationId: id, k: 'typing', d: true, note: true })
    agent.send({ t: 'eph', conversationId: id, k: 'typing', d: true })
    expect(await visitor.next('eph')).toMatchObject({ from: { type: 'agent' } })
    expect(visitor.of('eph')).toHaveLength(1)
  })

  it('R17 SYNC-54 says goodbye, waits for what is being stored, and closes with the drain’s code', async () => {
    const leaving = await other({})
    const { id } = await begun(leaving)
    const visitor = await leaving.connect('v.e.ra')
    const cmid = aCmid()
    visitor.send({ t: 'send', cmid, conversationId: id, kind: 'msg.new', body: draft('just in time') })
    visitor.send({ t: 'hb' })
    await visitor.next('hb')
    await leaving.realtime.drain(0)
    expect(await visitor.whenClosed()).toBe(CLOSE.drain)
    expect(visitor.of('bye')).toMatchObject([{ why: 'drain', afterMs: expect.any(Number) }])
    expect(visitor.of('ack')).toMatchObject([{ cmid }])
    await expect(leaving.connect('v.e.ra')).rejects.toThrow('503')
  })

  it('SYNC-53 R18 refuses handshakes beyond what a second may bring', async () => {
    const strict = await other({ limits: { handshakesPerSecond: 3 } })
    const attempts = await Promise.allSettled(Array.from({ length: 12 }, () => strict.connect()))
    expect(attempts.filter(({ status }) => status === 'rejected').length).toBeGreaterThanOrEqual(5)
  })

  it('SYNC-53 R18 holds no more connections than it may, and takes the next when one has gone', async () => {
    const small = await other({ limits: { connections: 2 } })
    const [first] = [await small.connect(), await small.connect()]
    await expect(small.connect()).rejects.toThrow('503')
    first.close()
    await expect
      .poll(() =>
        small.connect().then(
          () => 'in',
          () => 'out',
        ),
      )
      .toBe('in')
    await expect(small.connect()).rejects.toThrow('503')
  })

  it('SYNC-53 while the event loop is late, refuses sockets and drops typing, but takes messages', async () => {
    let lateMs = 0
    const late = await other({ loopMs: () => lateMs })
    const { id } = await begun(late)
    const [agent, visitor] = [await late.connect('a.d.a'), await late.connect('v.e.ra')]
    for (const socket of [agent, visitor]) {
      socket.send({ t: 'sub', conversationId: id, since: { n: 0 } })
      await socket.next('synced')
    }
    lateMs = LIMITS.loopDelayMs + 1
    await expect(late.connect('v.e.ra')).rejects.toThrow('503')
    visitor.send({ t: 'eph', conversationId: id, k: 'typing', d: true })
    const cmid = aCmid()
    visitor.send({ t: 'send', cmid, conversationId: id, kind: 'msg.new', body: draft('all the same') })
    expect(await visitor.next('ack')).toMatchObject({ cmid })
    await agent.next('ev', ({ n }) => n === 2)
    expect(agent.of('eph')).toEqual([])
    lateMs = LIMITS.loopDelayMs
    visitor.send({ t: 'eph', conversationId: id, k: 'typing', d: true })
    await agent.next('eph')
    await late.connect('v.e.ra')
  })
})

describe('R33 a socket that comes and goes', { timeout: 60_000 }, () => {
  it('leaves nothing behind', async () => {
    const { id } = await begun(server)
    const before = server.realtime.stats()
    for (let i = 0; i < 50; i++) {
      const socket = await server.connect('a.d.a', { positions: { [id]: { n: 0 } } })
      socket.send({ t: 'list', key: 'dep:dep_00000000000000000001' })
      await socket.next('listed')
      socket.close()
      await socket.whenClosed()
    }
    await eventually(() => JSON.stringify(server.realtime.stats()) === JSON.stringify(before))
    const last = await server.connect('a.d.a')
    last.send({ t: 'sub', conversationId: id, since: { n: 0 } })
    await last.next('synced')
    await does(server, OWNER, id, { kind: 'msg.new', body: draft('once') })
    await last.next('ev', ({ n }) => n === 2)
    expect(last.of('ev').filter(({ n }) => n === 2)).toHaveLength(1)
    last.close()
  })
})

describe('R34 fuzzed frames', { timeout: 60_000 }, () => {
  const word = fc.constantFrom(
    'hello',
    'send',
    'cancel',
    'recv',
    'read',
    'sub',
    'unsub',
    'list',
    'unlist',
    'eph',
    'auth',
    'hb',
    'x',
  )
  const id = fc.constantFrom('cnv_00000000000000000001', 'cnv_', '', '__proto__', 0, null, {}, [])
  const anything = fc.oneof(fc.jsonValue({ maxDepth: 3 }), id)
  const frame = fc.record(
    {
      t: word,
      cmid: fc.oneof(fc.constant('01jd5k2m3nkkkkkkkkkkkkkkkk'), anything),
      conversationId: id,
      create: fc.oneof(fc.constant({ key: '01jd5k2m3nkkkkkkkkkkkkkkkk' }), anything),
      kind: fc.oneof(fc.constantFrom(...AGENT_COMMANDS), anything),
      body: anything,
      n: anything,
      since: anything,
      key: anything,
      k: anything,
      d: anything,
      access: anything,
    },
    { requiredKeys: ['t'] },
  )
  const text = fc.oneof(
    frame.map((value) => JSON.stringify(value)),
    fc.tuple(frame, fc.nat(), fc.nat({ max: 255 })).map(([value, at, byte]) => {
      const bytes = Buffer.from(JSON.stringify(value))
      bytes[at % bytes.length] = byte
      return bytes.toString('latin1')
    }),
  )

  it('end in an answer or a documented close code; the process and a healthy neighbour do not notice', async () => {
    const neighbour = await server.connect('v.e.ra')
    let socket: TestSocket | null = null
    const codes = new Set<number>()
    await fc.assert(
      fc.asyncProperty(text, async (frameText) => {
        if (!socket || socket.closed() !== null) socket = await server.connect('a.d.a')
        const one = socket
        const count = one.frames.length
        one.raw(frameText)
        if (one.closed() === null) one.send({ t: 'hb' })
        await eventually(() => one.closed() !== null || one.frames.length > count)
        const code = one.closed()
        if (code !== null) codes.add(code)
      }),
      { numRuns: 400 },
    )
    for (const code of codes) expect([...Object.values(CLOSE), 1005, 1007]).toContain(code)
    neighbour.send({ t: 'hb' })
    await neighbour.next('hb')
    expect(server.warnings).toEqual([])
    neighbour.close()
  })
})
