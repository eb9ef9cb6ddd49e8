import { engines } from '@parley/database/testing'
import { DEFAULT_PREFERENCES } from '@parley/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { INBOX, startWorld, type Tenant, type World } from '../../testing.ts'
import { preferencesOf } from './preferences.ts'

describe.each(engines())('preferences of agents on %s', (engine) => {
  let world: World
  let tenant: Tenant
  beforeAll(async () => {
    world = await startWorld(engine)
    tenant = await world.addTenant('acme')
  })
  afterAll(() => world.stop())

  const as = (role: keyof Tenant['agents']) => ({ access: world.renewed(tenant.agents[role].access), origin: INBOX })
  const read = async (role: keyof Tenant['agents']) => (await world.call('getPreferences', as(role))).body

  it('are the usual ones until something is chosen, and each agent has his own', async () => {
    expect(await read('agent')).toEqual(DEFAULT_PREFERENCES)
    const changed = await world.call('updatePreferences', { ...as('agent'), body: { letterKeys: false } })
    expect(changed.body).toEqual({ ...DEFAULT_PREFERENCES, letterKeys: false })
    expect(await read('agent')).toEqual(changed.body)
    expect(await read('admin')).toEqual(DEFAULT_PREFERENCES)
  })

  it('keep what a change does not name, also when two devices change at once', async () => {
    const keys = { close: ['Shift+e'], claim: [] }
    const change = (body: object) => world.call('updatePreferences', { ...as('supervisor'), body })
    await Promise.all([change({ letterKeys: false }), change({ keys })])
    expect(await read('supervisor')).toEqual({ ...DEFAULT_PREFERENCES, letterKeys: false, keys })
    expect((await change({})).body).toMatchObject({ letterKeys: false, keys })
  })

  it('N01 refuse what they do not know, and keep what was', async () => {
    const before = await read('owner')
    for (const body of [
      { theme: 'dark' },
      { letterKeys: 'no' },
      { keys: { close: ['Mod+'] } },
      { keys: { 'Close it': ['x'] } },
      { keys: { __proto__x: ['x'] } },
      { keys: { close: ['a', 'b', 'c', 'd'] } },
    ]) {
      const answer = await world.call('updatePreferences', { ...as('owner'), body })
      expect([answer.status, answer.body.code], JSON.stringify(body)).toEqual([400, 'invalid_request'])
    }
    expect(await read('owner')).toEqual(before)
  })
})

describe('stored preferences', () => {
  it('of another version are read as far as they are understood', () => {
    expect(preferencesOf({ letterKeys: false, keys: 'nonsense', later: 1 })).toEqual({
      ...DEFAULT_PREFERENCES,
      letterKeys: false,
    })
  })
})
