import { engines } from '@parley/database/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { INBOX, startWorld, type Tenant, type World } from '../../testing.ts'

describe.each(engines())('tags on %s', (engine) => {
  let world: World
  let tenant: Tenant
  let count = 0
  beforeAll(async () => {
    world = await startWorld(engine)
    tenant = await world.addTenant('shop')
  })
  afterAll(() => world.stop())

  const as = (role: keyof Tenant['agents']) => ({ access: world.renewed(tenant.agents[role].access), origin: INBOX })
  const create = async (name = `tag ${++count}`, change: object = {}) =>
    world.call('createTag', { ...as('admin'), body: { name, colour: 3, description: '', ...change } })
  const update = (id: string, body: object) => world.call('updateTag', { ...as('admin'), params: { id }, body })
  const list = async () => (await world.call('listTags', as('agent'))).body.tags as { id: string; name: string }[]

  it('are defined by administrators and seen by every agent', async () => {
    const { body, status } = await create('refund')
    expect(status).toBe(201)
    expect(await list()).toContainEqual(expect.objectContaining({ id: body.id, name: 'refund', colour: 3 }))
    const refused = await world.call('createTag', { ...as('agent'), body: { name: 'x', colour: 0, description: '' } })
    expect(refused.body.code).toBe('forbidden')
  })

  it('keep the words that meant them when they are renamed, so that nothing need be rewritten', async () => {
    const { body } = await create('vip')
    const renamed = await update(body.id, { name: 'Important' })
    expect(renamed.body).toMatchObject({ name: 'Important', formerNames: ['vip'], colour: 3 })
    expect((await create('VIP')).body.code).toBe('tag_taken')
    expect((await update(body.id, { name: 'vip' })).body).toMatchObject({ name: 'vip', formerNames: ['Important'] })
  })

  it('take over the words of a tag that is merged into them', async () => {
    const gone = (await create('returns')).body
    await update(gone.id, { name: 'sent back' })
    const stays = (await create('exchange')).body
    const merge = { ...as('admin'), params: { id: gone.id }, body: { into: stays.id } }
    const merged = await world.call('mergeTag', merge)
    expect(merged.body).toMatchObject({ id: stays.id, name: 'exchange', formerNames: ['sent back', 'returns'] })
    expect((await list()).some(({ id }) => id === gone.id)).toBe(false)
    expect((await create('returns')).body.code).toBe('tag_taken')
    expect((await world.call('mergeTag', merge)).body.code).toBe('tag_not_found')
  })

  it('of two who change one at once, the later is told', async () => {
    const { body } = await create()
    await update(body.id, { colour: 5, known: body.updatedAt })
    expect((await update(body.id, { colour: 6, known: body.updatedAt })).body.code).toBe('changed_since')
    expect((await update(body.id, { archived: true })).body).toMatchObject({ colour: 5, archived: true })
  })

  it('of two with one name at once, one is made', async () => {
    const answers = await Promise.all([create('twice'), create('Twice')])
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409])
  })
})
