import { once } from 'node:events'
import { brotliDecompressSync } from 'node:zlib'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import WebSocket from 'ws'
import { budgetsOf, verdictsOf } from './widget-budgets.ts'
import { type Figures, figuresOf, type Round } from './widget-figures.ts'
import { buildFloors } from './widget-floors.ts'
import { type Host, startFloors, startWebsite } from './widget-hosts.ts'
import { PROBE } from './widget-probe.ts'
import { tableOf } from './widget-table.ts'
import { launchIn, type TraceEvent, workIn } from './widget-trace.ts'

const WIDGET = 'http://127.0.0.1:1'

/** An entry of the page's main thread, in ms; a mark has no length. */
function entry(name: string, at: number, ms?: number, url = ''): TraceEvent {
  const length = ms === undefined ? { ph: 'I' } : { ph: 'X', dur: ms * 1000 }
  return { name, ts: at * 1000, pid: 1, tid: 1, args: { data: { url } }, ...length }
}
const MARKS = [
  entry('parley:read', 1000),
  entry('parley:pressed', 1105),
  entry('parley:usable', 1205),
  entry('parley:read', 2000),
]

describe('the work in a trace', () => {
  it('counts script once where it lies in script, and leaves out other threads, the probe and what reading costs', () => {
    const { launcher, chat } = workIn(
      [
        ...MARKS,
        entry('EvaluateScript', 10, 20, `${WIDGET}/loader.js`),
        entry('v8.compile', 12, 5),
        entry('FunctionCall', 70, 15, PROBE),
        entry('FunctionCall', 25, 10),
        { ...entry('FunctionCall', 50, 10), tid: 2 },
        entry('FunctionCall', 1050, 30),
        entry('RunTask', 1100, 40),
        entry('FunctionCall', 1101, 8),
        entry('RunMicrotasks', 1300, 7),
      ],
      WIDGET,
    )
    expect(launcher.scriptMs).toBe(25)
    expect(chat).toMatchObject({ scriptMs: 15, longestMs: 40, busyMs: 100 })
  })

  it('charges the widget with the blocking that would not be there without its scripts', () => {
    const { launcher } = workIn(
      [
        ...MARKS,
        entry('RunTask', 0, 90), // the page's own
        entry('RunTask', 100, 70),
        entry('EvaluateScript', 105, 30, `${WIDGET}/loader.js`),
        entry('RunTask', 200, 45),
        entry('EvaluateScript', 201, 40, `${WIDGET}/loader.js`),
      ],
      WIDGET,
    )
    expect(launcher).toMatchObject({ longestMs: 90, blockingMs: 20, longOfWidget: 1 })
  })

  it("measures on the thread's own clock, which stands still while others have the processor", () => {
    const waited = { ...entry('EvaluateScript', 10, 200, WIDGET), tts: 5000, tdur: 12_000 }
    expect(workIn([...MARKS, waited], WIDGET).launcher.scriptMs).toBe(12)
  })

  it('is that until the launcher stood, where the visit ended with it', () => {
    const script = entry('EvaluateScript', 10, 20, `${WIDGET}/loader.js`)
    expect(launchIn([entry('parley:read', 1000), script, entry('FunctionCall', 1050, 30)], WIDGET).scriptMs).toBe(20)
  })

  it('is refused when the page was not the one with the probe', () => {
    expect(() => workIn([entry('RunTask', 0, 90)], WIDGET)).toThrow('marks')
  })
})

const work = { scriptMs: 0, longestMs: 0, blockingMs: 0, longOfWidget: 0 }
const still = { requests: 0, kB: 0, sockets: 0, heapMB: 1 }

function aVisit(scriptMs: number, usableMs: number, heapMB: number): Round[string] {
  return {
    launcher: { ...work, ...still, requests: 1, kB: 3, scriptMs, heapMB },
    chat: { ...work, ...still, requests: 2, kB: 30, scriptMs, heapMB: heapMB + 1, busyMs: scriptMs * 2 },
    probe: { launcherMs: 200, pressedMs: 1000, usableMs: 1000 + usableMs, shift: 0 },
  }
}
const nothing = { fired: 0, armed: 0, requests: 0, sockets: 0, scriptMs: 0 }
const resting = { closed: nothing, again: nothing }

function figures(visits: Record<string, Round[string][]>): Record<string, Figures> {
  const [first = []] = Object.values(visits)
  const rounds = first.map((_, at) =>
    Object.fromEntries(Object.entries(visits).flatMap(([name, all]) => (all[at] ? [[name, all[at]]] : []))),
  )
  return Object.fromEntries(Object.keys(visits).map((name) => [name, figuresOf(name, rounds)]))
}

describe('the figures of a widget', () => {
  const none = [aVisit(2, 0, 0.5), aVisit(4, 0, 0.5), aVisit(3, 0, 0.5)]

  it('are medians, script and heap as differences against the page alone', () => {
    const { ours } = figures({ none, ours: [aVisit(13, 90, 0.6), aVisit(300, 500, 0.6), aVisit(15, 100, 0.6)] })
    expect(ours?.launcher).toMatchObject({ requests: 1, kB: 3, scriptMs: 12, visibleMs: 200 })
    expect(ours?.launcher.heapMB).toBeCloseTo(0.1)
    expect(ours?.chat).toMatchObject({ requests: 1, kB: 27, usableMs: 100 })
  })

  it('take the script of the launcher from visits that went no further, too', () => {
    const rounds = [{ none: aVisit(2, 0, 0.5), ours: aVisit(40, 90, 0.6) }] as Round[]
    const launches = { none: [2, 2], ours: [12, 13] }
    expect(figuresOf('ours', rounds, launches).launcher.scriptMs).toBe(11)
  })

  it('miss a budget or keep it, the ratios against the floors of the same run', () => {
    const all = figures({
      none,
      ours: none.map(() => aVisit(18, 150, 0.6)),
      vanilla: none.map(() => aVisit(13, 90, 0.6)),
      preact: none.map(() => aVisit(13, 100, 0.6)),
    })
    const lines = verdictsOf(budgetsOf(all, { ...resting, closed: { ...nothing, armed: 1 } })).split('\n')
    const line = (what: string) => lines.find((one) => one.includes(what))
    expect(line('script time to launcher')).toMatch(/1\.50 x \| +1\.5 x \| +ok/)
    expect(line('click → usable')).toMatch(/1\.50 x \| +1\.2 x \| missed/)
    expect(line('thread busy')).toContain('36.0 ms beside 26.0 ms of the Preact floor')
    expect(line('wake-ups')).toMatch(/1 \| +0 \| missed/)
    expect(line('after it was opened and closed')).toMatch(/0 \| +0 \| +ok/)
  })

  it('claim no ratio to a floor that was not measured', () => {
    const shown = verdictsOf(budgetsOf(figures({ none, ours: none }), resting))
    expect(shown).toContain('layout shift')
    expect(shown).not.toContain(' x ')
  })

  it('stand in a table whose columns are aligned', () => {
    expect(tableOf('widget', [['kB', 'kB', 1]], [['Parley', { kB: 26.62 }]])).toBe(
      '| widget |   kB |\n|--------|-----:|\n| Parley | 26.6 |',
    )
  })
})

function stopLater(host: Host): Host {
  onTestFinished(host.stop)
  return host
}

describe('the floors', () => {
  let floors: Awaited<ReturnType<typeof buildFloors>>

  beforeAll(async () => {
    floors = await buildFloors()
  })

  it('are one loader of less than 0.8 kB, and behind it a chat with a library or without', () => {
    const { vanilla, preact } = floors
    expect(vanilla['loader.js']).toBe(preact['loader.js'])
    expect(vanilla['loader.js'].brotli.length).toBeLessThan(800)
    expect(vanilla['chat.js'].brotli.length).toBeLessThan(1200)
    expect(preact['chat.js'].brotli.length).toBeGreaterThan(7600) // Preact and signals alone (widget.md)
    expect(preact['chat.js'].brotli.length).toBeLessThan(9600)
  })

  it('are served compressed to other origins, beside a backend that says everything back', async () => {
    const { url } = stopLater(await startFloors(floors))
    const answer = await fetch(`${url}/vanilla/chat.js`)
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-encoding': 'br',
      'access-control-allow-origin': '*',
    })
    expect(await answer.text()).toBe(brotliDecompressSync(floors.vanilla['chat.js'].brotli).toString())
    expect((await fetch(`${url}/vanilla/nothing.js`)).status).toBe(404)
    const socket = new WebSocket(`${url.replace('http', 'ws')}/socket`)
    await once(socket, 'open')
    socket.send('hello')
    const [said] = await once(socket, 'message')
    expect(String(said)).toBe('hello')
    socket.terminate()
  })

  it('stand on the same page as our widget, which without a tag has no script at all', async () => {
    const { url } = stopLater(await startWebsite({ ours: 'http://127.0.0.1:1/s/demo.js' }))
    const [tagged, plain] = await Promise.all(
      ['ours', 'none'].map(async (name) => (await fetch(`${url}/${name}`)).text()),
    )
    expect(tagged?.replace('<script async src="http://127.0.0.1:1/s/demo.js"></script>', '')).toBe(plain)
    expect(plain).not.toContain('<script')
  })
})
