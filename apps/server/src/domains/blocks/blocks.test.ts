import type { AddressInfo } from 'node:net'
import { engines } from '@parley/database/testing'
import { CLOSE, PROTOCOL_LEVEL, ROUTES, type RouteName } from '@parley/protocol'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { newCmid } from '../../lib/new-id.ts'
import { INBOX, SHOP, startWorld, type Tenant, type World } from '../../testing.ts'

/** The proxy of these tests is trusted: what it says is where a request comes from. */
const from = (address: string) => ({ 'x-forwarded-for': address })
const SPAM = '203.0.113.9'
const AWAY = '198.51.100.1'
const SPAM_RANGE = { type: 'range', range: '203.0.113.0/24' }
/** Longer than a principal is remembered. */
const SOON_MS = 6_000

describe.each(engines())('blocks on the %s store', { timeout: 60_000 }, (engine) => {
  let world: World
  let tenant: Tenant
  let tenants = 0
  let socketUrl = ''
  beforeAll(async () => {
    world = await startWorld(engine, { trustProxy: 1 })
    await world.server.app.listen({ port: 0, host: '127.0.0.1' })
    socketUrl = `ws://127.0.0.1:${(world.server.app.server.address() as AddressInfo).port}/api/v1/socket`
  })
  beforeEach(async () => {
    tenant = await world.addTenant(`acme-${++tenants}`)
  })
  afterAll(() => world.stop())

  type Who = keyof Tenant['agents']
  const as = (who: Who, of = tenant) => ({ access: of.agents[who].access, origin: INBOX })
  const soon = (ms = 3_600_000) => new Date(world.deps.clock.now().getTime() + ms).toISOString()
  const block = (target: object, change: object = {}, who: Who = 'supervisor', address = AWAY) =>
    world.call('createBlock', {
      ...as(who),
      headers: from(address),
      body: { target, reason: 'Spam', expiresAt: null, ...change },
    })
  const list = async (of = tenant) => (await world.call('listBlocks', as('supervisor', of))).body.blocks
  const onBlock = (name: RouteName, id: string, who: Who = 'supervisor', of = tenant) =>
    world.call(name, { ...as(who, of), params: { id } })
  const come = (address: string, of = tenant) =>
    world.call('createVisitor', { origin: SHOP, headers: from(address), body: { siteKey: of.site.key } })
  const whoCame = async (address: string) => {
    const { body } = await come(address)
    return { id: body.visitorId as string, access: body.access as string, token: body.token as string }
  }
  /** The code of what a visitor is refused, for each way to do something; undefined where he is let in. */
  const refusals = async ({ access, token }: { access: string; token: string }, address: string) => {
    const visitor = { access, origin: SHOP, headers: from(address) }
    const exchange = { origin: SHOP, headers: from(address), body: { token } }
    const [session, own] = [await world.call('exchangeVisitorToken', exchange), await world.call('getOwnData', visitor)]
    const file = await world.server.app.inject({
      ...{ method: 'POST', url: `${ROUTES.uploadAttachment.path}?createKey=${newCmid(world.deps.clock.now())}` },
      headers: { ...from(address), origin: SHOP, authorization: `Bearer ${access}`, 'content-type': MULTIPART },
      payload: FILE,
    })
    return [session.body.code, own.body.code, file.json().code]
  }

  it('refuse whoever comes from the range at his session, his requests and uploads; nobody else', async () => {
    const [spammer, neighbour] = [await whoCame(SPAM), await whoCame(AWAY)]
    expect((await block(SPAM_RANGE)).status).toBe(201)
    expect((await come(SPAM)).body).toMatchObject({ code: 'blocked', status: 403 })
    expect((await come(`::ffff:${SPAM}`)).body.code).toBe('blocked')
    expect(await refusals(spammer, SPAM)).toEqual(['blocked', 'blocked', 'blocked'])
    expect(await refusals(neighbour, AWAY)).toEqual([undefined, undefined, undefined])
    // It is the address that is blocked, not he.
    expect(await refusals(spammer, AWAY)).toEqual([undefined, undefined, undefined])
  })

  it('are of IPv6 too, and of one workspace alone', async () => {
    const other = await world.addTenant(`other-${tenants}`)
    await block({ type: 'range', range: '2001:db8:7::/48' })
    expect((await come('2001:db8:7:1::9')).body.code).toBe('blocked')
    expect((await come('2001:db8:8::9')).status).toBe(201)
    expect((await come('2001:db8:7:1::9', other)).status).toBe(201)
  })

  it('close a line that comes, for good, and refuse what is sent over one that is open', async () => {
    const spammer = await whoCame(SPAM)
    const line = await openLine(spammer.token, SPAM)
    await line.until('welcome')
    await block(SPAM_RANGE)
    const cmid = newCmid(world.deps.clock.now())
    line.send({ t: 'send', cmid, create: { key: newCmid(world.deps.clock.now()) }, kind: 'msg.new', body: MESSAGE })
    expect(await line.until('nack')).toMatchObject({ cmid, code: 'blocked', retry: false })
    line.socket.terminate()
    expect(await (await openLine(spammer.token, SPAM)).closed).toBe(CLOSE.forbidden)
    const elsewhere = await openLine(spammer.token, AWAY)
    expect(await elsewhere.until('welcome')).toMatchObject({ t: 'welcome' })
    elsewhere.socket.terminate()
  })

  it('of a range end by themselves, without anybody having lifted them', async () => {
    const spammer = await whoCame(SPAM)
    await block(SPAM_RANGE, { expiresAt: soon(60_000) })
    expect(await refusals(spammer, SPAM)).toEqual(['blocked', 'blocked', 'blocked'])
    expect(await list()).toHaveLength(1)
    world.pass(60_001)
    expect((await come(SPAM)).status).toBe(201)
    expect(await refusals(spammer, SPAM)).toEqual([undefined, undefined, undefined])
    expect(await list()).toEqual([])
  })

  it('of a visitor have a reason and an end; he is let in again when it comes', async () => {
    const vera = await world.addVisitor(tenant.site)
    const { id } = await world.addConversation(vera, 'hello')
    const says = async () => (await world.say({ ...vera, origin: SHOP }, { conversationId: id }, { text: 'more' })).body
    const expiresAt = soon(60_000)
    await block({ type: 'visitor', visitorId: vera.id }, { expiresAt }, 'agent')
    expect((await says()).code).toBe('blocked')
    expect(await list()).toMatchObject([
      { target: { type: 'visitor', visitorId: vera.id }, reason: 'Spam', by: tenant.agents.agent._id, expiresAt },
    ])
    world.pass(60_000 + SOON_MS)
    expect((await says()).code).toBe(undefined)
    const { body } = await world.call('getVisitor', { ...as('agent'), params: { id: vera.id } })
    expect(body.visitor.blocked).toBe(false)
    expect(await list()).toEqual([])
  })

  it('of a visitor that are made and lifted without words stand in the list too, one of each', async () => {
    const vera = await world.addVisitor(tenant.site)
    await onBlock('blockVisitor', vera.id, 'agent')
    await onBlock('blockVisitor', vera.id, 'agent')
    expect(await list()).toMatchObject([{ target: { visitorId: vera.id }, reason: '', expiresAt: null }])
    await onBlock('unblockVisitor', vera.id, 'agent')
    expect(await list()).toEqual([])
  })

  it('are lifted, once more without harm, and brought back as they were', async () => {
    const spammer = await whoCame(SPAM)
    const { body } = await block(SPAM_RANGE, { expiresAt: soon() })
    expect((await onBlock('endBlock', body.id)).status).toBe(204)
    expect((await onBlock('endBlock', body.id)).status).toBe(204)
    expect(await refusals(spammer, SPAM)).toEqual([undefined, undefined, undefined])
    expect(await list()).toEqual([])
    expect((await onBlock('restoreBlock', body.id)).body).toEqual(body)
    expect(await refusals(spammer, SPAM)).toEqual(['blocked', 'blocked', 'blocked'])
    expect(await list()).toEqual([body])
  })

  it('that another took the place of do not lift it, and come back in its place', async () => {
    const { body: first } = await block(SPAM_RANGE)
    const { body: second } = await block({ type: 'range', range: '203.0.113.77/24' }, { reason: 'Worse' })
    expect(await list()).toEqual([second])
    await onBlock('endBlock', first.id)
    expect((await come(SPAM)).body.code).toBe('blocked')
    await onBlock('restoreBlock', first.id)
    expect(await list()).toEqual([first])
  })

  it('of a visitor that another took the place of do not lift it either', async () => {
    const vera = await world.addVisitor(tenant.site)
    const target = { type: 'visitor', visitorId: vera.id }
    const { body: first } = await block(target)
    const { body: second } = await block(target, { reason: 'Worse' })
    expect((await onBlock('endBlock', first.id)).status).toBe(204)
    const { body } = await world.call('getVisitor', { ...as('agent'), params: { id: vera.id } })
    expect(body.visitor.blocked).toBe(true)
    expect(await list()).toEqual([second])
  })

  it('are not brought back once they would have ended', async () => {
    const { body } = await block(SPAM_RANGE, { expiresAt: soon(60_000) })
    await onBlock('endBlock', body.id)
    world.pass(60_001)
    expect((await onBlock('restoreBlock', body.id)).body.code).toBe('block_not_found')
    expect((await come(SPAM)).status).toBe(201)
  })

  it.each([
    ['0.0.0.0/0', 'range_too_wide'],
    ['10.0.0.0/7', 'range_too_wide'],
    ['::/0', 'range_too_wide'],
    ['2000::/15', 'range_too_wide'],
    ['::ffff:0.0.0.0/96', 'range_too_wide'],
    ['203.0.113.0/33', 'invalid_request'],
    ['spam.example', 'invalid_request'],
    ['   ', 'invalid_request'],
  ])('of %s are refused as %s, meant or not', async (range, code) => {
    expect((await block({ type: 'range', range }, { confirmed: true })).body.code).toBe(code)
    expect(await list()).toEqual([])
  })

  it('ask whoever would shut out his own address, and take his word for it', async () => {
    const mine = (change: object) => block(SPAM_RANGE, change, 'supervisor', `::ffff:${SPAM}`)
    expect((await mine({})).body).toMatchObject({ code: 'own_address', status: 409 })
    expect((await mine({ confirmed: false })).body.code).toBe('own_address')
    expect(await list()).toEqual([])
    expect((await mine({ confirmed: true })).status).toBe(201)
    // Agents are let in from everywhere: he can take it back.
    const { status } = await world.call('listBlocks', { ...as('supervisor'), headers: from(SPAM) })
    expect(status).toBe(200)
  })

  it('believe what the trusted proxy says of an address, and nothing before it', async () => {
    await block(SPAM_RANGE)
    expect((await come(`${AWAY}, ${SPAM}`)).body.code).toBe('blocked')
    expect((await come(`${SPAM}, ${AWAY}`)).status).toBe(201)
  })

  it.each([
    ['an end that is over', { expiresAt: '2020-01-01T00:00:00.000Z' }],
    ['an end in a hundred years', { expiresAt: '2199-01-01T00:00:00.000Z' }],
    ['a reason as long as a book', { reason: 'x'.repeat(501) }],
    ['a field that nobody knows', { forever: true }],
  ])('are refused with %s', async (_, change) => {
    expect((await block(SPAM_RANGE, change)).body.code).toBe('invalid_request')
    expect(await list()).toEqual([])
  })

  it('of ranges are for supervisors and above to make, to see and to lift', async () => {
    expect((await block(SPAM_RANGE, {}, 'agent')).body.code).toBe('forbidden')
    const { body } = await block(SPAM_RANGE)
    expect((await world.call('listBlocks', as('agent'))).status).toBe(403)
    expect((await onBlock('endBlock', body.id, 'agent')).status).toBe(403)
    expect((await onBlock('restoreBlock', body.id, 'agent')).status).toBe(403)
    expect((await onBlock('endBlock', body.id, 'admin')).status).toBe(204)
  })

  it('S4 of another workspace are not there, nor are its visitors', async () => {
    const other = await world.addTenant(`foreign-${tenants}`)
    const { body } = await block(SPAM_RANGE)
    expect(await list(other)).toEqual([])
    expect((await onBlock('endBlock', body.id, 'owner', other)).body.code).toBe('block_not_found')
    expect((await onBlock('restoreBlock', body.id, 'owner', other)).body.code).toBe('block_not_found')
    const { id: visitorId } = await world.addVisitor(other.site)
    expect((await block({ type: 'visitor', visitorId })).body.code).toBe('visitor_not_found')
    expect(await list()).toHaveLength(1)
  })

  it('made by another instance are heard of over the bus, and without it within seconds', async () => {
    const spammer = await whoCame(SPAM)
    const { access } = spammer
    const ask = async () => {
      const input = { access: world.renewed(access), origin: SHOP, headers: from(SPAM) }
      return (await world.call('getOwnData', input)).body.code
    }
    expect(await ask()).toBe(undefined)
    const now = world.deps.clock.now()
    const elsewhere = {
      ...{ _id: `blk_${'0'.repeat(18)}${tenants + 10}`, workspaceId: tenant.workspaceId, kind: 'range' },
      ...{ target: SPAM, reason: '', by: tenant.agents.owner._id, createdAt: now },
      ...{ expiresAt: null, endedAt: null, goneAt: null },
    }
    const blocks = world.store.db.collection<typeof elsewhere>('blocks')
    await blocks.insertOne(elsewhere)
    world.deps.bus.publish({ type: 'principal', id: tenant.workspaceId })
    await expect.poll(ask).toBe('blocked')
    await blocks.deleteOne({ _id: elsewhere._id })
    world.pass(SOON_MS)
    expect(await ask()).toBe(undefined)
  })

  /** A line from `address`, with what came over it. */
  async function openLine(token: string, address: string) {
    const socket = new WebSocket(socketUrl, { headers: { origin: SHOP, ...from(address) } })
    const frames: { t: string }[] = []
    socket.on('message', (data) => frames.push(JSON.parse(String(data))))
    const closed = new Promise<number>((resolve) => socket.once('close', resolve))
    await new Promise((resolve, reject) => {
      socket.once('open', resolve)
      socket.once('error', reject)
    })
    const send = (frame: object) => socket.send(JSON.stringify(frame))
    send({ t: 'hello', v: [1, PROTOCOL_LEVEL], device: 'd', tab: 't', token })
    const until = (kind: string) => expect.poll(() => frames.find(({ t }) => t === kind)).toBeTruthy()
    return {
      ...{ socket, send, closed },
      async until(kind: string) {
        await until(kind)
        return frames.find(({ t }) => t === kind)
      },
    }
  }
})

const MESSAGE = { v: 1, type: 'text', text: 'Buy this', attachments: [] }
const MULTIPART = 'multipart/form-data; boundary=xx'
const FILE =
  '--xx\r\ncontent-disposition: form-data; name="file"; filename="a.txt"\r\ncontent-type: text/plain\r\n\r\nhi\r\n--xx--\r\n'
