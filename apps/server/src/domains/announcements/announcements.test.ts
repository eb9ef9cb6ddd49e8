import { engines } from '@parley/database/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { INBOX, startWorld, type Tenant, type World } from '../../testing.ts'

describe.each(engines())('announcements on the %s store', { timeout: 60_000 }, (engine) => {
  let world: World
  let tenant: Tenant
  let tenants = 0
  beforeAll(async () => {
    world = await startWorld(engine)
  })
  beforeEach(async () => {
    tenant = await world.addTenant(`acme-${++tenants}`)
  })
  afterAll(() => world.stop())

  type Who = keyof Tenant['agents']
  const as = (who: Who, of = tenant) => ({ access: of.agents[who].access, origin: INBOX })
  const soon = (ms = 3_600_000) => new Date(world.deps.clock.now().getTime() + ms).toISOString()
  const everybody = { type: 'workspace' }
  const announce = (change: object = {}, who: Who = 'supervisor') =>
    world.call('createAnnouncement', {
      ...as(who),
      body: { scope: everybody, text: 'Lunch', expiresAt: soon(), ...change },
    })
  const list = async (who: Who, of = tenant) =>
    (await world.call('listAnnouncements', as(who, of))).body.announcements as Record<string, unknown>[]
  const read = (who: Who, id: string, of = tenant) => world.call('readAnnouncement', { ...as(who, of), params: { id } })

  it('reach everybody, once read by whoever reads it, however often; who read it is told to those who announce', async () => {
    const { status, body } = await announce()
    expect(status).toBe(201)
    expect(await list('agent')).toMatchObject([{ id: body.id, text: 'Lunch', isRead: false }])
    expect((await list('agent'))[0]).not.toHaveProperty('reads')
    await Promise.all([read('agent', body.id), read('agent', body.id)])
    expect((await read('agent', body.id)).status).toBe(204)
    expect(await list('agent')).toMatchObject([{ isRead: true }])
    const reads = [{ agentId: tenant.agents.agent._id, at: expect.any(String) }]
    expect(await list('supervisor')).toMatchObject([{ isRead: true, reads }])
    expect(await list('admin')).toMatchObject([{ isRead: false, reads }])
  })

  it('are for supervisors and above to make and to end', async () => {
    expect((await announce({}, 'agent')).status).toBe(403)
    const { body } = await announce()
    const end = (who: Who) => world.call('endAnnouncement', { ...as(who), params: { id: body.id } })
    expect((await end('agent')).status).toBe(403)
    world.pass(1_000)
    expect((await end('admin')).status).toBe(204)
    const [ended] = await list('agent')
    expect(Date.parse(String(ended?.['expiresAt']))).toBeLessThanOrEqual(world.deps.clock.now().getTime())
    world.pass(60_000)
    await end('owner')
    expect(await list('agent')).toEqual([ended])
  })

  it('to a department reach its agents and those who see all of them', async () => {
    const departmentId = await world.domains.departments.add(tenant.workspaceId, 'Sales')
    await announce({ scope: { type: 'department', departmentId } })
    expect(await list('agent')).toEqual([])
    expect(await list('admin')).toHaveLength(1)
    const [{ id } = { id: '' }] = (await list('admin')) as { id: string }[]
    expect((await read('agent', id)).body.code).toBe('announcement_not_found')
  })

  it.each([
    ['an end that is over', { expiresAt: '2020-01-01T00:00:00.000Z' }, 'invalid_request'],
    ['an end in a year', { expiresAt: '2099-01-01T00:00:00.000Z' }, 'invalid_request'],
    ['no words', { text: '   ' }, 'invalid_request'],
    ['nobody but oneself', { scope: { type: 'personal' } }, 'invalid_request'],
    [
      'no such department',
      { scope: { type: 'department', departmentId: 'dep_00000000000000000009' } },
      'department_not_found',
    ],
  ])('are refused with %s', async (_, change, code) => {
    expect((await announce(change)).body.code).toBe(code)
    expect(await list('owner')).toEqual([])
  })

  it('S4 of another workspace are not there', async () => {
    const other = await world.addTenant('other')
    const { body } = await announce()
    expect(await list('owner', other)).toEqual([])
    expect((await read('owner', body.id, other)).body.code).toBe('announcement_not_found')
    const ended = await world.call('endAnnouncement', { ...as('owner', other), params: { id: body.id } })
    expect(ended.body.code).toBe('announcement_not_found')
    const { _id: departmentId } = (await world.domains.departments.list(other.workspaceId))[0] ?? {}
    expect((await announce({ scope: { type: 'department', departmentId } })).body.code).toBe('department_not_found')
  })

  it('a role that was taken away announces nothing more', async () => {
    const { _id: id } = tenant.agents.supervisor
    await world.call('updateAgent', { ...as('owner'), params: { id }, body: { role: 'agent' } })
    world.pass(10_000)
    expect((await announce()).status).toBe(403)
  })
})
