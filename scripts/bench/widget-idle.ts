import { setTimeout as pause } from 'node:timers/promises'
import type { Browser } from 'playwright-core'
import type { Idle } from './widget-probe.ts'
import { evaluate, goTo, metricOf, openTab, press, told } from './widget-tab.ts'
import { countTraffic } from './widget-visit.ts'

/** Long enough for what a page does once after loading. */
const SETTLE_MS = 2000
const WATCHED_MS = 5000

/** What a page did while nobody touched it: callbacks of its clock that ran or wait, requests, and time in script. */
export type Rest = Idle & { requests: number; sockets: number; scriptMs: number }

/** Watches a page that was left alone with its launcher, and again after the chat was opened and closed. */
export async function watchIdle(browser: Browser, url: string, probes: string): Promise<{ closed: Rest; again: Rest }> {
  const { session, close } = await openTab(browser, probes, 1)
  const traffic = countTraffic(session, url)

  async function watch(): Promise<Rest> {
    await pause(SETTLE_MS)
    await evaluate(session, 'parleyIdle()')
    const [before, script] = [{ ...traffic }, await metricOf(session, 'ScriptDuration')]
    await pause(WATCHED_MS)
    const scriptMs = 1000 * ((await metricOf(session, 'ScriptDuration')) - script)
    const idle = await evaluate<Idle>(session, 'parleyIdle()')
    const sockets = traffic.sockets - before.sockets
    return { ...idle, requests: traffic.requests - before.requests, sockets, scriptMs }
  }

  await goTo(session, url, true)
  const closed = await watch()
  const usable = told(session, 'usable')
  await press(session)
  await usable
  await press(session)
  const again = await watch()
  await close()
  return { closed, again }
}
