import { setTimeout as pause } from 'node:timers/promises'
import { engines } from '@parley/database/testing'
import type { FrameOf, SiteId, SiteOptions } from '@parley/protocol'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Principal } from '../../lib/principal.ts'
import type { Sink } from '../../realtime/sink.ts'
import { INBOX, SHOP, startWorld, type Tenant, type World } from '../../testing.ts'
import { DEFAULT_OPTIONS } from '../sites/options.ts'
import { type FirstAnswer, replySecondsOf } from './model.ts'

type SiteFrame = FrameOf<'site'>

/** A line of somebody, and what it was told. */
function aLine(principal: Principal) {
  const frames: SiteFrame[] = []
  const news: SiteFrame[] = []
  const sink: Sink = {
    principal,
    send(text) {
      frames.push(JSON.parse(text))
      news.push(JSON.parse(text))
    },
    sendAgain: (text) => frames.push(JSON.parse(text)),
    sendIfIdle: () => undefined,
    room: () => null,
  }
  return { sink, frames, news, last: () => frames.at(-1)?.availability }
}

const CLOSED: SiteOptions['hours'] = { ...DEFAULT_OPTIONS.hours, on: true, week: [[], [], [], [], [], [], []] }

// They wait for timers of seconds, on machines that are busy.
describe.each(engines())('availability on %s', { timeout: 30_000 }, (engine) => {
  let world: World
  let tenant: Tenant
  beforeAll(async () => {
    world = await startWorld(engine)
    tenant = await world.addTenant('acme')
  })
  afterAll(() => world.stop())

  /** A tenant of whom only the site matters. */
  async function aShop(name: string) {
    const { _id: workspaceId } = await world.domains.workspaces.create(name)
    return { workspaceId, site: await world.domains.sites.create(workspaceId, { name, allowedOrigins: [SHOP] }) }
  }
  type Shop = Awaited<ReturnType<typeof aShop>>

  const feed = () => world.domains.availability.feed
  const agentLine = ({ workspaceId }: Shop = tenant) => {
    const [agentId, sessionId] = ['agt_00000000000000000001', 'ses_00000000000000000001'] as const
    const name = 'Ines Maria Silva'
    return aLine({ type: 'agent', workspaceId, agentId, sessionId, role: 'agent', departmentIds: [], name })
  }
  const visitorLine = ({ site, workspaceId }: Shop = tenant) => {
    const nobody = { predecessorId: null, contactId: null, name: null, email: null, phone: null, blocked: false }
    return aLine({ type: 'visitor', workspaceId, siteId: site._id, visitorId: 'vis_00000000000000000000', ...nobody })
  }
  const asAdmin = () => ({ access: world.renewed(tenant.agents.admin.access), origin: INBOX })
  const decide = (options: Partial<SiteOptions>, id: SiteId = tenant.site._id) =>
    world.call('updateSite', { ...asAdmin(), params: { id }, body: { options } })
  const chatOptions = async (siteKey = tenant.site.key) =>
    (await world.call('getChatOptions', { params: { siteKey }, origin: SHOP })).body

  it('is away while nobody is connected, and online with the first name of who is', async () => {
    expect((await chatOptions()).availability).toEqual({
      ...{ state: 'away', reopensAt: null, team: [], count: 0, replySeconds: null },
    })
    const leave = feed().attend(agentLine().sink)
    await pause(300)
    world.pass(2_000)
    const { availability } = await chatOptions()
    expect(availability).toMatchObject({ state: 'online', count: 1, team: [{ name: 'Ines' }] })
    leave()
  })

  it('speaks the site’s own language where there is nothing in the visitor’s, in whatever the owner wrote', async () => {
    const text = (en: string, de: string) => ({ en, de })
    const { home, forms, hours } = DEFAULT_OPTIONS
    await decide({
      home: { ...home, greeting: text('Hello', 'Moin') },
      hours: { ...hours, message: text('We sleep', 'Wir schlafen') },
      forms: { ...forms, offline: { ...forms.offline, title: text('Write to us', 'Schreiben Sie uns') } },
    })
    const { id, key } = { id: tenant.site._id, key: tenant.site.key }
    const before = await chatOptions()
    expect(before).toMatchObject({ language: 'en', home: { greeting: 'Hello' } })
    const answer = await world.call('updateSite', { ...asAdmin(), params: { id }, body: { language: 'de' } })
    expect(answer.body).toMatchObject({ language: 'de' })
    const settings = await world.call('getSiteSettings', { params: { siteKey: key }, origin: SHOP })
    expect(settings.body.language).toBe('de')
    const spoken = async (locales: string) => {
      const input = { params: { siteKey: key }, query: { locales }, origin: SHOP }
      return (await world.call('getChatOptions', input)).body
    }
    const own = await spoken('sv-SE,fi')
    expect(own).toMatchObject({ language: 'de', closedMessage: 'Wir schlafen', home: { greeting: 'Moin' } })
    expect(own.offline?.title).toBe('Schreiben Sie uns')
    expect(own.rev).not.toBe(before.rev)
    expect((await spoken('sv-SE,en-GB')).home?.greeting).toBe('Hello')
    for (const language of ['sv', 'xx', '', 'de_DE', '<b>']) {
      const refused = await world.call('updateSite', { ...asAdmin(), params: { id }, body: { language } })
      expect(refused.body, language).toMatchObject({ code: 'invalid_request' })
    }
    await world.call('updateSite', { ...asAdmin(), params: { id }, body: { language: 'en' } })
    await decide({ home, forms, hours })
  })

  it('tells open widgets who is there as they come, and when somebody comes', async () => {
    const other = await aShop('tells')
    const line = visitorLine(other)
    const [stranger, end] = [visitorLine(), feed().attend(line.sink)]
    const endStranger = feed().attend(stranger.sink)
    await vi.waitFor(() => expect(line.last()?.state).toBe('away'))
    const said = stranger.frames.length
    const leave = feed().attend(agentLine(other).sink)
    await vi.waitFor(() => expect(line.last()?.state).toBe('online'), 5_000)
    expect(line.news).toHaveLength(1)
    expect(stranger.frames.length).toBe(said)
    for (const stop of [leave, end, endStranger]) stop()
  })

  it('S4 never tells one tenant who is there of another', async () => {
    const [mine, theirs] = [await aShop('mine'), await aShop('theirs')]
    const leave = feed().attend(agentLine(theirs).sink)
    await pause(300)
    world.pass(2_000)
    expect((await chatOptions(theirs.site.key)).availability.state).toBe('online')
    expect((await chatOptions(mine.site.key)).availability).toMatchObject({ state: 'away', team: [], count: 0 })
    leave()
  })

  it('R25 forgets the agents of an instance that has stopped saying that it lives', async () => {
    const other = await aShop('dies')
    const line = visitorLine(other)
    const end = feed().attend(line.sink)
    const { workspaceId } = other
    const presence = world.store.db.collection<{ _id: string }>('presence')
    const agents = [{ id: 'agt_00000000000000000009', name: 'Tomas' }]
    await presence.insertOne({
      _id: `other ${workspaceId}`,
      workspaceId,
      agents,
      seenAt: world.deps.clock.now(),
    } as never)
    world.pass(2_000)
    await world.domains.availability.check()
    await vi.waitFor(() => expect(line.last()?.team).toEqual([{ ...agents[0] }]), 5_000)
    world.pass(60_000)
    await world.domains.availability.check()
    await vi.waitFor(() => expect(line.last()?.state).toBe('away'), 5_000)
    end()
  })

  it('is offline outside the hours, whoever is connected, and says when it opens', async () => {
    const { sites } = world.domains
    const other = await aShop('closed')
    const today = new Date(world.deps.clock.now().getTime() + 2 * 86_400_000).toISOString().slice(0, 10)
    const exceptions = [{ from: today, to: today, yearly: false, name: '', ranges: [{ from: 600, to: 660 }] }]
    await sites.update(other.workspaceId, other.site._id, { options: { hours: { ...CLOSED, exceptions } } })
    const leave = feed().attend(agentLine(other).sink)
    await pause(300)
    expect((await chatOptions(other.site.key)).availability).toMatchObject({
      ...{ state: 'offline', reopensAt: `${today}T10:00:00.000Z`, team: [], count: 0 },
    })
    leave()
  })

  it('opens by itself while a widget is open, at the moment of the hours', async () => {
    const other = await aShop('opens')
    const line = visitorLine(other)
    const now = world.deps.clock.now()
    world.pass(58_500 - (now.getTime() % 60_000))
    const minute = (world.deps.clock.now().getUTCHours() * 60 + world.deps.clock.now().getUTCMinutes() + 1) % 1440
    const opening = { from: minute, to: (minute + 1439) % 1440 }
    const week = CLOSED.week.map(() => [opening])
    await world.domains.sites.update(other.workspaceId, other.site._id, { options: { hours: { ...CLOSED, week } } })
    const end = feed().attend(line.sink)
    await vi.waitFor(() => expect(line.last()?.state).toBe('offline'), 1_000)
    await vi.waitFor(() => expect(line.last()?.state).toBe('away'), 6_000)
    end()
  })

  it('tells open widgets that the owner decided something, in a word that they can compare', async () => {
    const line = visitorLine()
    const end = feed().attend(line.sink)
    await vi.waitFor(() => expect(line.frames).not.toHaveLength(0))
    expect(line.frames[0]?.rev).toBe((await chatOptions()).rev)
    await decide({ files: { ...DEFAULT_OPTIONS.files, voice: false } })
    await vi.waitFor(() => expect(line.news).not.toHaveLength(0), 5_000)
    expect(line.news[0]?.rev).not.toBe(line.frames[0]?.rev)
    expect(line.news[0]?.rev).toBe((await chatOptions()).rev)
    end()
  })

  it('says nothing of the team or of waits where the owner does not want it', async () => {
    const home = { ...DEFAULT_OPTIONS.home, showTeam: false, showReplyTime: false }
    const other = await aShop('discreet')
    await world.domains.sites.update(other.workspaceId, other.site._id, { options: { home } })
    const leave = feed().attend(agentLine(other).sink)
    await pause(300)
    const { availability } = await chatOptions(other.site.key)
    expect(availability).toEqual({ state: 'online', reopensAt: null, team: [], count: 0, replySeconds: null })
    leave()
  })

  it('a long-poll gets it with its answer, and is one of the agents who are there', async () => {
    const other = await world.addTenant('polls')
    const { access } = await world.addVisitor(other.site)
    const body = { v: [1, 1], positions: {}, lists: {}, wait: 0 }
    const asAgent = { access: other.agents.agent.access, origin: INBOX }
    expect((await world.call('sync', { ...asAgent, body })).body.frames).toEqual([])
    await pause(300)
    world.pass(2_000)
    await world.call('sync', { access, origin: SHOP, body })
    const line = visitorLine(other)
    const end = feed().attend(line.sink)
    await vi.waitFor(() => expect(line.last()?.state).toBe('online'))
    const { frames } = (await world.call('sync', { access, origin: SHOP, body })).body
    expect(frames).toMatchObject([{ t: 'site', availability: { count: 1, team: [{ name: 'agent' }] } }])
    end()
  })

  it('knows how soon the team answers, from its own answers', async () => {
    const other = await world.addTenant('answers')
    for (let count = 0; count < 5; count++) {
      const conversation = await world.addConversation(await world.addVisitor(other.site), 'Hello?')
      world.pass(60_000 * (count + 1))
      const access = world.renewed(other.agents.agent.access)
      const sent = await world.say({ access, origin: INBOX }, { conversationId: conversation.id }, { text: 'Hello' })
      expect(sent.status).toBe(200)
    }
    await vi.waitFor(async () => {
      world.pass(6 * 60_000)
      const { replySeconds } = (await chatOptions(other.site.key)).availability
      expect(replySeconds).toBeGreaterThanOrEqual(180)
      expect(replySeconds).toBeLessThan(200)
    })
  })

  it.each([
    ['a zone that there is not', { zone: 'Europe/Atlantis' }, 'zone'],
    ['an offset in place of a zone', { zone: '+02:00' }, 'zone'],
    [
      'ranges that overlap',
      {
        week: [
          [
            { from: 0, to: 60 },
            { from: 59, to: 90 },
          ],
          [],
          [],
          [],
          [],
          [],
          [],
        ],
      },
      'week/0/1',
    ],
    [
      'a night into the next morning',
      { week: [[{ from: 1380, to: 60 }], [{ from: 30, to: 90 }], [], [], [], [], []] },
      'week/1/0',
    ],
    ['six days', { week: [[], [], [], [], [], []] }, 'week'],
    ['a minute that no day has', { week: [[{ from: 1440, to: 60 }], [], [], [], [], [], []] }, 'week/0/0/from'],
    [
      'a date that there is not',
      { exceptions: [{ from: '2026-02-30', to: '2026-03-01', yearly: false, name: '', ranges: [] }] },
      'exceptions/0/from',
    ],
    [
      'an end before its beginning',
      { exceptions: [{ from: '2026-03-02', to: '2026-03-01', yearly: false, name: '', ranges: [] }] },
      'exceptions/0/to',
    ],
    [
      'a year that is longer than one',
      { exceptions: [{ from: '2026-03-02', to: '2027-03-02', yearly: true, name: '', ranges: [] }] },
      'exceptions/0/to',
    ],
  ])('refuses %s and says where', async (_what, wrong, place) => {
    const answer = await decide({ hours: { ...DEFAULT_OPTIONS.hours, ...wrong } as SiteOptions['hours'] })
    expect(answer.status).toBe(400)
    expect(answer.body.errors.map(({ pointer }: { pointer: string }) => pointer)).toContain(`#/options/hours/${place}`)
  })
})

describe('the usual wait', () => {
  const hours = DEFAULT_OPTIONS.hours
  const answers = (...seconds: number[]): FirstAnswer[] =>
    seconds.map((wait) => ({ at: new Date('2026-11-23T12:00:00Z'), ms: wait * 1000 }))

  it('is the middle one, and unknown where there are few', () => {
    expect(replySecondsOf(answers(10, 20, 30, 40), hours)).toBeNull()
    expect(replySecondsOf(answers(900, 20, 30, 10, 40), hours)).toBe(30)
  })

  it('is of what was asked while it was open', () => {
    const office = { ...hours, on: true, week: hours.week }
    const overnight = answers(60, 60, 60, 60, 60, 40_000, 40_000, 40_000, 40_000, 40_000, 40_000)
    expect(replySecondsOf(overnight, office)).toBe(60)
  })
})
