import { PROBE } from './widget-probe.ts'

/** What the browser records of a visit; with `v8.cpu_profiler` added, a trace shows functions too. */
export const CATEGORIES = [
  'devtools.timeline',
  'disabled-by-default-devtools.timeline',
  'v8.execute',
  'blink.user_timing',
]
/** A task longer than this holds up who presses something: the time above it is blocking time (W3C Long Tasks). */
const LONG_MS = 50

/**
 * One entry of a trace: when it was, and what the thread's own clock said. That clock stands still while other programs
 * have the processor, and runs while the browser slows the page down. All in microseconds.
 */
export type TraceEvent = {
  name: string
  ph: string
  ts: number
  dur?: number
  tts?: number
  tdur?: number
  pid: number
  tid: number
  args?: { data?: { url?: string } }
}
/**
 * What the page's main thread did, in ms of its own clock. `blockingMs` is how much less its long tasks would block
 * without the widget's scripts in them (a whole page blocks by chance, now more, now less); `longOfWidget` counts those
 * tasks.
 */
export type Work = { scriptMs: number; longestMs: number; blockingMs: number; longOfWidget: number }
/** The same of both halves of a visit; `busyMs` is all that the thread did from the press until the chat took text. */
export type VisitWork = { launcher: Work; chat: Work & { busyMs: number } }

/** Whatever runs or compiles script. They lie in one another, so that their union counts. */
const SCRIPT = new Set([
  'EvaluateScript',
  'FunctionCall',
  'RunMicrotasks',
  'v8.compile',
  'v8.compileModule',
  'v8.evaluateModule',
])

/** `at` is when it began; `from` and `to` are on the thread's clock. */
type Span = { at: number; from: number; to: number; url: string }

function spanOf({ ts, dur = 0, tts = ts, tdur = dur, args }: TraceEvent): Span {
  return { at: ts, from: tts, to: tts + tdur, url: args?.data?.url ?? '' }
}
const lengthMs = ({ from, to }: Span): number => (to - from) / 1000
const blockingOf = (ms: number): number => Math.max(0, ms - LONG_MS)

/** Milliseconds that are covered by at least one of `spans`. */
function unionMs(spans: Span[]): number {
  let [sum, end] = [0, 0]
  for (const { from, to } of [...spans].sort((a, b) => a.from - b.from)) {
    sum += Math.max(0, to - Math.max(from, end))
    end = Math.max(end, to)
  }
  return sum / 1000
}

function workOf(tasks: Span[], scripts: Span[], widget: string): Work {
  const own = scripts.filter(({ url }) => url.startsWith(widget))
  const shares = tasks.map((task) => {
    const [ms, ownMs] = [lengthMs(task), unionMs(own.filter(({ from }) => from >= task.from && from < task.to))]
    return { ms, ownMs, blockingMs: blockingOf(ms) - blockingOf(ms - ownMs) }
  })
  return {
    scriptMs: unionMs(scripts),
    longestMs: Math.max(0, ...shares.map(({ ms }) => ms)),
    blockingMs: shares.reduce((sum, { blockingMs }) => sum + blockingMs, 0),
    longOfWidget: shares.filter(({ ms, ownMs }) => ms > LONG_MS && ownMs > 0).length,
  }
}

/** What the page's main thread did between two moments, and the marks of the probe in order. */
function threadOf(events: TraceEvent[], widget: string) {
  const marks = (name: string) => events.filter((event) => event.name === `parley:${name}`).sort((a, b) => a.ts - b.ts)
  const reads = marks('read')
  const [read] = reads
  if (!read) throw new Error('the trace lacks the marks of the probe')
  const own = events.filter(({ ph, pid, tid }) => ph === 'X' && pid === read.pid && tid === read.tid)
  const spans = (isWanted: (name: string) => boolean) => own.filter(({ name }) => isWanted(name)).map(spanOf)
  const tasks = spans((name) => name === 'RunTask')
  // Where a launcher stands the probe looks at it, which is no work of the widget's: 4 to 5 ms in every row but the page's.
  const scripts = spans((name) => SCRIPT.has(name)).filter(({ url }) => !url.endsWith(PROBE))
  const work = (from: number, to: number) => {
    const within = (all: Span[]) => all.filter(({ at }) => at >= from && at < to)
    return workOf(within(tasks), within(scripts), widget)
  }
  return { marks, reads, read, tasks, work }
}

/** The work of a visit that ended when the launcher stood. */
export function launchIn(events: TraceEvent[], widget: string): Work {
  const { work, read } = threadOf(events, widget)
  return work(0, read.ts)
}

/**
 * The work until the launcher stood (up to the first mark `parley:read`) and from the press to the second one. What the
 * reading itself costs, such as collecting garbage, lies between the two. `widget` is the origin of the widget's scripts.
 */
export function workIn(events: TraceEvent[], widget: string): VisitWork {
  const { marks, reads, tasks, work } = threadOf(events, widget)
  const [[pressed], [usable], [read, end]] = [marks('pressed'), marks('usable'), reads]
  if (!pressed || !read || !end) throw new Error('the trace lacks the marks of the probe')
  const press = Math.max(0, ...tasks.map(({ at }) => at).filter((at) => at <= pressed.ts)) // the task that it came in
  const busyMs = usable ? lengthMs({ ...spanOf(usable), from: spanOf(pressed).from }) : 0
  return { launcher: work(0, read.ts), chat: { ...work(press, end.ts), busyMs } }
}
