import { setTimeout as pause } from 'node:timers/promises'
import type { Browser, CDPSession, Page } from 'playwright-core'
import type { Probe } from './widget-probe.ts'
import { evaluate, goTo, metricOf, openTab, press, told } from './widget-tab.ts'
import { CATEGORIES, launchIn, type TraceEvent, type VisitWork, workIn } from './widget-trace.ts'

/** How long a page is left alone before it is read: what it still wanted to do, it has done. */
const SETTLE_MS = 1000
const FUNCTIONS = 'disabled-by-default-v8.cpu_profiler'

/** Where a visit goes: the page, the origin of the widget in it (null without one), and the probe's script. */
export type Aim = { url: string; widget: string | null; probe: string }
/** How many times slower the page's thread is made, and whether the trace tells functions (which costs time itself). */
export type Manner = { slowdown: number; withFunctions: boolean }
/** Fetched since the page began, from elsewhere than the page's own origin; kB on the wire, without headers. */
export type Traffic = { requests: number; kB: number; sockets: number }
type Reading = Traffic & { heapMB: number }
/** One visit: the page until its launcher stands, then from the press on it until the chat takes text. */
export type Visit = {
  launcher: Reading & VisitWork['launcher']
  chat: Reading & VisitWork['chat']
  probe: Probe
  trace: Buffer
}

/** Counts from now on. */
export function countTraffic(session: CDPSession, page: string): Traffic {
  const traffic: Traffic = { requests: 0, kB: 0, sockets: 0 }
  const { origin } = new URL(page)
  const foreign = new Set<string>()
  const headers = new Map<string, number>()
  session.on('Network.requestWillBeSent', ({ requestId, request }) => {
    if (request.url.startsWith(origin) || request.url.startsWith('data:')) return
    foreign.add(requestId)
    traffic.requests++
  })
  session.on('Network.responseReceived', ({ requestId, response }) => {
    headers.set(requestId, response.encodedDataLength)
  })
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (foreign.has(requestId)) traffic.kB += (encodedDataLength - (headers.get(requestId) ?? 0)) / 1000
  })
  session.on('Network.webSocketCreated', () => {
    traffic.sockets++
  })
  return traffic
}

/** Reads what was used so far after a while of rest; the mark keeps the reading itself out of the figures. */
async function read(session: CDPSession, traffic: Traffic): Promise<Reading> {
  await pause(SETTLE_MS)
  await evaluate(session, "void performance.mark('parley:read')")
  await session.send('HeapProfiler.collectGarbage')
  return { ...traffic, heapMB: (await metricOf(session, 'JSHeapUsedSize')) / 1e6 }
}

/** What was called usable takes a text and shows it in the thread, or the figure would be worth nothing. */
async function proveUsable(page: Page): Promise<void> {
  await page.keyboard.insertText('Is it in stock?')
  await page.keyboard.press('Enter')
  await page.getByRole('log').getByText('Is it in stock?').waitFor()
}

/** Opens the page, presses the launcher and writes, as a visitor who never was there. */
export async function visit(browser: Browser, { url, widget, probe }: Aim, manner: Manner): Promise<Visit> {
  const { page, session, close } = await openTab(browser, probe, manner.slowdown)
  await browser.startTracing(undefined, { categories: manner.withFunctions ? [...CATEGORIES, FUNCTIONS] : CATEGORIES })
  const traffic = countTraffic(session, url)
  await goTo(session, url, widget !== null)
  const before = await read(session, traffic)
  const usable = widget === null ? null : told(session, 'usable')
  await press(session)
  await usable
  const after = await read(session, traffic)
  const seen = await evaluate<Probe>(session, 'parleyProbe')
  const trace = await browser.stopTracing()
  if (widget !== null) await proveUsable(page)
  await close()
  const { traceEvents } = JSON.parse(trace.toString()) as { traceEvents: TraceEvent[] }
  const work = workIn(traceEvents, widget ?? url)
  return { launcher: { ...before, ...work.launcher }, chat: { ...after, ...work.chat }, probe: seen, trace }
}

/** Opens the page until its launcher stands, and no further; gives the time in script. */
export async function launch(browser: Browser, { url, widget, probe }: Aim, slowdown: number): Promise<number> {
  const { session, close } = await openTab(browser, probe, slowdown)
  await browser.startTracing(undefined, { categories: CATEGORIES })
  await goTo(session, url, widget !== null)
  await pause(SETTLE_MS)
  await evaluate(session, "void performance.mark('parley:read')")
  const trace = await browser.stopTracing()
  await close()
  const { traceEvents } = JSON.parse(trace.toString()) as { traceEvents: TraceEvent[] }
  return launchIn(traceEvents, widget ?? url).scriptMs
}
