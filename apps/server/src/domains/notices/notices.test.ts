import { setTimeout as pause } from 'node:timers/promises'
import { engines } from '@parley/database/testing'
import type { Notice } from '@parley/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { BusMessage } from '../../bus/bus.ts'
import { createMemoryBus } from '../../bus/memory-bus.ts'
import { newCmid } from '../../lib/new-id.ts'
import { INBOX, startWorld, type Tenant, type World } from '../../testing.ts'
import type { Noticed } from '../conversations/ports.ts'

describe.each(engines())('notices of agents on %s', (engine) => {
  const bus = createMemoryBus()
  let world: World
  let tenant: Tenant
  beforeAll(async () => {
    world = await startWorld(engine, {}, { bus })
    tenant = await world.addTenant('acme')
  })
  afterAll(() => world.stop())

  type RoleName = keyof Tenant['agents']
  const as = (role: RoleName, of = tenant) => ({ access: world.renewed(of.agents[role].access), origin: INBOX })
  const idOf = (role: RoleName) => tenant.agents[role]._id
  async function followed() {
    while (world.domains.conversations.isBusy()) await pause(10)
    await world.domains.conversations.jobs.notice()
  }
  async function list(role: RoleName, query: Record<string, string> = {}) {
    return (await world.call('listNotices', { ...as(role), query })).body as {
      notices: Notice[]
      unread: number
      hasMore: boolean
    }
  }
  const about = async (role: RoleName, conversationId: string) =>
    (await list(role)).notices.filter((one) => one.conversationId === conversationId).map(({ kind }) => kind)
  function command(role: RoleName, conversationId: string, kind: string, body: object) {
    const cmid = newCmid(new Date())
    const headers = { 'idempotency-key': cmid }
    return world.call('appendEvent', { ...as(role), headers, body: { t: 'send', cmid, conversationId, kind, body } })
  }

  async function aConversation(text = 'hello') {
    const visitor = await world.addVisitor(tenant.site)
    const { id } = await world.addConversation(visitor, text)
    await followed()
    const say = (words: string) =>
      world.say(
        { access: world.renewed(visitor.access), origin: 'https://shop.example' },
        { conversationId: id },
        { text: words },
      )
    return { id, visitor, say }
  }

  it('tell everybody of a department who waits, once, and are read for all when somebody takes him', async () => {
    const { id } = await aConversation('first')
    await followed()
    expect(await about('owner', id)).toEqual(['waiting'])
    expect(await about('agent', id)).toEqual(['waiting'])
    const before = (await list('agent')).unread
    const taken = await command('owner', id, 'conv.assign', { assigneeId: idOf('owner'), from: null })
    expect(taken.status).toBeLessThan(300)
    await followed()
    expect((await list('agent')).unread).toBe(before - 1)
    expect(await about('owner', id)).toEqual(['waiting']) // he took it himself: nobody tells him
  })

  it('tell of an assignment and of messages after it, of several the newest', async () => {
    const { id, say } = await aConversation('second')
    await command('owner', id, 'conv.assign', { assigneeId: idOf('agent'), from: null })
    await followed()
    expect(await about('agent', id)).toEqual(['assigned', 'waiting'])
    await say('more')
    await followed()
    await say('and more')
    await followed()
    expect(await about('agent', id)).toEqual(['message', 'assigned', 'waiting'])
    expect(await about('owner', id)).toEqual(['waiting'])
  })

  it('tell from whom a conversation was taken, and by whom, but not of what he did himself or has again', async () => {
    const { id } = await aConversation('taken')
    const taken = async (role: RoleName) =>
      (await list(role)).notices.filter((one) => one.conversationId === id && one.kind === 'taken')
    const assign = async (by: RoleName, to: RoleName | null, from: RoleName | null) => {
      const body = { assigneeId: to && idOf(to), from: from && idOf(from) }
      expect((await command(by, id, 'conv.assign', body)).status).toBeLessThan(300)
    }
    await assign('agent', 'agent', null)
    await assign('supervisor', 'supervisor', 'agent')
    await followed()
    expect(await taken('agent')).toMatchObject([{ by: idOf('supervisor'), isRead: false, visitor: null }])
    expect(await taken('supervisor')).toEqual([])
    await assign('supervisor', 'admin', 'supervisor') // he gave it away himself
    await assign('owner', null, 'admin')
    await assign('admin', 'admin', null) // and has it again before anybody could be told
    await followed()
    expect(await taken('supervisor')).toEqual([])
    expect(await taken('admin')).toEqual([])
  })

  it('tell of what was passed on to a department also whom it left behind, without a word of it', async () => {
    const { id } = await aConversation('passed on')
    await command('agent', id, 'conv.assign', { assigneeId: idOf('agent'), from: null })
    const departmentId = await world.domains.departments.add(tenant.workspaceId, 'Elsewhere')
    const passed = await command('owner', id, 'conv.department', { departmentId, from: idOf('agent') })
    expect(passed.status).toBeLessThan(300)
    await followed()
    const [told] = (await list('agent')).notices
    expect(told).toMatchObject({ kind: 'taken', conversationId: id, by: idOf('owner'), visitor: null, messageId: null })
    expect((await list('agent')).notices.filter((one) => one.conversationId === id)).toHaveLength(1)
  })

  it('tell whom a note mentions, and nobody of what he wrote himself', async () => {
    const { id } = await aConversation('third')
    const note = {
      v: 1,
      type: 'text',
      text: '@agent look',
      attachments: [],
      named: [{ id: idOf('agent'), name: 'agent' }],
    }
    expect((await command('admin', id, 'note.new', note)).status).toBeLessThan(300)
    await followed()
    expect(await about('agent', id)).toEqual(['mention', 'waiting'])
    expect(await about('admin', id)).toEqual(['waiting'])
    const [told] = (await list('agent')).notices
    expect(told).toMatchObject({ kind: 'mention', by: idOf('admin'), isRead: false })
    expect(told?.messageId).toMatch(/^msg_/)
  })

  it('are the same notices when a log is followed again', async () => {
    const { id } = await aConversation('again')
    const before = await list('admin')
    expect(before.notices.map(({ conversationId }) => conversationId)).toContain(id)
    // What a process that died had told of, and not noted, comes again.
    const { workspaceId } = tenant
    const records = await world.domains.conversations.recordsById(workspaceId, [id])
    const events = await world.store.db
      .collection<Noticed['events'][number]>('events')
      .find({ workspaceId, conversationId: id })
      .toArray()
    const noticed = records.map((record): Noticed => ({ record, events }))
    expect(noticed).toHaveLength(1)
    await world.domains.notices.noticer.take(workspaceId, noticed)
    expect(await list('admin')).toEqual(before)
  })

  it('are marked and cleared by their own agent alone', async () => {
    const { id } = await aConversation('marked')
    const [mine] = (await list('agent')).notices
    const ids = [mine?.id]
    const mark = (role: RoleName, body: object) => world.call('markNotices', { ...as(role), body })
    const others = (await list('owner')).unread
    expect((await mark('owner', { ids, isRead: true })).body.unread).toBe(others)
    expect((await list('agent')).notices[0]?.isRead).toBe(false)
    await mark('agent', { ids, isRead: true })
    expect((await list('agent')).notices[0]?.isRead).toBe(true)
    await mark('agent', { conversationId: id, isRead: false })
    expect((await list('agent')).notices[0]?.isRead).toBe(false)
    expect((await mark('agent', { isRead: true })).body).toEqual({ unread: 0 })
    expect((await mark('agent', { ids, conversationId: id, isRead: true })).status).toBe(400)
    expect((await world.call('clearNotices', as('agent'))).status).toBe(204)
    expect(await list('agent')).toEqual({ notices: [], unread: 0, hasMore: false })
    expect((await list('owner')).notices.length).toBeGreaterThan(0)
  })

  it('come in pages', async () => {
    for (const text of ['one', 'two', 'three']) await aConversation(text)
    const all = (await list('supervisor')).notices
    const first = await list('supervisor', { limit: '2' })
    expect(first).toMatchObject({ notices: all.slice(0, 2), hasMore: true })
    const next = await list('supervisor', { limit: '2', before: first.notices[1]?.id ?? '' })
    expect(next.notices).toEqual(all.slice(2, 4))
  })

  it('hold nothing that was said or who said it, and are not told of what the agent may not see', async () => {
    const { id } = await aConversation('secret words')
    const kept = await world.store.db
      .collection('notices')
      .find({ workspaceId: tenant.workspaceId, conversationId: id })
      .toArray()
    expect(kept.length).toBeGreaterThan(0)
    expect(JSON.stringify(kept)).not.toMatch(/secret|visitor/)
    await world.store.db
      .collection<{ _id: string; departmentIds: string[] }>('agents')
      .updateOne({ _id: idOf('agent'), workspaceId: tenant.workspaceId }, { $set: { departmentIds: [] } })
    world.pass(11_000)
    const other = await world.signIn(tenant.agents.agent.email)
    const { body } = await world.call('listNotices', { access: other.access, origin: INBOX })
    expect(body.notices).toEqual([])
  })

  it('are not written of what the agent does not want in the list, and wake his connections', async () => {
    const heard: BusMessage[] = []
    const stop = bus.subscribe((message) => heard.push(message))
    await world.call('updatePreferences', { ...as('admin'), body: { notices: { waiting: { centre: false } } } })
    world.pass(3_000)
    const { id } = await aConversation('unwanted')
    stop()
    expect(await about('admin', id)).toEqual([])
    expect(await about('owner', id)).toEqual(['waiting'])
    const told = heard.flatMap((one) => (one.type === 'notices' ? one.agentIds : []))
    expect(told).toContain(idOf('owner'))
    expect(told).not.toContain(idOf('admin'))
  })
})
