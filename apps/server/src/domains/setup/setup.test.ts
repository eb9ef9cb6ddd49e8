import { engines } from '@parley/database/testing'
import { afterEach, describe, expect, it } from 'vitest'
import { prepareFirstStart } from '../../first-start.ts'
import { PASSWORD, startWorld, type World } from '../../testing.ts'

const OWNER = { workspaceName: 'Acme', name: 'Olive', email: 'olive@acme.example', password: PASSWORD }

describe.each(engines())('the first start on %s', (engine) => {
  let world: World
  afterEach(() => world.stop())
  const link = async () => (await world.domains.setup.createLink()).split('#')[1] ?? ''
  const setUp = (token: string, body = OWNER) => world.call('setUp', { body: { ...body, token } })

  it('makes workspace, department, site and owner from the link, and signs the owner in', async () => {
    world = await startWorld(engine)
    const token = await link()
    expect((await world.call('getSetup', { body: { token } })).status).toBe(204)
    const { status, body, cookies } = await setUp(token)
    expect(status).toBe(201)
    expect(body).toMatchObject({ agent: { role: 'owner', state: 'active' }, workspace: { name: 'Acme' } })
    expect(cookies.map(({ name }) => name)).toContain('parley-session')
    expect((await world.call('listDepartments', { access: body.access })).body.departments).toHaveLength(1)
    expect((await world.call('listSites', { access: body.access })).body.sites).toMatchObject([
      { name: 'Acme', allowedOrigins: [] },
    ])
  })

  it('N18 takes the link once, only the newest, and never again when somebody owns the workspace', async () => {
    world = await startWorld(engine)
    const old = await link()
    const token = await link()
    expect((await setUp(old)).body.code).toBe('link_expired')
    const both = await Promise.all([setUp(token), setUp(token, { ...OWNER, email: 'mallory@acme.example' })])
    expect(both.map(({ status }) => status).sort()).toEqual([201, 410])
    const [workspace] = await world.domains.workspaces.list()
    if (!workspace) throw new Error('no workspace')
    expect(await world.domains.agents.countOwners(workspace._id)).toBe(1)
    const late = await link()
    expect((await setUp(late)).body.code).toBe('set_up_already')
    expect((await world.call('getSetup', { body: { token: late } })).body.code).toBe('set_up_already')
  })

  it('takes the owner from the environment, without a dialogue and only once', async () => {
    const owner = { email: 'olive@acme.example', password: PASSWORD }
    world = await startWorld(engine, { owner })
    const { domains, deps } = world
    expect(await prepareFirstStart(domains, deps.config)).toMatchObject({ lines: [] })
    expect((await world.signIn(owner.email)).access).toBeTypeOf('string')
    await prepareFirstStart(domains, { ...deps.config, owner: { ...owner, email: 'second@acme.example' } })
    expect(await domains.workspaces.list()).toHaveLength(1)
    expect((await world.call('signIn', { body: { ...owner, email: 'second@acme.example' } })).status).toBe(401)
  })

  it('prints a link while nobody owns it, and how to sign in to the demo, at every start', async () => {
    world = await startWorld(engine)
    const { domains, deps } = world
    const { lines } = await prepareFirstStart(domains, deps.config)
    expect(lines.join('\n')).toMatch(/\/inbox\/set-up#[\w-]{43}$/)
    const demo = { ...deps.config, isDemo: true }
    const first = await prepareFirstStart(domains, demo)
    const second = await prepareFirstStart(domains, demo)
    expect(first).toMatchObject({ isNew: true })
    expect(second.lines).toEqual(first.lines)
    const [, email = '', password = ''] = first.lines.map((line) => line.replace(/^.*: /, ''))
    expect((await world.signIn(email, password)).access).toBeTypeOf('string')
    const origin = 'http://localhost:5173'
    expect((await world.call('createVisitor', { body: { siteKey: 'demo' }, origin })).status).toBe(201)
  })
})
