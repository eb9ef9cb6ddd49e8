import { engines } from '@parley/database/testing'
import { LIMITS } from '@parley/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { renew } from '../http/testing-calls.ts'
import type { Fixture } from '../http/testing-fixture.ts'
import { INBOX, SHOP, type World } from '../testing.ts'
import { HOSTILE_HEADERS, slowTexts } from './testing/corpora.ts'
import { type Neighbour, watchProcess } from './testing/neighbour.ts'
import { goodCalls, ROUTES } from './testing/routes.ts'
import { aScene } from './testing/scene.ts'

/** Texts that are allowed and not kind: halves of pairs, ends of strings, marks without a letter, other directions. */
const STRANGE = [
  'a\0b',
  'half \ud83d of a pair',
  '\ud800'.repeat(LIMITS.textLength),
  '\udc4d',
  '\u202egnp.exe',
  '\u0301'.repeat(500),
  '\ufeff',
  '\u2028\u2029',
  '\u0085x',
  '👩‍👩‍👧‍👦'.repeat(200),
]

/** What the declarations take and readers behind them must not choke on (N35): no measure of time but the test's own bound. */
describe.each(engines())('texts that are allowed, on %s', { timeout: 60_000 }, (engine) => {
  const watched = watchProcess()
  let world: World
  let own: Fixture
  let neighbour: Neighbour
  beforeAll(async () => {
    ;({ world, own, neighbour } = await aScene(engine))
  })
  afterAll(async () => {
    watched.stop()
    await world.stop()
  })
  const visitor = () => ({ access: own.visitor.access, origin: SHOP })
  const owner = () => ({ access: own.agents.owner.access, origin: INBOX })

  it.each(
    [...slowTexts(LIMITS.textLength), ...STRANGE].map((text) => [
      `${JSON.stringify(text).slice(0, 24)} × ${text.length}`,
      text,
    ]),
  )('N35 N36 a message of %s is stored as it is, indexed and read again', async (_what, text) => {
    world.pass(20_000)
    renew(world, own)
    const sent = await world.say(visitor(), { conversationId: own.conversation.id }, { text })
    // Blanks alone are no message.
    expect(sent.status).toBe(text.trim() === '' ? 400 : 200)
    await world.domains.conversations.jobs.indexSearch()
    const { body } = await world.call('listEvents', {
      ...visitor(),
      params: { id: own.conversation.id },
      query: { after: String(Math.max(0, (sent.body.n ?? 1) - 1)), limit: '1' },
    })
    if (sent.status === 200) expect(body.entries[0].e.body.text).toBe(text.toWellFormed())
    await neighbour.talk()
  })

  it.each(slowTexts(200))('N35 a search for %j ends', async (search) => {
    world.pass(5_000)
    renew(world, own)
    const { status } = await world.call('listConversations', { ...owner(), query: { view: 'all', search } })
    expect(status).toBe(200)
  })

  it('N35 N45 what a browser tells of itself is cut before any pattern sees it', async () => {
    for (const text of slowTexts(2_000).map((one) => one.replace(/[^\x20-\x7e]/g, 'x'))) {
      world.pass(5_000)
      renew(world, own)
      const page = { url: `https://shop.example/${text}`.slice(0, 2_000), title: text.slice(0, 300) }
      const headers = { ...HOSTILE_HEADERS, 'user-agent': text.repeat(4).trim() || 'x' }
      const body = { page, referrer: text, name: 'Vera', language: text.slice(0, 35), timeZone: text.slice(0, 64) }
      const { status } = await world.call('updateVisitor', { ...visitor(), headers, body })
      expect([204, 400]).toContain(status)
    }
    const { body } = await world.call('getVisitor', { ...owner(), params: { id: own.visitor.id } })
    expect(JSON.stringify(body)).not.toContain('hostile45')
    expect(body.visitor.browser).toMatch(/^[\w ]{1,60}$/)
  })

  it('N41 keeps no address that could run or read something', async () => {
    for (const url of [
      'javascript:alert(1)',
      'JaVa\tscript:alert(1)',
      'data:text/html,x',
      'vbscript:x',
      'blob:x',
      'file:///etc/passwd',
      'http://a@b.example/x?token=1#y',
    ]) {
      world.pass(5_000)
      renew(world, own)
      const body = { page: { url, title: 'x' }, referrer: url }
      expect([204, 400]).toContain((await world.call('updateVisitor', { ...visitor(), body })).status)
    }
    const { body } = await world.call('getVisitor', { ...owner(), params: { id: own.visitor.id } })
    const kept = [body.visitor.referrer, ...body.visitor.pages.map((page: { url: string }) => page.url)]
    for (const url of kept) expect(url ?? 'https://none').toMatch(/^https?:\/\/[^@/?#]*(\/[^?#]*)?$/)
  })

  it.each(ROUTES.filter(([, { method }]) => method === 'GET'))(
    'N88 %s answers as before',
    async (name, { status = 200 }) => {
      expect((await world.call(name, await goodCalls(world, own)(name))).status).toBe(status)
    },
  )

  it('leaves nothing uncaught and no neighbour harmed', async () => {
    expect(watched.uncaught).toEqual([])
    expect(await neighbour.harm()).toEqual([])
    expect(world.log.filter((line) => JSON.parse(line).level >= 40)).toEqual([])
  })
})
