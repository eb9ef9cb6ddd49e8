import type { LoadResult, Quantiles } from '../generator/load.ts'
import { median } from '../measure.ts'
import type { Figures } from './round.ts'
import type { Highest } from './search.ts'

type Numbers<T> = { [K in keyof T as T[K] extends number ? K : never]: number }

/** The median of each of `names` over all rounds. */
function medians<T extends object>(rounds: readonly T[], names: readonly (keyof Numbers<T> & keyof T)[]): Partial<T> {
  return Object.fromEntries(names.map((name) => [name, median(rounds.map((one) => Number(one[name])))])) as Partial<T>
}

const quantiles = (rounds: readonly LoadResult[], of: 'ack' | 'row' | 'event' | 'late'): Quantiles => {
  const each = rounds.map((one) => one[of])
  return { ...(each[0] as Quantiles), ...medians(each, ['p50', 'p99', 'p999']) }
}

/** Counts are sums: nothing that went wrong in one round may be hidden by the others. */
function sum(rounds: readonly LoadResult[], name: keyof Numbers<LoadResult>): number {
  return rounds.reduce((total, one) => total + one[name], 0)
}

function loadOf(rounds: readonly LoadResult[]): LoadResult {
  const of = (name: 'ack' | 'row' | 'event' | 'late') => quantiles(rounds, name)
  const total = (name: keyof Numbers<LoadResult>) => sum(rounds, name)
  return {
    ...{ sent: total('sent'), acknowledged: total('acknowledged'), refused: total('refused') },
    ...{ delivered: total('delivered'), deliveriesDue: total('deliveriesDue'), troubles: total('troubles') },
    why: rounds.flatMap(({ why }) => why),
    perSecond: median(rounds.map(({ perSecond }) => perSecond)),
    ...{ ack: of('ack'), row: of('row'), event: of('event'), late: of('late') },
  }
}

function highestOf(rounds: readonly Highest[]): Highest | null {
  const sorted = [...rounds].sort((a, b) => a.rate - b.rate)
  return sorted[Math.floor(sorted.length / 2)] ?? null
}

/** The rounds of one server as one. */
export function medianOf(rounds: readonly Figures[]): Figures {
  const [first] = rounds
  if (!first) throw new Error('no round was run')
  return {
    ...first,
    ...medians(rounds, ['kbPerSocket', 'kbPerSocketUncollected', 'connectsPerSecond', 'cpuPer1000Connects']),
    ...medians(rounds, ['refusedHandshakes', 'cpuPer1000', 'loopDelayP99Ms']),
    load: loadOf(rounds.map(({ load }) => load)),
    highest: highestOf(rounds.flatMap(({ highest }) => highest ?? [])),
  }
}
