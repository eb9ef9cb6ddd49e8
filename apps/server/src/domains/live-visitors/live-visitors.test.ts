import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { engines } from '@parley/database/testing'
import { type LiveVisitor, PROTOCOL_LEVEL } from '@parley/protocol'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { WebSocket } from 'ws'
import type { VisitorPrincipal } from '../../lib/principal.ts'
import type { Sink } from '../../realtime/sink.ts'
import { INBOX, SHOP, startWorld, type Tenant, type World } from '../../testing.ts'
import { createLiveVisitors, type LiveVisitors } from './index.ts'

type Visitor = Awaited<ReturnType<World['addVisitor']>>

// They wait for timers of seconds, on machines that are busy.
describe.each(engines())('live visitors on %s', { timeout: 60_000 }, (engine) => {
  let world: World
  let acme: Tenant
  let other: Tenant
  beforeAll(async () => {
    world = await startWorld(engine)
    ;[acme, other] = [await world.addTenant('acme'), await world.addTenant('other')]
  })
  afterAll(() => world.stop())

  const anInstance = (): LiveVisitors =>
    createLiveVisitors({ ...world.domains, db: world.store.db, clock: world.deps.clock, log: world.deps.logger })

  /** The line of a visitor to an instance; the result ends it. */
  function attend(to: LiveVisitors, { id }: Pick<Visitor, 'id'>, { workspaceId, site } = acme) {
    const nobody = { predecessorId: null, contactId: null, name: null, email: null, phone: null, blocked: false }
    const who = { workspaceId, siteId: site._id, visitorId: id } as VisitorPrincipal
    const principal: VisitorPrincipal = { ...who, type: 'visitor', ...nobody }
    const hear = () => undefined
    const sink: Sink = { principal, send: hear, sendAgain: hear, sendIfIdle: hear, room: () => null }
    return to.feed.attend(sink)
  }

  const as = (role: keyof Tenant['agents'], tenant = acme) => ({
    ...{ access: world.renewed(tenant.agents[role].access), origin: INBOX },
  })
  async function listed(tenant = acme, query = {}, role: keyof Tenant['agents'] = 'agent') {
    world.pass(2_000) // what was found holds so long
    const { status, body } = await world.call('listLiveVisitors', { ...as(role, tenant), query })
    expect(status).toBe(200)
    return body as { visitors: LiveVisitor[]; total: number; truncated: boolean }
  }
  const idsIn = async (...args: Parameters<typeof listed>) => (await listed(...args)).visitors.map(({ id }) => id)
  const comes = (id: string, ...args: Parameters<typeof listed>) =>
    vi.waitFor(async () => expect(await idsIn(...args)).toContain(id), { timeout: 15_000, interval: 200 })
  const tell = ({ access }: Visitor, body: object) => world.call('updateVisitor', { access, origin: SHOP, body })

  it('shows who has a line to whichever instance, each once, and where he is', async () => {
    const [one, two] = [anInstance(), anInstance()]
    const [vera, otto] = [await world.addVisitor(acme.site), await world.addVisitor(acme.site)]
    await tell(vera, {
      ...{ name: 'Vera', email: 'vera@example.com', language: 'de', timeZone: 'Europe/Vienna' },
      ...{ page: { url: `${SHOP}/tea?token=sesame#hash`, title: 'Tea' }, referrer: 'https://search.example/?q=tea' },
    })
    const ends = [attend(one, vera), attend(two, vera), attend(two, otto)]
    await comes(vera.id)
    await comes(otto.id)
    const { visitors, truncated } = await listed()
    const [found] = visitors.filter(({ id }) => id === vera.id)
    expect(visitors.filter(({ id }) => id === vera.id)).toHaveLength(1)
    expect(found).toMatchObject({
      ...{ siteId: acme.site._id, name: 'Vera', email: 'vera@example.com', language: 'de', blocked: false },
      ...{ page: { url: `${SHOP}/tea`, title: 'Tea' }, referrer: 'https://search.example/', conversation: null },
    })
    expect(JSON.stringify(visitors)).not.toContain('sesame')
    expect(truncated).toBe(false)
    expect((await world.call('countLiveVisitors', as('agent'))).body.total).toBeGreaterThanOrEqual(2)
    for (const end of ends) end()
    await Promise.all([one.close(), two.close()])
  })

  it('follows him through a page that changes its address, and forgets the page where the site writes none down', async () => {
    const one = anInstance()
    const vera = await world.addVisitor(acme.site)
    attend(one, vera)
    await tell(vera, { page: { url: `${SHOP}/tea`, title: 'Tea' } })
    await comes(vera.id)
    await tell(vera, { page: { url: `${SHOP}/basket`, title: 'Basket' } })
    const pageOf = async () => (await listed()).visitors.find(({ id }) => id === vera.id)?.page
    expect(await pageOf()).toMatchObject({ url: `${SHOP}/basket`, title: 'Basket' })
    const { privacy } = world.domains.sites.optionsOf(acme.site)
    const decide = (pages: boolean) =>
      world.domains.sites.update(acme.workspaceId, acme.site._id, { options: { privacy: { ...privacy, pages } } })
    await decide(false)
    world.pass(5_000)
    expect(await pageOf()).toBeNull()
    await decide(true)
    world.pass(5_000)
    await one.close()
  })

  it('R25 forgets whoever hung up within seconds, by his own socket', async () => {
    const vera = await world.addVisitor(acme.site)
    await world.server.app.listen({ port: 0, host: '127.0.0.1' })
    const { port } = world.server.app.server.address() as AddressInfo
    const socket = new WebSocket(`ws://127.0.0.1:${port}/api/v1/socket`, { origin: SHOP })
    await once(socket, 'open')
    const told = { device: 'd', tab: 't', positions: {}, lists: {}, caps: [], token: vera.token }
    socket.send(JSON.stringify({ t: 'hello', v: [1, PROTOCOL_LEVEL], ...told }))
    await comes(vera.id)
    socket.terminate()
    // The clock is left alone: it is not by growing old that he goes.
    const isListed = async () =>
      JSON.stringify((await world.call('listLiveVisitors', as('agent'))).body).includes(vera.id)
    await vi.waitFor(async () => expect(await isListed()).toBe(false), { timeout: 25_000, interval: 500 })
  })

  it('counts a long-poll as a line, also between two of its requests', async () => {
    const vera = await world.addVisitor(acme.site)
    const poll = async () => {
      const body = { v: [1, PROTOCOL_LEVEL], positions: {}, lists: {}, wait: 1 }
      expect((await world.call('sync', { access: vera.access, origin: SHOP, body })).status).toBe(200)
    }
    await poll()
    await comes(vera.id)
    const [before] = (await listed()).visitors.filter(({ id }) => id === vera.id)
    await poll()
    const [after] = (await listed()).visitors.filter(({ id }) => id === vera.id)
    expect(after?.hereSince).toBe(before?.hereSince)
  })

  it('R25 forgets the visitors of an instance that was killed', async () => {
    const one = anInstance()
    const vera = await world.addVisitor(acme.site)
    attend(one, vera)
    await comes(vera.id)
    // It says no more that it lives, and no goodbye either.
    world.pass(35_000)
    expect(await idsIn()).not.toContain(vera.id)
    await one.close()
  })

  it('S4 never tells one tenant of another’s visitors, by site or without', async () => {
    const one = anInstance()
    const theirs = await world.addVisitor(other.site)
    attend(one, theirs, other)
    await comes(theirs.id, other)
    expect(await idsIn(acme)).not.toContain(theirs.id)
    const { status, body } = await world.call('listLiveVisitors', {
      ...as('agent'),
      query: { siteId: other.site._id },
    })
    expect([status, body.code]).toEqual([404, 'site_not_found'])
    await one.close()
  })

  it('finds by site, name, address and page', async () => {
    const one = anInstance()
    const site = await world.domains.sites.create(acme.workspaceId, { name: 'blog', allowedOrigins: [SHOP] })
    const [vera, otto] = [await world.addVisitor(acme.site), await world.addVisitor(site)]
    await tell(otto, { name: 'Otto Ohm', page: { url: `${SHOP}/posts/1`, title: 'Of resistance' } })
    attend(one, vera)
    attend(one, otto, { ...acme, site })
    await comes(otto.id)
    expect(await idsIn(acme, { siteId: site._id })).toEqual([otto.id])
    for (const search of ['ohm', ' RESIST', '/posts/']) expect(await idsIn(acme, { search })).toEqual([otto.id])
    expect(await idsIn(acme, { search: 'nobody at all' })).toEqual([])
    await one.close()
  })

  it('tells of his conversation whoever may read it, and nobody else', async () => {
    const one = anInstance()
    const vera = await world.addVisitor(acme.site)
    const { id } = await world.addConversation(vera, 'hello')
    const { workspaceId } = acme
    const agent = await world.domains.agents.createWithPassword(workspaceId, {
      ...{ name: 'stranger', email: 'stranger@acme.example', role: 'agent', password: 'correct horse battery' },
    })
    await world.store.db
      .collection<{ _id: string }>('agents')
      .updateOne({ _id: agent._id, workspaceId }, { $set: { departmentIds: [] } })
    const stranger = await world.signIn('stranger@acme.example')
    attend(one, vera)
    await comes(vera.id)
    const conversationFor = async (access: string) => {
      world.pass(2_000)
      const { body } = await world.call('listLiveVisitors', { access: world.renewed(access), origin: INBOX })
      return body.visitors.find((visitor: LiveVisitor) => visitor.id === vera.id)?.conversation
    }
    await vi.waitFor(async () =>
      expect(await conversationFor(acme.agents.supervisor.access)).toMatchObject({ id, status: 'open' }),
    )
    expect(await conversationFor(stranger.access)).toBeNull()
    await one.close()
  })

  it('tells of blocked ones that they are, and of erased ones nothing', async () => {
    const one = world.domains.liveVisitors
    const vera = await world.addVisitor(acme.site)
    attend(one, vera)
    await comes(vera.id)
    await world.call('blockVisitor', { ...as('agent'), params: { id: vera.id } })
    expect((await listed()).visitors.find(({ id }) => id === vera.id)?.blocked).toBe(true)
    await world.call('eraseOwnData', { access: vera.access, origin: SHOP })
    // Nobody waits for what was found a moment ago to grow old.
    const { body } = await world.call('listLiveVisitors', as('agent'))
    expect(body.visitors.map(({ id }: LiveVisitor) => id)).not.toContain(vera.id)
    const stored = async () =>
      JSON.stringify(await world.store.db.collection('live_visitors').find({ workspaceId: acme.workspaceId }).toArray())
    await vi.waitFor(async () => expect(await stored()).not.toContain(vera.id), { timeout: 10_000 })
  })

  it.each(['listLiveVisitors', 'countLiveVisitors'] as const)(
    '%s refuses visitors, and whoever is nobody',
    async (name) => {
      const vera = await world.addVisitor(acme.site)
      expect((await world.call(name, { access: vera.access, origin: SHOP })).body.code).toBe('token_invalid')
      expect((await world.call(name, { origin: INBOX })).body.code).toBe('unauthenticated')
      expect((await world.call(name, { ...as('agent'), origin: SHOP })).body.code).toBe('origin_not_allowed')
    },
  )
})
