import { setTimeout as pause } from 'node:timers/promises'
import { type Browser, type CDPSession, chromium, type Page } from 'playwright-core'
import { findChromium } from '../chromium.mjs'

const VIEWPORT = { width: 1280, height: 800 }
/** The middle of a launcher of 60 pixels that stands 20 pixels off the lower right corner, as all of them do. */
const LAUNCHER = { x: VIEWPORT.width - 50, y: VIEWPORT.height - 50 }
const TOLD_MS = 30_000
/** A browser counts as quiet when all its processes together used less than this in a look's time, in seconds. */
const QUIET_S = 0.02
const LOOK_MS = 250
const MOST_LOOKS = 40

/** A tab of a profile of its own and the line to it. */
export type Tab = { page: Page; session: CDPSession; close: () => Promise<void> }

/** Chromium that talks to nobody but loopback. */
export function launchBrowser(): Promise<Browser> {
  const { path: executablePath, message } = findChromium()
  if (!executablePath) throw new Error(message)
  const args = ['dev-shm-usage', 'gpu', 'quic', 'background-networking', 'component-update', 'sync']
  return chromium.launch({ executablePath, args: ['--no-first-run', ...args.map((name) => `--disable-${name}`)] })
}

/** A window that was just opened loads parts of the browser itself; waits until that is over. */
async function untilQuiet(browser: Browser): Promise<void> {
  const session = await browser.newBrowserCDPSession()
  const used = async () => {
    const { processInfo } = await session.send('SystemInfo.getProcessInfo')
    return processInfo.reduce((sum, { cpuTime }) => sum + cpuTime, 0)
  }
  let before = await used()
  for (let looks = 0; looks < MOST_LOOKS; looks++) {
    await pause(LOOK_MS)
    const now = await used()
    if (now - before < QUIET_S) break
    before = now
  }
  await session.detach()
}

/** Opens an empty tab, nothing stored and nothing cached, `slowdown` times as slow; `probe` runs ahead of every page. */
export async function openTab(browser: Browser, probe: string, slowdown: number): Promise<Tab> {
  const context = await browser.newContext({ viewport: VIEWPORT, locale: 'en-GB' })
  const page = await context.newPage()
  const session = await context.newCDPSession(page)
  for (const domain of ['Performance', 'Runtime', 'Page', 'Network'] as const) await session.send(`${domain}.enable`)
  await session.send('Runtime.addBinding', { name: 'parleyTell' })
  await session.send('Page.addScriptToEvaluateOnNewDocument', { source: probe })
  await untilQuiet(browser)
  await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown })
  return { page, session, close: () => context.close() }
}

/** Resolves when the probe says `what`. */
export function told(session: CDPSession, what: 'launcher' | 'usable'): Promise<void> {
  return new Promise((done, fail) => {
    const late = setTimeout(() => fail(new Error(`the page did not get as far as "${what}"`)), TOLD_MS)
    session.on('Runtime.bindingCalled', ({ payload }) => {
      if (payload !== what) return
      clearTimeout(late)
      done()
    })
  })
}

/** Down and up at once, without a way there: nobody who hovers first gives the chat time to load. */
export async function press(session: CDPSession): Promise<void> {
  const at = { ...LAUNCHER, button: 'left', clickCount: 1 } as const
  await Promise.all([
    session.send('Input.dispatchMouseEvent', { type: 'mousePressed', ...at }),
    session.send('Input.dispatchMouseEvent', { type: 'mouseReleased', ...at }),
  ])
}

/** Goes to `url` and waits for its load event, and for the launcher if it brings one. */
export async function goTo(session: CDPSession, url: string, hasWidget: boolean): Promise<void> {
  const loaded = new Promise((done) => session.once('Page.loadEventFired', done))
  const launched = hasWidget ? told(session, 'launcher') : null
  await session.send('Page.navigate', { url })
  await Promise.all([loaded, launched])
}

/** The value of an expression in the page. */
export async function evaluate<T>(session: CDPSession, expression: string): Promise<T> {
  const { result } = await session.send('Runtime.evaluate', { expression, returnByValue: true })
  return result.value
}

/** What the browser counts for the page: `ScriptDuration` in seconds, `JSHeapUsedSize` in bytes, … */
export async function metricOf(session: CDPSession, wanted: string): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics')
  const metric = metrics.find(({ name }) => name === wanted)
  if (!metric) throw new Error(`the browser tells no ${wanted}`)
  return metric.value
}
