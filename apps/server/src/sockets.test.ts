import { once } from 'node:events'
import { type AddressInfo, createConnection } from 'node:net'
import { engines } from '@parley/database/testing'
import { CLOSE, PROTOCOL_LEVEL } from '@parley/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { INBOX, SHOP, startWorld, type Tenant, type World } from './testing.ts'

describe.each(engines())('sockets and identity on %s', (engine) => {
  let world: World
  let tenant: Tenant
  let port: number
  beforeAll(async () => {
    world = await startWorld(engine)
    tenant = await world.addTenant('acme')
    await world.server.app.listen({ port: 0, host: '127.0.0.1' })
    port = (world.server.app.server.address() as AddressInfo).port
  })
  afterAll(() => world.stop())

  const dial = (origin: string | null, path = '/api/v1/socket') =>
    new WebSocket(`ws://127.0.0.1:${port}${path}`, origin === null ? {} : { origin })
  /** The HTTP status of a refused upgrade; 101 when there was none. */
  const upgrade = (origin: string | null) =>
    new Promise<number>((resolve) => {
      const socket = dial(origin)
      socket.on('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0))
      socket.on('open', () => {
        socket.terminate()
        resolve(101)
      })
      socket.on('error', () => undefined) // told as a status above
    })
  async function hello(origin: string | null, proof: { access: string } | { token: string }) {
    const socket = dial(origin)
    await once(socket, 'open')
    const closed = once(socket, 'close').then(([code]) => code as number)
    socket.send(
      JSON.stringify({
        t: 'hello',
        v: [1, PROTOCOL_LEVEL],
        device: 'd',
        tab: 't',
        positions: {},
        lists: {},
        caps: [],
        ...proof,
      }),
    )
    const first = await Promise.race([once(socket, 'message').then(([data]) => JSON.parse(String(data)).t), closed])
    return { socket, closed, first }
  }

  it.each([
    ['https://evil.example', 403],
    ['null', 403],
    ['https://shop.example.evil.com', 403],
    ['http://shop.example', 403],
    ['https://SHOP.example', 403],
    ['https://shop.example.', 403],
    [SHOP, 101],
    [INBOX, 101],
    [null, 101],
  ])('N01 S1 answers the upgrade of a page at %s with %i', async (origin, status) => {
    expect(await upgrade(origin)).toBe(status)
  })

  it('N05 lets no refused caller hold the line', async () => {
    const line = createConnection({ port, host: '127.0.0.1' })
    const ended = once(line, 'close')
    const lines = [
      'GET /api/v1/socket HTTP/1.1',
      'Host: x',
      'Origin: https://evil.example',
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Sec-WebSocket-Version: 13',
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
      '',
      '',
    ]
    line.write(lines.join('\r\n'))
    line.resume()
    await ended
  })

  it('S1 takes a visitor from his site’s pages alone, an agent from the inbox and from programs', async () => {
    const vera = await world.addVisitor(tenant.site)
    const { access } = tenant.agents.agent
    const firsts = [
      (await hello(SHOP, { token: vera.token })).first,
      (await hello(null, { token: vera.token })).first,
      (await hello(INBOX, { access })).first,
      (await hello(null, { access })).first,
      (await hello(SHOP, { access })).first,
      (await hello(INBOX, { access: vera.token })).first,
    ]
    expect(firsts[0]).toBe('welcome')
    expect(firsts.slice(2, 4)).toEqual(['welcome', 'welcome'])
    for (const refused of [firsts[1], firsts[4], firsts[5]]) expect(refused).not.toBe('welcome')
  })

  it('N18d S5 ends the sockets of an agent who is disabled, signed out or given a new password, at once', async () => {
    const owner = { access: tenant.agents.owner.access }
    const { email, _id: id } = tenant.agents.supervisor
    const connect = async () => {
      const { access } = await world.signIn(email)
      const { closed, first } = await hello(INBOX, { access })
      expect(first).toBe('welcome')
      return { closed, access }
    }
    const one = await connect()
    expect((await world.call('signOutEverywhere', { access: one.access })).status).toBe(204)
    expect([CLOSE.unauthenticated, CLOSE.forbidden]).toContain(await one.closed)
    const two = await connect()
    const { body } = await world.call('createPasswordLink', { ...owner, params: { id } })
    await world.call('setPassword', { body: { token: body.url.split('#')[1], password: 'correct horse battery' } })
    expect([CLOSE.unauthenticated, CLOSE.forbidden]).toContain(await two.closed)
    const three = await connect()
    await world.call('disableAgent', { ...owner, params: { id } })
    expect([CLOSE.unauthenticated, CLOSE.forbidden]).toContain(await three.closed)
  })

  it('N07 takes no token from the address', async () => {
    const { access } = tenant.agents.agent
    const socket = dial(INBOX, `/api/v1/socket?access=${access}`)
    await once(socket, 'open')
    socket.send(JSON.stringify({ t: 'hb' }))
    const [code] = await once(socket, 'close')
    expect(code).toBeGreaterThanOrEqual(4400)
    expect(world.log.join('')).not.toContain(access)
  })
})
