import { engines } from '@parley/database/testing'
import { ProactiveOptions } from '@parley/protocol'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { newCmid, newCreateKey } from '../../lib/new-id.ts'
import { INBOX, SHOP, startWorld, type Tenant, type World } from '../../testing.ts'

const aCampaign = (change: object = {}) => ({
  ...{ id: 'cmp_pricing01', name: 'Pricing', on: true, text: { en: 'Questions?', de: 'Fragen?' }, agentId: null },
  ...{ replies: [{ en: 'Yes' }, {}], triggers: [{ type: 'time', seconds: 5 }], conditions: [], opens: false },
  cap: { per: 'visit', days: 7 },
  ...change,
})

describe('the campaigns of a site', () => {
  const judge = (...campaigns: object[]) =>
    ProactiveOptions.safeParse({ campaigns }).error?.issues.map(({ path }) => path.join('/')) ?? []

  it('are judged where they are wrong', () => {
    const when = (condition: object) => judge(aCampaign({ conditions: [condition] }))[0]
    expect(judge(aCampaign())).toEqual([])
    expect(judge(aCampaign({ text: { en: ' ' } }))).toEqual(['campaigns/0/text'])
    expect(judge(aCampaign({ triggers: [] }))).toEqual(['campaigns/0/triggers'])
    expect(judge(aCampaign(), aCampaign())).toEqual(['campaigns/1/id'])
    expect(judge(aCampaign({ cap: { per: 'days', days: 0 } }))).toEqual(['campaigns/0/cap/days'])
    expect(when({ type: 'url', is: true, patterns: [] })).toBe('campaigns/0/conditions/0/patterns')
    expect(when({ type: 'visits', min: 3, max: 2 })).toBe('campaigns/0/conditions/0/max')
    expect(when({ type: 'attribute', key: 'a-b', op: 'is', value: '' })).toBe('campaigns/0/conditions/0/key')
    expect(when({ type: 'language', in: ['Deutsch'] })).toBe('campaigns/0/conditions/0/in/0')
    expect(when({ type: 'moon', is: true })).toBe('campaigns/0/conditions/0/type')
  })
})

describe.each(engines())('proactive messages on %s', (engine) => {
  let world: World
  let tenant: Tenant
  let siteKey: string
  beforeAll(async () => {
    world = await startWorld(engine)
    tenant = await world.addTenant('shop')
    siteKey = tenant.site.key
  })
  afterAll(() => world.stop())
  const asAdmin = () => ({ access: world.renewed(tenant.agents.admin.access), origin: INBOX })
  const save = (...campaigns: object[]) =>
    world.call('updateSite', {
      ...{ ...asAdmin(), params: { id: tenant.site._id } },
      body: { options: { proactive: { campaigns } } },
    })
  const running = async (locales: string) =>
    (await world.call('getCampaigns', { params: { siteKey }, origin: SHOP, query: { locales } })).body
  const script = async () => (await world.server.app.inject({ url: `/s/${siteKey}.js` })).body
  const begin = async (campaign?: object) => {
    const visitor = await world.addVisitor(tenant.site)
    const body = {
      ...{ t: 'send', cmid: newCmid(world.deps.clock.now()), kind: 'msg.new' },
      create: { key: newCreateKey(world.deps.clock.now()) },
      body: { v: 1, type: 'text', text: 'Yes', ...(campaign && { campaign }) },
    }
    const call = { ...visitor, origin: SHOP, headers: { 'idempotency-key': body.cmid }, body }
    const { body: ack } = await world.call('appendEvent', call)
    const fxFor = async (who: object) => {
      const { body: found } = await world.call('getConversation', { ...who, params: { id: ack.conversationId } })
      return found.entries?.[0]?.e.fx
    }
    return { visitor: { access: visitor.access, origin: SHOP }, fxFor }
  }

  it('37 reach pages with the words of their language, those that are on in their order, and no others', async () => {
    expect(await script()).not.toContain('"campaigns"')
    const agentId = tenant.agents.agent._id
    const { status } = await save(
      aCampaign(),
      aCampaign({ id: 'cmp_switched0', on: false }),
      aCampaign({ id: 'cmp_withface0', agentId }),
      aCampaign({ id: 'cmp_nobodys00', agentId: 'agt_00000000000000000000' }),
    )
    expect(status).toBe(200)
    expect(await script()).toContain('"scout":{"campaigns":true}')
    const { locale, isOpen, campaigns } = await running('DE,de-AT,en')
    expect([locale, isOpen]).toEqual(['de-AT', true])
    expect(campaigns.map(({ id, from }: { id: string; from: unknown }) => [id, from])).toEqual([
      ['cmp_pricing01', null],
      ['cmp_withface0', { id: agentId, name: tenant.agents.agent.name }],
      ['cmp_nobodys00', null],
    ])
    expect(campaigns[0]).toMatchObject({ text: 'Fragen?', replies: ['Yes'], cap: { per: 'visit', days: 7 } })
    expect(campaigns[0]).not.toHaveProperty('name')
  })

  it('37 stand in the log with the server’s own words, for agents and for whoever answered', async () => {
    await save(aCampaign())
    const { visitor, fxFor } = await begin({ id: 'cmp_pricing01', locale: 'de' })
    const said = { id: 'cmp_pricing01', text: 'Fragen?', from: null }
    await vi.waitFor(async () => expect(await fxFor(asAdmin())).toMatchObject({ opened: true, campaign: said }))
    expect(await fxFor(visitor)).toEqual({ opened: true, campaign: said })
  })

  it('37 are not put into the log by pages that name what there is not', async () => {
    await save(aCampaign())
    for (const campaign of [undefined, { id: 'cmp_notours00', locale: 'en' }]) {
      const { visitor, fxFor } = await begin(campaign)
      await vi.waitFor(async () => expect(await fxFor(visitor)).toEqual({ opened: true }))
    }
  })

  it('37 are counted as pages tell it, of campaigns that are on and nothing else', { timeout: 30_000 }, async () => {
    await save(aCampaign(), aCampaign({ id: 'cmp_switched0', on: false }))
    const tell = (campaignId: string, what: string) =>
      world.call('countCampaign', { params: { siteKey, campaignId }, origin: SHOP, body: { what } })
    const counts = async (by: Tenant = tenant) =>
      world.call('listCampaignCounts', {
        ...{ access: world.renewed(by.agents.admin.access), origin: INBOX },
        params: { id: tenant.site._id },
      })
    for (const what of ['shown', 'shown', 'clicked']) expect((await tell('cmp_pricing01', what)).status).toBe(204)
    for (const id of ['cmp_switched0', 'cmp_notours00']) expect((await tell(id, 'shown')).status).toBe(204)
    const first = { id: 'cmp_pricing01', shown: 2, clicked: 1, dismissed: 0 }
    await vi.waitFor(async () => expect((await counts()).body.counts).toEqual([first]), { timeout: 5_000 })
    await tell('cmp_pricing01', 'dismissed')
    const second = { ...first, dismissed: 1 }
    await vi.waitFor(async () => expect((await counts()).body.counts).toEqual([second]), { timeout: 5_000 })
    expect((await counts(await world.addTenant('other'))).status).toBe(404)
    const { status } = await world.call('countCampaign', {
      ...{ params: { siteKey, campaignId: 'cmp_pricing01' }, origin: 'https://elsewhere.example' },
      body: { what: 'shown' },
    })
    expect(status).toBe(403)
  })
})
