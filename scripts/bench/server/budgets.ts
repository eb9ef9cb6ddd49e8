import { LIMITS } from '@parley/protocol/constants'
import type { Many } from './many.ts'
import type { Figures } from './round.ts'
import { WORST_ACK_MS } from './search.ts'
import type { TargetName } from './target.ts'

export type Results = Partial<Record<TargetName, Figures>>
/** `value` as a person reads it beside what it should be; `isMet` null where the other server was not measured. */
export type Line = { what: string; budget: string; value: string; isMet: boolean | null }

type Ours = 'ours-embedded' | 'ours-mongo'
type Store = {
  floors: readonly TargetName[]
  /** Times the floor's, and times less than the peer's. */
  cpuOfFloor: number
  cpuBelowPeer: number
  ackP50Ms: number
  ackP99Ms: number
}

/** What we promise of each store, on two cores that hold everything. */
const STORES: Record<Ours, Store> = {
  'ours-embedded': { floors: ['floor-sqlite'], cpuOfFloor: 2, cpuBelowPeer: 3, ackP50Ms: 5, ackP99Ms: 25 },
  'ours-mongo': {
    floors: ['floor-mongo', 'floor-mongo-wait'],
    cpuOfFloor: 1.5,
    cpuBelowPeer: 2,
    ackP50Ms: 10,
    ackP99Ms: 40,
  },
}
const RATE_OVER_PEER = 4
const KB_PER_SOCKET = 16
const CONNECTS_PER_SECOND = 1_000
const DELIVERY_P99_MS = 40
const LOOP_DELAY_MS = 20
const START_MS = 2_000
const GROWTH = 1.2

const fixed = (value: number, digits = 1): string => (Number.isFinite(value) ? value.toFixed(digits) : '–')

function most(what: string, value: number, limit: number, unit: string): Line {
  return {
    what,
    budget: `≤ ${limit} ${unit}`,
    value: `${fixed(value, value < 10 ? 2 : 1)} ${unit}`,
    isMet: value <= limit,
  }
}

/** Our cost as a multiple of the floor's: of the one whose acknowledgements take most nearly as long as ours. */
function besideFloor(ours: Figures, results: Results, { floors, cpuOfFloor }: Store): Line {
  const distance = (floor: Figures) => Math.abs(floor.load.ack.p99 - ours.load.ack.p99)
  const [floor] = floors.flatMap((name) => results[name] ?? []).sort((a, b) => distance(a) - distance(b))
  const ratio = floor ? ours.cpuPer1000 / floor.cpuPer1000 : null
  return ratioLine('CPU beside its floor', `≤ ${cpuOfFloor} ×`, ratio, (value) => value <= cpuOfFloor)
}

function ratioLine(what: string, budget: string, ratio: number | null, isMet: (ratio: number) => boolean): Line {
  if (ratio === null) return { what, budget, value: 'not measured', isMet: null }
  return { what, budget, value: `${fixed(ratio, 2)} ×`, isMet: isMet(ratio) }
}

function besidePeer(ours: Figures, peer: Figures | undefined, { cpuBelowPeer }: Store): Line[] {
  const cpu = peer ? peer.cpuPer1000 / ours.cpuPer1000 : null
  const rate = peer?.highest && ours.highest ? ours.highest.rate / peer.highest.rate : null
  return [
    ratioLine('CPU below the Socket.IO stack', `≥ ${cpuBelowPeer} ×`, cpu, (ratio) => ratio >= cpuBelowPeer),
    ratioLine(
      `highest rate (p99 ≤ ${WORST_ACK_MS} ms) over the stack`,
      `≥ ${RATE_OVER_PEER} ×`,
      rate,
      (ratio) => ratio >= RATE_OVER_PEER,
    ),
  ]
}

function connects({ connectsPerSecond }: Figures): Line {
  return {
    what: `connects/s (${LIMITS.handshakesPerSecond} by its own limit, lifted here)`,
    budget: `≥ ${CONNECTS_PER_SECOND}`,
    value: fixed(connectsPerSecond, 0),
    isMet: connectsPerSecond >= CONNECTS_PER_SECOND,
  }
}

function complete({ load }: Figures): Line {
  const isMet = load.acknowledged === load.sent && load.delivered === load.deliveriesDue && load.troubles === 0
  const troubles = load.troubles > 0 ? `, ${load.troubles} troubles` : ''
  const value = `${load.acknowledged} of ${load.sent}, ${load.delivered} of ${load.deliveriesDue}${troubles}`
  return { what: 'acknowledged, and delivered to watchers', budget: 'all', value, isMet }
}

function withMany(ours: Figures, { stored, fullStartMs, cpuPer1000 }: Many): Line[] {
  const count = stored.toLocaleString('en-US')
  const growth = cpuPer1000 / ours.cpuPer1000
  return [
    most(`start with ${count} messages`, fullStartMs, START_MS, 'ms'),
    ratioLine(`cost per message at ${count}`, `≤ ${GROWTH} ×`, growth, (ratio) => ratio <= GROWTH),
  ]
}

/** Every promise about one of our servers beside what was measured. */
export function budgetsOf(name: Ours, results: Results, many: Many | null): Line[] {
  const ours = results[name]
  if (!ours) return []
  const store = STORES[name]
  return [
    complete(ours),
    besideFloor(ours, results, store),
    ...besidePeer(ours, results.peer, store),
    most('ack p50', ours.load.ack.p50, store.ackP50Ms, 'ms'),
    most('ack p99', ours.load.ack.p99, store.ackP99Ms, 'ms'),
    most('delivery to watchers p99', ours.load.row.p99, DELIVERY_P99_MS, 'ms'),
    most('memory of an idle socket', ours.kbPerSocket, KB_PER_SOCKET, 'KB'),
    connects(ours),
    most('event-loop delay p99', ours.loopDelayP99Ms, LOOP_DELAY_MS, 'ms'),
    ...(many ? withMany(ours, many) : []),
  ]
}
