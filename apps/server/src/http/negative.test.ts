import { engines } from '@parley/database/testing'
import { ENDPOINTS, type Endpoint, type Role, type RouteName } from '@parley/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Input, startWorld, type World } from '../testing.ts'
import { aFixture, callerOf, type Fixture, GOOD_CALLS, renew } from './testing-calls.ts'

const ROUTES = Object.entries<Endpoint>(ENDPOINTS).map(([name, endpoint]) => [name as RouteName, endpoint] as const)
const withToken = ROUTES.filter(([, { caller }]) => ['visitor', 'agent', 'participant'].includes(caller))
const fromPages = ROUTES.filter(([, { caller }]) => caller !== 'file')
const withBody = ROUTES.filter(([, { body }]) => body)
const RANK: Role[] = ['agent', 'supervisor', 'admin', 'owner']
/** These need an installation of their own, or end what others use: they are seen to succeed last, in this order. */
const LAST: RouteName[] = [
  'changePassword',
  'signOut',
  'revokeSession',
  'setPassword',
  'disableAgent',
  'enableAgent',
  'signOutEverywhere',
]
const SETUP: RouteName[] = ['getSetup', 'setUp']

describe.each(engines())('every endpoint on %s', (engine) => {
  let world: World
  let own: Fixture
  let other: Fixture
  beforeAll(async () => {
    world = await startWorld(engine)
    own = await aFixture(world, 'acme')
    other = await aFixture(world, 'umbra')
  })
  afterAll(() => world.stop())
  const good = async (name: RouteName): Promise<Input> => {
    world.pass(60_000) // every bucket of the rate limits is full again
    renew(world, own)
    renew(world, other)
    return { ...callerOf(ENDPOINTS[name].caller, own), ...(await GOOD_CALLS[name](own, world)) }
  }

  it.each(withToken)('%s wants a token', async (name) => {
    const { access: _, ...input } = await good(name)
    expect(await world.call(name, input)).toMatchObject({ status: 401, body: { code: 'unauthenticated' } })
    for (const access of ['x', 'a.b.c', own.visitor.token, `${'a'.repeat(3_000)}.b.c`]) {
      const { status } = await world.call(name, { ...input, access })
      expect(status).toBe(401)
    }
  })

  it.each(withToken.filter(([, { caller }]) => caller !== 'participant'))(
    'N14 %s refuses a token of the other kind',
    async (name, { caller }) => {
      const input = await good(name)
      const foreign = callerOf(caller === 'agent' ? 'visitor' : 'agent', own)
      expect((await world.call(name, { ...input, ...foreign })).status).toBe(401)
    },
  )

  it.each(fromPages)('S1 N17 %s refuses pages of other origins, and does not let them read why', async (name) => {
    const input = await good(name)
    for (const origin of [
      'https://evil.example',
      'null',
      'https://shop.example.evil.com',
      'http://shop.example',
      'https://SHOP.example',
      'https://shop.example.',
    ]) {
      const { status, body, headers } = await world.call(name, { ...input, origin })
      expect({ origin, status, code: body.code }).toEqual({ origin, status: 403, code: 'origin_not_allowed' })
      expect(headers['access-control-allow-origin']).toBeUndefined()
    }
  })

  it.each(withToken)('N25 %s takes exactly the declared roles', async (name, { caller, role = 'agent' }) => {
    if (caller === 'visitor') return
    for (const one of RANK) {
      // Whoever may call gets as far as the schema: the input is refused, and nothing changes.
      const input = { ...(await good(name)), ...callerOf('agent', own), access: own.agents[one].access }
      const params = Object.fromEntries(Object.keys(input.params ?? {}).map((key) => [key, 'x']))
      const { status } = await world.call(name, { ...input, params, query: { unknown: '1' } })
      const isAllowed = RANK.indexOf(one) >= RANK.indexOf(role)
      expect({ one, isForbidden: status === 403 }).toEqual({ one, isForbidden: !isAllowed })
    }
  })

  it.each(withToken)('S4 N22 %s answers nothing about another tenant and changes nothing of it', async (name) => {
    const input = await good(name)
    const foreign = await GOOD_CALLS[name](other, world)
    const before = await dump(world, other)
    if (
      JSON.stringify(foreign.params ?? foreign.query ?? foreign.body ?? {}) ===
      JSON.stringify(input.params ?? input.query ?? input.body ?? {})
    )
      return
    const { body } = await world.call(name, { ...input, ...foreign, headers: { ...input.headers, ...foreign.headers } })
    expect(JSON.stringify(body)).not.toMatch(/umbra/)
    expect(await dump(world, other)).toEqual(before)
    if (foreign.params) expect(body.status).toBe(404)
  })

  it.each(withBody)('S7 N30 N19 %s takes no operators, arrays, numbers or nothing in place of a text', async (name) => {
    const input = await good(name)
    for (const path of textsOf(input.body)) {
      for (const value of [
        { $gt: '' },
        { $ne: null },
        { $regex: '.*' },
        { $where: 'sleep(5000)' },
        { gt: '' },
        ['x'],
        0,
        true,
        {},
      ]) {
        const { status } = await world.call(name, { ...input, body: replaced(input.body, path, value) })
        expect({ path, value, status }).toEqual({ path, value, status: 400 })
      }
    }
  })

  it.each(withBody)('S7 N31 N34 %s takes no field that it does not know', async (name) => {
    const input = await good(name)
    const known = JSON.stringify(input.body)
    for (const field of [
      'workspaceId',
      'accountId',
      '_id',
      'verified',
      'ownerId',
      'createdAt',
      '$set',
      'a.b',
      'constructor',
      'prototype',
    ]) {
      const payload = known.replace('{', `{${JSON.stringify(field)}:"x",`)
      const { status } = await call(name, input, payload)
      expect({ field, status }).toEqual({ field, status: 400 })
    }
    for (const payload of [
      known.replace('{', '{"__proto__":{"polluted":1},'),
      `${known},`,
      '',
      '[]',
      '"x"',
      'null',
      '{"a":1,"a":1}',
      deep(1_000),
    ]) {
      expect([400, 415]).toContain((await call(name, input, payload)).status)
    }
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  })

  it.each(withBody)('N33 %s applies its schema whatever the content type claims', async (name) => {
    const input = await good(name)
    const bad = JSON.stringify({ ...(input.body as object), unknown: 1 })
    for (const type of [
      'Application/JSON',
      'application/json\t;x',
      ' application/json',
      'application/json garbage',
      'text/plain',
      'application/json;charset=utf-16',
      'application/x-www-form-urlencoded',
      '',
    ]) {
      const { status } = await call(name, input, bad, type)
      expect({ type, isRefused: status === 400 || status === 415 }).toEqual({ type, isRefused: true })
    }
    expect([400, 415]).toContain((await call(name, input, `\ufeff${JSON.stringify(input.body)}`)).status)
  })

  it.each(ROUTES.filter(([, { params }]) => params))('N30 N37 %s takes ids of its own form alone', async (name) => {
    const input = await good(name)
    for (const [key, value] of Object.entries(input.params ?? {})) {
      for (const bad of [
        'x',
        '0',
        'null',
        '[object Object]',
        '{"$gt":""}',
        `${value}\0`,
        `${value} `,
        '../x',
        value.toUpperCase(),
      ]) {
        const { status } = await world.call(name, { ...input, params: { ...input.params, [key]: bad } })
        expect({ bad, isRefused: status === 400 || status === 404 }).toEqual({ bad, isRefused: true })
      }
    }
  })

  it.each(ROUTES)(
    'N30 N37 %s takes no unknown, doubled or nested parameters',
    async (name, { method, path, query }) => {
      if (!query) return
      const input = await good(name)
      const url = path.replace(/:(\w+)/g, (_, key: string) => input.params?.[key] ?? '')
      const known = new URLSearchParams(input.query).toString()
      for (const more of ['unknown=1', 'view[$ne]=x', `${known}&${known}`, '__proto__=1']) {
        const headers = { authorization: `Bearer ${input.access}`, origin: input.origin ?? '', ...input.headers }
        const { statusCode } = await world.server.app.inject({
          method,
          url: `${url}?${known}&${more}`,
          headers,
          ...(input.payload && { payload: input.payload }),
        })
        expect({ more, statusCode }).toEqual({ more, statusCode: 400 })
      }
    },
  )

  it.each([
    ...ROUTES.filter(([name]) => !SETUP.includes(name) && !LAST.includes(name)),
    ...LAST.map((name) => [name, ENDPOINTS[name] as Endpoint] as const),
  ])('%s succeeds for whom it is made', async (name, { status = 200 }) => {
    const answer = await world.call(name, await good(name))
    expect({ status: answer.status, code: answer.body?.code }).toEqual({ status, code: undefined })
  })

  async function call(
    name: RouteName,
    { body: _, headers, ...input }: Input,
    payload: string,
    type = 'application/json',
  ) {
    return world.call(name, { ...input, payload, headers: { ...headers, 'content-type': type } })
  }
})

describe.each(engines())('set-up on %s', (engine) => {
  it.each(SETUP)('%s succeeds on an installation that nobody owns', async (name) => {
    const world = await startWorld(engine)
    const input = await GOOD_CALLS[name]({} as Fixture, world) // looks at no tenant
    expect((await world.call(name, input)).status).toBe((ENDPOINTS[name] as Endpoint).status)
    await world.stop()
  })
})

/** Everything that the tenant owns, but what its own calls to make the fixture touch, and what jobs add (search words). */
async function dump({ store }: World, { workspaceId }: Fixture) {
  const names = [
    'agents',
    'sites',
    'visitors',
    'conversations',
    'events',
    'attachments',
    'sessions',
    'departments',
    'positions',
  ]
  const all = await Promise.all(names.map((name) => store.db.collection(name).find({ workspaceId }).toArray()))
  return all.flat().map(({ link: _link, usedAt: _usedAt, tokens: _tokens, ...rest }) => rest)
}

type Path = (string | number)[]

/** Where texts stand in a body. */
function textsOf(value: unknown, at: Path = []): Path[] {
  if (typeof value === 'string') return [at]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => textsOf(inner, [...at, key]))
}

function replaced(value: unknown, [key, ...rest]: Path, by: unknown): unknown {
  if (key === undefined) return by
  if (Array.isArray(value))
    return value.map((inner, n) => (String(n) === String(key) ? replaced(inner, rest, by) : inner))
  const inner = (value as Record<string, unknown>)[key] // the path came from this value
  return { ...(value as object), [key]: replaced(inner, rest, by) }
}

function deep(levels: number): string {
  return `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`
}
