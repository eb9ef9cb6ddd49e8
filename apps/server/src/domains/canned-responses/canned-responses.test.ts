import { engines } from '@parley/database/testing'
import { ENDPOINTS } from '@parley/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { INBOX, startWorld, type Tenant, type World } from '../../testing.ts'

const MINE = { type: 'personal' }
const ALL = { type: 'workspace' }
const aText = (change: object = {}) => ({
  ...{ scope: MINE, shortcut: 'hello', title: 'A welcome', category: '', text: { en: 'Hello {{visitor.name}}' } },
  ...change,
})

describe('what a canned response may be', () => {
  const takes = (change: object) => ENDPOINTS.createCannedResponse.body.safeParse(aText(change)).success

  it.each(['hello', 'grüße', '2nd', 'a-b_c', 'привет', 'नमस्ते'])('takes the word %s', (shortcut) =>
    expect(takes({ shortcut })).toBe(true),
  )
  it.each(['', 'Hello', 'two words', '/a', '-a', 'a\n', '{{a}}', 'a'.repeat(41)])('does not take %j', (shortcut) =>
    expect(takes({ shortcut })).toBe(false),
  )
  it('is written in some language', () => {
    expect(takes({ text: {} })).toBe(false)
    expect(takes({ text: { en: ' ' } })).toBe(false)
    expect(takes({ text: { de: 'Hallo' } })).toBe(true)
  })
})

describe.each(engines())('canned responses on %s', (engine) => {
  let world: World
  let tenant: Tenant
  let words = 0
  beforeAll(async () => {
    world = await startWorld(engine)
    tenant = await world.addTenant('shop')
  })
  afterAll(() => world.stop())

  type Role = keyof Tenant['agents']
  const as = (role: Role) => ({ access: world.renewed(tenant.agents[role].access), origin: INBOX })
  const create = (role: Role, change: object = {}) => {
    world.pass(1_000)
    return world.call('createCannedResponse', {
      ...as(role),
      body: aText({ shortcut: `w${++words}`, ...change }),
    })
  }
  const on = (role: Role, id: string, body?: object) => ({ ...as(role), params: { id }, ...(body && { body }) })
  const list = async (role: Role): Promise<{ id: string; shortcut: string; uses: number }[]> =>
    (await world.call('listCannedResponses', as(role))).body.cannedResponses
  const sees = async (role: Role, id: string) => (await list(role)).some((one) => one.id === id)

  it('are one agent’s alone when they are personal, whatever his colleagues’ roles', async () => {
    const { body } = await create('agent')
    expect([await sees('agent', body.id), await sees('owner', body.id)]).toEqual([true, false])
    for (const role of ['supervisor', 'owner'] as const) {
      const changed = await world.call('updateCannedResponse', on(role, body.id, { title: 'Theirs' }))
      expect([changed.status, changed.body.code]).toEqual([404, 'canned_response_not_found'])
      expect((await world.call('deleteCannedResponse', on(role, body.id))).status).toBe(404)
      expect((await world.call('countCannedResponse', on(role, body.id))).status).toBe(404)
    }
  })

  it('are shared by supervisors and those above, and by no agent', async () => {
    expect((await create('agent', { scope: ALL })).body.code).toBe('forbidden')
    const { body } = await create('supervisor', { scope: ALL })
    expect(await sees('agent', body.id)).toBe(true)
    expect((await world.call('updateCannedResponse', on('agent', body.id, { title: 'Mine' }))).status).toBe(403)
    expect((await world.call('deleteCannedResponse', on('agent', body.id))).status).toBe(403)
    const own = await create('agent')
    const moved = await world.call('updateCannedResponse', on('agent', own.body.id, { scope: ALL }))
    expect(moved.body.code).toBe('forbidden')
    expect((await world.call('updateCannedResponse', on('admin', body.id, { title: 'Ours' }))).body.title).toBe('Ours')
  })

  it('of a department are for those who belong to it, and for supervisors', async () => {
    const departmentId = await world.domains.departments.add(tenant.workspaceId, 'Returns')
    const { body } = await create('supervisor', { scope: { type: 'department', departmentId } })
    expect(body.scope).toEqual({ type: 'department', departmentId })
    // Agents belong to the departments that were there when they came.
    expect([await sees('agent', body.id), await sees('supervisor', body.id)]).toEqual([false, true])
    const nowhere = { type: 'department', departmentId: `dep_${'0'.repeat(20)}` }
    expect((await create('supervisor', { scope: nowhere })).body.code).toBe('department_not_found')
  })

  it('have a word once in each scope', async () => {
    await create('agent', { shortcut: 'bye' })
    expect((await create('agent', { shortcut: 'bye' })).body.code).toBe('shortcut_taken')
    expect((await create('owner', { shortcut: 'bye' })).status).toBe(201)
    expect((await create('owner', { shortcut: 'bye', scope: ALL })).status).toBe(201)
    const other = await create('agent', { shortcut: 'ciao' })
    const renamed = await world.call('updateCannedResponse', on('agent', other.body.id, { shortcut: 'bye' }))
    expect(renamed.body.code).toBe('shortcut_taken')
  })

  it('come back when they were deleted, unless their word was given away', async () => {
    const { body } = await create('agent', { shortcut: 'gone' })
    expect((await world.call('restoreCannedResponse', on('agent', body.id))).status).toBe(404)
    expect((await world.call('deleteCannedResponse', on('agent', body.id))).status).toBe(204)
    expect(await sees('agent', body.id)).toBe(false)
    expect((await world.call('restoreCannedResponse', on('owner', body.id))).status).toBe(404)
    expect((await world.call('updateCannedResponse', on('agent', body.id, { title: 'x' }))).status).toBe(404)
    const restored = await world.call('restoreCannedResponse', on('agent', body.id))
    expect(restored.body).toEqual(body)
    await world.call('deleteCannedResponse', on('agent', body.id))
    await create('agent', { shortcut: 'gone' })
    expect((await world.call('restoreCannedResponse', on('agent', body.id))).body.code).toBe('shortcut_taken')
  })

  it('tell of a change by somebody else, and lose neither', async () => {
    const { body } = await create('supervisor', { scope: ALL })
    world.pass(1_000)
    await world.call('updateCannedResponse', on('admin', body.id, { title: 'First', known: body.updatedAt }))
    const late = await world.call(
      'updateCannedResponse',
      on('supervisor', body.id, { title: 'x', known: body.updatedAt }),
    )
    expect([late.status, late.body.code]).toEqual([409, 'changed_since'])
    expect((await world.call('listCannedResponses', as('agent'))).body.cannedResponses).toContainEqual(
      expect.objectContaining({ id: body.id, title: 'First' }),
    )
  })

  it('count how often they were inserted, by anybody who may', async () => {
    const { body } = await create('owner', { scope: ALL })
    await Promise.all([1, 2, 3].map(() => world.call('countCannedResponse', on('agent', body.id))))
    expect((await list('owner')).find(({ id }) => id === body.id)).toMatchObject({
      uses: 3,
      usedAt: expect.any(String),
    })
  })

  it('are bounded, and told when there is no room', async () => {
    const codes = new Set<string>()
    for (let n = 0; n < 320; n++) codes.add((await create('admin')).body.code)
    expect(codes).toContain('list_full')
    expect((await list('admin')).length).toBeLessThanOrEqual(310)
  })
})
