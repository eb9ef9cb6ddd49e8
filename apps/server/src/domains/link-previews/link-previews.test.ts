import { engines } from '@parley/database/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { INBOX, startWorld, type Tenant, type World } from '../../testing.ts'
import { headOf } from './page-head.ts'

describe('what a page says of itself', () => {
  it.each([
    ['<title>Tea</title>', 'Tea', ''],
    ['<title lang="en">\n  Green\n tea </title><meta name=description content=Fresh>', 'Green tea', 'Fresh'],
    [`<meta content='Tea &amp; co &#x27;s &lt;b&gt;' property='og:title'><title>x</title>`, "Tea & co 's <b>", ''],
    ['<meta property="og:title" content=""><title>Tea</title>', 'Tea', ''],
    ['<title>\u202eaeT\u0000</title>', 'aeT', ''],
    ['<title>&#9999999;&#0;&bogus;</title>', '&bogus;', ''],
    ['<script>document.title = "x"</script>', '', ''],
    ['', '', ''],
  ])('of %j', (html, title, description) => expect(headOf(html)).toEqual({ title, description }))

  it('is cut, and read in no time whatever it is', () => {
    expect(headOf(`<title>${'a'.repeat(900)}</title>`).title).toHaveLength(200)
    for (const part of ['<meta ', '<meta a=', '<title ', '<meta content="', '&#', '<'])
      expect(headOf(part.repeat(60_000)).title.length).toBeLessThanOrEqual(200)
  })
})

describe.each(engines())('link previews on %s', (engine) => {
  const fetchPage = vi.fn(async (url: string) => ({ url, html: '<title>A page</title>' }))
  let world: World
  let tenant: Tenant
  beforeAll(async () => {
    world = await startWorld(engine, {}, { fetchPage })
    tenant = await world.addTenant('shop')
  })
  beforeEach(() => void fetchPage.mockClear())
  afterAll(() => world.stop())
  const ask = async (url: string) => {
    const from = { access: world.renewed(tenant.agents.agent.access), origin: INBOX }
    return (await world.call('previewLink', { ...from, body: { url } })).body
  }

  it('tell title and host, and ask each page once an hour', async () => {
    const preview = { url: 'https://shop.example/a', host: 'shop.example', title: 'A page', description: '' }
    expect([await ask(preview.url), await ask(preview.url)]).toEqual([{ preview }, { preview }])
    expect(fetchPage).toHaveBeenCalledTimes(1)
    world.pass(60 * 60_000)
    await ask(preview.url)
    expect(fetchPage).toHaveBeenCalledTimes(2)
  })

  it('are none where the page may not be asked, and of that nothing more is told', async () => {
    fetchPage.mockRejectedValueOnce(new Error('the name leads to 10.0.0.1'))
    expect(await ask('https://intranet.example/')).toEqual({ preview: null })
    expect((await ask('http://shop.example/')).code).toBe('invalid_request')
  })

  it('N54 leave the server to others while pages are slow', async () => {
    fetchPage.mockImplementation(() => new Promise(() => undefined))
    for (let n = 0; n < 8; n++) void ask(`https://slow.example/${n}`)
    await vi.waitFor(() => expect(fetchPage).toHaveBeenCalledTimes(8))
    expect(await ask('https://slow.example/more')).toEqual({ preview: null })
    expect(fetchPage).toHaveBeenCalledTimes(8)
    fetchPage.mockImplementation(async (url: string) => ({ url, html: '' }))
  })

  it('are for agents alone, and not without end', async () => {
    const visitor = await world.addVisitor(tenant.site)
    const body = { url: 'https://shop.example/a' }
    expect((await world.call('previewLink', { access: visitor.access, body })).status).toBeGreaterThanOrEqual(400)
    world.pass(60_000)
    const codes = new Set<string>()
    for (let n = 0; n < 70; n++) codes.add((await ask('https://shop.example/b')).code)
    expect(codes).toContain('rate')
  })
})
