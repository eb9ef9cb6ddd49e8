import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import type { Browser, CDPSession, Page } from 'playwright-core'
import WebSocket from 'ws'
import type { Person, Visitor } from './generator/dialect.ts'
import { parley } from './generator/parley.ts'
import { busyFrames, FRAME_CATEGORIES } from './inbox-frames.ts'
import { median, percentile, show } from './measure.ts'
import { fillHome, newHome, OWNER, startOurs } from './server/ours.ts'
import { textOf } from './server/words.ts'
import { launchBrowser } from './widget-tab.ts'
import type { TraceEvent } from './widget-trace.ts'

const OPTIONS = {
  minutes: { type: 'string', default: '30' },
  conversations: { type: 'string', default: '50' },
  rate: { type: 'string', default: '20' },
} as const
/** A laptop of some years. */
const SLOWDOWN = 4
/** The budgets of the product, milliseconds. */
const FRAME_MS = 50
const USABLE_MS = 1000
const OPENINGS = 5
/** Of a visitor to get a line. */
const TRIES = 20
/** Numbers of the messages that are there before anything is counted; the others begin at 1. */
const FIRST = 1_000_000
/** The first minute fills what is filled once: pools, caches, the window of the open conversation. */
const SETTLE_MS = 20_000

/** What runs in the page: how long frames took, and when the first row of the list was there. */
const PROBE = `
window.frames50 = []; window.tasks50 = []; window.usableAt = 0;
{
  let last = 0;
  const frame = (now) => {
    if (!window.usableAt && document.querySelector('.cv-li')) window.usableAt = performance.now();
    if (last && window.isCounted && now - last > 0) window.frames50.push(now - last);
    last = now;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
  new PerformanceObserver((all) => {
    for (const { duration } of all.getEntries()) if (window.isCounted) window.tasks50.push(duration);
  }).observe({ entryTypes: ['longtask'] });
}`
type Probe = { frames50: number[]; tasks50: number[]; usableAt: number; isCounted: boolean }
type Speaker = (message: number) => void
type Counted = Pick<Probe, 'frames50' | 'tasks50'>
/** What is held: `nodes` are those of all documents, with and without a place in one. */
type Held = { heapMb: number; nodes: number; listeners: number }

/** A visitor on a socket of his own; gives what says a message. */
function connect(url: string, visitor: Visitor): Promise<Speaker> {
  const person: Person = { is: 'visitor', visitor }
  const socket = new WebSocket(`${url.replace(/^http/, 'ws')}${parley.path}`, { origin: url })
  return new Promise((done, fail) => {
    let steps = parley.steps(person)
    socket.on('error', fail)
    socket.on('close', (code) => fail(new Error(`a visitor was sent away: ${code}`)))
    socket.on('open', () => socket.send(parley.first(person) ?? ''))
    socket.on('message', (data) => {
      const heard = parley.hear(String(data), person)
      if (heard?.is === 'answer') socket.send(heard.say)
      if (heard?.is === 'trouble') fail(new Error(heard.why))
      if (heard?.is === 'step' && --steps === 0)
        done((message) => socket.send(parley.send(visitor, message, textOf(message))))
    })
  })
}

/** One after the other: a server that has just begun, or shares its processor, takes few at a time. */
async function connectAll(url: string, visitors: readonly Visitor[]): Promise<Speaker[]> {
  const speakers: Speaker[] = []
  for (const visitor of visitors) {
    for (let tries = 0; speakers.length < visitors.length; tries++) {
      const speaker = await connect(url, visitor).catch((error: unknown) => {
        if (tries === TRIES) throw error
      })
      if (speaker) {
        speakers.push(speaker)
        break
      }
      await pause(500)
    }
  }
  return speakers
}

/** One after the other says something, `rate` in a second; ends what it began. */
function talk(speakers: readonly Speaker[], rate: number): { said(): number; stop(): void } {
  let said = 0
  const began = performance.now()
  const timer = setInterval(() => {
    const due = ((performance.now() - began) / 1000) * rate
    while (said < due) speakers[said % speakers.length]?.(++said)
  }, 1000 / rate)
  return { said: () => said, stop: () => clearInterval(timer) }
}

async function signIn(page: Page, url: string): Promise<void> {
  const answer = await page.request.post(`${url}/api/v1/sessions`, { headers: { origin: url }, data: OWNER })
  if (!answer.ok()) throw new Error(`not signed in: ${answer.status()} ${await answer.text()}`)
}

/** From the beginning of the navigation to the first row, with everything in the worker's keeping; milliseconds. */
async function openings(page: Page): Promise<number[]> {
  const times: number[] = []
  for (let n = 0; n < OPENINGS; n++) {
    await page.reload()
    await page.waitForFunction(() => (window as unknown as Probe).usableAt > 0)
    times.push(await page.evaluate(() => (window as unknown as Probe).usableAt))
    await pause(1000)
  }
  return times
}

/** What is held after everything that can go has gone. */
async function held(session: CDPSession): Promise<Held> {
  await session.send('HeapProfiler.collectGarbage')
  const { usedSize } = await session.send('Runtime.getHeapUsage')
  const { nodes, jsEventListeners } = await session.send('Memory.getDOMCounters')
  return { heapMb: usedSize / 1e6, nodes, listeners: jsEventListeners }
}

const counting = (page: Page, isCounted: boolean) =>
  page.evaluate(
    (is) => void Object.assign(window, { isCounted: is, ...(is && { frames50: [], tasks50: [] }) }),
    isCounted,
  )
const counted = (page: Page): Promise<Counted> =>
  page.evaluate(() => {
    const { frames50, tasks50 } = window as unknown as Probe
    return { frames50, tasks50 }
  })

type Watched = { page: Page; session: CDPSession }

/** The heap after each minute; collecting it is not counted as a frame of the inbox. */
async function watch(browser: Browser, { page, session }: Watched, minutes: number) {
  const holds: Held[] = []
  const all: Counted = { frames50: [], tasks50: [] }
  const busy: number[] = []
  await pause(SETTLE_MS)
  for (let minute = 0; minute <= minutes; minute++) {
    holds.push(await held(session))
    if (minute === minutes) break
    await browser.startTracing(page, { categories: FRAME_CATEGORIES })
    await counting(page, true)
    await pause(60_000)
    await counting(page, false)
    const { traceEvents } = JSON.parse(String(await browser.stopTracing())) as { traceEvents: TraceEvent[] }
    for (const ms of busyFrames(traceEvents)) busy.push(ms)
    const { frames50, tasks50 } = await counted(page)
    for (const ms of frames50) all.frames50.push(ms)
    for (const ms of tasks50) all.tasks50.push(ms)
  }
  return { holds, busy, ...all }
}

function report(usable: number[], watched: Awaited<ReturnType<typeof watch>>, said: number): void {
  const { holds, busy, frames50, tasks50 } = watched
  const over = (times: number[]) => times.filter((ms) => ms > FRAME_MS).length
  const each = (tell: (one: Held) => number | string) => holds.map(tell).join(' ')
  const worst = (times: number[]) => show(Math.max(0, ...times))
  console.log(
    `usable from the worker: ${usable.map(show).join(', ')} ms; median ${show(median(usable))} of ${USABLE_MS}`,
  )
  console.log(`messages: ${show(said)}; frames: ${show(frames50.length)}, p99 ${show(percentile(frames50, 0.99))} ms`)
  console.log(`frames over ${FRAME_MS} ms: ${over(frames50)}, the longest ${worst(frames50)} ms`)
  console.log(
    `frames in which the page itself was busy over ${FRAME_MS} ms (by its thread's clock): ${over(busy)} of ${show(busy.length)}, p99 ${show(percentile(busy, 0.99))} ms, the longest ${worst(busy)} ms`,
  )
  console.log(`tasks over 50 ms: ${tasks50.length}, the longest ${worst(tasks50)} ms`)
  console.log(`heap after each minute, MB: ${each(({ heapMb }) => heapMb.toFixed(2))}`)
  console.log(`nodes: ${each(({ nodes }) => nodes)}; listeners: ${each(({ listeners }) => listeners)}`)
}

/** The built inbox with many live conversations on a slow computer: frames, memory, and how soon it is there again. */
export async function benchInbox(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({ args: [...args], options: OPTIONS })
  const [minutes, conversations, rate] = [values.minutes, values.conversations, values.rate].map(Number) as number[]
  const home = await newHome('embedded')
  const browser = await launchBrowser()
  try {
    await (await startOurs(home)).stop()
    const { visitors } = await fillHome(home, { sockets: conversations ?? 0, stored: (conversations ?? 0) * 20 })
    const server = await startOurs(home)
    const speakers = await connectAll(server.url, visitors)
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, serviceWorkers: 'allow' })
    const page = await context.newPage()
    await page.addInitScript(PROBE)
    await signIn(page, server.url)
    await page.goto(`${server.url}/inbox?view=all`)
    await page.evaluate(() => navigator.serviceWorker.ready)
    for (const [n, say] of speakers.entries()) say(FIRST + n)
    await page.locator('.cv-li').nth(2).click()
    const session = await context.newCDPSession(page)
    await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWDOWN })
    const usable = await openings(page)
    const load = talk(speakers, rate ?? 0)
    const watched = await watch(browser, { page, session }, minutes ?? 0)
    load.stop()
    report(usable, watched, load.said())
    await server.stop()
  } finally {
    await browser.close()
    await home.remove()
  }
}
