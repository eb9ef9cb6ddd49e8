import { engines } from '@parley/database/testing'
import { ENDPOINTS } from '@parley/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { INBOX, startWorld, type Tenant, type World } from '../../testing.ts'

const MINE = { type: 'personal' }
const ALL = { type: 'workspace' }
const CLOSE = { type: 'status', status: 'closed' }
const aMacro = (change: object = {}) => ({ scope: MINE, name: 'Done', actions: [CLOSE], ...change })

describe('what a macro may do', () => {
  const takes = (...actions: object[]) => ENDPOINTS.createMacro.body.safeParse(aMacro({ actions })).success
  const agent = `agt_${'0'.repeat(20)}`

  it.each([
    { type: 'insert', text: 'Hello' },
    { type: 'send', cannedResponseId: `can_${'0'.repeat(20)}` },
    { type: 'note', text: 'done' },
    { type: 'assign', to: 'me' },
    { type: 'assign', to: 'nobody' },
    { type: 'assign', to: agent },
    { type: 'tag', add: ['a'], remove: [] },
    { type: 'priority', priority: 'urgent' },
    { type: 'snooze', hours: 24 },
    CLOSE,
  ])('takes %j', (action) => expect(takes(action)).toBe(true))
  it.each([
    { type: 'delete' },
    { type: 'note', text: ' ' },
    { type: 'assign', to: 'everybody' },
    { type: 'status', status: 'snoozed' },
    { type: 'snooze', hours: 0 },
    { type: 'note', text: 'x', more: 1 },
  ])('does not take %j', (action) => expect(takes(action)).toBe(false))
  it('has some actions, and not too many', () => {
    expect(takes()).toBe(false)
    expect(takes(...Array.from({ length: 13 }, () => CLOSE))).toBe(false)
  })
})

describe.each(engines())('macros on %s', (engine) => {
  let world: World
  let tenant: Tenant
  let other: Tenant
  beforeAll(async () => {
    world = await startWorld(engine)
    tenant = await world.addTenant('shop')
    other = await world.addTenant('umbra')
  })
  afterAll(() => world.stop())

  type Role = keyof Tenant['agents']
  const as = (role: Role) => ({ access: world.renewed(tenant.agents[role].access), origin: INBOX })
  const create = (role: Role, change: object = {}) => world.call('createMacro', { ...as(role), body: aMacro(change) })
  const on = (role: Role, id: string, body?: object) => ({ ...as(role), params: { id }, ...(body && { body }) })
  const sees = async (role: Role, id: string) =>
    (await world.call('listMacros', as(role))).body.macros.some((one: { id: string }) => one.id === id)

  it('are one agent’s alone when they are personal', async () => {
    const { body } = await create('agent')
    expect([await sees('agent', body.id), await sees('owner', body.id)]).toEqual([true, false])
    expect((await world.call('updateMacro', on('owner', body.id, { name: 'x' }))).body.code).toBe('macro_not_found')
    expect((await world.call('deleteMacro', on('owner', body.id))).status).toBe(404)
  })

  it('are shared by supervisors and those above', async () => {
    expect((await create('agent', { scope: ALL })).body.code).toBe('forbidden')
    const { body } = await create('supervisor', { scope: ALL })
    expect(await sees('agent', body.id)).toBe(true)
    expect((await world.call('updateMacro', on('agent', body.id, { name: 'x' }))).status).toBe(403)
    await world.call('countMacro', on('agent', body.id))
    const [found] = (await world.call('listMacros', as('owner'))).body.macros
    expect(found).toMatchObject({ id: body.id, uses: 1 })
  })

  it('name agents and canned responses of their own workspace alone', async () => {
    const assign = (to: string) => create('owner', { actions: [{ type: 'assign', to }] })
    expect((await assign(tenant.agents.agent._id)).status).toBe(201)
    expect((await assign(other.agents.agent._id)).body.code).toBe('agent_not_found')
    const canned = await world.call('createCannedResponse', {
      ...as('agent'),
      body: { scope: MINE, shortcut: 'hi', title: 'Hi', category: '', text: { en: 'Hi' } },
    })
    const send = (role: Role) => create(role, { actions: [{ type: 'send', cannedResponseId: canned.body.id }] })
    expect((await send('agent')).status).toBe(201)
    expect((await send('owner')).body.code).toBe('canned_response_not_found')
  })

  it('pass to departments of their own workspace alone', async () => {
    const pass = (departmentId: string) => create('agent', { actions: [{ type: 'pass', departmentId }] })
    const own = await world.domains.departments.add(tenant.workspaceId, 'Returns')
    const foreign = await world.domains.departments.add(other.workspaceId, 'Returns')
    expect((await pass(own)).body.actions).toEqual([{ type: 'pass', departmentId: own }])
    expect((await pass(foreign)).body.code).toBe('department_not_found')
    const { body } = await create('agent')
    const change = { actions: [{ type: 'pass', departmentId: foreign }] }
    expect((await world.call('updateMacro', on('agent', body.id, change))).body.code).toBe('department_not_found')
  })

  it('come back when they were deleted, and tell of a change by somebody else', async () => {
    const { body } = await create('supervisor', { scope: ALL })
    await world.call('deleteMacro', on('admin', body.id))
    expect(await sees('supervisor', body.id)).toBe(false)
    expect((await world.call('restoreMacro', on('agent', body.id))).status).toBe(403)
    expect((await world.call('restoreMacro', on('supervisor', body.id))).body).toEqual(body)
    world.pass(1_000)
    await world.call('updateMacro', on('admin', body.id, { name: 'First' }))
    const late = await world.call('updateMacro', on('supervisor', body.id, { name: 'x', known: body.updatedAt }))
    expect([late.status, late.body.code]).toEqual([409, 'changed_since'])
  })
})
