import type { Browser } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import { launchBrowser } from './browser.ts'
import { type HostSite, startHostSite } from './host-site.ts'
import { type RunningServer, startServer } from './server.ts'

export type Stage = { server: RunningServer; host: HostSite; browser: Browser }

/** A server, a website that pasted its tag, and a browser for the tests of one file; ended after them. */
export function useStage(env: Record<string, string> | (() => Promise<Record<string, string>>) = {}): Stage {
  const stage = {} as Stage // filled before the first test runs
  beforeAll(async () => {
    stage.server = await startServer(typeof env === 'function' ? await env() : env)
    stage.host = await startHostSite(stage.server.url)
    stage.browser = await launchBrowser()
  })
  afterAll(async () => {
    await stage.browser?.close()
    await stage.host?.close()
    await stage.server?.stop()
  })
  return stage
}
