import { engines } from '@parley/database/testing'
import { LIMITS } from '@parley/protocol'
import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { INBOX, SHOP, startWorld, type Tenant, type World } from '../../testing.ts'
import { DEFAULT_OPTIONS } from './options.ts'

const picture = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 4, background: '#a0522d80' } })
const base64 = async (bytes: Promise<Buffer> | string) => Buffer.from(await bytes).toString('base64')
const SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>'

describe.each(engines())('the logo of a site on %s', (engine) => {
  let world: World
  let tenant: Tenant
  beforeAll(async () => {
    world = await startWorld(engine)
    tenant = await world.addTenant('acme')
  })
  beforeEach(() => world.pass(60_000))
  afterAll(() => world.stop())

  const save = (body: object, { agents, site }: Tenant = tenant) =>
    world.call('updateSite', {
      ...{ access: world.renewed(agents.admin.access), origin: INBOX },
      ...{ params: { id: site._id }, body },
    })
  const load = (url: string) => world.server.app.inject({ url: new URL(url).pathname, headers: { origin: SHOP } })
  const options = async (rev?: string) => {
    const query = rev === undefined ? {} : { rev }
    return (await world.call('getChatOptions', { origin: SHOP, params: { siteKey: tenant.site.key }, query })).body
  }
  const kept = () => world.store.db.collection('logos').countDocuments({ workspaceId: tenant.workspaceId })

  it('is made anew, small, without what was hidden in it, for every page to show', async () => {
    const given = await picture(1200, 400)
      .withExif({ IFD0: { Copyright: 'a secret place' } })
      .png()
      .toBuffer()
    const { status, body } = await save({ logo: given.toString('base64') })
    expect(status).toBe(200)
    expect(body.logo).toMatchObject({ width: 252, height: 84 })
    const { headers, rawPayload } = await load(body.logo.url)
    expect(headers).toMatchObject({
      'content-type': 'image/webp',
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'cross-origin',
      'access-control-allow-origin': '*',
    })
    expect(headers['content-security-policy']).toContain('sandbox')
    expect(rawPayload.includes('secret')).toBe(false)
    expect(await sharp(rawPayload).metadata()).toMatchObject({
      format: 'webp',
      width: 252,
      height: 84,
      hasAlpha: true,
    })
    expect((await options()).logo).toEqual(body.logo)
  })

  it('has another address when it is another, and none is left when it is taken away', async () => {
    const first = (await save({ logo: await base64(picture(40, 40).png().toBuffer()) })).body.logo
    const second = (await save({ logo: await base64(picture(40, 40).webp().toBuffer()) })).body.logo
    expect(second.url).not.toBe(first.url)
    expect((await load(first.url)).statusCode).toBe(404)
    expect(await kept()).toBe(1)
    expect((await save({ name: 'Acme' })).body.logo).toEqual(second)
    expect((await save({ logo: null })).body.logo).toBeNull()
    expect((await load(second.url)).statusCode).toBe(404)
    expect(await kept()).toBe(0)
    expect((await options()).logo).toBeNull()
  })

  it.each([
    ['a drawing with a script (SVG)', async () => base64(SVG)],
    ['a drawing that says it is XML', async () => base64(`<?xml version="1.0"?>${SVG}`)],
    ['a page', async () => base64('<!doctype html><script>alert(1)</script>')],
    [
      'what only begins like a PNG',
      async () =>
        base64(
          picture(40, 40)
            .png()
            .toBuffer()
            .then((it) => it.subarray(0, 40)),
        ),
    ],
    [
      'a PNG that is cut off',
      async () =>
        base64(
          picture(400, 400)
            .png()
            .toBuffer()
            .then((it) => it.subarray(0, -60)),
        ),
    ],
    ['a TIFF', async () => base64(picture(9, 9).tiff().toBuffer())],
    ['nothing', async () => ''],
    ['no base64', async () => 'data:image/png;base64,AAAA'],
    ['more than there may be', async () => 'A'.repeat(LIMITS.logoBase64 + 4)],
    ['an address', async () => 'https://elsewhere.example/logo.png'],
  ])('N61 is not %s', async (_what, make) => {
    const before = await kept()
    const { status, body } = await save({ logo: await make() })
    expect([status, body.code, body.errors[0].pointer]).toEqual([400, 'invalid_request', '#/logo'])
    expect(await kept()).toBe(before)
  })

  it('N65 is not 25 million pixels in a few kB', { timeout: 30_000 }, async () => {
    const grey = picture(5000, 5000).removeAlpha().toColourspace('b-w').png({ compressionLevel: 4 })
    const { status, body } = await save({ logo: await base64(grey.toBuffer()) })
    expect([status, body.errors]).toEqual([400, [{ pointer: '#/logo', detail: 'must have at most 16 million pixels' }]])
  })

  it('S4 is read under its own site alone, and changed by its own tenant alone', { timeout: 20_000 }, async () => {
    const { url } = (await save({ logo: await base64(picture(40, 40).png().toBuffer()) })).body.logo
    const other = await world.addTenant('other')
    expect((await load(url.replace(tenant.site.key, other.site.key))).statusCode).toBe(404)
    expect((await load(url.replace(/.$/, (last: string) => (last === '0' ? '1' : '0')))).statusCode).toBe(404)
    const foreign = await world.call('updateSite', {
      ...{ access: world.renewed(other.agents.admin.access), origin: INBOX },
      ...{ params: { id: tenant.site._id }, body: { logo: null } },
    })
    expect(foreign.status).toBe(404)
    expect((await load(url)).statusCode).toBe(200)
  })

  it('is told to open chats with the colours and the corners, to whoever knows another state', async () => {
    await save({ logo: null, color: '#006677', options: { look: { radius: 'round' } } })
    const known = await options()
    expect(known.style).toBeUndefined()
    expect((await options(known.rev)).style).toBeUndefined()
    const revs = new Set([known.rev])
    const changes: [object, string][] = [
      [{ color: '#7a2e5d' }, '--brand:#7a2e5d'],
      [{ options: { look: { radius: 'square' } } }, '--r:0.15;'],
      [{ logo: await base64(picture(80, 40).png().toBuffer()) }, '--logo:82px'],
    ]
    for (const [change, rule] of changes) {
      await save(change)
      const { rev, style } = await options(known.rev)
      expect(style).toContain(rule)
      revs.add(rev)
    }
    await save({ logo: null })
    const without = await options(known.rev)
    expect(without.style).not.toContain('--logo')
    revs.add(without.rev)
    // The tag itself says the same, and of which state it is.
    const { body } = await world.call('getSiteSettings', { origin: SHOP, params: { siteKey: tenant.site.key } })
    expect(body.style).toContain('--r:0.15;')
    expect(body.rev).toBe((await options()).rev)
    expect(revs.size).toBe(4) // without its logo it is the state of before
  })

  it.each([{}, { radius: 'oval' }, { radius: 8 }, { radius: 'soft', css: '*{}' }])(
    'N33 takes no look %j',
    async (look) => {
      expect((await save({ options: { look } })).status).toBe(400)
      expect(DEFAULT_OPTIONS.look.radius).toBe('round')
    },
  )
})
