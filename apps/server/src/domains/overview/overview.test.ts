import { setTimeout as pause } from 'node:timers/promises'
import { engines } from '@parley/database/testing'
import type { DepartmentId, Overview } from '@parley/protocol'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newCmid, newCreateKey } from '../../lib/new-id.ts'
import type { Sink } from '../../realtime/sink.ts'
import { INBOX, SHOP, startWorld, type Tenant, type World } from '../../testing.ts'
import { eventually } from '../conversations/testing/log.ts'
import { dayFrom, numbersOf } from './model.ts'

type Who = keyof Tenant['agents']
const HOUR_MS = 3_600_000

describe.each(engines())('the overview on %s', { timeout: 60_000 }, (engine) => {
  let world: World
  let tenant: Tenant
  let sales: DepartmentId
  let tenants = 0
  beforeAll(async () => {
    world = await startWorld(engine)
  })
  beforeEach(async () => {
    tenant = await world.addTenant(`acme-${++tenants}`)
    sales = await world.domains.departments.add(tenant.workspaceId, 'Sales')
  })
  afterAll(() => world.stop())

  const as = (who: Who, of = tenant) => ({ access: world.renewed(of.agents[who].access), origin: INBOX })
  const ago = (ms: number) => new Date(world.deps.clock.now().getTime() - ms).toISOString()
  /** As it is now, not as it was counted a moment ago. */
  async function look(who: Who, { since = ago(HOUR_MS), of = tenant } = {}): Promise<Overview> {
    while (world.domains.conversations.isBusy()) await pause(5)
    world.pass(5_000)
    const { status, body } = await world.call('getOverview', { ...as(who, of), query: { since } })
    expect(status).toBe(200)
    return body
  }
  async function send(by: { access: string; origin: string }, target: object, kind: string, body: object) {
    const cmid = newCmid(world.deps.clock.now())
    const frame = { t: 'send', cmid, ...target, kind, body }
    const sent = await world.call('appendEvent', { ...by, headers: { 'idempotency-key': cmid }, body: frame })
    expect(sent.body.code).toBeUndefined()
    return sent.body.conversationId as string
  }
  async function begin(departmentId?: DepartmentId, of = tenant) {
    const { access } = await world.addVisitor(of.site)
    const body = { v: 1, type: 'text', text: 'Hello?', ...(departmentId && { route: { departmentId } }) }
    const create = { key: newCreateKey(world.deps.clock.now()) }
    return send({ access, origin: SHOP }, { create }, 'msg.new', body)
  }
  const act = (who: Who, conversationId: string, kind: string, body: object) =>
    send(as(who), { conversationId }, kind, body)
  /** The agent's line, as his inbox has one. */
  function come(who: Who) {
    const { _id: agentId, role, name } = tenant.agents[who]
    const { workspaceId } = tenant
    const principal = {
      type: 'agent',
      workspaceId,
      agentId,
      sessionId: 'ses_00000000000000000001',
      role,
      name,
    } as const
    const quiet = { send: () => undefined, sendAgain: () => undefined, sendIfIdle: () => undefined, room: () => null }
    const sink: Sink = { principal: { ...principal, departmentIds: [] }, ...quiet }
    return world.domains.availability.feed.attend(sink)
  }

  it('tells who waits in each department, since when, and what is open there', async () => {
    const first = await begin()
    const at = world.deps.clock.now().getTime()
    world.pass(60_000)
    const second = await begin()
    await begin(sales)
    await act('agent', second, 'conv.assign', { assigneeId: tenant.agents.agent._id, from: null })
    const { departments } = await look('supervisor')
    expect(departments).toMatchObject([
      { name: 'Support', waiting: 1, open: 2 },
      { id: sales, name: 'Sales', waiting: 1, open: 1 },
    ])
    expect(Math.abs(Date.parse(departments[0]?.waitingSince ?? '') - at)).toBeLessThan(30_000)
    await act('agent', first, 'conv.status', { status: 'closed' })
    expect((await look('supervisor')).departments[0]).toMatchObject({ waiting: 0, waitingSince: null, open: 1 })
  })

  it('tells an agent of his own departments alone', async () => {
    await begin()
    await begin(sales)
    const { departments, today } = await look('agent')
    expect(departments).toMatchObject([{ name: 'Support', waiting: 1 }])
    expect(today.begun).toBe(1)
    expect((await look('admin')).today.begun).toBe(2)
  })

  it('counts what was begun, closed and answered since the day began, and nothing from before', async () => {
    const old = await begin()
    await act('agent', old, 'msg.new', { v: 1, type: 'text', text: 'Yes?' })
    while (world.domains.conversations.isBusy()) await pause(5)
    world.pass(30 * HOUR_MS)
    const since = ago(HOUR_MS)
    const answered = await begin()
    world.pass(90_000)
    await act('agent', answered, 'msg.new', { v: 1, type: 'text', text: 'Yes?' })
    await act('agent', answered, 'conv.status', { status: 'closed' })
    await begin()
    const { today } = await look('agent', { since })
    expect(today).toMatchObject({ begun: 2, closed: 1, answered: 1, truncated: false })
    expect(today.answerSeconds).toBeGreaterThanOrEqual(90)
    expect(today.answerSeconds).toBeLessThan(600)
    // However far back a day is said to begin.
    expect((await look('agent', { since: '2020-01-01T00:00:00.000Z' })).today.begun).toBe(2)
    expect((await look('agent', { since: ago(-HOUR_MS) })).today.begun).toBe(0)
  })

  it('tells who is connected; how much a colleague has to do is for those who look after the team', async () => {
    const mine = await begin()
    await act('supervisor', mine, 'conv.assign', { assigneeId: tenant.agents.supervisor._id, from: null })
    const leave = [come('agent'), come('supervisor')]
    await pause(300)
    await eventually(async () => (await look('admin')).agents.length === 2)
    const { supervisor, agent } = tenant.agents
    const loads = async (who: Who) =>
      new Map((await look(who)).agents.map(({ id, conversations }) => [id, conversations]))
    expect([...(await loads('admin'))]).toEqual([
      [agent._id, 0],
      [supervisor._id, 1],
    ])
    expect([...(await loads('agent'))]).toEqual([
      [agent._id, 0],
      [supervisor._id, null],
    ])
    for (const end of leave) end()
  })

  it('S4 says nothing of another workspace', async () => {
    const other = await world.addTenant(`other-${tenants}`)
    await begin()
    const leave = come('agent')
    await pause(300)
    await eventually(async () => (await look('admin')).agents.length === 1)
    const { departments, agents, today } = await look('owner', { of: other })
    expect(departments).toMatchObject([{ waiting: 0, open: 0 }])
    expect([agents, today.begun]).toEqual([[], 0])
    leave()
  })

  it('is for agents alone, and wants to know when their day began', async () => {
    const visitor = await world.addVisitor(tenant.site)
    const query = { since: ago(HOUR_MS) }
    expect((await world.call('getOverview', { query })).status).toBe(401)
    expect((await world.call('getOverview', { access: visitor.access, query })).status).toBeGreaterThanOrEqual(401)
    for (const since of ['', 'today', '2026-13-01T00:00:00.000Z'])
      expect((await world.call('getOverview', { ...as('agent'), query: { since } })).body.code).toBe('invalid_request')
    expect((await world.call('getOverview', as('agent'))).body.code).toBe('invalid_request')
  })
})

describe('the numbers of a day', () => {
  const at = (minutes: number) => new Date(Date.UTC(2026, 2, 10, 8, minutes))
  const answer = (minutes: number, ms: number) => ({
    createdAt: at(-60),
    status: 'open' as const,
    firstAnswer: { at: at(minutes), ms },
  })

  it('have the middle of the waits for a first answer of the day, and none where nobody was answered', () => {
    const touched = [answer(1, 9_000), answer(2, 1_000), answer(3, 3_000), answer(-5, 900_000)]
    expect(numbersOf(touched, at(0))).toEqual({ begun: 0, closed: 0, answered: 3, answerSeconds: 3 })
    expect(numbersOf([answer(-5, 1_000)], at(0)).answerSeconds).toBeNull()
  })

  it('are of 26 hours at the longest, from a whole minute on', () => {
    expect(dayFrom('2020-01-01T00:00:00.000Z', at(0)).toISOString()).toBe('2026-03-09T06:00:00.000Z')
    expect(dayFrom('2026-03-10T00:00:42.123Z', at(0)).toISOString()).toBe('2026-03-10T00:00:00.000Z')
  })
})
