import { engines } from '@parley/database/testing'
import { LIMITS } from '@parley/protocol'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { INBOX, SHOP, startWorld, type Tenant, type World } from '../../testing.ts'

const DAY = 24 * 60 * 60_000
const CHROME = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/156.0.0.0 Safari/537.36'

describe.each(engines())('visitors on %s', (engine) => {
  let world: World
  let tenant: Tenant
  beforeAll(async () => {
    world = await startWorld(engine)
    tenant = await world.addTenant('acme')
  })
  beforeEach(() => world.pass(60_000))
  afterAll(() => world.stop())

  const exchange = (token: string, origin = SHOP) => world.call('exchangeVisitorToken', { body: { token }, origin })
  const asAgent = (role: 'agent' | 'supervisor' = 'agent') => ({
    access: world.renewed(tenant.agents[role].access),
    origin: INBOX,
  })
  const profileOf = async (id: string) => (await world.call('getVisitor', { ...asAgent(), params: { id } })).body

  it('SYNC-80 S3 gets a token made by the server, which is stored hashed and opens no route but the exchange', async () => {
    const { id, token, access } = await world.addVisitor(tenant.site)
    expect(token).toMatch(/^wsp_\w{20}\.[\w-]{43}$/)
    const stored = await world.store.db.collection('visitors').find({ workspaceId: tenant.workspaceId }).toArray()
    expect(JSON.stringify(stored)).not.toContain(token.split('.')[1])
    expect((await world.call('listOwnConversations', { access, origin: SHOP })).status).toBe(200)
    expect((await world.call('listOwnConversations', { access: token, origin: SHOP })).status).toBe(401)
    expect((await exchange(token)).body).toMatchObject({ visitorId: id })
  })

  it('N09 ignores what a visitor would like to be', async () => {
    const body = { siteKey: tenant.site.key, token: 'mine', visitorId: 'vis_00000000000000000000' }
    expect((await world.call('createVisitor', { body, origin: SHOP })).status).toBe(400)
    expect((await exchange(`${tenant.workspaceId}.${'A'.repeat(43)}`)).body.code).toBe('token_invalid')
  })

  it.each([
    ['a page that is not on the list', 'https://other.example'],
    ['a page inside a sandbox', 'null'],
    ['the same host without encryption', 'http://shop.example'],
    ['another port', 'https://shop.example:8443'],
    ['a host that ends like it', 'https://evilshop.example'],
  ])('S1 N01 refuses %s at both doors', async (_what, origin) => {
    const { token } = await world.addVisitor(tenant.site)
    expect((await exchange(token, origin)).body.code).toBe('origin_not_allowed')
    expect((await world.call('createVisitor', { body: { siteKey: tenant.site.key }, origin })).status).toBe(403)
  })

  it('S1 refuses callers that name no page, and takes our own pages by the browser’s word', async () => {
    const body = { siteKey: tenant.site.key }
    expect((await world.call('createVisitor', { body })).body.code).toBe('origin_not_allowed')
    expect((await world.call('createVisitor', { body, headers: { 'sec-fetch-site': 'same-origin' } })).status).toBe(201)
  })

  it('S1 sees at once that an origin was taken off the list', async () => {
    const site = await world.domains.sites.create(tenant.workspaceId, { name: 'Brief', allowedOrigins: [SHOP] })
    const { access } = await world.addVisitor(site)
    const read = () => world.call('listOwnConversations', { access, origin: SHOP })
    expect((await read()).status).toBe(200)
    const owner = { access: world.renewed(tenant.agents.owner.access) }
    await world.call('updateSite', { ...owner, params: { id: site._id }, body: { allowedOrigins: [] } })
    expect((await read()).body.code).toBe('origin_not_allowed')
  })

  it('tells agents what a visitor said of himself, without queries, fragments or header texts', async () => {
    const { id, access } = await world.addVisitor(tenant.site)
    const from = { access, origin: SHOP, headers: { 'user-agent': `${CHROME} <script>` } }
    await world.call('updateVisitor', {
      ...from,
      body: {
        name: '<b>Vera</b>',
        email: 'vera@example.com',
        referrer: 'https://search.example/?q=secret',
        page: { url: `${SHOP}/tea?token=secret#secret`, title: 'Tea' },
      },
    })
    for (let n = 0; n < 25; n++) {
      await world.call('updateVisitor', { ...from, body: { page: { url: `${SHOP}/p/${n}`, title: `Page ${n}` } } })
    }
    await world.call('updateVisitor', { ...from, body: { page: { url: `${SHOP}/p/24?again`, title: 'Page 24' } } })
    const { visitor } = await profileOf(id)
    expect(visitor).toMatchObject({
      name: '<b>Vera</b>',
      email: 'vera@example.com',
      referrer: 'https://search.example/',
      browser: 'Chrome 156 on Windows',
    })
    expect(visitor.pages).toHaveLength(20)
    expect(visitor.pages[0]).toMatchObject({ url: `${SHOP}/p/24`, title: 'Page 24' })
    expect(JSON.stringify(visitor)).not.toContain('secret')
    expect(
      (await world.call('updateVisitor', { ...from, body: { page: { url: 'javascript:alert(1)', title: '' } } }))
        .status,
    ).toBeLessThan(500)
    expect((await profileOf(id)).visitor.pages[0].url).toBe(`${SHOP}/p/24`)
  })

  it('N24 blocks and unblocks a visitor, for every command he sends afterwards', async () => {
    const vera = await world.addVisitor(tenant.site)
    const conversation = await world.addConversation(vera, 'hello')
    const from = { access: vera.access, origin: SHOP }
    const write = () => world.say(from, { conversationId: conversation.id }, { text: 'more' })
    await world.call('blockVisitor', { ...asAgent(), params: { id: vera.id } })
    expect((await write()).body.code).toBe('blocked')
    await world.call('unblockVisitor', { ...asAgent(), params: { id: vera.id } })
    expect((await write()).status).toBe(200)
    const { conversations } = await profileOf(vera.id)
    expect(conversations.map(({ id }: { id: string }) => id)).toEqual([conversation.id])
  })

  it('N86 N87 limits how many visitors one address makes; another has a budget of its own', async () => {
    const make = (address: string) =>
      world.server.app.inject({
        method: 'POST',
        url: '/api/v1/visitors',
        remoteAddress: address,
        headers: { origin: SHOP },
        payload: { siteKey: tenant.site.key },
      })
    let refused = 0
    for (let n = 0; n < 140; n++) refused += (await make(`2001:db8:1:2::${n.toString(16)}`)).statusCode === 429 ? 1 : 0
    expect(refused).toBeGreaterThan(0)
    expect((await make('2001:db8:1:3::1')).statusCode).toBe(201)
    world.pass(LIMITS.accessTokenMs)
    expect((await make('2001:db8:1:2::1')).statusCode).toBe(201)
  })

  it('N14 N20 an access token is good on its own site’s pages alone', async () => {
    const other = await world.domains.sites.create(tenant.workspaceId, {
      name: 'Other',
      allowedOrigins: ['https://other.example'],
    })
    const visitor = await world.addVisitor(other, 'https://other.example')
    expect((await world.call('listOwnConversations', { access: visitor.access, origin: SHOP })).body.code).toBe(
      'origin_not_allowed',
    )
    expect(
      (await world.call('listOwnConversations', { access: visitor.access, origin: 'https://other.example' })).status,
    ).toBe(200)
  })

  // Last: it outlives every session.
  it('SYNC-80 ends a token after sixty days without use, and after a hundred and eighty days in any case', async () => {
    const idle = await world.addVisitor(tenant.site)
    const used = await world.addVisitor(tenant.site)
    const codeAfter = async (days: number, token: string) => {
      world.pass(days * DAY)
      return (await exchange(token)).body.code
    }
    expect(await codeAfter(50, used.token)).toBeUndefined()
    expect(await codeAfter(11, idle.token)).toBe('token_invalid')
    expect(await codeAfter(0, used.token)).toBeUndefined()
    expect(await codeAfter(55, used.token)).toBeUndefined()
    expect(await codeAfter(55, used.token)).toBeUndefined()
    expect(await codeAfter(10, used.token)).toBe('token_invalid')
  })
})
