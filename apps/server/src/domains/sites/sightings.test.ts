import { engines } from '@parley/database/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { INBOX, SHOP, startWorld, type Tenant, type World } from '../../testing.ts'

describe.each(engines())('pages that carry a site’s tag, on %s', (engine) => {
  let world: World
  let tenant: Tenant
  beforeAll(async () => {
    world = await startWorld(engine)
    tenant = await world.addTenant('shop')
  })
  afterAll(() => world.stop())
  const load = (referer?: string) =>
    world.server.app.inject({ url: `/s/${tenant.site.key}.js`, headers: referer ? { referer } : {} })
  const seen = async () => {
    const { owner } = tenant.agents
    const { body } = await world.call('listSightings', {
      ...{ access: world.renewed(owner.access), origin: INBOX },
      params: { id: tenant.site._id },
    })
    return body.sightings as { origin: string; allowed: boolean }[]
  }

  it('are told with whether they may chat, the newest first, without path or query', async () => {
    await load(`${SHOP}/tea?secret=1`)
    world.pass(1000)
    await load('https://elsewhere.example/')
    const found = await seen()
    expect(found.map(({ origin, allowed }) => [origin, allowed])).toEqual([
      ['https://elsewhere.example', false],
      [SHOP, true],
    ])
    expect(JSON.stringify(found)).not.toContain('secret')
  })

  it('are not told of what is no page, nor of more than fifty', async () => {
    for (const address of [undefined, 'about:blank', 'javascript:alert(1)', 'nonsense', `https://${'a'.repeat(3000)}/`])
      await load(address)
    expect(await seen()).toHaveLength(2)
    for (let n = 0; n < 60; n++) await load(`https://shop-${n}.example/`)
    expect(await seen()).toHaveLength(50)
  })

  it('of another workspace are not told', async () => {
    const other = await world.addTenant('other')
    const { status } = await world.call('listSightings', {
      ...{ access: world.renewed(other.agents.owner.access), origin: INBOX },
      params: { id: tenant.site._id },
    })
    expect(status).toBe(404)
  })
})
