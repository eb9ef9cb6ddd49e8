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
    for (const { src } of manifest.icons) expect(src.startsWith(`${inboxPath}/`)).toBe(true)
  })
})
