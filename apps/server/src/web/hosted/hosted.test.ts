import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SHOP, startWorld, type Tenant, type World } from '../../testing.ts'

const AREAS = {
  inbox: 'https://inbox.example',
  visitor: 'https://chat.example',
  files: 'https://files.example',
  api: 'https://api.example',
}

describe('the hosted page', () => {
  let world: World
  let tenant: Tenant
  beforeAll(async () => {
    world = await startWorld('embedded', { urls: AREAS })
    tenant = await world.addTenant('shop')
  })
  afterAll(() => world.stop())
  const get = (url: string, headers: Record<string, string> = {}) =>
    world.server.app.inject({ url, headers: { host: 'chat.example', ...headers } })
  const page = (path = '') => get(`/chat/${tenant.site.key}${path}`)

  it('S9 N47 may be framed by the pages of the site alone, and runs nothing but our scripts', async () => {
    const { statusCode, headers } = await page()
    expect(statusCode).toBe(200)
    const policy = String(headers['content-security-policy'])
    expect(policy).toContain(`frame-ancestors 'self' ${SHOP}`)
    expect(policy).toContain("script-src 'self';")
    expect(policy).not.toMatch(/unsafe/)
  })

  it('S9 as a window of its own knows the page that opened it, if that may embed the site, and no other', async () => {
    const from = (origin: string) => page(`/window?from=${encodeURIComponent(origin)}`)
    const { body, headers } = await from(SHOP)
    expect(body).toContain(`data-from="${SHOP}"`)
    expect(body).not.toContain('data-mount')
    expect(headers['content-security-policy']).toBe((await page()).headers['content-security-policy'])
    for (const other of ['https://evil.example', `${SHOP}/path`, `${SHOP}"><script>`, 'null', 'javascript:1', ''])
      expect((await from(other)).body, other).not.toContain('data-from')
    expect((await get('/chat/window.js')).headers['content-type']).toContain('javascript')
  })

  it('N40 shows names and greetings as text', async () => {
    const { workspaceId, site } = tenant
    const name = `"><script>alert(1)</script>`
    await world.domains.sites.update(workspaceId, site._id, { name, greeting: `'"><img src=x onerror=alert(1)>` })
    const { body } = await page()
    expect(body).not.toContain('<script>alert')
    expect(body).not.toContain('<img src=x')
    expect(body).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
  })

  it('is found by its own address, with a card, icons and a manifest', async () => {
    const { workspaceId, site } = tenant
    await world.domains.sites.update(workspaceId, site._id, { name: 'Fern & Kettle' })
    const { body } = await page()
    const url = `https://chat.example/chat/${site.key}`
    expect(body).toContain(`<meta property="og:url" content="${url}">`)
    const manifest = JSON.parse((await page('/manifest.webmanifest')).body)
    expect(manifest).toMatchObject({ start_url: url, scope: url, display: 'standalone' })
    // Cut by us it would end within a word; a phone cuts where it has no more room.
    expect(manifest).toMatchObject({ name: 'Fern & Kettle' })
    expect(manifest).not.toHaveProperty('short_name')
    const card = await page('/card.png')
    expect(card.headers['content-type']).toBe('image/png')
    expect(card.rawPayload.subarray(1, 4).toString()).toBe('PNG')
    expect((await page('/icon.svg')).body).toContain('<svg')
    expect((await page('/page.css')).body).toContain('--tint:')
  })

  it('has a code for a phone that leads to the same link, with what the link says', async () => {
    const plain = (await page('/qr.svg')).body
    const campaign = (await page('/qr.svg?utm_source=poster')).body
    expect(plain).toContain('<svg')
    expect(campaign).not.toBe(plain)
    expect((await page(`/qr.svg?x=${'y'.repeat(700)}`)).body).toBe(plain)
  })

  it.each([
    ['ar-EG, en;q=0.5', '<html lang="ar" dir="rtl">', 'محادثة مع'],
    ['xx, de;q=0.4', '<html lang="de" dir="ltr">', 'Chat mit'],
    ['constructor', '<html lang="en" dir="ltr">', 'Chat with'],
  ])('speaks the language of the browser, as far as it can (%s)', async (accepted, html, title) => {
    const { body } = await get(`/chat/${tenant.site.key}`, { 'accept-language': accepted })
    expect(body).toContain(html)
    expect(body).toContain(`<title>${title}`)
    expect((await get('/chat/nothing-here', { 'accept-language': accepted })).body).toContain(html)
  })

  it.each(['nothing-here', '%3Cscript%3E', 'a'.repeat(70)])('says that there is no chat at /chat/%s', async (key) => {
    const { statusCode, headers } = await get(`/chat/${key}`)
    expect([400, 404]).toContain(statusCode)
    expect(String(headers['content-security-policy'])).toContain("frame-ancestors 'none'")
    expect((await get(`/chat/${key}/qr.svg`)).statusCode).toBeGreaterThanOrEqual(400)
  })
})
