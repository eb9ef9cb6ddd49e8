import { engines } from '@parley/database/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { INBOX, PASSWORD, startWorld, type Tenant, type World } from '../../testing.ts'
import { createPasswords } from '../agents/index.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:141.0) Gecko/20100101 Firefox/141.0'

describe.each(engines())('sessions on %s', (engine) => {
  let world: World
  let tenant: Tenant
  beforeAll(async () => {
    world = await startWorld(engine, {}, { passwords: createPasswords() })
    tenant = await world.addTenant('acme')
  })
  afterAll(() => world.stop())

  const refresh = (cookies: Record<string, string>, headers = { 'user-agent': FIREFOX }) =>
    world.call('refreshSession', { origin: INBOX, cookies, headers })
  const tokenIn = (answer: Awaited<ReturnType<World['call']>>) => {
    const value = answer.cookies.find(({ name }) => name === 'parley-session')?.value ?? ''
    return { 'parley-session': value }
  }
  const signIn = async (headers = { 'user-agent': FIREFOX }) =>
    world.call('signIn', { body: { email: tenant.agents.agent.email, password: PASSWORD }, headers })

  it('signs in with a token in the body and the refresh token in an httpOnly cookie of the same site alone', async () => {
    const { status, body, cookies } = await signIn()
    expect(status).toBe(200)
    expect(body.agent).toMatchObject({ email: tenant.agents.agent.email, role: 'agent' })
    expect(JSON.stringify(body)).not.toContain('ses_')
    expect(cookies).toContainEqual(
      expect.objectContaining({ name: 'parley-session', httpOnly: true, sameSite: 'Strict', path: '/' }),
    )
  })

  it.each([
    ['a wrong password', () => ({ email: tenant.agents.agent.email, password: 'wrong' })],
    ['an unknown address', () => ({ email: 'nobody@acme.example', password: PASSWORD })],
    ['an empty password', () => ({ email: tenant.agents.agent.email, password: '' })],
  ])('N10 N18b answers %s with one and the same refusal', async (_case, body) => {
    const { status, body: problem } = await world.call('signIn', { body: body() })
    const { instance: _, ...told } = problem
    expect({ status, told }).toEqual({
      status: 401,
      told: {
        type: `${INBOX}/reference/errors#credentials_wrong`,
        title: 'Email or password is wrong',
        status: 401,
        detail: 'Check the address and the password.',
        code: 'credentials_wrong',
      },
    })
  })

  it('S5 rotates the refresh token and keeps the session', async () => {
    const first = tokenIn(await signIn())
    const second = await refresh(first)
    expect(second.status).toBe(200)
    expect(tokenIn(second)).not.toEqual(first)
    const third = await refresh(tokenIn(second))
    expect(third.status).toBe(200)
    expect(await world.call('getMe', { access: third.body.access })).toMatchObject({ status: 200 })
  })

  it('N16 keeps two tabs signed in that refresh at once, and a tab whose answer was lost', async () => {
    const cookies = tokenIn(await signIn())
    const [one, other] = await Promise.all([refresh(cookies), refresh(cookies)])
    expect([one.status, other.status]).toEqual([200, 200])
    expect(tokenIn(one)).toEqual(tokenIn(other))
    world.pass(9_000)
    expect((await refresh(cookies)).status).toBe(200)
    expect((await refresh(tokenIn(one))).status).toBe(200)
  })

  it('N16 ends the whole family when a spent token comes back after ten seconds, and says so in the log', async () => {
    const cookies = tokenIn(await signIn())
    const next = await refresh(cookies)
    world.pass(11_000)
    const replay = await refresh(cookies)
    expect(replay).toMatchObject({ status: 401, body: { code: 'unauthenticated' } })
    expect(await refresh(tokenIn(next))).toMatchObject({ status: 401 })
    expect(await world.call('getMe', { access: next.body.access })).toMatchObject({ status: 401 })
    expect(world.log.join('')).toContain('refresh token reused')
  })

  it('N16 gives no grace to another client', async () => {
    const cookies = tokenIn(await signIn())
    const next = await refresh(cookies)
    expect((await refresh(cookies, { 'user-agent': 'curl/8' })).status).toBe(401)
    expect((await refresh(tokenIn(next))).status).toBe(401)
  })

  it('N10 refuses guesses without ending the session that they name', async () => {
    const cookies = tokenIn(await signIn())
    const [workspaceId, sessionId] = cookies['parley-session'].split('.')
    const guess = { 'parley-session': `${workspaceId}.${sessionId}.0.${'A'.repeat(43)}` }
    expect((await refresh(guess)).status).toBe(401)
    expect((await refresh({})).status).toBe(401)
    expect((await refresh(cookies)).status).toBe(200)
  })

  it('N11 stores nothing that a dump could be used with', async () => {
    const { body } = await signIn()
    const cookies = tokenIn(await signIn())
    const proof = cookies['parley-session'].split('.')[3] ?? ''
    const dump = JSON.stringify([
      await world.store.db.collection('sessions').find({ workspaceId: tenant.workspaceId }).toArray(),
      await world.store.db.collection('agents').find({ workspaceId: tenant.workspaceId }).toArray(),
    ])
    expect(proof).toHaveLength(43)
    expect(dump).not.toContain(proof)
    expect(dump).not.toContain(PASSWORD)
    expect(dump).not.toContain(body.access)
    expect(dump).toContain('$argon2id$v=19$m=19456,t=2,p=1$')
  })

  it('lists where an agent is signed in, and revokes one of his own sessions at once', async () => {
    const { body, ...answer } = await signIn()
    const other = await signIn()
    const { body: listed } = await world.call('listSessions', { access: body.access })
    expect(listed.sessions[0].browser).toBe('Firefox 141 on Linux')
    expect(listed.sessions.filter(({ current }: { current: boolean }) => current)).toHaveLength(1)
    const { id } = listed.sessions.find(({ current }: { current: boolean }) => current)
    expect(await world.call('revokeSession', { params: { id }, access: tenant.agents.owner.access })).toMatchObject({
      status: 404,
      body: { code: 'session_not_found' },
    })
    expect((await world.call('revokeSession', { params: { id }, access: other.body.access })).status).toBe(204)
    expect((await world.call('getMe', { access: body.access })).status).toBe(401)
    expect((await refresh(tokenIn({ body, ...answer }))).status).toBe(401)
  })

  it('signs out here, and everywhere', async () => {
    const [here, there] = [await signIn(), await signIn()]
    expect((await world.call('signOut', { origin: INBOX, cookies: tokenIn(here) })).status).toBe(204)
    expect((await refresh(tokenIn(here))).status).toBe(401)
    expect((await world.call('getMe', { access: there.body.access })).status).toBe(200)
    expect((await world.call('signOutEverywhere', { access: there.body.access })).status).toBe(204)
    expect((await world.call('getMe', { access: there.body.access })).status).toBe(401)
    expect((await refresh(tokenIn(there))).status).toBe(401)
  })

  it.each([
    ['a foreign page', { origin: 'https://evil.example' }],
    ['a request without Origin, as an old form sends it', {}],
    ['a cross-site request', { headers: { 'sec-fetch-site': 'cross-site' } }],
  ])('N17 does not obey the cookie for %s', async (_case, input) => {
    const cookies = tokenIn(await signIn())
    for (const name of ['refreshSession', 'signOut'] as const) {
      expect(await world.call(name, { ...input, cookies })).toMatchObject({
        status: 403,
        body: { code: 'origin_not_allowed' },
      })
    }
    expect((await refresh(cookies)).status).toBe(200)
  })

  it('ends an access token after ten minutes and a session after thirty days', async () => {
    const answer = await signIn()
    world.pass(10 * MINUTE)
    expect(await world.call('getMe', { access: answer.body.access })).toMatchObject({
      status: 401,
      body: { code: 'token_invalid' },
    })
    expect((await refresh(tokenIn(answer))).status).toBe(200)
    const old = await signIn()
    world.pass(31 * DAY)
    expect((await refresh(tokenIn(old))).status).toBe(401)
  })

  it('N18c limits tries at one account, from one address, but not of a browser its owner has used', async () => {
    const email = tenant.agents.supervisor.email
    const { cookies } = await world.signIn(email)
    const wrong = () => world.call('signIn', { body: { email, password: 'a wrong guess' } })
    let last = await wrong()
    for (let n = 0; n < 40 && last.status !== 429; n++) last = await wrong()
    expect(last).toMatchObject({ status: 429, body: { code: 'rate', retryAfterMs: expect.any(Number) } })
    expect(last.headers['retry-after']).toBeDefined()
    const { 'parley-device': device = '' } = cookies
    const right = { body: { email, password: PASSWORD } }
    expect((await world.call('signIn', right)).status).toBe(429)
    expect((await world.call('signIn', { ...right, cookies: { 'parley-device': device } })).status).toBe(200)
  })

  it('N18c refuses what the queue of hashes cannot hold, and stays able to sign in', async () => {
    world.pass(60 * MINUTE)
    const many = await Promise.all(
      Array.from({ length: 100 }, (_, n) =>
        world.call('signIn', {
          body: { email: `u${n}@acme.example`, password: 'x' },
          headers: { 'user-agent': String(n) },
        }),
      ),
    )
    const codes = new Set(many.map(({ body }) => body.code))
    expect([...codes].every((code) => ['credentials_wrong', 'busy', 'rate'].includes(code))).toBe(true)
    expect(codes.size).toBeGreaterThan(1)
    world.pass(60 * MINUTE)
    expect((await signIn()).status).toBe(200)
  }, 30_000) // 64 hashes, as dear as they are, beside whatever else runs
})
