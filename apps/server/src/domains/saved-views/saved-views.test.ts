import { engines } from '@parley/database/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { INBOX, startWorld, type Tenant, type World } from '../../testing.ts'

const MINE = { type: 'personal' }
const ALL = { type: 'workspace' }
const aView = (change: object = {}) => ({
  ...{ scope: MINE, name: 'Refunds', sort: 'wait', filter: { status: ['open'], tag: ['refund'] } },
  ...change,
})

describe.each(engines())('saved views on %s', (engine) => {
  let world: World
  let tenant: Tenant
  beforeAll(async () => {
    world = await startWorld(engine)
    tenant = await world.addTenant('shop')
  })
  afterAll(() => world.stop())

  type Role = keyof Tenant['agents']
  const as = (role: Role) => ({ access: world.renewed(tenant.agents[role].access), origin: INBOX })
  const create = (role: Role, change: object = {}) =>
    world.call('createSavedView', { ...as(role), body: aView(change) })
  const on = (role: Role, id: string, body?: object) => ({ ...as(role), params: { id }, ...(body && { body }) })
  const list = async (role: Role): Promise<{ id: string; name: string }[]> =>
    (await world.call('listSavedViews', as(role))).body.savedViews
  const sees = async (role: Role, id: string) => (await list(role)).some((one) => one.id === id)

  it('are one agent’s alone when they are personal, whatever his colleagues’ roles', async () => {
    const { body } = await create('agent')
    expect([await sees('agent', body.id), await sees('owner', body.id)]).toEqual([true, false])
    const changed = await world.call('updateSavedView', on('owner', body.id, { name: 'Theirs' }))
    expect([changed.status, changed.body.code]).toEqual([404, 'saved_view_not_found'])
    expect((await world.call('deleteSavedView', on('owner', body.id))).status).toBe(404)
    const counted = await world.call('countSavedViews', { ...as('owner'), query: { ids: body.id } })
    expect(counted.body).toEqual({ counts: [] })
  })

  it('are shared by supervisors and those above with a department or everybody, and by no agent', async () => {
    expect((await create('agent', { scope: ALL })).body.code).toBe('forbidden')
    const { body } = await create('supervisor', { scope: ALL })
    expect(await sees('agent', body.id)).toBe(true)
    expect((await world.call('updateSavedView', on('agent', body.id, { name: 'Mine' }))).status).toBe(403)
    const departmentId = await world.domains.departments.add(tenant.workspaceId, 'Returns')
    const moved = await world.call(
      'updateSavedView',
      on('admin', body.id, { scope: { type: 'department', departmentId } }),
    )
    expect(moved.body.scope).toEqual({ type: 'department', departmentId })
    // Agents belong to the departments that were there when they came.
    expect([await sees('agent', body.id), await sees('supervisor', body.id)]).toEqual([false, true])
  })

  it('tell whoever changes one that somebody else did meanwhile', async () => {
    const { body } = await create('owner', { scope: ALL })
    world.pass(1_000)
    const known = body.updatedAt
    expect((await world.call('updateSavedView', on('admin', body.id, { name: 'One', known }))).status).toBe(200)
    const second = await world.call('updateSavedView', on('supervisor', body.id, { name: 'Two', known }))
    expect([second.status, second.body.code]).toEqual([409, 'changed_since'])
  })

  it('come back within a day of being deleted', async () => {
    const { body } = await create('agent')
    expect((await world.call('deleteSavedView', on('agent', body.id))).status).toBe(204)
    expect(await sees('agent', body.id)).toBe(false)
    expect((await world.call('restoreSavedView', on('owner', body.id))).status).toBe(404)
    expect((await world.call('restoreSavedView', on('agent', body.id))).body).toMatchObject({ name: 'Refunds' })
    expect(await sees('agent', body.id)).toBe(true)
  })

  it('count what stands in them', async () => {
    const site = tenant.site
    const visitor = await world.addVisitor(site)
    await world.addConversation(visitor, 'one')
    await world.addConversation(visitor, 'two')
    const open = await create('agent', { filter: { status: ['open'] } })
    const tagged = await create('agent', { filter: { tag: ['refund'] } })
    const waiting = await create('agent', { filter: { waiting: 0 } })
    const ids = [open, tagged, waiting].map(({ body }) => body.id)
    const { body } = await world.call('countSavedViews', { ...as('agent'), query: { ids: ids.join(',') } })
    expect(body.counts).toEqual([
      { id: ids[0], count: 2, truncated: false },
      { id: ids[1], count: 0, truncated: false },
      { id: ids[2], count: 2, truncated: false },
    ])
  })
})
