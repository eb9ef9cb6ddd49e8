import { describe, expect, it } from 'vitest'
import type { Build } from './decisions.ts'
import { keepBuild } from './keeping.ts'
import type { WorkerScope } from './scope.ts'

const build: Build = { version: 'b2', base: '/inbox/', files: new Set(['main-AAAA1111.js']) }

/** Installs the build from a server that leads on to another address, or does not; what is then kept. */
async function kept({ redirected }: { redirected: boolean }) {
  const lasting: Promise<unknown>[] = []
  const answers = new Map<string, Response>()
  const asked: [string, RequestInit][] = []
  const cache = { put: async (url: string, answer: Response) => void answers.set(url, answer) }
  const scope = {
    location: { origin: 'https://inbox.example' },
    caches: { open: async () => cache, match: async () => undefined },
    async fetch(url: string, init: RequestInit) {
      asked.push([url, init])
      const policy = { 'content-security-policy': "default-src 'none'" }
      const page = new Response('<script src="/inbox/main-AAAA1111.js">', { headers: policy })
      return Object.defineProperty(page, 'redirected', { value: redirected })
    },
    addEventListener(type: string, listener: (event: object) => void) {
      if (type === 'install') listener({ waitUntil: (task: Promise<unknown>) => void lasting.push(task) })
    },
  }
  keepBuild(scope as unknown as WorkerScope, build)
  await Promise.all(lasting)
  return { page: answers.get('/inbox'), asked: new Map(asked) }
}

describe('what the worker keeps', () => {
  it.each([false, true])('is a page that browsers take where one is opened (led on: %s)', async (redirected) => {
    const { page, asked } = await kept({ redirected })
    expect(page?.redirected).toBe(false)
    expect(page?.headers.get('content-security-policy')).toBe("default-src 'none'")
    expect(await page?.text()).toContain('main-AAAA1111.js')
    expect(asked.get('/inbox')).toEqual({ cache: 'reload' })
  })
})
