import { engines } from '@parley/database/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { acceptedLanguages, textsFor } from '../../http/languages.ts'
import { newCmid } from '../../lib/new-id.ts'
import { INBOX, startWorld, type Tenant, type World } from '../../testing.ts'
import { RATING_TEXTS } from './texts.ts'

const FORM = { 'content-type': 'application/x-www-form-urlencoded' }

describe.each(engines())('a rating by link on the %s store', { timeout: 60_000 }, (engine) => {
  let world: World
  let acme: Tenant
  beforeAll(async () => {
    world = await startWorld(engine)
    acme = await world.addTenant('acme')
  })
  afterAll(() => world.stop())

  async function aLink() {
    const visitor = await world.addVisitor(acme.site)
    const { id } = await world.addConversation(visitor, 'hello')
    const { status, body } = await world.call('createRatingLink', {
      ...{ access: acme.agents.agent.access, origin: INBOX },
      params: { id },
    })
    expect(status).toBe(201)
    return { id, url: new URL(body.url).pathname, expiresAt: body.expiresAt }
  }
  const merge = async (conversationId: string, to: string) => {
    const cmid = newCmid(world.deps.clock.now())
    const body = { t: 'send', cmid, conversationId, kind: 'conv.merge', body: { to } }
    const who = { access: acme.agents.agent.access, origin: INBOX }
    const answer = await world.call('appendEvent', { ...who, headers: { 'idempotency-key': cmid }, body })
    expect(answer.status).toBe(200)
  }
  const look = (url: string, headers: Record<string, string> = {}) => world.server.app.inject({ url, headers })
  const rate = (url: string, payload = 'score=4&comment=quick') =>
    world.server.app.inject({ method: 'POST', url, headers: FORM, payload })
  const ratings = async (id: string) => {
    const { body } = await world.call('listEvents', {
      ...{ access: acme.agents.owner.access, origin: INBOX },
      params: { id },
      query: { limit: '100' },
    })
    return body.entries
      .filter(({ e }: { e: { kind: string } }) => e.kind === 'conv.rate')
      .map(({ e }: { e: { body: unknown; actor: { type: string } } }) => ({ ...(e.body as object), by: e.actor.type }))
  }

  it('SYNC-87 rates when its form is sent, as the visitor, and not when it is looked at', async () => {
    const { id, url } = await aLink()
    for (let i = 0; i < 3; i++) expect((await look(url)).statusCode).toBe(200)
    expect((await world.server.app.inject({ method: 'HEAD', url })).statusCode).toBe(200)
    expect(await ratings(id)).toEqual([])
    const answer = await rate(url)
    expect(answer.statusCode).toBe(200)
    expect(answer.body).toContain('Your rating: Good')
    expect(await ratings(id)).toEqual([{ score: 4, comment: 'quick', by: 'visitor' }])
  })

  it('SYNC-93 rates what the conversation was merged into', async () => {
    const visitor = await world.addVisitor(acme.site)
    const [{ id }, to] = [await world.addConversation(visitor, 'one'), await world.addConversation(visitor, 'two')]
    const { body } = await world.call('createRatingLink', {
      ...{ access: acme.agents.agent.access, origin: INBOX },
      params: { id },
    })
    await merge(id, to.id)
    expect((await rate(new URL(body.url).pathname)).statusCode).toBe(200)
    expect([await ratings(id), await ratings(to.id)]).toMatchObject([[], [{ score: 4 }]])
  })

  it('SYNC-87 rates once: used again, with another answer, or by two at once, the log holds one rating', async () => {
    const { id, url } = await aLink()
    const [first, second] = await Promise.all([rate(url, 'score=5'), rate(url, 'score=1')])
    expect([first.statusCode, second.statusCode].sort()).toEqual([200, 410])
    expect((await rate(url, 'score=2')).statusCode).toBe(410)
    expect((await look(url)).statusCode).toBe(410)
    expect(await ratings(id)).toHaveLength(1)
  })

  it.each([
    ['another secret', (url: string) => `${url.slice(0, -3)}AAA`],
    ['another tenant', (url: string) => url.replace(/wsp_.{20}/, `wsp_${'0'.repeat(20)}`)],
    ['no form of one', () => '/rate/nonsense'],
    ['markup', () => '/rate/%3Cscript%3E'],
  ])('SYNC-87 is gone with %s', async (_, changed) => {
    const { id, url } = await aLink()
    for (const answer of [await look(changed(url)), await rate(changed(url))]) {
      expect(answer.statusCode).toBe(410)
      expect(answer.body).not.toContain('<script')
    }
    expect(await ratings(id)).toEqual([])
  })

  it('keeps the form of who chose no face, and takes nothing out of range', async () => {
    const { id, url } = await aLink()
    for (const payload of ['', 'score=6', 'score=0', 'score=4.5', 'score=%00', `score=3&comment=${'x'.repeat(2001)}`]) {
      const answer = await rate(url, payload)
      expect({ payload: payload.slice(0, 20), status: answer.statusCode }).toMatchObject({ status: 400 })
      expect(answer.body).toContain('role="alert"')
    }
    expect((await rate(url, `comment=${'x'.repeat(40_000)}`)).statusCode).toBe(413)
    const other = await world.server.app.inject({
      ...{ method: 'POST', url, payload: '{"score":4}' },
      headers: { 'content-type': 'application/json' },
    })
    expect(other.statusCode).toBe(415)
    expect(await ratings(id)).toEqual([])
    expect((await rate(url)).statusCode).toBe(200)
  })

  it('is a page of its own: strict policy, no script, no cookie, kept and found by nobody', async () => {
    const { url } = await aLink()
    const { headers, body } = await look(url, { 'accept-language': 'de-AT,de;q=0.9,en;q=0.5' })
    expect(headers['content-security-policy']).toMatch(
      /^default-src 'none'; style-src 'sha256-[\w+/=]{44}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'$/,
    )
    expect(headers).toMatchObject({ 'cache-control': 'no-store', 'x-robots-tag': 'noindex', 'content-language': 'de' })
    expect(headers['referrer-policy']).toBe('no-referrer')
    expect(headers).not.toHaveProperty('set-cookie')
    expect(body).toContain('Wie war es?')
    expect(body).not.toMatch(/<script|<link|src=|https?:/)
  })

  it('is made for whoever may see the conversation, and a visitor has said something', async () => {
    const bravo = await world.addTenant(`bravo-${engine}`)
    const { id } = await aLink()
    const foreign = await world.call('createRatingLink', {
      ...{ access: bravo.agents.owner.access, origin: INBOX },
      params: { id },
    })
    expect([foreign.status, foreign.body.code]).toEqual([404, 'conversation_not_found'])
  })

  it('R38 does what the site allows: without ratings there is nothing to rate', async () => {
    const { id, url } = await aLink()
    const { features } = (await world.call('listSites', { access: acme.agents.owner.access, origin: INBOX })).body
      .sites[0].options
    const set = (rating: boolean) =>
      world.call('updateSite', {
        ...{ access: acme.agents.owner.access, origin: INBOX, params: { id: acme.site._id } },
        body: { options: { features: { ...features, rating } } },
      })
    await set(false)
    expect((await rate(url)).statusCode).toBe(410)
    await set(true)
    expect(await ratings(id)).toEqual([])
  })

  it('SYNC-87 ends after two weeks', async () => {
    const { id, url, expiresAt } = await aLink()
    expect(Date.parse(expiresAt) - world.deps.clock.now().getTime()).toBeLessThanOrEqual(14 * 24 * 60 * 60_000)
    world.pass(14 * 24 * 60 * 60_000 + 1_000)
    expect((await look(url)).statusCode).toBe(410)
    expect((await rate(url)).statusCode).toBe(410)
    acme.agents.owner.access = world.renewed(acme.agents.owner.access)
    expect(await ratings(id)).toEqual([])
  })
})

describe('the language of the rating page', () => {
  it.each([
    ['fr-CH, fr;q=0.9, en;q=0.8', 'fr'],
    ['xx, pt-BR;q=0.7, en;q=0.9', 'en'],
    ['sw', 'en'],
    [undefined, 'en'],
    ['he', 'he'],
  ])('for %s is %s', (header, expected) => {
    expect(textsFor(RATING_TEXTS, acceptedLanguages(header)).language).toBe(expected)
  })
})
