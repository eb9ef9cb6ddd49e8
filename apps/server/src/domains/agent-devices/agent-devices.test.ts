import { setTimeout as pause } from 'node:timers/promises'
import { engines } from '@parley/database/testing'
import type { AgentDevice } from '@parley/protocol'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newCmid } from '../../lib/new-id.ts'
import { type PushService, startPushService } from '../../push/testing.ts'
import { INBOX, startWorld, type Tenant, type World } from '../../testing.ts'

const TEXTS = {
  kinds: { waiting: 'Neues Gespräch', assigned: 'Dir zugewiesen', mention: 'Erwähnung', message: 'Neue Nachricht' },
  visitor: 'Besucher',
  test: 'Es geht.',
}
const WINDOW_MS = 7_000

describe.each(engines())('devices of agents on %s', (engine) => {
  let service: PushService
  let world: World
  let tenant: Tenant
  let names = 0
  beforeAll(async () => {
    service = await startPushService()
    world = await startWorld(engine, {}, { outbound: service.outbound })
    tenant = await world.addTenant('acme')
  })
  beforeEach(() => {
    service.pushed.length = 0
  })
  afterEach(async () => {
    service.answer(201)
    for (const { _id } of Object.values(tenant.agents))
      await world.store.db.collection('agent_devices').deleteMany({ workspaceId: tenant.workspaceId, agentId: _id })
  })
  afterAll(async () => {
    await world.stop()
    await service.stop()
  })

  type RoleName = keyof Tenant['agents']
  const as = (role: RoleName) => ({ access: world.renewed(tenant.agents[role].access), origin: INBOX })
  const idOf = (role: RoleName) => tenant.agents[role]._id
  const heard = (path: string) => service.pushed.filter((one) => one.path === `/${path}`)
  const shown = (path: string) => heard(path).map(({ text }) => JSON.parse(text))
  const devices = async (role: RoleName) => (await world.call('listDevices', as(role))).body.devices as AgentDevice[]

  /** A device of the agent; gives what the push service calls it. */
  async function aDevice(role: RoleName, body: object = {}, from: object = as(role)) {
    const name = `device-${++names}`
    const target = service.subscribe(name)
    const answer = await world.call('addDevice', { ...from, body: { ...target, texts: TEXTS, ...body } })
    expect(answer.status).toBe(201)
    world.pass(3_500) // whoever had none is known by now to have one
    return { name, id: answer.body.id as string, target }
  }
  async function followed() {
    while (world.domains.conversations.isBusy()) await pause(10)
    await world.domains.conversations.jobs.notice()
  }
  async function sent(afterMs = 0) {
    await followed()
    world.pass(afterMs)
    await world.domains.agentDevices.run()
  }
  async function aConversation(text = 'secret words', name: string | null = 'Vera') {
    const visitor = await world.addVisitor(tenant.site)
    const from = { access: visitor.access, origin: 'https://shop.example' }
    if (name) await world.call('updateVisitor', { ...from, body: { name } })
    const { id, messageId } = await world.addConversation(visitor, text)
    const say = (words: string) =>
      world.say({ ...from, access: world.renewed(visitor.access) }, { conversationId: id }, { text: words })
    return { id, messageId, say }
  }
  function command(role: RoleName, conversationId: string, kind: string, body: object) {
    const cmid = newCmid(new Date())
    const headers = { 'idempotency-key': cmid }
    return world.call('appendEvent', { ...as(role), headers, body: { t: 'send', cmid, conversationId, kind, body } })
  }
  const prefer = (role: RoleName, body: object) => world.call('updatePreferences', { ...as(role), body })

  it('N01 tell each of them once what happened, and who wrote, and nothing of what was said', async () => {
    const [phone, tablet] = [await aDevice('owner'), await aDevice('owner')]
    const { id, messageId } = await aConversation()
    await sent()
    await sent(60_000)
    await world.domains.conversations.jobs.notice()
    for (const { name } of [phone, tablet])
      expect(shown(name)).toEqual([
        { title: 'Neues Gespräch', body: 'Vera', tag: `waiting ${id}`, path: `/c/${id}#${messageId}` },
      ])
    expect(JSON.stringify(service.pushed)).not.toContain('secret')
    expect(heard(phone.name)[0]?.claims).toMatchObject({ aud: 'https://push.example', sub: INBOX })
  })

  it.each([
    ['event', ''],
    ['name', 'Vera'],
    ['words', 'Vera: secret words'],
  ])('say no more than the agent lets them: %s', async (pushTells, body) => {
    await prefer('owner', { pushTells })
    const { name } = await aDevice('owner')
    await aConversation()
    await sent()
    expect(shown(name)).toMatchObject([{ body }])
    await prefer('owner', { pushTells: 'name' })
  })

  it('are told by the events that the agent chose', async () => {
    await prefer('admin', { notices: { waiting: { push: false }, mention: { centre: false } } })
    const { name } = await aDevice('admin')
    const { id } = await aConversation('x', null)
    await sent()
    expect(heard(name)).toEqual([])
    const named = [{ id: idOf('admin'), name: 'admin' }]
    await command('owner', id, 'note.new', { v: 1, type: 'text', text: '@admin look', attachments: [], named })
    await sent()
    expect(shown(name)).toMatchObject([{ title: 'Erwähnung', body: 'Besucher' }])
    await prefer('admin', { notices: {} })
  })

  it('wait for a window that is open, and are not told of what it has told, or of what was read', async () => {
    const { name } = await aDevice('owner')
    const [present] = Object.values(tenant.agents).filter(({ role }) => role === 'owner')
    await world.store.db.collection<{ _id: string }>('presence').insertOne({
      ...{ _id: `${tenant.workspaceId}:x`, workspaceId: tenant.workspaceId, instance: 'x' },
      ...{ agents: [{ id: present?._id, name: 'owner' }], seenAt: new Date(Date.now() + 600_000) },
    })
    world.pass(2_000)
    const told = await aConversation()
    await sent()
    expect(heard(name)).toEqual([])
    const body = { told: [{ kind: 'waiting', conversationId: told.id }] }
    expect((await world.call('tellNotices', { ...as('owner'), body })).status).toBe(204)
    const read = await aConversation()
    await followed()
    await world.call('markNotices', { ...as('owner'), body: { conversationId: read.id, isRead: true } })
    const taken = await aConversation()
    await followed()
    await command('admin', taken.id, 'conv.assign', { assigneeId: idOf('admin'), from: null })
    await sent(WINDOW_MS)
    expect(heard(name)).toEqual([])
    await aConversation()
    await sent(WINDOW_MS)
    expect(heard(name)).toHaveLength(1)
    await world.store.db.collection('presence').deleteMany({ workspaceId: tenant.workspaceId })
    world.pass(2_000)
  })

  /** Somebody has a window of the inbox open. */
  async function present(role: RoleName) {
    const shown = world.store.db.collection<{ _id: string }>('presence')
    await shown.insertOne({
      ...{ _id: `${tenant.workspaceId}:x`, workspaceId: tenant.workspaceId, instance: 'x' },
      ...{ agents: [{ id: idOf(role), name: role }], seenAt: new Date(world.deps.clock.now().getTime() + 900_000) },
    })
    world.pass(2_000)
    return async () => {
      await shown.deleteMany({ workspaceId: tenant.workspaceId })
      world.pass(2_000)
    }
  }

  it('N01 are told of what a window rang to an empty chair, two minutes later, once, and not where it rang', async () => {
    const { access } = await world.signIn(tenant.agents.owner.email)
    const phone = await aDevice('owner', {}, { access, origin: INBOX })
    const desk = await aDevice('owner')
    const goes = await present('owner')
    const rang = async (...seen: boolean[]) => {
      const { id } = await aConversation()
      await followed()
      for (const isSeen of seen) {
        const body = { told: [{ kind: 'waiting', conversationId: id, isSeen }] }
        expect((await world.call('tellNotices', { ...as('owner'), body })).status).toBe(204)
      }
      return id
    }
    const alone = await rang(false)
    await rang(false, true) // whoever came back has seen it
    const taken = await rang(false)
    await command('admin', taken, 'conv.assign', { assigneeId: idOf('admin'), from: null })
    await sent(100_000)
    expect(service.pushed).toEqual([])
    await sent(30_000)
    await sent(300_000)
    expect(shown(phone.name)).toMatchObject([{ tag: `waiting ${alone}` }])
    expect(shown(desk.name)).toEqual([])
    const late = await rang() // nothing was told of it: it goes out, and then a window says that it rang
    await sent(WINDOW_MS)
    const body = { told: [{ kind: 'waiting', conversationId: late, isSeen: false }] }
    await world.call('tellNotices', { ...as('owner'), body })
    await sent(300_000)
    for (const { name } of [phone, desk]) expect(shown(name).filter(({ tag }) => tag.endsWith(late))).toHaveLength(1)
    // While it goes out it is not put off: whoever sends it would not know, and it would go out again.
    const pushes = world.store.db.collection('agent_pushes')
    const it = { workspaceId: tenant.workspaceId, conversationId: late, agentId: idOf('owner'), kind: 'waiting' }
    const claimed = new Date(world.deps.clock.now().getTime() + 50_000)
    await pushes.updateOne(it, { $set: { dueAt: claimed, tries: 1 } })
    await world.call('tellNotices', { ...as('owner'), body })
    expect(await pushes.findOne(it)).toMatchObject({ dueAt: claimed })
    await pushes.updateOne(it, { $set: { dueAt: null } })
    await goes()
  })

  it('N01 are asked again for an hour, and given up after days of nothing but failures, not after one outage', async () => {
    const { name } = await aDevice('owner')
    service.answer(503)
    await aConversation()
    await sent()
    for (const _ of [1, 2, 3, 4, 5, 6]) await sent(330_000)
    service.answer(201)
    await sent(1_500_000)
    expect(heard(name)).toHaveLength(1)
    service.answer(503)
    const outage = async () => {
      await aConversation()
      for (const _ of [1, 2, 3, 4, 5, 6, 7]) await sent(300_000)
    }
    for (const _ of [1, 2, 3]) {
      await outage()
      expect(await devices('owner')).toHaveLength(1)
      world.pass(24 * 60 * 60_000)
    }
    await outage()
    expect(await devices('owner')).toEqual([])
  })

  it('are left alone in quiet hours, but for what comes through; Activity has it all the same', async () => {
    const always = { on: true, zone: 'UTC', days: [0, 1, 2, 3, 4, 5, 6], from: 0, to: 1440, through: ['mention'] }
    expect((await prefer('admin', { quiet: always })).status).toBe(200)
    const { name } = await aDevice('admin')
    const { id } = await aConversation()
    await sent()
    expect(heard(name)).toEqual([])
    const { body } = await world.call('listNotices', as('admin'))
    expect(body.notices[0]).toMatchObject({ kind: 'waiting', conversationId: id })
    const named = [{ id: idOf('admin'), name: 'admin' }]
    await command('owner', id, 'note.new', { v: 1, type: 'text', text: '@admin look', attachments: [], named })
    await sent()
    expect(shown(name)).toMatchObject([{ title: 'Erwähnung' }])
    await prefer('admin', { quiet: { ...always, on: false } })
    await sent(60_000)
    expect(heard(name)).toHaveLength(1)
    expect((await prefer('admin', { quiet: { ...always, zone: 'Nowhere/Else' } })).status).toBe(400)
  })

  it('of several messages the newest is told', async () => {
    const { id, say } = await aConversation()
    await command('owner', id, 'conv.assign', { assigneeId: idOf('owner'), from: null })
    await followed()
    const { name } = await aDevice('owner')
    await say('one')
    await followed()
    await say('two')
    await sent()
    expect(shown(name)).toMatchObject([{ title: 'Neue Nachricht' }])
  })

  it('are tried again while the service is in trouble, those alone that did not take it, and then given up', async () => {
    const [phone, tablet] = [await aDevice('owner'), await aDevice('owner')]
    service.answer(503)
    await aConversation()
    await sent()
    expect((await devices('owner')).map(({ last }) => last?.outcome)).toEqual(['later', 'later'])
    service.answer(201)
    await sent(21_000)
    await sent(100_000)
    expect([heard(phone.name).length, heard(tablet.name).length]).toEqual([1, 1])
    expect((await devices('owner'))[0]?.last?.outcome).toBe('sent')
    service.answer(503)
    await aConversation()
    await sent()
    for (const _ of [1, 2, 3, 4, 5, 6]) await sent(700_000)
    service.answer(201)
    await sent(700_000)
    expect(heard(phone.name)).toHaveLength(1)
  })

  it.each([404, 410])('are forgotten when the service says that they are gone (%i)', async (status) => {
    await aDevice('owner')
    service.answer(status)
    await aConversation()
    await sent()
    expect(await devices('owner')).toEqual([])
  })

  it('end with their sign-in, and with the agent', async () => {
    const { access } = await world.signIn(tenant.agents.owner.email)
    const { name } = await aDevice('owner', {}, { access, origin: INBOX })
    const { body } = await world.call('listSessions', { access, origin: INBOX })
    const { id } = body.sessions.find(({ current }: { current: boolean }) => current)
    await world.call('revokeSession', { access, origin: INBOX, params: { id } })
    await aConversation()
    await sent()
    expect(heard(name)).toEqual([])
    expect(await devices('owner')).toEqual([])
  })

  it('are one agent’s: whoever subscribed in a browser last is told there', async () => {
    const first = await aDevice('owner')
    await world.call('addDevice', { ...as('agent'), body: { ...first.target, texts: TEXTS } })
    expect(await devices('owner')).toEqual([])
    expect(await devices('agent')).toHaveLength(1)
    const remove = (role: RoleName, id: string) => world.call('removeDevice', { ...as(role), params: { id } })
    const [his] = await devices('agent')
    expect((await remove('owner', his?.id ?? '')).status).toBe(404)
    expect((await remove('agent', his?.id ?? '')).status).toBe(204)
    expect(await devices('agent')).toEqual([])
  })

  it('are not told of what the agent may not see by then', async () => {
    const { name } = await aDevice('agent')
    service.answer(503)
    await aConversation()
    await sent()
    await world.store.db
      .collection<{ _id: string; departmentIds: string[] }>('agents')
      .updateOne({ _id: idOf('agent'), workspaceId: tenant.workspaceId }, { $set: { departmentIds: [] } })
    service.answer(201)
    await sent(30_000)
    expect(heard(name)).toEqual([])
  })

  it('send a message to try them, and say what became of it', async () => {
    const { name, id } = await aDevice('owner')
    const test = () => world.call('testDevice', { ...as('owner'), params: { id } })
    expect((await test()).body).toEqual({ outcome: 'sent' })
    expect(shown(name)).toEqual([{ title: 'Parley', body: 'Es geht.', tag: 'test', path: '/settings/notifications' }])
    const [device] = await devices('owner')
    expect(device).toMatchObject({ id, isHere: true, last: { outcome: 'sent' } })
    service.answer(403)
    expect((await test()).body).toEqual({ outcome: 'gone' })
    expect((await test()).status).toBe(404)
  })

  it('are the newest ten of an agent, each once, and their addresses are sealed', async () => {
    for (let n = 0; n < 11; n++) await aDevice('owner')
    const kept = await devices('owner')
    expect(kept).toHaveLength(10)
    const records = await world.store.db
      .collection('agent_devices')
      .find({ workspaceId: tenant.workspaceId, agentId: idOf('owner') })
      .toArray()
    expect(JSON.stringify(records)).not.toContain('push.example')
    expect((await world.call('listDevices', as('owner'))).body.key).toMatch(/^[\w-]{87}$/)
  })

  it.each(['https://127.0.0.1/x', 'https://localhost/x', 'http://push.example/x', 'https://push.example:8443/x'])(
    'N50 N55 refuse the endpoint %s',
    async (endpoint) => {
      const { keys } = service.subscribe('bad')
      const { status } = await world.call('addDevice', { ...as('owner'), body: { endpoint, keys, texts: TEXTS } })
      expect(status).toBe(400)
    },
  )
})
