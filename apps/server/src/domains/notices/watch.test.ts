import { setTimeout as pause } from 'node:timers/promises'
import { engines } from '@parley/database/testing'
import type { Notice } from '@parley/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newCmid } from '../../lib/new-id.ts'
import { type PushService, startPushService } from '../../push/testing.ts'
import { INBOX, startWorld, type Tenant, type World } from '../../testing.ts'

const MINUTE = 60_000

describe.each(engines())('notices that no event brings, on %s', (engine) => {
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

  type RoleName = keyof Tenant['agents']
  const as = (role: RoleName) => ({ access: world.renewed(tenant.agents[role].access), origin: INBOX })
  const idOf = (role: RoleName) => tenant.agents[role]._id
  const look = () => world.domains.noticeWatch.look()
  const prefer = (role: RoleName, body: object) => world.call('updatePreferences', { ...as(role), body })
  async function of(role: RoleName, kind: Notice['kind']) {
    const { body } = await world.call('listNotices', { ...as(role), query: { limit: '100' } })
    return (body.notices as Notice[]).filter((one) => one.kind === kind)
  }
  /** Of one kind: what events bring comes when it comes. */
  const pushed = (kind: Notice['kind']) =>
    service.pushed.map(({ text }) => JSON.parse(text)).filter(({ tag }) => tag.startsWith(`${kind} `))
  async function aConversation() {
    const visitor = await world.addVisitor(tenant.site)
    const { id } = await world.addConversation(visitor, 'hello')
    while (world.domains.conversations.isBusy()) await pause(10)
    return id
  }
  async function assign(id: string, role: RoleName) {
    const cmid = newCmid(new Date())
    const body = { assigneeId: idOf(role), from: null }
    const command = { t: 'send', cmid, conversationId: id, kind: 'conv.assign', body }
    await world.call('appendEvent', { ...as('owner'), headers: { 'idempotency-key': cmid }, body: command })
    while (world.domains.conversations.isBusy()) await pause(10)
  }
  /** Who has a window open, as another instance says. */
  async function present(...roles: RoleName[]) {
    const { workspaceId } = tenant
    const agents = roles.map((role) => ({ id: idOf(role), name: role }))
    const seenAt = new Date(Date.now() + 1_000 * MINUTE)
    const presence = world.store.db.collection<{ _id: string; workspaceId: string; agents: object[]; seenAt: Date }>(
      'presence',
    )
    await presence.updateOne(
      { _id: `other ${workspaceId}`, workspaceId },
      { $set: { agents, seenAt } },
      { upsert: true },
    )
    world.pass(1_500)
  }

  it('N11 tell who has waited longer than the agent allows, once, and by push to whom no window tells', async () => {
    await prefer('admin', { overdueMinutes: 10 })
    const { keys, endpoint } = service.subscribe('phone')
    const texts = { kinds: { overdue: 'Waits too long', offline: 'Went offline' }, visitor: 'Visitor', test: 'x' }
    await world.call('addDevice', { ...as('owner'), body: { endpoint, keys, texts } })
    const id = await aConversation()
    world.pass(4 * MINUTE)
    await look()
    expect(await of('owner', 'overdue')).toEqual([])
    world.pass(2 * MINUTE)
    await look()
    await look()
    expect(await of('owner', 'overdue')).toMatchObject([{ conversationId: id, by: null, messageId: null }])
    expect(await of('admin', 'overdue')).toEqual([])
    await world.domains.agentDevices.run()
    expect(pushed('overdue').map(({ title }) => title)).toEqual(['Waits too long'])
    world.pass(5 * MINUTE)
    await look()
    expect(await of('admin', 'overdue')).toHaveLength(1)
    expect(await of('owner', 'overdue')).toHaveLength(1)
  })

  it('N11 tell of a conversation that somebody has its agent alone, and nobody of what was long ago', async () => {
    const id = await aConversation()
    await assign(id, 'agent')
    world.pass(6 * MINUTE)
    await look()
    expect((await of('agent', 'overdue')).map((one) => one.conversationId)).toContain(id)
    expect((await of('owner', 'overdue')).map((one) => one.conversationId)).not.toContain(id)
    const late = await aConversation()
    world.pass(5 * 60 * MINUTE)
    await look()
    expect((await of('owner', 'overdue')).map((one) => one.conversationId)).not.toContain(late)
  })

  it('N11 tell those who look after others that an agent with conversations went away, not while he reloads', async () => {
    const id = await aConversation()
    await assign(id, 'agent')
    await prefer('owner', { notices: { offline: { push: true } } })
    await present('agent', 'admin')
    await look()
    await present('admin')
    world.pass(30_000)
    await look()
    await present('agent', 'admin')
    await look()
    expect(await of('supervisor', 'offline')).toEqual([])
    await present('admin')
    world.pass(MINUTE)
    await look()
    await look()
    for (const role of ['supervisor', 'admin', 'owner'] as const)
      expect(await of(role, 'offline')).toMatchObject([{ by: idOf('agent'), conversationId: id }])
    expect(await of('agent', 'offline')).toEqual([])
    await world.domains.agentDevices.run()
    expect(pushed('offline')).toMatchObject([{ title: 'Went offline', body: 'agent' }])
    await present()
    world.pass(MINUTE)
    await look()
    expect(await of('supervisor', 'offline')).toHaveLength(1) // the admin had none
  })
})
