import { engines } from '@parley/database/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newCmid } from '../../lib/new-id.ts'
import { INBOX, SHOP, startWorld, type Tenant, type World } from '../../testing.ts'

describe.each(engines())('a conversation continued by link on the %s store', { timeout: 60_000 }, (engine) => {
  let world: World
  let acme: Tenant
  beforeAll(async () => {
    world = await startWorld(engine)
    acme = await world.addTenant('acme')
  })
  afterAll(() => world.stop())

  type Visitor = Awaited<ReturnType<World['addVisitor']>>
  const asVisitor = ({ access }: Pick<Visitor, 'access'>) => ({ access, origin: SHOP })
  const asAgent = () => ({ access: acme.agents.agent.access, origin: INBOX })

  async function aLink() {
    const vera = await world.addVisitor(acme.site)
    const { id } = await world.addConversation(vera, 'from the desk')
    const other = await world.addConversation(vera, 'another matter')
    const { status, body } = await world.call('createResumeLink', { ...asAgent(), params: { id } })
    expect(status).toBe(201)
    const url = new URL(body.url)
    return { vera, id, otherId: other.id, url, token: url.hash.slice('#resume='.length), expiresAt: body.expiresAt }
  }
  const merge = async (conversationId: string, to: string) => {
    const cmid = newCmid(world.deps.clock.now())
    const body = { t: 'send', cmid, conversationId, kind: 'conv.merge', body: { to } }
    const who = { access: acme.agents.agent.access, origin: INBOX }
    const answer = await world.call('appendEvent', { ...who, headers: { 'idempotency-key': cmid }, body })
    expect(answer.status).toBe(200)
  }
  const resume = (who: Visitor, token: string) =>
    world.call('resumeConversation', { ...asVisitor(who), body: { token } })
  const read = (who: Visitor, id: string) =>
    world.call('getConversation', { ...asVisitor(who), params: { id } }).then(({ status }) => status)
  const listed = async (who: Visitor) => {
    const { body } = await world.call('listOwnConversations', asVisitor(who))
    return body.conversations.map((one: { id: string }) => one.id)
  }
  const codeOf = ({ status, body }: { status: number; body: { code?: string } }) => [status, body.code]
  const GONE = [410, 'link_expired']

  it('SYNC-87 gives the browser that uses it this conversation and no other; the first keeps it', async () => {
    const { vera, id, otherId, token } = await aLink()
    const phone = await world.addVisitor(acme.site)
    expect(await read(phone, id)).toBe(404)
    const answer = await resume(phone, token)
    expect([answer.status, answer.body]).toEqual([200, { conversationId: id }])
    expect([await read(phone, id), await read(phone, otherId), await read(vera, id)]).toEqual([200, 404, 200])
    expect(await listed(phone)).toEqual([id])
    expect((await listed(vera)).sort()).toEqual([id, otherId].sort())
  })

  it('SYNC-93 opens nothing of what the conversation was merged into, but to whom that is his', async () => {
    const { vera, id, otherId, token } = await aLink()
    await merge(id, otherId)
    const phone = await world.addVisitor(acme.site)
    expect(codeOf(await resume(phone, token))).toEqual(GONE)
    expect(await read(phone, otherId)).toBe(404)
    const own = await aLink()
    await merge(own.id, own.otherId)
    expect((await resume(own.vera, own.token)).status).toBe(200)
    expect(await read(vera, otherId)).toBe(200)
  })

  it('SYNC-87 lets him write there, as himself', async () => {
    const { vera, id, token } = await aLink()
    const phone = await world.addVisitor(acme.site)
    await resume(phone, token)
    await world.say(asVisitor(phone), { conversationId: id }, { text: 'from the phone' })
    const { body } = await world.call('listEvents', { ...asVisitor(vera), params: { id }, query: { limit: '50' } })
    const said = body.entries.filter(({ e }: { e: { kind: string } }) => e.kind === 'msg.new')
    expect(
      said.map(({ e }: { e: { body: { text: string }; actor: { id: string } } }) => [e.body.text, e.actor.id]),
    ).toEqual([
      ['from the desk', vera.id],
      ['from the phone', phone.id],
    ])
  })

  it('SYNC-87 looking at its page uses nothing up, and the page is never told the secret', async () => {
    const { url, token } = await aLink()
    expect(url.pathname).toBe(`/chat/${acme.site.key}`)
    expect(url.pathname + url.search).not.toContain(token)
    for (const method of ['GET', 'HEAD'] as const)
      expect((await world.server.app.inject({ method, url: url.pathname })).statusCode).toBe(200)
    expect((await resume(await world.addVisitor(acme.site), token)).status).toBe(200)
  })

  it('SYNC-87 is used up by the first browser, which may ask again', async () => {
    const { id, token } = await aLink()
    const [phone, thief] = [await world.addVisitor(acme.site), await world.addVisitor(acme.site)]
    expect((await resume(phone, token)).status).toBe(200)
    expect(codeOf(await resume(thief, token))).toEqual(GONE)
    expect(await read(thief, id)).toBe(404)
    expect((await resume(phone, token)).body).toEqual({ conversationId: id })
    expect(await listed(phone)).toEqual([id])
  })

  it('SYNC-87 used by many at once, one has it', async () => {
    const { id, token } = await aLink()
    const all = await Promise.all(Array.from({ length: 6 }, () => world.addVisitor(acme.site)))
    const answers = await Promise.all(all.map((one) => resume(one, token)))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 410, 410, 410, 410, 410])
    const reading = await Promise.all(all.map((one) => read(one, id)))
    expect(reading.filter((status) => status === 200)).toHaveLength(1)
  })

  it('SYNC-87 is worth nothing with another secret, on another site, in another tenant, to a blocked visitor', async () => {
    const { id, token } = await aLink()
    const phone = await world.addVisitor(acme.site)
    expect(codeOf(await resume(phone, `${token.slice(0, -3)}AAA`))).toEqual(GONE)
    expect((await resume(phone, 'nonsense')).status).toBe(400)
    const bravo = await world.addTenant(`bravo-${engine}`)
    expect(codeOf(await resume(await world.addVisitor(bravo.site), token))).toEqual(GONE)
    const { workspaceId } = acme
    const sister = await world.domains.sites.create(workspaceId, { name: 'sister', allowedOrigins: [SHOP] })
    expect(codeOf(await resume(await world.addVisitor(sister), token))).toEqual(GONE)
    const blocked = await world.addVisitor(acme.site)
    await world.call('blockVisitor', { ...asAgent(), params: { id: blocked.id } })
    expect((await resume(blocked, token)).status).toBeGreaterThanOrEqual(400)
    const foreign = await world.call('createResumeLink', {
      ...{ access: bravo.agents.owner.access, origin: INBOX, params: { id } },
    })
    expect(codeOf(foreign)).toEqual([404, 'conversation_not_found'])
    expect((await resume(phone, token)).status).toBe(200) // none of them used it up
  })

  it('SYNC-87 ends after a week', async () => {
    const { token, expiresAt } = await aLink()
    const week = 7 * 24 * 60 * 60_000
    expect(Date.parse(expiresAt) - world.deps.clock.now().getTime()).toBeLessThanOrEqual(week)
    world.pass(week + 1_000)
    expect(codeOf(await resume(await world.addVisitor(acme.site), token))).toEqual(GONE)
  })
})
