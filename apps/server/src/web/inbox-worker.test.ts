import { engines } from '@parley/database/testing'
import { describe, expect, it, onTestFinished } from 'vitest'
import { startWorld } from '../testing.ts'

const URLS = {
  inbox: 'https://inbox.example',
  visitor: 'https://chat.example',
  files: 'https://files.example',
  api: 'https://api.example',
}

describe('the worker of the inbox', () => {
  const [engine = 'embedded'] = engines()

  it.each(['/inbox', '/admin666'])(
    'may answer for all of %s, asks this origin alone, and is never old',
    async (path) => {
      const world = await startWorld(engine, { inboxPath: path, urls: URLS })
      onTestFinished(() => world.stop())
      const ask = (host: string) => world.server.app.inject({ url: `${path}/worker.js`, headers: { host } })
      const { headers, body } = await ask('inbox.example')
      expect(headers).toMatchObject({
        'content-type': expect.stringContaining('javascript'),
        'service-worker-allowed': path,
        'cache-control': 'no-cache',
        'content-security-policy': "default-src 'none'; connect-src 'self'; frame-ancestors 'none'",
      })
      expect(body).toMatch(/main-\w{8}\.js/)
      expect(body).not.toContain('/api/')
      expect((await ask('chat.example')).body).not.toMatch(/main-\w{8}\.js/)
    },
  )

  it('is another one where the policy of the page is, so that browsers put the page anew', async () => {
    const bodyWith = async (files: string) => {
      const world = await startWorld(engine, { urls: { ...URLS, files } })
      onTestFinished(() => world.stop())
      const ask = (url: string) => world.server.app.inject({ url, headers: { host: 'inbox.example' } })
      const page = await ask('/inbox')
      const { body } = await ask('/inbox/worker.js')
      expect(body.endsWith(`\n// ${page.headers['content-security-policy']}\n`)).toBe(true)
      return body
    }
    const before = await bodyWith('https://files.example')
    expect(await bodyWith('https://files.example')).toBe(before)
    expect(await bodyWith('https://cdn.example')).not.toBe(before)
  })
})
