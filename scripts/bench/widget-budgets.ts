import type { Figures } from './widget-figures.ts'
import type { Rest } from './widget-idle.ts'
import { aligned } from './widget-table.ts'

/** A figure beside the most that it may be; the limits are those of the widget's budgets (docs/operations). */
export type Budget = { what: string; figure: number; limit: number; digits?: number; unit?: string; note?: string }

const SCRIPT_RATIO = 1.5
const USABLE_RATIO = 1.2

/** Two figures in ms as a ratio; nothing where the floor was left out. */
function ratio(what: string, limit: number, ours: number, floor: { ms: number; name: string } | null): Budget[] {
  if (!floor) return []
  const note = `${ours.toFixed(1)} ms beside ${floor.ms.toFixed(1)} ms of ${floor.name}`
  return [{ what, figure: ours / floor.ms, limit, digits: 2, unit: ' x', note }]
}

const wakeUps = ({ fired, armed, requests, sockets }: Rest): number => fired + armed + requests + sockets

/** Every budget that a browser has to tell; `check-size` judges the bytes of the files alone. */
export function budgetsOf(
  { ours, vanilla, preact }: Record<string, Figures>,
  idle: { closed: Rest; again: Rest },
): Budget[] {
  if (!ours) return []
  const { launcher, chat } = ours
  const lean = vanilla ? { ms: vanilla.launcher.scriptMs, name: 'the vanilla floor' } : null
  const plain = (key: 'usableMs' | 'busyMs') => (preact ? { ms: preact.chat[key], name: 'the Preact floor' } : null)
  return [
    { what: 'requests before intent', figure: launcher.requests, limit: 1 },
    {
      what: 'the script tag on the wire, with its settings',
      figure: launcher.kB,
      limit: 3.5,
      digits: 1,
      unit: ' kB',
    },
    { what: 'requests for the open chat', figure: chat.requests, limit: 2 },
    { what: 'the open chat on the wire', figure: chat.kB, limit: 22, digits: 1, unit: ' kB' },
    { what: 'sockets of the open chat', figure: chat.sockets, limit: 1 },
    ...ratio('script time to launcher', SCRIPT_RATIO, launcher.scriptMs, lean),
    ...ratio('click → usable', USABLE_RATIO, chat.usableMs, plain('usableMs')),
    ...ratio('the same without waiting: thread busy', USABLE_RATIO, chat.busyMs, plain('busyMs')),
    { what: 'blocking time added before intent', figure: launcher.blockingMs, limit: 0, unit: ' ms' },
    { what: 'long tasks of ours before intent, worst round', figure: ours.longOfWidget, limit: 0 },
    { what: 'heap, launcher', figure: launcher.heapMB, limit: 0.15, digits: 2, unit: ' MB' },
    { what: 'heap, open chat', figure: chat.heapMB, limit: 0.8, digits: 2, unit: ' MB' },
    { what: 'layout shift, worst round', figure: ours.shift, limit: 0, digits: 3 },
    { what: 'timers, wake-ups and requests while closed, 5 s', figure: wakeUps(idle.closed), limit: 0 },
    { what: 'the same after it was opened and closed', figure: wakeUps(idle.again), limit: 0 },
  ]
}

/** The budgets with what became of them. A figure at its limit is within it, as printed. */
export function verdictsOf(budgets: Budget[]): string {
  const rows = budgets.map(({ what, figure, limit, digits = 0, unit = '', note = '' }) => {
    const shown = figure.toFixed(digits)
    return [what, `${shown}${unit}`, `${limit}${unit}`, Number(shown) <= limit ? 'ok' : 'missed', note]
  })
  return aligned([['budget', 'figure', 'limit', '', 'measured'], ...rows])
}
