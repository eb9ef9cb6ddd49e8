import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startWorld, type World } from '../testing.ts'

describe("the preview beside a site's settings", () => {
  let world: World
  beforeAll(async () => {
    world = await startWorld('embedded')
  })
  afterAll(() => world.stop())
  const get = (url: string) => world.server.app.inject({ url })

  it('S9 is framed by the inbox alone, connects to nothing, and has an origin of nobody', async () => {
    const { headers, body, statusCode } = await get('/inbox/preview')
    expect(statusCode).toBe(200)
    const policy = String(headers['content-security-policy'])
    const rules = new Map(policy.split('; ').map((rule) => [rule.split(' ')[0], rule]))
    expect(rules.get('connect-src')).toBe("connect-src 'none'")
    expect(rules.get('sandbox')).toBe('sandbox allow-scripts')
    expect(rules.get('frame-ancestors')).toMatch(/^frame-ancestors https?:\/\/[^ *]+$/)
    expect(policy).not.toMatch(/unsafe|\*/)
    // The same for everybody: it names no site.
    expect((await get('/inbox/preview?site=demo')).body).toBe(body)
    expect(body).not.toMatch(/ste_|wsp_/)
  })

  it('is what the inbox may frame, and nothing else is', async () => {
    expect((await get('/inbox')).headers['content-security-policy']).toContain("frame-src 'self'")
    expect((await get('/inbox/preview.css')).headers['content-type']).toContain('text/css')
  })
})
