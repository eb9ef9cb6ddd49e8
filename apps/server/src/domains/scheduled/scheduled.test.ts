import { engines } from '@parley/database/testing'
import { LIMITS, type Scheduled } from '@parley/protocol'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newCmid } from '../../lib/new-id.ts'
import type { AgentPrincipal } from '../../lib/principal.ts'
import { aFile, INBOX, SHOP, startWorld, type Tenant, type World } from '../../testing.ts'
import { createScheduled } from './index.ts'

const HOUR_MS = 60 * 60_000

describe.each(engines())('scheduled messages on %s', { timeout: 60_000 }, (engine) => {
  let world: World
  let tenant: Tenant
  let id: string
  let visitor: { access: string }
  beforeAll(async () => {
    world = await startWorld(engine)
    tenant = await world.addTenant('shop')
  })
  afterAll(() => world.stop())
  beforeEach(async () => {
    world.pass(LIMITS.leaseMs + 1) // whoever had the lease
    visitor = await world.addVisitor(tenant.site)
    id = (await world.addConversation(visitor, 'hello')).id
  })

  type Role = keyof Tenant['agents']
  const as = (role: Role = 'agent') => ({ access: world.renewed(tenant.agents[role].access), origin: INBOX })
  const inHours = (hours: number) => new Date(world.deps.clock.now().getTime() + hours * HOUR_MS).toISOString()
  const aMessage = (change: object = {}) => ({
    ...{ conversationId: id, cmid: newCmid(new Date()), text: 'Good morning', files: [] },
    ...{ dueAt: inHours(1), unlessAnswered: false, ...change },
  })
  const schedule = (change: object = {}, role: Role = 'agent') =>
    world.call('createScheduled', { ...as(role), body: aMessage(change) })
  const list = async (role: Role = 'agent'): Promise<Scheduled[]> =>
    (await world.call('listScheduled', as(role))).body.scheduled.filter(
      ({ conversationId }: Scheduled) => conversationId === id,
    )
  const kinds = async (kind = 'msg.new') => {
    const { body } = await world.call('listEvents', { ...as('owner'), params: { id } })
    return body.entries.filter(({ e }: { e: { kind: string } }) => e.kind === kind)
  }
  const said = async () =>
    (await kinds()).flatMap(({ e }: { e: { actor: { type: string }; body: { text: string } } }) =>
      e.actor.type === 'agent' ? [e.body.text] : [],
    )
  const command = (kind: string, body: object, role: Role = 'owner') => {
    const cmid = newCmid(new Date())
    const sent = { t: 'send', cmid, kind, conversationId: id, body }
    return world.call('appendEvent', { ...as(role), headers: { 'idempotency-key': cmid }, body: sent })
  }
  /** Whoever looks at this instance's work, and its message to the log. */
  const anInstance = (change: { submit?: World['domains']['conversations']['submit']; agents?: object } = {}) =>
    createScheduled({
      ...{ db: world.store.db, clock: world.deps.clock, bus: world.deps.bus, log: world.deps.logger },
      ...{ limits: LIMITS, holder: 'the only process', attachments: world.domains.attachments },
      agents: world.domains.agents,
      conversations: {
        gate: world.domains.conversations.gate,
        submit: change.submit ?? world.domains.conversations.submit,
      },
      notice: async () => undefined,
    })
  const unsentNotices = async () => {
    const { body } = await world.call('listNotices', { ...as(), query: {} })
    return body.notices.filter((one: { kind: string; conversationId: string }) => {
      return one.kind === 'unsent' && one.conversationId === id
    })
  }

  it('go out at their time, once, as their author’s, and leave the list', async () => {
    expect((await schedule()).status).toBe(201)
    await world.domains.scheduled.sendDue()
    expect(await said()).toEqual([])
    world.pass(HOUR_MS)
    await world.domains.scheduled.sendDue()
    await world.domains.scheduled.sendDue()
    expect(await said()).toEqual(['Good morning'])
    expect([await list(), await unsentNotices()]).toEqual([[], []])
  })

  it('are sent once by several instances at the same moment', async () => {
    await schedule({ dueAt: inHours(0) })
    await Promise.all([anInstance(), anInstance(), anInstance()].map((one) => one.sendDue()))
    expect(await said()).toEqual(['Good morning'])
  })

  it('are sent once by whoever comes after an instance that died between the log and its own note of it', async () => {
    await schedule({ dueAt: inHours(0) })
    const { submit } = world.domains.conversations
    const dying = anInstance({
      async submit(...input) {
        await submit(...input)
        throw new Error('killed')
      },
    })
    await dying.sendDue()
    expect([(await list())[0]?.state, await said()]).toEqual(['sending', ['Good morning']])
    // Nobody changes what may have been sent already.
    const [one] = await list()
    const changed = await world.call('updateScheduled', {
      ...{ ...as(), params: { id: one?.id ?? '' }, body: { text: 'Other', known: one?.rev } },
    })
    expect([changed.status, changed.body.code]).toEqual([409, 'changed_since'])
    await anInstance().sendDue()
    expect((await list())[0]?.state).toBe('sending')
    world.pass(LIMITS.leaseMs + 1)
    await anInstance().sendDue()
    expect([await list(), await said()]).toEqual([[], ['Good morning']])
  })

  it('are changed by nobody while the store does not say whether the log has them', async () => {
    await schedule({ dueAt: inHours(0) })
    const { submit } = world.domains.conversations
    const failing = anInstance({
      async submit(principal, frame, only) {
        await submit(principal, frame, only)
        return { t: 'nack', cmid: frame.cmid, code: 'store', retry: true }
      },
    })
    await failing.sendDue()
    const [one] = await list()
    const removed = await world.call('deleteScheduled', { ...as(), params: { id: one?.id ?? '' } })
    expect([one?.state, removed.body.code]).toEqual(['sending', 'changed_since'])
    world.pass(LIMITS.leaseMs + 1)
    await anInstance().sendDue()
    expect([await list(), await said()]).toEqual([[], ['Good morning']])
  })

  it('that are sent by hand go whatever they waited for, also when that succeeds at the second try', async () => {
    await schedule({ unlessAnswered: true })
    await world.say({ access: visitor.access, origin: SHOP }, { conversationId: id }, { text: 'I found it' })
    const busy = anInstance({
      submit: async (_, { cmid }) => ({ t: 'nack', cmid, code: 'busy', retry: true }),
    })
    const by = { workspaceId: tenant.workspaceId, agentId: tenant.agents.agent._id } as AgentPrincipal
    const [one] = await list()
    if (one) await busy.sendNow(by, one.id)
    expect(await said()).toEqual([])
    world.pass(LIMITS.leaseMs + 1)
    await world.domains.scheduled.sendDue()
    expect([await list(), await said()]).toEqual([[], ['Good morning']])
  })

  it('that come late after a time without a server are sent, and said to be late', async () => {
    await schedule()
    world.pass(3 * HOUR_MS)
    await world.domains.scheduled.sendDue()
    expect(await said()).toEqual(['Good morning'])
    const [late] = await list()
    expect(late).toMatchObject({ state: 'late', reason: null })
    expect(Date.parse(late?.sentAt ?? '') - Date.parse(late?.dueAt ?? '')).toBeGreaterThanOrEqual(2 * HOUR_MS)
    expect(await unsentNotices()).toHaveLength(1)
    await world.call('deleteScheduled', { ...as(), params: { id: late?.id ?? '' } })
    expect(await list()).toEqual([])
  })

  it('are not sent when the visitor wrote before, where that was asked for, and keep their words', async () => {
    await schedule({ unlessAnswered: true, text: 'Still there?' })
    await schedule({ text: 'In any case' })
    await world.say({ access: visitor.access, origin: SHOP }, { conversationId: id }, { text: 'I found it' })
    world.pass(HOUR_MS)
    await world.domains.scheduled.sendDue()
    expect(await said()).toEqual(['In any case'])
    const [kept] = await list()
    expect(kept).toMatchObject({ state: 'unsent', reason: 'visitor_wrote', text: 'Still there?' })
    expect(await unsentNotices()).toHaveLength(1)
    // By hand it goes, whatever it waited for.
    expect((await world.call('sendScheduled', { ...as(), params: { id: kept?.id ?? '' } })).status).toBe(204)
    expect(await said()).toEqual(['In any case', 'Still there?'])
  })

  it('are not sent into what is closed, and wait again once they are changed', async () => {
    await schedule()
    await command('conv.status', { status: 'closed' })
    world.pass(HOUR_MS)
    await world.domains.scheduled.sendDue()
    const [kept] = await list()
    expect([await said(), kept]).toMatchObject([[], { state: 'unsent', reason: 'closed' }])
    await command('conv.status', { status: 'open' })
    const body = { text: 'Good afternoon', dueAt: inHours(1), known: kept?.rev }
    const changed = await world.call('updateScheduled', { ...as(), params: { id: kept?.id ?? '' }, body })
    expect(changed.body).toMatchObject({ state: 'waiting', reason: null, text: 'Good afternoon' })
    const twice = await world.call('updateScheduled', { ...as(), params: { id: kept?.id ?? '' }, body })
    expect(twice.body.code).toBe('changed_since')
    world.pass(HOUR_MS)
    await world.domains.scheduled.sendDue()
    expect(await said()).toEqual(['Good afternoon'])
  })

  it('are not sent for whoever may see the conversation no more, or is disabled; he is told', async () => {
    await schedule()
    await schedule({ text: 'From the admin' }, 'admin')
    const away = await world.domains.departments.add(tenant.workspaceId, `Far ${Math.random()}`)
    await command('conv.department', { departmentId: away, from: null })
    const disabled = { ...as('owner'), params: { id: tenant.agents.admin._id } }
    await world.call('disableAgent', disabled)
    world.pass(HOUR_MS)
    await world.domains.scheduled.sendDue()
    expect(await said()).toEqual([])
    expect((await list()).map(({ reason, text }) => [reason, text])).toEqual([['no_access', 'Good morning']])
    expect(await unsentNotices()).toHaveLength(1)
    const { _id: agentId } = tenant.agents.admin
    const kept = await world.domains.scheduled.list({ workspaceId: tenant.workspaceId, agentId } as AgentPrincipal)
    expect(kept).toMatchObject([{ reason: 'disabled', text: 'From the admin' }])
  })

  it('are their author’s alone, whatever his colleagues’ roles', async () => {
    const { body } = await schedule()
    const on = { ...as('owner'), params: { id: body.id } }
    expect(await list('owner')).toEqual([])
    expect((await world.call('sendScheduled', on)).body.code).toBe('scheduled_not_found')
    expect((await world.call('deleteScheduled', on)).status).toBe(404)
    expect((await world.call('updateScheduled', { ...on, body: { text: 'x', known: 1 } })).status).toBe(404)
    expect(await list()).toHaveLength(1)
  })

  it('are scheduled once however often that is asked, and never for the past or for ever', async () => {
    const message = aMessage()
    const ask = () => world.call('createScheduled', { ...as(), body: message })
    const [first, second] = await Promise.all([ask(), ask()])
    expect([first.body.id, await list()]).toMatchObject([second.body.id, [{ id: second.body.id }]])
    world.pass(HOUR_MS)
    await world.domains.scheduled.sendDue()
    const third = await ask()
    expect([third.status, third.body.id, await said()]).toEqual([201, first.body.id, ['Good morning']])
    const others = await world.call('createScheduled', { ...as('owner'), body: message })
    expect(others.body.code).toBe('scheduled_not_found')
    expect((await schedule({ dueAt: inHours(-1) })).body.code).toBe('invalid_request')
    expect((await schedule({ dueAt: inHours(24 * 400) })).body.code).toBe('invalid_request')
    expect((await schedule({ text: ' ' })).body.code).toBe('invalid_request')
  })

  it('keep their files for as long as they wait', async () => {
    const file = await world.call('uploadAttachment', { ...as(), query: { conversationId: id }, ...aFile() })
    expect((await schedule({ text: '', files: [file.body.id], dueAt: inHours(72) })).status).toBe(201)
    world.pass(72 * HOUR_MS)
    await world.domains.attachments.removeOrphans()
    await world.domains.scheduled.sendDue()
    const [message] = (await kinds()).slice(-1)
    expect(message.e.body.attachments).toMatchObject([{ id: file.body.id }])
  })
})
