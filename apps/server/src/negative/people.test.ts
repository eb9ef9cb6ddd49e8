import { engines } from '@parley/database/testing'
import { ENDPOINTS, type Endpoint, type RouteName } from '@parley/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aFixture, GOOD_CALLS, renew } from '../http/testing-calls.ts'
import type { Fixture } from '../http/testing-fixture.ts'
import { INBOX, type Input, PASSWORD, SHOP, startWorld, type World } from '../testing.ts'
import { aCommand, KINDS } from './testing/commands.ts'
import { DOORS } from './testing/doors.ts'
import { COMMAND_MATRIX, comesAs, mayCall, PEOPLE, type Person } from './testing/matrix.ts'
import { aNeighbour, listen, type Neighbour, watchProcess } from './testing/neighbour.ts'
import {
  ask,
  type Case,
  documentedOf,
  goodCalls,
  type Request,
  ROUTES,
  requestOf,
  subjectsOf,
  thingsOf,
  tryAll,
} from './testing/routes.ts'
import { createTally } from './testing/tally.ts'
import { dump, foreignCases, foreignIds } from './testing/tenants.ts'
import { forgedTokens, otherSecrets } from './testing/tokens.ts'

const withToken = ROUTES.filter(([, { caller }]) => ['visitor', 'agent', 'participant'].includes(caller))
const fromPages = ROUTES.filter(([, { caller }]) => caller !== 'file')
const STOPPED = [401, 403]
/** They answer what is one's own of what was asked for, and say nothing of the rest. */
const LISTS: RouteName[] = ['listConversations', 'revalidateRows', 'sync']
/** These need an installation of their own, or end what others use: they are seen to succeed last, in this order. */
const LAST: RouteName[] = [
  'changePassword',
  'signOut',
  'revokeSession',
  'setPassword',
  'disableAgent',
  'enableAgent',
  'signOutEverywhere',
  'endVisitor',
]
const SETUP: RouteName[] = ['getSetup', 'setUp']
const FOREIGN_PAGES = [
  'https://evil.example',
  'null',
  'https://shop.example.evil.com',
  'http://shop.example',
  'https://SHOP.example',
  'https://shop.example.',
  'https://shop.example:8443',
  'https://shop.example/',
  `${INBOX}.evil.example`,
  'file://',
  'https://shop.example, https://evil.example',
]

describe.each(engines())('callers of other kinds on %s', { timeout: 60_000 }, (engine) => {
  const tally = createTally(`Callers on ${engine}: cases per route`)
  const watched = watchProcess()
  let world: World
  let own: Fixture
  let other: Fixture
  let neighbour: Neighbour
  /** Another visitor of the same site. */
  let rival: Fixture
  let good: (name: RouteName) => Promise<Input>
  let untouched: object[]
  beforeAll(async () => {
    world = await startWorld(engine)
    own = await aFixture(world, 'acme')
    other = await aFixture(world, 'umbra')
    const visitor = await world.addVisitor(own.site)
    rival = { ...own, visitor, conversation: await world.addConversation(visitor, 'secret of the rival') }
    good = goodCalls(world, own)
    neighbour = await aNeighbour(world, await world.addTenant('next-door'), await listen(world))
    untouched = await dump(world, other)
  })
  afterAll(async () => {
    watched.stop()
    await world.stop()
  })
  const refuses = async (name: RouteName, label: string, cases: Case[]) => {
    tally.expect(name, label)
    expect(await tryAll({ world, own, tally }, [name, label], cases)).toEqual([])
    await neighbour.talk()
  }
  const bearing = (name: RouteName, input: Input, tokens: [string, string][]): Case[] =>
    tokens.map(([what, token]) => {
      const { headers, ...request } = requestOf(name, input)
      return {
        what,
        request: { ...request, headers: { ...headers, authorization: `Bearer ${token}` } },
        expects: STOPPED,
      }
    })

  it.each(withToken)('N10 N12 N13 %s takes no token but a good one', async (name) => {
    const input = await good(name)
    const { access = '', ...rest } = input
    await world.server.authenticator.byAccess(access, { origin: input.origin ?? null, address: '127.0.0.1' }) // whoever it is, is known
    const schemes = [
      '',
      `Basic ${access}`,
      access,
      `bearer ${access}`,
      `Bearer  ${access}`,
      `Bearer ${access} x`,
      'Bearer',
    ]
    const cases = schemes.map((value): Case => {
      const request = requestOf(name, rest)
      const headers = value ? { ...request.headers, authorization: value } : request.headers
      return { what: `authorization: ${value.slice(0, 20)}`, request: { ...request, headers }, expects: [401] }
    })
    await refuses(name, 'N12-13', [...cases, ...bearing(name, input, forgedTokens(world, access))])
  })

  it.each(withToken)('N14 %s takes no secret of another door', async (name, { caller }) => {
    const input = await good(name)
    const others = await otherSecrets(world, own)
    if (caller !== 'participant') others.push(['a token of the other kind', own.agents.owner.access])
    const kinds = others.map(([what, token]): [string, string] =>
      what === 'a token of the other kind' && caller === 'agent' ? [what, own.visitor.access] : [what, token],
    )
    await refuses(name, 'N14', bearing(name, input, kinds))
  })

  it.each(fromPages)(
    'S1 N17 %s refuses pages of other origins, and does not let them read why',
    async (name, { caller }) => {
      const input = await good(name)
      const before = await dump(world, own)
      const request = requestOf(name, { ...input, cookies: { ...own.cookies, ...input.cookies } })
      const origins = FOREIGN_PAGES.map(
        (origin): Case => ({
          what: origin,
          request: { ...request, headers: { ...request.headers, origin } },
          expects: [403],
        }),
      )
      const { origin: _, ...noOrigin } = request.headers
      const sites = caller === 'public' ? ['cross-site', 'same-site'] : []
      const fetched = sites.map(
        (site): Case => ({
          what: `sec-fetch-site: ${site}`,
          request: { ...request, headers: { ...noOrigin, 'sec-fetch-site': site } },
          expects: [403],
        }),
      )
      await refuses(name, 'N17', [...origins, ...fetched])
      for (const { what, request } of origins)
        expect({ what, allowed: (await ask(world, request)).headers['access-control-allow-origin'] }).toEqual({ what })
      expect(await dump(world, own)).toEqual(before)
    },
  )

  it.each(ROUTES)('N25 %s takes exactly whom the page names', async (name, { caller }) => {
    const input = await good(name)
    const row = documentedOf(name)
    for (const person of PEOPLE) {
      // Whoever may call gets as far as the declaration: the input is refused, and nothing changes.
      const { access: _access, origin: _origin, ...rest } = input
      const params = Object.fromEntries(Object.keys(input.params ?? {}).map((key) => [key, 'x']))
      const as = comesAs(person, own, caller)
      const { status } = await world.call(name, { ...rest, ...as, params, query: { unknown: '1' } })
      const isStopped = status === 401 || status === 403
      expect({ person, status, isStopped }).toEqual({ person, status, isStopped: !mayCall(row, person) })
    }
    tally.expect(name, 'N25')
    tally.add(name, 'N25', PEOPLE.length)
  })

  it.each(ROUTES)('S4 N20 N22 %s tells nothing of others, and changes nothing of theirs', async (name) => {
    const input = await good(name)
    const subjects = subjectsOf(name, own, input)
    const ofTenant = foreignCases(name, input, subjects, foreignIds(other))
    const ofVisitor = foreignCases(name, input, subjects, foreignIds(rival)).filter(({ what }) => what.includes('cnv_'))
    const before = await dump(world, own)
    if (ofTenant.length > 0) tally.expect(name, 'N20-22')
    for (const person of PEOPLE.filter((one) => mayCall(documentedOf(name), one) && one !== 'nobody')) {
      const cases = person === 'visitor' ? [...ofTenant, ...ofVisitor] : ofTenant
      for (const { what, request } of cases)
        expect({ person, what, ...(await asked(person, name, request)) }).toEqual({
          person,
          what,
          isRefused: true,
          isTold: false,
        })
      tally.add(name, 'N20-22', cases.length)
    }
    expect(await dump(world, other)).toEqual(untouched)
    expect(await dump(world, own)).toEqual(before)
  })

  /** What `person` is told of another's thing. */
  async function asked(person: Person, name: RouteName, request: Request) {
    world.pass(1_500)
    renew(world, own)
    const { headers } = requestOf(name, comesAs(person, own, ENDPOINTS[name].caller))
    const { status, text } = await ask(world, { ...request, headers: { ...request.headers, ...headers } })
    const isRefused = [400, 403, 404, 409].includes(status) || (status === 200 && LISTS.includes(name))
    return { isRefused: isRefused || status, isTold: (person === 'visitor' ? /umbra|rival/ : /umbra/).test(text) }
  }

  it.each(KINDS)('N23 N25 a command %s is taken of exactly whom the matrix names', async (kind) => {
    for (const person of PEOPLE.filter((one) => one !== 'nobody')) {
      renew(world, own)
      world.pass(1_000)
      const isNote = kind.startsWith('note')
      const author = isNote ? own.agents.owner : own.visitor
      const from = { access: author.access, origin: isNote ? INBOX : SHOP }
      const about = { conversationId: own.conversation.id }
      const { body: said } = await world.say(from, about, { text: 'about this', kind: isNote ? 'note.new' : 'msg.new' })
      const conversation = { ...own.conversation, messageId: said.id.replace('evt_', 'msg_') }
      const frame = aCommand({ ...thingsOf(own), conversation }, kind) as { cmid: string }
      const headers = { 'idempotency-key': frame.cmid }
      const { body } = await world.call('appendEvent', { ...comesAs(person, own, 'participant'), headers, body: frame })
      const isForbidden = body.code === 'forbidden' || body.code === 'message_not_found'
      expect({ person, code: body.code, isForbidden }).toEqual({
        ...{ person, code: body.code },
        isForbidden: !COMMAND_MATRIX[kind].includes(person),
      })
    }
    tally.add('appendEvent', 'N25', PEOPLE.length - 1)
  })

  it.each(Object.entries(DOORS))(
    'N10 N19 the door %s opens for its own secret alone',
    async (_door, { route, wrongOnes }) => {
      const input = await good(route)
      const cases = (await wrongOnes({ world, own, other, input })).map(
        ([what, changed]): Case => ({
          what,
          request: requestOf(route, { ...input, ...changed }),
          expects: 'refused',
        }),
      )
      tally.expect(route, 'N10')
      expect(await tryAll({ world, own, tally }, [route, 'N10'], cases)).toEqual([])
      for (const { request } of cases.slice(0, 5))
        expect((await ask(world, request)).headers['set-cookie']).toBeUndefined()
    },
  )

  it.each([
    ...ROUTES.filter(([name]) => !SETUP.includes(name) && !LAST.includes(name)),
    ...LAST.map((name) => [name, ENDPOINTS[name] as Endpoint] as const),
  ])('%s succeeds for whom it is made', async (name, { status = 200 }) => {
    const answer = await world.call(name, await good(name))
    expect({ status: answer.status, code: answer.body?.code }).toEqual({ status, code: undefined })
  })

  it('leaves no route without cases, no error uncaught and no neighbour harmed', async () => {
    tally.report()
    expect(tally.missing()).toEqual([])
    expect(watched.uncaught).toEqual([])
    expect(await neighbour.harm()).toEqual([])
  })

  it('N82 S14 writes no secret and nothing that people wrote into the log', () => {
    const log = world.log.join('')
    const canaries = [
      own.visitor.token,
      own.cookies['parley-session'] ?? '',
      PASSWORD,
      'secret of',
      'about this',
      '@acme',
    ]
    for (const canary of canaries) expect(log).not.toContain(canary)
  })
})

describe.each(engines())('set-up on %s', (engine) => {
  it.each(SETUP)('%s succeeds on an installation that nobody owns', async (name) => {
    const world = await startWorld(engine)
    const input = await GOOD_CALLS[name]({} as Fixture, world) // looks at no tenant
    expect((await world.call(name, input)).status).toBe((ENDPOINTS[name] as Endpoint).status)
    await world.stop()
  })
})
