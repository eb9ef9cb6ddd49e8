import type { LoadResult } from '../generator/load.ts'
import type { Generator } from './generator.ts'
import type { Running } from './target.ts'

/** The rate is too high when the 99th percentile of the acknowledgements is beyond this, in milliseconds. */
export const WORST_ACK_MS = 100
const FIRST = 500
/** The search ends when what works and what does not are this close. */
const CLOSE = 1.12
/** A load that is itself so late at the 99th percentile measures itself, in milliseconds. */
const LATE_MS = 50
/** Each visitor may write 20 messages in 10 s (`LIMITS.visitorMessages`): the load stays below that. */
const PER_VISITOR = 1.8

/** The highest rate that holds, in messages a second, what it costs, and what ended the search. */
export type Highest = {
  rate: number
  cpuPer1000: number
  ackP99Ms: number
  endedBy: 'server' | 'load' | 'visitors'
}

type Searching = { running: Running; generator: Generator; stepSeconds: number; sockets: number }
type Step = { rate: number; load: LoadResult; cpuPer1000: number }

async function step({ running, generator, stepSeconds }: Searching, rate: number): Promise<Step> {
  const before = await running.cpuSeconds()
  const load = await generator.order({ do: 'load', options: { rate, seconds: stepSeconds } })
  const used = (await running.cpuSeconds()) - before
  return { rate, load, cpuPer1000: (used / load.acknowledged) * 1000 }
}

const holds = ({ load }: Step): boolean => load.acknowledged === load.sent && load.ack.p99 <= WORST_ACK_MS

/** Doubles the rate until it does not hold, then halves the distance. */
export async function highest(searching: Searching): Promise<Highest> {
  const most = searching.sockets * PER_VISITOR
  let best: Step | null = null
  let failed: Step | null = null
  for (let rate = Math.min(FIRST, most); ; rate = next(best, failed, most)) {
    const tried = await step(searching, rate)
    if (holds(tried)) best = tried
    else failed = tried
    if (isOver(best, failed, most)) break
  }
  const endedBy = failed === null ? 'visitors' : culprit(failed)
  if (!best) return { rate: 0, cpuPer1000: Number.NaN, ackP99Ms: failed?.load.ack.p99 ?? Number.NaN, endedBy }
  return { rate: best.load.perSecond, cpuPer1000: best.cpuPer1000, ackP99Ms: best.load.ack.p99, endedBy }
}

function next(best: Step | null, failed: Step | null, most: number): number {
  if (!best) return (failed?.rate ?? FIRST) / 2
  if (!failed) return Math.min(most, best.rate * 2)
  return Math.sqrt(best.rate * failed.rate)
}

/** Below this the server is called unable. */
const LEAST = 30

function isOver(best: Step | null, failed: Step | null, most: number): boolean {
  if (!best) return (failed?.rate ?? 0) < LEAST
  return failed ? failed.rate / best.rate < CLOSE : best.rate >= most
}

const culprit = ({ load }: Step): 'load' | 'server' => (load.late.p99 > LATE_MS ? 'load' : 'server')
