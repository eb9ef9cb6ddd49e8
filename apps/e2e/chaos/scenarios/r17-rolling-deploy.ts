import { setTimeout as pause } from 'node:timers/promises'
import { eventually } from '../../src/harness/eventually.ts'
import { balance } from '../rig/balancer.ts'
import type { Cluster } from '../rig/cluster.ts'
import { busiestSecond, gather, isOnline, phasesOf } from '../rig/crowd.ts'
import { percentile } from '../rig/latency.ts'
import type { Scenario, Stage } from '../rig/stage.ts'
import { beginChats, networkOf, talk } from '../rig/talk.ts'

/** What reliability.md asks of R17, and what a commit can afford. */
const LONG = { onlookers: 2_900, visitors: 90, agents: 10, perSecond: 100, deploys: 3 }
const SHORT = { onlookers: 50, visitors: 8, agents: 2, perSecond: 10, deploys: 2 }

/** A drain (4012), and an instance that goes (1001). */
const GOODBYES = [4012, 1001]
const UNACKED_MS = 5_000
/** The drain's time, in seconds (`limits.drainMs`). */
const DRAIN_S = 20
/** People who come in a second, at the beginning. */
const ARRIVALS = 200
/** An instance with few people tells ten of them in a second: it leaves sooner, and nobody notices. */
const SMALL = 25
/** How much busier than the mean a second may be. */
const UNEVEN = 1.5

export const rollingDeploy: Scenario = {
  id: 'R17',
  title: 'a rolling deploy is invisible: instances leave one after another and everybody moves in good order',
  stores: ['mongodb'],
  transports: ['socket', 'poll'],
  shortOn: ['mongodb socket'],
  run,
}

async function run(stage: Stage): Promise<void> {
  const { onlookers, visitors, agents, perSecond, deploys } = stage.isLong ? LONG : SHORT
  const hub = await stage.hub()
  const cluster = await stage.cluster({ instances: 3, nodeArgs: hub.nodeArgs })
  const visitorNetwork = () => ({ ...networkOf(stage), closes: [], dials: [] })
  const chats = await beginChats(stage, cluster, { visitors, agents, visitorNetwork })
  await gather(stage, chats.crew, { count: onlookers, perSecond: ARRIVALS, url: cluster.front.url })
  const stopBalancing = balance(cluster)

  stage.say(`${stage.people.length} people are online, ${perSecond} messages a second are said`)
  const talking = talk(stage, chats, perSecond)
  try {
    await pause(1_000)
    for (let i = 0; i < deploys; i++) await deploy(stage, cluster, i)
    await eventually('everybody to be online', () => stage.people.every(isOnline), { withinMs: 60_000 }).catch(() =>
      stage.demand(false, `not everybody is online again: ${phasesOf(stage.people)}`),
    )
  } finally {
    talking.stop()
    await stopBalancing()
  }

  const codes = stage.people.flatMap(({ network }) => network.closes ?? [])
  stage.figure('closed by a server', codes.length)
  stage.demand(
    codes.every((code) => GOODBYES.includes(code)),
    `close codes: ${[...new Set(codes)].join(' ')}`,
  )
  judgeAcks(stage)
  await stage.settle(cluster)
}

/** SIGTERM, and the next version in its place. */
async function deploy(stage: Stage, { instances, open }: Cluster, i: number): Promise<void> {
  const from = performance.now()
  await instances[i]?.halt()
  const tookMs = performance.now() - from
  const dials = stage.people.flatMap(({ network }) => network.dials ?? []).filter((at) => at >= from)
  await instances[i]?.start()
  await eventually('the balancer to know it again', () => open.has(i))
  const [moved, busiest] = [dials.length, busiestSecond(dials, from)]
  stage.say(
    `instance ${i + 1} left in ${(tookMs / 1000).toFixed(1)} s: ${moved} moved, ${busiest} in the busiest second`,
  )
  if (!stage.isLong || stage.transport === 'poll') return
  stage.figure(`busiest second of ${i + 1}`, busiest)
  const most = Math.max(SMALL, (UNEVEN * moved) / DRAIN_S)
  stage.demand(busiest <= most, `${busiest} of ${moved} came back in one second; ${most.toFixed(0)} is the most`)
}

function judgeAcks(stage: Stage): void {
  const times = stage.people.flatMap(({ ackMs }) => ackMs).sort((a, b) => a - b)
  const slowest = times.at(-1) ?? 0
  stage.figure('ack p50 ms', percentile(times, 0.5))
  stage.figure('ack p99 ms', percentile(times, 0.99))
  stage.figure('ack max ms', slowest)
  if (stage.isLong) stage.demand(slowest <= UNACKED_MS, `a message was unacknowledged for ${Math.round(slowest)} ms`)
}
