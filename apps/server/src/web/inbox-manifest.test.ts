import { engines } from '@parley/database/testing'
import { describe, expect, it, onTestFinished } from 'vitest'
import { startWorld } from '../testing.ts'

describe('the manifest of the inbox', () => {
  const [engine = 'embedded'] = engines()

  it.each(['/inbox', '/admin666'])('keeps to the path of the inbox: %s', async (inboxPath) => {
    const world = await startWorld(engine, { inboxPath })
    onTestFinished(() => world.stop())
    const { app } = world.server
    const answer = await app.inject({ url: `${inboxPath}/manifest.webmanifest` })
    expect(answer.headers['content-type']).toContain('application/manifest+json')
    const manifest = answer.json()
    expect(manifest).toMatchObject({ start_url: inboxPath, scope: inboxPath, display: 'standalone' })
    for (const { src, type } of manifest.icons) {
      expect(src.startsWith(`${inboxPath}/`)).toBe(true)
      const icon = await app.inject({ url: src })
      expect({ src, type: icon.headers['content-type'] }).toEqual({ src, type: expect.stringContaining(type) })
    }
    const page = await app.inject({ url: inboxPath })
    expect(page.body).toContain(`<link rel="apple-touch-icon" href="${inboxPath}/icon-180.png" />`)
  })
})
