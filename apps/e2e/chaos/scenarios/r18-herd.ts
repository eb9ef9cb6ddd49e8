import { setTimeout as pause } from 'node:timers/promises'
import { eventually } from '../../src/harness/eventually.ts'
import type { Cluster } from '../rig/cluster.ts'
import { gather, isOnline, mostWithinSecond, phasesOf } from '../rig/crowd.ts'
import { percentile } from '../rig/latency.ts'
import type { Person } from '../rig/person.ts'
import type { Scenario, Stage } from '../rig/stage.ts'
import { talk } from '../rig/talk.ts'
import { withLimits } from '../rig/with-limits.ts'

/** What reliability.md asks of R18, and what a commit can afford. Times in milliseconds. */
const LONG = { clients: 5_000, downMs: 10_000, calmMs: 30_000, perSecond: 50, arrivals: 200, handshakes: 300 }
const SHORT = { clients: 60, downMs: 1_000, calmMs: 0, perSecond: 10, arrivals: 30, handshakes: 20 }

/** Shares of the people, and within how many milliseconds of the start they are back. */
const BACK = [
  { share: 0.99, withinMs: 45_000 },
  { share: 1, withinMs: 90_000 },
]
const ATTEMPTS = 6
const FIRST_MS = 60_000
const SNAPSHOTS = 1.1
/** The proxy sees a handshake a little after it was admitted: what came in 1.1 s may look like one. */
const SEEN = 1.1
/** The first pauses of 80 people in 100 differ by as much: nobody comes in step with the others. */
const SPREAD_MS = 100

export const herd: Scenario = {
  id: 'R18',
  title: 'everybody comes back after an outage, and nobody in step: no thundering herd',
  stores: ['embedded', 'mongodb'],
  transports: ['socket'],
  shortOn: ['mongodb socket'],
  run,
}

async function run(stage: Stage): Promise<void> {
  const { clients, downMs, calmMs, perSecond, arrivals, handshakes } = stage.isLong ? LONG : SHORT
  const hub = await stage.hub()
  const cluster = await stage.cluster({
    instances: stage.store === 'mongodb' ? 3 : 1,
    nodeArgs: [...hub.nodeArgs, ...withLimits({ handshakesPerSecond: handshakes })],
  })
  const crew = await stage.crew(cluster, 0)
  const people = await gather(stage, crew, { count: clients, perSecond: arrivals, url: cluster.front.url })
  const visitors = await beginAll(people)
  stage.say(`${clients} people have a conversation open`)
  await pause(calmMs) // so that their lines count as stable, as most do on a quiet day

  const outage = watchOutage(cluster, people)
  stage.say(`all instances are killed for ${downMs} ms`)
  await Promise.all(cluster.instances.map(({ kill }) => kill()))
  await pause(downMs)
  await Promise.all(cluster.instances.map(({ start }) => start()))
  await outage.allBack(stage)
  judge(stage, cluster, outage)

  if (stage.isLong && cluster.instances.length > 1) {
    stage.say('one instance is killed and started again while people talk')
    const again = watchOutage(cluster, people)
    const talking = talk(stage, { visitors, agents: [] }, perSecond)
    await cluster.instances[0]?.kill()
    await pause(downMs)
    await cluster.instances[0]?.start()
    await again.allBack(stage)
    talking.stop()
    judgeHandshakes(stage, cluster, 'one instance')
  }
  await stage.settle(cluster)
}

/** A message each, at the pace at which they came. */
async function beginAll(people: readonly Person[]) {
  const chats = people.map((person) => person.chat())
  for (const [i, chat] of chats.entries()) {
    chat.say()
    if (i % 20 === 19) await pause(100)
  }
  await eventually('every conversation to exist', () => chats.every(({ handle }) => handle.state.value === 'ready'), {
    withinMs: 120_000,
  })
  return chats
}

type Outage = {
  from: number
  /** The first pause each person was told, in milliseconds. */
  pauses: readonly number[]
  snapshots(): number
  attempts(): number[]
  allBack(stage: Stage): Promise<void>
}

function watchOutage({ front }: Cluster, people: readonly Person[]): Outage {
  const from = performance.now()
  const pauses: number[] = []
  let snapshots = 0
  front.admitted.length = 0
  front.faults.http = ({ way, text }) => {
    if (way === 'up' && /^GET \/api\/v1\/conversations\/cnv_\w+[ ?]/.test(text)) snapshots++
    return 'pass'
  }
  const ends = people.map(({ client, network }) => {
    if (network.dials) network.dials.length = 0
    let isFirst = true
    return client.connection.subscribe((state) => {
      if (state.phase !== 'waiting' || !isFirst) return
      isFirst = false
      pauses.push(state.retryAt - state.downSince)
    })
  })
  return {
    from,
    pauses,
    snapshots: () => snapshots,
    attempts: () => people.map(({ network }) => (network.dials ?? []).filter((at) => at - from <= FIRST_MS).length),
    async allBack(stage) {
      const began = performance.now()
      for (const { share, withinMs } of BACK) {
        stage.say(phasesOf(people))
        const isBack = () => people.filter(isOnline).length >= share * people.length
        const leftMs = Math.max(1, withinMs - (performance.now() - began))
        const came = await eventually('the people to be back', isBack, { withinMs: leftMs }).then(
          () => true,
          () => false,
        )
        const tookMs = performance.now() - began
        stage.say(`${share * 100} % are back ${(tookMs / 1000).toFixed(1)} s after the start`)
        stage.figure(`${share * 100} % back ms`, tookMs)
        stage.demand(came, `${share * 100} % are not back ${withinMs} ms after the start: ${phasesOf(people)}`)
      }
      for (const end of ends) end()
      front.faults.http = null
    },
  }
}

function judge(stage: Stage, cluster: Cluster, { pauses, snapshots, attempts }: Outage): void {
  judgeHandshakes(stage, cluster, 'all instances')
  const sorted = [...pauses].sort((a, b) => a - b)
  const spread = percentile(sorted, 0.9) - percentile(sorted, 0.1)
  stage.demand(spread >= SPREAD_MS, `people pause alike: eight of ten within ${Math.round(spread)} ms`)
  const tries = attempts()
  const mean = tries.reduce((sum, one) => sum + one, 0) / tries.length
  stage.figure('attempts', mean)
  stage.figure('most attempts', Math.max(...tries))
  // How long the outage lasts, the start included, decides it: a busy machine starts late.
  if (stage.isLong) stage.demand(mean <= ATTEMPTS, `${mean.toFixed(1)} attempts per person in the first minute`)
  const reads = snapshots() / tries.length
  stage.figure('snapshots each', reads)
  stage.demand(reads <= SNAPSHOTS, `${reads.toFixed(2)} snapshots per person`)
}

/** No instance lets in more than it may, in any second. */
function judgeHandshakes(stage: Stage, { front, instances }: Cluster, what: string): void {
  const most = Math.max(
    ...instances.map(({ port }) =>
      mostWithinSecond(front.admitted.filter((one) => one.port === port).map(({ at }) => at)),
    ),
  )
  stage.figure(`handshakes/s, ${what}`, most)
  const { handshakes } = stage.isLong ? LONG : SHORT
  stage.demand(most <= handshakes * SEEN, `an instance let ${most} sockets in within a second`)
}
