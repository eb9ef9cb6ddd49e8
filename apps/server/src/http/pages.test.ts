import { brotliCompressSync } from 'node:zlib'
import { ENDPOINTS } from '@parley/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { INBOX, SHOP, startWorld, type Tenant, type World } from '../testing.ts'
import { openApi } from './openapi.ts'

const AREAS = {
  inbox: 'https://inbox.example',
  visitor: 'https://chat.example',
  files: 'https://files.example',
  api: 'https://api.example',
}

describe('what every answer says to a browser', () => {
  let world: World
  beforeAll(async () => {
    world = await startWorld('embedded', { urls: AREAS, inboxPath: '/admin666' })
  })
  afterAll(() => world.stop())
  const get = (url: string, headers: Record<string, string> = {}) => world.server.app.inject({ url, headers })
  const on = (area: keyof typeof AREAS) => ({ host: new URL(AREAS[area]).host })

  it('O24 an answer that is no page may do nothing, is not kept, and asks for https', async () => {
    const { headers } = await get('/api/v1/sites', on('api'))
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'strict-transport-security': 'max-age=31536000',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    })
    expect(headers).not.toHaveProperty('server')
    expect(headers).not.toHaveProperty('x-powered-by')
  })

  it.each([
    ['/api/v1/sites', 'inbox', ['inbox', 'api']],
    ['/api/v1/sites/demo/settings', 'api', ['api']],
    ['/files/x.y.fi.z.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', 'files', ['files']],
    ['/reference', 'api', ['api']],
    ['/parley.js', 'visitor', ['visitor']],
    ['/parley-chat.js', 'visitor', ['visitor']],
    ['/admin666', 'inbox', ['inbox']],
    ['/api/v1/socket', 'inbox', ['inbox', 'api', 'visitor']],
  ] as const)('%s is on the hosts of its areas alone', async (url, _own, allowed) => {
    for (const area of ['inbox', 'visitor', 'files', 'api'] as const) {
      const answer = await get(url, on(area))
      const isHere = !answer.body.includes('Nothing is at this address.')
      expect({ area, isHere }).toEqual({ area, isHere: (allowed as readonly string[]).includes(area) })
    }
    expect((await get(url, { host: 'evil.example' })).statusCode).toBe(404)
  })

  it('in production `/` leads to the inbox, and there is no demo', async () => {
    expect((await get('/', on('visitor'))).headers['location']).toBe(`${AREAS.inbox}/admin666`)
    expect((await get('/demo', on('visitor'))).statusCode).toBe(404)
  })

  it('health is on every host', async () => {
    expect((await get('/livez', { host: '10.0.0.7:3000' })).statusCode).toBe(200)
    expect((await get('/readyz', { host: '10.0.0.7:3000' })).statusCode).toBe(200)
  })

  it('metrics are for this machine, and not through a proxy on it', async () => {
    expect((await get('/metrics')).body).toContain('process_resident_memory_bytes ')
    expect((await get('/metrics', { 'x-forwarded-for': '203.0.113.7' })).statusCode).toBe(404)
    const far = await world.server.app.inject({ url: '/metrics', remoteAddress: '203.0.113.7' })
    expect(far.statusCode).toBe(404)
  })

  it('N47 N02 the inbox cannot be framed, and lives on its own path and host', async () => {
    const { headers, body, statusCode } = await get('/admin666/settings/sites', on('inbox'))
    expect(statusCode).toBe(200)
    const policy = String(headers['content-security-policy'])
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).toContain("script-src 'self';")
    expect(policy).toContain(AREAS.files)
    expect(policy).not.toMatch(/unsafe|\*/)
    expect(headers['cross-origin-opener-policy']).toBe('same-origin')
    expect(body).toContain('"/admin666/main-')
    const [script = ''] = /\/admin666\/main-\w+\.js/.exec(body) ?? []
    const file = await get(script, { ...on('inbox'), 'accept-encoding': 'br' })
    expect(file.headers).toMatchObject({
      'cache-control': 'public, max-age=31536000, immutable',
      'content-encoding': 'br',
    })
    expect((await get('/inbox', on('inbox'))).statusCode).toBe(404)
  })

  it.each([
    '/widget/../../package.json',
    '/widget/%2e%2e/%2e%2e/package.json',
    '/widget/..%2f..%2fpackage.json',
    '/widget//etc/passwd',
    '/widget/.env',
    '/admin666/..%2f..%2fpackage.json',
  ])('N36 N37 %s leads nowhere', async (url) => {
    for (const area of ['visitor', 'inbox'] as const) {
      const { body } = await get(url, on(area))
      expect(body).not.toMatch(/"private"|root:|"version"/)
    }
  })

  it('N81 tells nothing of itself when something breaks, and the log has the number', async () => {
    const broken = await world.server.app.inject({
      url: '/api/v1/sites',
      headers: { ...on('api'), authorization: 'Bearer a.b.c', cookie: 'x'.repeat(100) },
    })
    expect(broken.json()).not.toHaveProperty('stack')
    expect(Object.keys(broken.json()).sort()).toEqual(['code', 'detail', 'instance', 'status', 'title', 'type'])
    expect(broken.json().instance).toBe(`urn:request:${broken.headers['x-request-id']}`)
  })

  it('405 names what is allowed; what is nowhere is 404', async () => {
    const answer = await world.server.app.inject({ method: 'PUT', url: '/api/v1/sites', headers: on('api') })
    expect(answer.statusCode).toBe(405)
    expect(String(answer.headers['allow']).split(', ').sort()).toEqual(['GET', 'POST'])
    expect((await get('/api/v1/nothing', on('api'))).statusCode).toBe(404)
    expect(
      (await world.server.app.inject({ method: 'TRACE' as 'GET', url: '/api/v1/sites' })).statusCode,
    ).toBeGreaterThanOrEqual(400)
  })
})

describe('pages of other origins', () => {
  let world: World
  let tenant: Tenant
  beforeAll(async () => {
    world = await startWorld('embedded')
    tenant = await world.addTenant('acme')
  })
  afterAll(() => world.stop())

  const preflight = (method: string, url: string, origin = SHOP) =>
    world.server.app.inject({ method: 'OPTIONS', url, headers: { origin, 'access-control-request-method': method } })

  it('SYNC-88 may ask for visitors’ routes, without credentials', async () => {
    for (const [method, url] of [
      ['POST', '/api/v1/visitors'],
      ['PATCH', '/api/v1/visitors/me'],
      ['POST', '/api/v1/attachments'],
      ['GET', '/api/v1/conversations/cnv_1'],
    ] as const) {
      const { statusCode, headers } = await preflight(method, url)
      expect({ url, statusCode }).toEqual({ url, statusCode: 204 })
      expect(headers['access-control-allow-origin']).toBe(SHOP)
      expect(headers).not.toHaveProperty('access-control-allow-credentials')
    }
  })

  it('SYNC-88 N17 may not even ask for agents’ and cookies’ routes', async () => {
    for (const { method, path: url, caller } of Object.values(ENDPOINTS)) {
      if (caller !== 'agent' && caller !== 'public') continue
      const { statusCode, headers } = await preflight(method, url.replace(/:\w+/g, 'x'))
      expect({ url, statusCode }).toEqual({ url, statusCode: 404 })
      expect(headers).not.toHaveProperty('access-control-allow-origin')
    }
  })

  it('read answers on pages of their site alone, and refusals that concern the token', async () => {
    const { access } = await world.addVisitor(tenant.site)
    const read = (origin: string, token = access) => world.call('listOwnConversations', { access: token, origin })
    expect((await read(SHOP)).headers['access-control-allow-origin']).toBe(SHOP)
    expect((await read(SHOP, 'a.b.c')).headers['access-control-allow-origin']).toBe(SHOP)
    expect((await read('https://evil.example')).headers['access-control-allow-origin']).toBeUndefined()
    const agents = await world.call('listSites', { access: tenant.agents.owner.access, origin: INBOX })
    expect(agents.status).toBe(200)
    expect(agents.headers).not.toHaveProperty('access-control-allow-origin')
  })

  it('load the script tag of a site anywhere: settings of at most 1 kB and the loader, for five minutes', async () => {
    const url = `/s/${tenant.site.key}.js`
    const { headers, body } = await world.server.app.inject({ url, headers: { origin: 'https://any.example' } })
    expect(headers).toMatchObject({
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
      'cache-control': 'public, max-age=300',
      'content-type': 'text/javascript; charset=utf-8',
    })
    const settings = settingsIn(body)
    // 2.5 kB of loader and 1 kB of settings, as all budgets of widget.md in brotli, as they go over the line.
    expect(brotliCompressSync(body).length).toBeLessThanOrEqual(3500)
    expect(settings).toMatchObject({ key: tenant.site.key, api: INBOX })
    expect(settings['messenger']).toMatch(/\/widget\/messenger-\w{8}\.js$/)
    const again = await world.server.app.inject({ url, headers: { 'if-none-match': String(headers.etag) } })
    expect(again.statusCode).toBe(304)
    expect((await world.server.app.inject({ url: '/s/nothing.js' })).statusCode).toBe(404)
  })

  it('N40 N44 a greeting ends neither the script nor a string of it', async () => {
    const greeting = '</script><script>alert(1)</script>"; alert(1); // \u2028 {{alert(1)}}'
    const access = tenant.agents.owner.access
    await world.call('updateSite', { access, params: { id: tenant.site._id }, body: { greeting } })
    const { body } = await world.server.app.inject({ url: `/s/${tenant.site.key}.js` })
    expect(body).not.toContain('</script>')
    expect(settingsIn(body)['greeting']).toBe(greeting)
  })
})

/** The settings ahead of the loader: the longest beginning of the script's text that is JSON. */
function settingsIn(body: string): Record<string, unknown> {
  const from = body.indexOf('{', body.indexOf('PARLEY_SITE='))
  for (let to = body.indexOf('};', from); to >= 0; to = body.indexOf('};', to + 1)) {
    try {
      return JSON.parse(body.slice(from, to + 1))
    } catch {
      // that was inside a text of the settings
    }
  }
  throw new Error('the script has no settings')
}

describe('who a request comes from', () => {
  const tries = async (world: World, headers: (n: number) => Record<string, string>) => {
    const answers = []
    for (let n = 0; n < 130; n++) {
      const url = '/api/v1/passwords/check'
      answers.push(await world.server.app.inject({ method: 'POST', url, headers: headers(n), payload: { token: 'x' } }))
    }
    return answers.filter(({ statusCode }) => statusCode === 429).length
  }

  it('N45 N87 is the address of the line, whatever a header claims', async () => {
    const world = await startWorld('embedded')
    expect(await tries(world, (n) => ({ 'x-forwarded-for': `203.0.113.${n}` }))).toBeGreaterThan(0)
    await world.stop()
  })

  it('is what a trusted proxy says, as far as it is trusted', async () => {
    const world = await startWorld('embedded', { trustProxy: ['loopback'] })
    expect(await tries(world, (n) => ({ 'x-forwarded-for': `203.0.113.${n}` }))).toBe(0)
    // The last address is the proxy's own word; what a client wrote before it counts for nothing.
    expect(await tries(world, (n) => ({ 'x-forwarded-for': `203.0.113.${n}, 198.51.100.1` }))).toBeGreaterThan(0)
    await world.stop()
  })
})

describe('the description of the API', () => {
  it('is OpenAPI 3.1, has every endpoint, and no reference that leads nowhere', () => {
    const text = JSON.stringify(openApi('https://api.example'))
    const { openapi, paths, components } = JSON.parse(text)
    expect(openapi).toBe('3.1.0')
    const operations = Object.values<Record<string, { operationId: string }>>(paths).flatMap((path) =>
      Object.values(path).map(({ operationId }) => operationId),
    )
    expect(operations.sort()).toEqual(Object.keys(ENDPOINTS).sort())
    for (const [, name = ''] of text.matchAll(/"#\/components\/schemas\/([^"]+)"/g))
      expect(components.schemas).toHaveProperty(name)
  })
})
