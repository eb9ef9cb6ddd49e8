import { setTimeout as pause } from 'node:timers/promises'
import { engines } from '@parley/database/testing'
import type { ConversationRow, LogEntry, RouteName } from '@parley/protocol'
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { newCmid, newCreateKey } from '../../lib/new-id.ts'
import { dial } from '../../negative/testing/frame-runner.ts'
import { listen } from '../../negative/testing/neighbour.ts'
import { aFile, INBOX, type Input, SHOP, startWorld, type Tenant, type World } from '../../testing.ts'
import { eventually } from '../conversations/testing/log.ts'
import { keyOfPair } from './actions.ts'

type RoleName = keyof Tenant['agents']

describe.each(engines())('chats between agents on %s', { timeout: 60_000 }, (engine) => {
  let world: World
  let tenant: Tenant
  let other: Tenant
  let port: number
  beforeAll(async () => {
    world = await startWorld(engine)
    tenant = await world.addTenant('acme')
    other = await world.addTenant('other')
    port = await listen(world)
  })
  afterAll(() => world.stop())

  const as = (role: RoleName, of = tenant) => ({ access: world.renewed(of.agents[role].access), origin: INBOX })
  const idOf = (role: RoleName, of = tenant) => of.agents[role]._id
  async function settled() {
    while (world.domains.conversations.isBusy()) await pause(5)
    await world.domains.conversations.jobs.notice()
    await world.domains.conversations.jobs.indexSearch()
  }
  const begin = (role: RoleName, with_: readonly RoleName[], name?: string) =>
    world.call('beginTeamChat', {
      ...as(role),
      body: { key: newCreateKey(new Date()), memberIds: with_.map((one) => idOf(one)), ...(name && { name }) },
    })
  function command(by: Input, conversationId: string, kind: string, said: object) {
    const { cmid = newCmid(new Date()), ...body } = said as { cmid?: string }
    const headers = { 'idempotency-key': cmid }
    return world.call('appendEvent', { ...by, headers, body: { t: 'send', cmid, conversationId, kind, body } })
  }
  async function say(role: RoleName, id: string, text: string, more: object = {}) {
    const answer = await command(as(role), id, 'note.new', { v: 1, type: 'text', text, ...more })
    await settled()
    return answer
  }
  const group = async (role: RoleName, with_: readonly RoleName[], name = 'Lunch') =>
    (await begin(role, with_, name)).body.row.id as string
  const chats = async (role: RoleName, of = tenant) =>
    (await world.call('listTeamChats', as(role, of))).body.rows as (ConversationRow & { unread: number })[]
  const ids = async (role: RoleName) => (await chats(role)).map(({ id }) => id)
  const read = (role: RoleName, id: string, of = tenant) =>
    world.call('getConversation', { ...as(role, of), params: { id } })

  it('a direct one is the same for both, whoever asks, and is listed once something is said', async () => {
    const first = await begin('agent', ['supervisor'])
    expect(first.body.row).toMatchObject({ channel: 'team', team: { isDirect: true, name: null } })
    expect((await begin('supervisor', ['agent'])).body.row.id).toBe(first.body.row.id)
    expect(await ids('supervisor')).not.toContain(first.body.row.id)
    expect((await say('agent', first.body.row.id, 'Have you a minute?')).status).toBe(200)
    expect((await chats('supervisor'))[0]).toMatchObject({ id: first.body.row.id, unread: 1 })
    expect((await chats('agent'))[0]).toMatchObject({ id: first.body.row.id, unread: 0 })
  })

  it('are in order, once each, with edits, reactions and mentions, as every log', async () => {
    const id = await group('agent', ['supervisor', 'admin'])
    const cmid = newCmid(new Date())
    const body = { v: 1, type: 'text', text: 'One', cmid }
    const [{ body: sent }] = await Promise.all([
      command(as('agent'), id, 'note.new', body),
      command(as('agent'), id, 'note.new', body),
    ])
    const messageId = sent.id.replace('evt_', 'msg_')
    await command(as('agent'), id, 'note.edit', { messageId, text: 'One!' })
    await command(as('supervisor'), id, 'note.react', { messageId, emoji: '👍', on: true })
    await say('supervisor', id, 'Two, @admin', { named: [{ id: idOf('admin'), name: 'admin' }] })
    const { entries } = (await read('admin', id)).body as { entries: LogEntry[] }
    expect(entries.map(({ n, e }) => [n, e.kind])).toEqual([
      [1, 'note.new'],
      [2, 'note.edit'],
      [3, 'note.react'],
      [4, 'note.new'],
    ])
    expect(entries[0]?.e.state).toMatchObject({ body: { text: 'One!' }, reactions: [{ emoji: '👍' }] })
    expect(entries[3]?.e.body).toMatchObject({ mentions: [idOf('admin')] })
    const { notices } = (await world.call('listNotices', as('admin'))).body
    expect(notices.filter((one: { conversationId: string }) => one.conversationId === id)).toMatchObject([
      { kind: 'mention', by: idOf('supervisor') },
      { kind: 'message', by: idOf('agent'), visitor: 'Lunch' },
    ])
  })

  it('are in no list, count, search or queue of conversations, and in no mentions, of those who take part either', async () => {
    const id = await group('owner', ['admin'])
    await say('owner', id, 'zanzibar @admin', { named: [{ id: idOf('admin'), name: 'admin' }] })
    for (const view of ['waiting', 'mine', 'mentions', 'open', 'pending', 'closed', 'all'])
      for (const search of ['', 'zanzibar']) {
        const { rows } = (
          await world.call('listConversations', { ...as('admin'), query: { view, ...(search && { search }) } })
        ).body
        expect([view, search, rows.map((row: ConversationRow) => row.id)]).toEqual([view, search, []])
      }
    const { counts } = (await world.call('countConversations', as('admin'))).body
    expect(Object.values(counts)).toEqual(Object.values(counts).map(() => 0))
    const filter = { view: 'all', filter: {} }
    const { rows } = (await world.call('revalidateRows', { ...as('admin'), body: { ids: [id], within: filter } })).body
    expect(rows).toEqual([])
  })

  it('are found by those who take part alone, whatever the role of whoever searches', async () => {
    const id = await group('agent', ['supervisor'])
    await say('agent', id, 'xylophone')
    const found = async (role: RoleName) =>
      (await world.call('search', { ...as(role), query: { text: 'xylophone' } })).body.messages.length
    expect([await found('supervisor'), await found('owner'), await found('admin')]).toEqual([1, 0, 0])
  })

  /** Every way in by id, with what is refused. */
  const WAYS_IN: [RouteName, (id: string) => Input][] = [
    ['getConversation', (id) => ({ params: { id } })],
    ['listEvents', (id) => ({ params: { id } })],
    ['markUnread', (id) => ({ params: { id }, body: { from: `msg_${'0'.repeat(20)}` } })],
    ['uploadAttachment', (id) => ({ query: { conversationId: id }, ...aFile() })],
    ['linkTranscript', (id) => ({ params: { id }, body: { locale: 'en', zone: 'UTC', notes: true } })],
    ['createResumeLink', (id) => ({ params: { id } })],
    ['createRatingLink', (id) => ({ params: { id } })],
  ]
  it.each(WAYS_IN)('%s is not for an owner who takes no part, nor for another workspace', async (name, input) => {
    const id = await group('agent', ['supervisor'])
    await say('agent', id, 'among us')
    for (const by of [as('owner'), as('admin'), as('owner', other)])
      expect((await world.call(name, { ...by, ...input(id) })).body.code).toBe('conversation_not_found')
    expect((await world.call('revalidateRows', { ...as('owner'), body: { ids: [id] } })).body.rows).toEqual([])
  })

  it('are refused to a visitor by every door, even with the key of the group', async () => {
    const key = newCreateKey(new Date())
    const body = { key, memberIds: [idOf('supervisor')], name: 'Secret' }
    const { id } = (await world.call('beginTeamChat', { ...as('agent'), body })).body.row
    await say('agent', id, 'among us')
    const visitor = await world.addVisitor(tenant.site)
    const from = { access: visitor.access, origin: SHOP }
    expect((await world.call('getConversation', { ...from, params: { id } })).body.code).toBe('conversation_not_found')
    expect((await world.say(from, { conversationId: id }, { text: 'hi' })).body.code).toBe('conversation_not_found')
    expect((await world.say(from, { create: { key } }, { text: 'hi' })).body.code).toBe('conversation_not_found')
    expect((await world.call('listOwnConversations', from)).body.conversations).toEqual([])
    const link = await world.call('createResumeLink', { ...as('agent'), params: { id } })
    expect(link.body.code).toBe('conversation_not_found')
  })

  it('nobody who knows two agents occupies their direct chat before it is begun', async () => {
    const visitor = await world.addVisitor(tenant.site)
    const from = { access: visitor.access, origin: SHOP }
    for (const role of ['supervisor', 'admin'] as const) {
      const key = keyOfPair(idOf('owner'), idOf(role))
      const body = { key, memberIds: [idOf('supervisor')], name: 'Mine' }
      const group = await world.call('beginTeamChat', { ...as('agent'), body })
      if (role === 'admin') expect((await world.say(from, { create: { key } }, { text: 'hi' })).status).toBe(404)
      const { id, team } = (await begin('owner', [role])).body.row
      expect(id).not.toBe(group.body.row.id)
      expect([team.isDirect, team.memberIds.toSorted()]).toEqual([true, [idOf('owner'), idOf(role)].toSorted()])
      await say('owner', id, 'between us')
      expect((await read('agent', id)).body.code).toBe('conversation_not_found')
    }
  })

  it('no key of a conversation with a visitor is one of a chat, though the agent reads that conversation', async () => {
    const visitor = await world.addVisitor(other.site)
    const key = newCreateKey(new Date())
    const said = await world.say({ access: visitor.access, origin: SHOP }, { create: { key } }, { text: 'hi' })
    expect((await read('owner', said.body.conversationId, other)).status).toBe(200)
    const body = { key, memberIds: [idOf('admin', other)], name: 'Us' }
    const begun = await world.call('beginTeamChat', { ...as('owner', other), body })
    expect(begun.body.code).toBe('conversation_not_found')
  })

  it.each([
    ['msg.new', { v: 1, type: 'text', text: 'x' }],
    ['conv.assign', { assigneeId: null, from: null }],
    ['conv.status', { status: 'closed' }],
    ['conv.tag', { add: ['x'], remove: [] }],
    ['conv.priority', { priority: 'high' }],
    ['conv.merge', { to: null }],
    ['conv.snooze', { until: '2030-01-01T00:00:00.000Z' }],
    ['conv.field', { key: 'email', value: 'x@example.com' }],
    ['note.new', { v: 1, type: 'text', text: 'x', purpose: 'request' }],
  ])('take no %s that is about visitors', async (kind, body) => {
    const id = await group('agent', ['supervisor'])
    expect((await command(as('agent'), id, kind, body)).body.code).toBe('forbidden')
  })

  it('a group gets a name, and members who read it from its beginning; one who left reads nothing more', async () => {
    const id = await group('agent', ['supervisor'])
    await say('agent', id, 'before')
    expect((await read('admin', id)).status).toBe(404)
    expect((await command(as('admin'), id, 'part.join', { agentId: idOf('admin') })).body.code).toBe(
      'conversation_not_found',
    )
    await command(as('supervisor'), id, 'part.join', { agentId: idOf('admin') })
    await command(as('admin'), id, 'conv.field', { key: 'name', value: 'Dinner' })
    for (const value of ['x'.repeat(81), ' ', ' Dinner '])
      expect((await command(as('admin'), id, 'conv.field', { key: 'name', value })).body.code).toBe('invalid_request')
    await settled()
    expect((await read('admin', id)).body.entries).toHaveLength(3)
    expect((await chats('admin'))[0]).toMatchObject({ id, team: { name: 'Dinner' }, unread: 1 })
    await command(as('admin'), id, 'part.leave', { agentId: idOf('admin') })
    await settled()
    expect((await read('admin', id)).status).toBe(404)
    expect(await ids('admin')).not.toContain(id)
    expect((await say('admin', id, 'again')).body.code).toBe('conversation_not_found')
  })

  it('nobody joins a direct chat or leaves it, and nobody without an account here joins any', async () => {
    const { id } = (await begin('agent', ['supervisor'])).body.row
    for (const kind of ['part.join', 'part.leave'])
      expect((await command(as('agent'), id, kind, { agentId: idOf('supervisor') })).body.code).toBe('forbidden')
    const team = await group('agent', ['supervisor'])
    const foreign = { agentId: idOf('owner', other) }
    expect((await command(as('agent'), team, 'part.join', foreign)).body.code).toBe('agent_not_found')
    const key = newCreateKey(new Date())
    const withForeign = await world.call('beginTeamChat', {
      ...as('agent'),
      body: { key, memberIds: [idOf('owner', other)] },
    })
    expect(withForeign.body.code).toBe('agent_not_found')
    const alone = await world.call('beginTeamChat', { ...as('agent'), body: { key, memberIds: [idOf('agent')] } })
    expect(alone.body.code).toBe('invalid_request')
  })

  it('whoever is taken out while he is on the line hears of that, and of nothing behind it', async () => {
    const id = await group('agent', ['owner'])
    await say('agent', id, 'before')
    const line = await dial(port, INBOX)
    line.send({ t: 'hello', v: [1, 1], access: as('owner').access, device: 'd', tab: 't' })
    await eventually(() => line.of('welcome').length === 1)
    line.send({ t: 'sub', conversationId: id, since: { n: 0 } })
    line.send({ t: 'list', key: `tem:${idOf('owner')}` })
    await eventually(() => line.of('synced').length === 1 && line.of('listed').length === 1)
    await command(as('agent'), id, 'part.leave', { agentId: idOf('owner') })
    await say('agent', id, 'behind his back')
    await eventually(() => line.of('gone').some(({ key }) => key !== undefined))
    expect(line.of('gone').some(({ conversationId, key }) => conversationId === id && !key)).toBe(true)
    expect(line.of('ev').map(({ e }) => e.kind)).toEqual(['note.new', 'part.leave'])
    expect(JSON.stringify(line.frames)).not.toContain('behind his back')
    line.send({ t: 'sub', conversationId: id, since: { n: 0 } })
    line.send({ t: 'list', key: `tem:${idOf('agent')}` })
    await eventually(() => line.of('gone').some(({ key }) => key === `tem:${idOf('agent')}`))
    expect(JSON.stringify(line.frames)).not.toContain('behind his back')
    line.socket.terminate()
  })

  it('SYNC-75 whoever is taken out hears nothing behind it, though every hint of it was lost', async () => {
    const id = await group('agent', ['owner'])
    await say('agent', id, 'before')
    const line = await dial(port, INBOX)
    onTestFinished(() => line.socket.terminate())
    line.send({ t: 'hello', v: [1, 1], access: as('owner').access, device: 'd', tab: 't' })
    await eventually(() => line.of('welcome').length === 1)
    line.send({ t: 'sub', conversationId: id, since: { n: 0 } })
    await eventually(() => line.of('synced').length === 1)
    const { bus } = world.deps
    const { publish } = bus
    const lossy = vi.spyOn(bus, 'publish').mockImplementation((message) => {
      if (message.type !== 'event' && message.type !== 'row') publish(message)
    })
    onTestFinished(() => lossy.mockRestore())
    await command(as('agent'), id, 'part.leave', { agentId: idOf('owner') })
    await say('agent', id, 'behind his back')
    await world.server.realtime.checks.heads()
    await eventually(() => line.of('gone').length > 0 || line.of('ev').length > 2)
    expect(line.of('ev').map(({ e }) => e.kind)).toEqual(['note.new', 'part.leave'])
    expect(line.of('gone')).toMatchObject([{ conversationId: id, ord: 2 }])
  })

  it('whoever was taken out reads no page and no line by a summary that does not know it yet', async () => {
    const id = await group('agent', ['owner'])
    await say('agent', id, 'before')
    const summaries = world.store.db.collection<{ _id: string }>('conversations')
    const older = await summaries.findOne({ workspaceId: tenant.workspaceId, _id: id })
    await command(as('agent'), id, 'part.leave', { agentId: idOf('owner') })
    await say('agent', id, 'behind his back')
    if (older) await summaries.replaceOne({ workspaceId: tenant.workspaceId, _id: id }, older)
    expect((await world.call('listEvents', { ...as('owner'), params: { id } })).body.code).toBe(
      'conversation_not_found',
    )
    const line = await dial(port, INBOX)
    onTestFinished(() => line.socket.terminate())
    line.send({ t: 'hello', v: [1, 1], access: as('owner').access, device: 'd', tab: 't' })
    await eventually(() => line.of('welcome').length === 1)
    line.send({ t: 'sub', conversationId: id, since: { n: 0 } })
    await eventually(() => line.of('gone').length + line.of('synced').length > 0)
    expect(line.of('gone')).toMatchObject([{ conversationId: id, ord: 2 }])
    expect(line.of('ev')).toEqual([])
  })

  it('an agent who was disabled reads nothing more, and is added to nothing', async () => {
    const id = await group('agent', ['admin'])
    await say('agent', id, 'before')
    const by = as('admin')
    await world.call('disableAgent', { ...as('owner'), params: { id: idOf('admin') } })
    world.pass(10_000)
    expect((await world.call('listTeamChats', by)).status).toBe(401)
    expect((await begin('agent', ['admin'])).body.code).toBe('agent_not_found')
    const team = await group('agent', ['supervisor'])
    expect((await command(as('agent'), team, 'part.join', { agentId: idOf('admin') })).body.code).toBe(
      'agent_not_found',
    )
  })
})
