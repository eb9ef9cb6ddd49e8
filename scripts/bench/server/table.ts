import { availableParallelism, loadavg } from 'node:os'
import type { Quantiles } from '../generator/load.ts'
import { show } from '../measure.ts'
import { budgetsOf, type Line, type Results } from './budgets.ts'
import type { Many } from './many.ts'
import type { Options } from './options.ts'
import type { Figures } from './round.ts'
import type { Target } from './target.ts'

type Column = [head: string, of: (figures: Figures) => string]

const number = (value: number): string => (Number.isFinite(value) ? show(value) : '–')
const three = ({ p50, p99, p999 }: Quantiles): string => [p50, p99, p999].map(number).join(' / ')

function highestOf({ highest }: Figures): string {
  if (!highest || highest.rate === 0) return '–'
  const more = { server: '', load: '≥ ', visitors: '≥ ' }[highest.endedBy]
  return `${more}${number(highest.rate)}`
}

const COLUMNS: Column[] = [
  ['KB/socket (uncollected)', (one) => `${number(one.kbPerSocket)} (${number(one.kbPerSocketUncollected)})`],
  ['connects/s', (one) => number(one.connectsPerSecond)],
  ['CPU-s/1,000 connects', (one) => number(one.cpuPer1000Connects)],
  ['ack p50 / p99 / p99.9 ms', (one) => three(one.load.ack)],
  ['to watchers ms', (one) => three(one.load.row)],
  ['to open ones ms', (one) => three(one.load.event)],
  ['CPU-s/1,000', (one) => number(one.cpuPer1000)],
  ['loop p99 ms', (one) => number(one.loopDelayP99Ms)],
  ['max msg/s', highestOf],
  ['CPU-s/1,000 there', (one) => number(one.highest?.cpuPer1000 ?? Number.NaN)],
  ['load late p99 ms', (one) => number(one.load.late.p99)],
]

function aligned(rows: string[][]): string[] {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)))
  const padded = (row: string[]) =>
    row.map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
  return rows.map((row) => `| ${padded(row).join(' | ')} |`)
}

/** The figures as a table, one server a row. */
export function figuresTable(targets: readonly Target[], results: Results): string[] {
  const rows = targets.flatMap(({ name, title }) => {
    const figures = results[name]
    return figures ? [[title, ...COLUMNS.map(([, of]) => of(figures))]] : []
  })
  return aligned([['server', ...COLUMNS.map(([head]) => head)], ...rows])
}

/** What went otherwise than it should, server by server. */
export function troublesOf(targets: readonly Target[], results: Results): string[] {
  return targets.flatMap(({ name, title }) => {
    const load = results[name]?.load
    if (!load || (load.acknowledged === load.sent && load.troubles === 0)) return []
    const counts = `${load.acknowledged} of ${load.sent} acknowledged, ${load.refused} refused, ${load.troubles} troubles`
    return [`${title}: ${counts}: ${load.why.join('; ')}`]
  })
}

function verdict({ isMet }: Line): string {
  if (isMet === null) return ''
  return isMet ? 'ok' : 'missed'
}

/** Each of our servers beside its budgets. */
export function budgetTables(
  targets: readonly Target[],
  results: Results,
  many: Partial<Record<string, Many>>,
): string[] {
  return targets.flatMap(({ name, title }) => {
    if (name !== 'ours-embedded' && name !== 'ours-mongo') return []
    const lines = budgetsOf(name, results, many[name] ?? null)
    const rows = lines.map((line) => [line.what, line.budget, line.value, verdict(line)])
    return ['', ...aligned([[title, 'budget', 'measured', ''], ...rows])]
  })
}

/** How long our servers take to start. */
export function startLines(many: Partial<Record<string, Many>>): string[] {
  return Object.entries(many).flatMap(([name, one]) =>
    one
      ? [
          `${name}: starts in ${number(one.emptyStartMs)} ms empty (${number(one.emptyStartCpu)} CPU-s), ` +
            `${number(one.fullStartMs)} ms (${number(one.fullStartCpu)} CPU-s) with ` +
            `${one.stored.toLocaleString('en-US')} messages (written in ${number(one.fillSeconds)} s); ` +
            `there ${number(one.cpuPer1000)} CPU-s per 1,000, ack p99 ${number(one.ackP99Ms)} ms`,
        ]
      : [],
  )
}

/** What was asked for, and whether the machine had anything else to do: then the figures are of both. */
export function heading({ sockets, rate, seconds, rounds }: Options, loadBefore: number): string[] {
  const visitors = sockets.toLocaleString('en-US')
  const isBusy = loadBefore > availableParallelism() / 2
  return [
    `${visitors} visitors on sockets, 2 watchers, ${rate} messages/s at random moments for ${seconds} s; ` +
      `latency from the moment a message was due; median of ${rounds}`,
    ...(isBusy ? [`The machine was busy already (load ${loadBefore.toFixed(1)}): times are worth little.`] : []),
  ]
}

/** Processes that want to run, over the last minute. */
export const machineLoad = (): number => loadavg()[0] ?? 0
