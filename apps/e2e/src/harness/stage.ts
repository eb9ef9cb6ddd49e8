import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, inject } from 'vitest'
import { leaveBrowser, sharedBrowser } from './browser.ts'
import { type HostSite, startHostSite } from './host-site.ts'
import { type RunningServer, startServer } from './server.ts'

export type Stage = { server: RunningServer; host: HostSite; browser: Browser }

/** A server with the demo: on the embedded store it begins with a copy, on MongoDB it writes it. */
export function startDemo(env: Record<string, string> = {}): Promise<RunningServer> {
  return startServer(env, [], env['MONGODB_URI'] ? undefined : inject('demoFolder'))
}

/** A server, a website that pasted its tag, and a browser for the tests of one file; nothing of it is left after them. */
export function useStage(env: Record<string, string> | (() => Promise<Record<string, string>>) = {}): Stage {
  const stage = {} as Stage // filled before the first test runs
  beforeAll(async () => {
    stage.server = await startDemo(typeof env === 'function' ? await env() : env)
    stage.host = await startHostSite(stage.server.url)
    stage.browser = await sharedBrowser()
  })
  afterAll(async () => {
    await leaveBrowser()
    await stage.host?.close()
    await stage.server?.stop()
  })
  return stage
}
