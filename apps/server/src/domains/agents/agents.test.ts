import { engines } from '@parley/database/testing'
import { LIMITS } from '@parley/protocol'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { INBOX, PASSWORD, startWorld, type Tenant, type World } from '../../testing.ts'

const NEW_PASSWORD = 'another long password'

describe.each(engines())('agents on %s', (engine) => {
  let world: World
  let tenant: Tenant
  let count = 0
  beforeAll(async () => {
    world = await startWorld(engine)
    tenant = await world.addTenant('acme')
  })
  beforeEach(() => world.pass(60 * 60_000))
  afterAll(() => world.stop())

  const as = (role: keyof Tenant['agents']) => ({ access: world.renewed(tenant.agents[role].access), origin: INBOX })
  const invite = async (role = 'agent', by: keyof Tenant['agents'] = 'admin') =>
    world.call('createAgent', { ...as(by), body: { name: 'Nia', email: `nia${count++}@acme.example`, role } })
  const tokenOf = (url: string) => url.slice(url.indexOf('#') + 1)
  const setPassword = (token: string, password = NEW_PASSWORD) =>
    world.call('setPassword', { body: { token, password } })

  it('invites by a one-time link to our own inbox, which sets the password and signs in', async () => {
    const { status, body } = await invite()
    expect(status).toBe(201)
    expect(body.agent).toMatchObject({ state: 'invited', role: 'agent' })
    expect(body.link.url).toMatch(new RegExp(`^${INBOX}/inbox/password#wsp_`))
    const token = tokenOf(body.link.url)
    expect((await world.call('checkPasswordLink', { body: { token } })).body).toEqual({
      email: body.agent.email,
      name: 'Nia',
    })
    const signedIn = await setPassword(token)
    expect(signedIn.body.agent).toMatchObject({ id: body.agent.id, state: 'active' })
    expect((await world.call('getMe', { access: signedIn.body.access })).status).toBe(200)
    expect((await world.signIn(body.agent.email, NEW_PASSWORD)).access).toBeTypeOf('string')
  })

  it('N18 takes a link once, in its time, and only the newest', async () => {
    const { body } = await invite()
    const first = tokenOf(body.link.url)
    const again = await world.call('createPasswordLink', { ...as('admin'), params: { id: body.agent.id } })
    expect((await setPassword(first)).body.code).toBe('link_expired')
    const second = tokenOf(again.body.url)
    const [one, other] = await Promise.all([setPassword(second), setPassword(second, PASSWORD)])
    expect([one.status, other.status].sort()).toEqual([200, 410])
    expect((await world.call('checkPasswordLink', { body: { token: second } })).body.code).toBe('link_expired')
    const reset = await world.call('createPasswordLink', { ...as('admin'), params: { id: body.agent.id } })
    world.pass(LIMITS.passwordLinkMs)
    expect((await setPassword(tokenOf(reset.body.url))).status).toBe(410)
  })

  it('N18 makes links of its own address, whatever Host the request names', async () => {
    const { body } = await world.call('createAgent', {
      ...as('admin'),
      headers: { host: 'evil.example' },
      body: { name: 'Nia', email: `nia${count++}@acme.example`, role: 'agent' },
    })
    expect(body.link.url).toMatch(new RegExp(`^${INBOX}/`))
  })

  it('N10 N19 knows no link that it did not make', async () => {
    const { body } = await invite()
    const [workspaceId] = tokenOf(body.link.url).split('.')
    for (const token of [
      `${workspaceId}.${'A'.repeat(43)}`,
      `wsp_00000000000000000000.${tokenOf(body.link.url).split('.')[1]}`,
    ]) {
      expect((await setPassword(token)).body.code).toBe('link_expired')
    }
    for (const token of ['', '0', `${tokenOf(body.link.url)}\0`, `${tokenOf(body.link.url)} `]) {
      expect((await setPassword(token)).status).toBe(400)
    }
  })

  it('S6 a new password ends every session; changed by its owner, every other one', async () => {
    const { email, _id } = tenant.agents.agent
    const before = await world.signIn(email)
    const link = await world.call('createPasswordLink', { ...as('admin'), params: { id: _id } })
    await setPassword(tokenOf(link.body.url), PASSWORD)
    expect((await world.call('getMe', { access: before.access })).status).toBe(401)
    const [here, there] = [await world.signIn(email), await world.signIn(email)]
    const change = (current: string) =>
      world.call('changePassword', { access: here.access, body: { current, password: PASSWORD } })
    expect((await change('a wrong one')).body.code).toBe('credentials_wrong')
    expect((await change(PASSWORD)).status).toBe(204)
    expect((await world.call('getMe', { access: here.access })).status).toBe(200)
    expect((await world.call('getMe', { access: there.access })).status).toBe(401)
    tenant.agents.agent.access = here.access
  })

  it('N18d a disabled agent is out at once and cannot come back, until he is enabled', async () => {
    const { body } = await invite()
    const { body: nia, cookies } = await setPassword(tokenOf(body.link.url))
    const changed: string[] = []
    const unlisten = world.server.authenticator.onChange((id) => changed.push(id))
    const params = { id: body.agent.id }
    expect((await world.call('disableAgent', { ...as('admin'), params })).body.state).toBe('disabled')
    unlisten()
    expect(changed).toContain(body.agent.id)
    expect((await world.call('getMe', { access: nia.access })).status).toBe(401)
    const jar = Object.fromEntries(cookies.map(({ name, value }) => [name, value]))
    expect((await world.call('refreshSession', { origin: INBOX, cookies: jar })).status).toBe(401)
    const signIn = { body: { email: body.agent.email, password: NEW_PASSWORD } }
    expect((await world.call('signIn', signIn)).body.code).toBe('credentials_wrong')
    const link = await world.call('createPasswordLink', { ...as('admin'), params })
    expect((await setPassword(tokenOf(link.body.url))).status).toBe(410)
    expect((await world.call('enableAgent', { ...as('admin'), params })).body.state).toBe('active')
    expect((await world.call('signIn', signIn)).status).toBe(200)
  })

  it('N18d sees a lowered role at the next request', async () => {
    const { body } = await invite('admin')
    const { body: nia } = await setPassword(tokenOf(body.link.url))
    const addSite = () => world.call('createSite', { access: nia.access, body: { name: 'X' } })
    expect((await addSite()).status).toBe(201)
    await world.call('updateAgent', { ...as('owner'), params: { id: body.agent.id }, body: { role: 'agent' } })
    expect((await addSite()).status).toBe(403)
  })

  it('keeps owners to owners: an admin neither makes, changes, resets nor disables one', async () => {
    const { _id: id } = tenant.agents.owner
    expect((await invite('owner')).body.code).toBe('forbidden')
    const { body: other } = await invite('agent')
    for (const attempt of [
      world.call('updateAgent', { ...as('admin'), params: { id: other.agent.id }, body: { role: 'owner' } }),
      world.call('updateAgent', { ...as('admin'), params: { id }, body: { name: 'X' } }),
      world.call('createPasswordLink', { ...as('admin'), params: { id } }),
      world.call('disableAgent', { ...as('admin'), params: { id } }),
    ]) {
      expect((await attempt).body.code).toBe('forbidden')
    }
    expect((await invite('owner', 'owner')).status).toBe(201)
  })

  it('keeps at least one owner who can sign in, also when two go at once', async () => {
    const id = tenant.agents.owner._id
    const demote = (one: string) =>
      world.call('updateAgent', { ...as('owner'), params: { id: one }, body: { role: 'admin' } })
    expect((await demote(id)).body.code).toBe('last_owner')
    expect((await world.call('disableAgent', { ...as('owner'), params: { id } })).body.code).toBe('last_owner')
    expect((await world.call('getMe', as('owner'))).body.agent).toMatchObject({ role: 'owner', state: 'active' })
    const { body } = await invite('owner', 'owner')
    await setPassword(tokenOf(body.link.url))
    await Promise.all([demote(id), demote(body.agent.id)])
    expect(await world.domains.agents.countOwners(tenant.workspaceId)).toBeGreaterThan(0)
  })

  it('has one agent per address, however it is written', async () => {
    const body = { name: 'X', email: tenant.agents.agent.email.toUpperCase(), role: 'agent' }
    expect((await world.call('createAgent', { ...as('admin'), body })).body.code).toBe('email_taken')
  })

  it('R26 takes slots up to the capacity under twenty claims at once, and gives them back', async () => {
    const { directory } = world.domains.agents
    const { _id: id } = tenant.agents.supervisor
    const { workspaceId } = tenant
    await world.call('updateAgent', { ...as('owner'), params: { id }, body: { capacity: 3 } })
    const conversations = Array.from(
      { length: 20 },
      (_, n) => `cnv_000000000000000000${String(n).padStart(2, '0')}` as const,
    )
    const taken = await Promise.all(conversations.map((one) => directory.takeSlot(workspaceId, id, one)))
    expect(taken.filter((one) => one === 'taken')).toHaveLength(3)
    expect(taken.filter((one) => one === 'full')).toHaveLength(17)
    const held = conversations.filter((_, n) => taken[n] === 'taken')
    const [first] = held
    if (!first) throw new Error('no slot was taken')
    expect(await directory.takeSlot(workspaceId, id, first)).toBe('held')
    world.pass(31_000)
    const listed = await directory.listSlots(world.deps.clock.now())
    expect(listed.map(({ conversationId }) => conversationId).sort()).toEqual([...held].sort())
    await directory.giveSlot(workspaceId, id, first)
    expect(await directory.takeSlot(workspaceId, id, 'cnv_0000000000000000zzzz')).toBe('taken')
    expect(await directory.takeSlot(workspaceId, id, 'cnv_0000000000000000zzzy')).toBe('full')
  })

  it('R26 takes one slot for a conversation that both tabs of an agent claim at once, and refuses neither', async () => {
    const { directory } = world.domains.agents
    const { _id: id } = tenant.agents.admin
    const { workspaceId } = tenant
    const both = ['cnv_0000000000000000tab1', 'cnv_0000000000000000tab2'] as const
    const taken = await Promise.all(
      both.flatMap((one) => [1, 2, 3].map(() => directory.takeSlot(workspaceId, id, one))),
    )
    expect(taken.filter((one) => one === 'taken')).toHaveLength(2)
    expect(taken.filter((one) => one === 'held')).toHaveLength(4)
  })
})
