import { engines } from '@parley/database/testing'
import { LIMITS } from '@parley/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newCreateKey } from '../../lib/new-id.ts'
import { aFile, INBOX, SHOP, startWorld, type Tenant, type World } from '../../testing.ts'
import { aSigner, identified } from '../contacts/testing.ts'

describe.each(engines())('whom an agent may begin a conversation with, on %s', { timeout: 60_000 }, (engine) => {
  let world: World
  let tenant: Tenant
  let other: Tenant
  beforeAll(async () => {
    world = await startWorld(engine)
    tenant = await world.addTenant('shop')
    other = await world.addTenant('rival')
  })
  afterAll(() => world.stop())

  const asAgent = (of = tenant) => ({ access: world.renewed(of.agents.owner.access), origin: INBOX })
  const create = (visitorId: string) => ({ create: { key: newCreateKey(world.deps.clock.now()), visitorId } })
  const begin = (visitorId: string, of = tenant) => world.say(asAgent(of), create(visitorId), { text: 'May I help?' })
  const own = (access: string) => world.call('listOwnConversations', { access, origin: SHOP })

  it('a visitor of the workspace, with files; S4 nobody of another’s', async () => {
    const vera = await world.addVisitor(tenant.site)
    const { create: target } = create(vera.id)
    const query = { createKey: target.key }
    const file = await world.call('uploadAttachment', { ...asAgent(), query, ...aFile() })
    expect(file.status).toBe(201)
    const sent = await world.say(asAgent(), { create: target }, { text: 'See', attachments: [file.body.id] })
    expect(sent.status).toBe(200)
    const id = sent.body.conversationId
    expect((await own(vera.access)).body.conversations).toMatchObject([{ id, unread: 1, last: { attachments: 1 } }])
    const link = { conversationId: id, ids: [file.body.id] }
    expect((await world.call('linkAttachments', { access: vera.access, origin: SHOP, body: link })).status).toBe(200)
    expect((await begin(vera.id, other)).body).toMatchObject({ status: 404, code: 'visitor_not_found' })
  })

  it('nobody who is blocked, until he is not', async () => {
    const vera = await world.addVisitor(tenant.site)
    await world.call('blockVisitor', { ...asAgent(), params: { id: vera.id } })
    expect((await begin(vera.id)).body.code).toBe('blocked')
    await world.call('unblockVisitor', { ...asAgent(), params: { id: vera.id } })
    expect((await begin(vera.id)).status).toBe(200)
  })

  it('SYNC-84 a person, whatever became of his browser, until his data are erased', async () => {
    const host = await aSigner(world, tenant)
    const ada = await identified(world, tenant.site.key, { identity: host.sign('ada', { name: 'Ada' }) })
    const { visitorId, access } = ada.body
    await world.call('endVisitor', { access, origin: SHOP })
    const begun = await begin(visitorId)
    expect(begun.status).toBe(200)
    const back = await identified(world, tenant.site.key, { identity: host.sign('ada') })
    const { body } = await own(back.body.access)
    expect(body.conversations).toMatchObject([{ id: begun.body.conversationId }])
    await world.call('eraseOwnData', { access: back.body.access, origin: SHOP })
    expect((await begin(visitorId)).body.code).toBe('visitor_gone')
  })

  it('nobody who can’t come back: erased, logged out, or with a token that has expired', async () => {
    const [erased, ended, late] = [
      await world.addVisitor(tenant.site),
      await world.addVisitor(tenant.site),
      await world.addVisitor(tenant.site),
    ]
    await world.call('eraseOwnData', { access: erased.access, origin: SHOP })
    await world.call('endVisitor', { access: ended.access, origin: SHOP })
    for (const { id } of [erased, ended])
      expect((await begin(id)).body).toMatchObject({ status: 410, code: 'visitor_gone' })
    expect((await begin(late.id)).status).toBe(200)
    world.pass(LIMITS.visitorTokenIdleMs + 1_000)
    const { access } = await world.signIn('owner@shop.example')
    const again = await world.say({ access, origin: INBOX }, create(late.id), { text: 'May I help?' })
    expect(again.body.code).toBe('visitor_gone')
  })
})
