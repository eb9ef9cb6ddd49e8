import { setTimeout as pause } from 'node:timers/promises'
import { engines } from '@parley/database/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Pushed, type PushService, startPushService } from '../../push/testing.ts'
import { INBOX, SHOP, startWorld, type Tenant, type World } from '../../testing.ts'
import { aSigner, identified } from '../contacts/testing.ts'

const TEXT = { text: 'New message from {name}', page: `${SHOP}/tea` }
const AWAY_MS = 11_000

describe.each(engines())('notifications of visitors on %s', (engine) => {
  let service: PushService
  let world: World
  let tenant: Tenant
  beforeAll(async () => {
    service = await startPushService()
    world = await startWorld(engine, {}, { outbound: service.outbound })
    tenant = await world.addTenant('acme')
  })
  afterAll(async () => {
    await world.stop()
    await service.stop()
  })

  /** A visitor with a conversation whose browser is subscribed as `name`. */
  async function aVisitor(name: string) {
    const visitor = await world.addVisitor(tenant.site)
    const conversation = await world.addConversation(visitor, 'hello')
    const from = () => ({ access: world.renewed(visitor.access), origin: SHOP })
    const subscribe = (body: object) => world.call('addPush', { ...from(), body: { ...TEXT, ...body } })
    expect((await subscribe(service.subscribe(name))).status).toBe(204)
    const answer = async (text = 'secret words') => {
      const agent = { access: world.renewed(tenant.agents.owner.access), origin: INBOX }
      expect((await world.say(agent, { conversationId: conversation.id }, { text })).status).toBeLessThan(300)
    }
    const away = async () => {
      while (world.domains.conversations.isBusy()) await pause(10)
      world.pass(AWAY_MS)
      await world.domains.conversations.jobs.notify()
    }
    const told = () => service.pushed.filter(({ path }) => path === `/${name}`)
    const kept = () =>
      world.store.db
        .collection('push_subscriptions')
        .find({ workspaceId: tenant.workspaceId, visitorId: visitor.id })
        .toArray()
    return { visitor, conversation, from, subscribe, answer, away, told, kept }
  }

  it('tell who answered and nothing of what was said, once, encrypted, under one topic', async () => {
    const { answer, away, told, conversation } = await aVisitor('once')
    await answer()
    await world.domains.conversations.jobs.notify()
    expect(told()).toEqual([]) // he may be here yet
    await away()
    await away()
    expect(told()).toHaveLength(1)
    const { text, headers, claims } = told()[0] as Pushed
    expect(JSON.parse(text)).toEqual({
      title: 'acme',
      body: 'New message from owner',
      tag: conversation.id,
      page: `${SHOP}/tea`,
    })
    expect(text).not.toContain('secret')
    expect(headers).toMatchObject({ 'content-encoding': 'aes128gcm', ttl: '86400' })
    expect(claims).toMatchObject({ aud: 'https://push.example', sub: INBOX })
    await answer()
    await away()
    expect(told()).toHaveLength(2)
    expect(told()[1]?.headers['topic']).toBe(headers['topic'])
  })

  it('are not sent for what a browser of the visitor has received, on whatever instance', async () => {
    const { answer, away, told, conversation, visitor } = await aVisitor('here')
    await answer()
    const holder = visitor.id
    await world.store.db.collection<{ _id: string }>('positions').insertOne({
      ...{
        _id: `${conversation.id}:${holder}`,
        workspaceId: tenant.workspaceId,
        conversationId: conversation.id,
        holder,
      },
      ...{ type: 'visitor', recvOrd: 1000, recvVseq: 1000, readOrd: 0, readVseq: 0, readCount: 0, gen: 0 },
    })
    await away()
    expect(told()).toEqual([])
  })

  it('survive a crash: the sweep finds what was forgotten', async () => {
    const { answer, told } = await aVisitor('swept')
    await answer()
    world.pass(AWAY_MS)
    await world.domains.conversations.jobs.repair(0)
    await world.domains.conversations.jobs.notify()
    expect(told()).toHaveLength(1)
  })

  it('are tried again when the service is in trouble, and sent once it is not', async () => {
    const { answer, away, told } = await aVisitor('trouble')
    service.answer(503)
    await answer()
    await away()
    expect(told()).toEqual([])
    service.answer(201)
    await away()
    expect(told()).toHaveLength(1)
  })

  it.each([404, 410])('end with a subscription that is gone (%i)', async (status) => {
    const { answer, away, kept } = await aVisitor(`gone-${status}`)
    service.answer(status)
    await answer()
    await away()
    service.answer(201)
    expect(await kept()).toEqual([])
  })

  it('N52 follow no redirect', async () => {
    const { answer, away, told } = await aVisitor('redirected')
    service.answer(302)
    await answer()
    await away()
    service.answer(201)
    expect(told()).toEqual([])
  })

  it('end when the visitor says so, and when he logs out', async () => {
    const one = await aVisitor('removed')
    expect((await world.call('removePush', one.from())).status).toBe(204)
    expect(await one.kept()).toEqual([])
    const other = await aVisitor('logged-out')
    await other.answer()
    await world.call('endVisitor', other.from())
    await other.away()
    expect(other.told()).toEqual([])
    expect(await other.kept()).toEqual([])
  })

  it('reach nobody else in the same browser: whoever subscribed there last is told', async () => {
    const before = await aVisitor('shared')
    const now = await aVisitor('shared-2')
    expect((await now.subscribe(service.subscribe('shared'))).status).toBe(204)
    expect(await before.kept()).toEqual([])
    expect(await now.kept()).toHaveLength(2)
    await before.answer()
    await before.away()
    expect(before.told()).toEqual([])
    await now.answer()
    await now.away()
    expect(before.told()).toHaveLength(1)
  })

  it('SYNC-86 reach a person in whichever browser he signed in with, for what he began before, until he logs out there', async () => {
    const host = await aSigner(world, tenant)
    const before = await aVisitor('anonymous')
    const upgrade = (sub: string) =>
      identified(world, tenant.site.key, { token: before.visitor.token, identity: host.sign(sub) })
    const { body: vera } = await upgrade('vera')
    const from = () => ({ access: world.renewed(vera.access), origin: SHOP })
    const body = { ...TEXT, ...service.subscribe('signed-in') }
    expect((await world.call('addPush', { ...from(), body })).status).toBe(204)
    const there = () => service.pushed.filter(({ path }) => path === '/signed-in').length
    await before.answer()
    await before.away()
    expect(there()).toBe(1)
    expect(before.told()).toEqual([]) // that visitor is gone
    await world.call('endVisitor', from())
    await before.answer()
    await before.away()
    expect(there()).toBe(1)
  })

  it('keep the newest five browsers of a visitor, each once, and their addresses sealed', async () => {
    const { subscribe, kept } = await aVisitor('five-0')
    for (const name of ['five-1', 'five-2', 'five-3', 'five-4', 'five-5', 'five-5']) {
      world.pass(1_000)
      await subscribe(service.subscribe(name))
    }
    const records = await kept()
    expect(records).toHaveLength(5)
    expect(JSON.stringify(records)).not.toContain('push.example')
  })

  it.each([
    'https://127.0.0.1/x',
    'https://localhost/x',
    'https://[::1]/x',
    'https://push.example:8443/x',
    'http://push.example/x',
    'https://user:pass@push.example/x',
    'javascript:alert(1)',
    `https://push.example/${'x'.repeat(1000)}`,
  ])('N50 N55 refuse the endpoint %s', async (endpoint) => {
    const { subscribe } = await aVisitor(`bad-${endpoint.length}`)
    const { keys } = service.subscribe('bad')
    expect((await subscribe({ endpoint, keys })).status).toBe(400)
  })

  it('are the site owner’s to offer', async () => {
    const { from, subscribe, answer, away, told } = await aVisitor('off')
    const { options } = world.domains.sites.toWire(tenant.site)
    await world.domains.sites.update(tenant.workspaceId, tenant.site._id, {
      options: { ...options, features: { ...options.features, push: false } },
    })
    world.pass(AWAY_MS)
    expect((await world.call('getPush', from())).body.code).toBe('feature_off')
    expect((await subscribe(service.subscribe('off-2'))).body.code).toBe('feature_off')
    await answer()
    await away()
    expect(told()).toEqual([])
  })
})
