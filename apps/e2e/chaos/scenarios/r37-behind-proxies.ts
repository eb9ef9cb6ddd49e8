import { setTimeout as pause } from 'node:timers/promises'
import { eventually } from '../../src/harness/eventually.ts'
import type { Cluster } from '../rig/cluster.ts'
import { deafNetwork } from '../rig/deaf-network.ts'
import { type Edge, type EdgeKind, startEdge } from '../rig/edge.ts'
import { percentile } from '../rig/latency.ts'
import type { Chat } from '../rig/person.ts'
import type { FaultProxy } from '../rig/proxy.ts'
import type { Scenario, Stage } from '../rig/stage.ts'
import { beginChats, type Chats, type Talk, talk } from '../rig/talk.ts'

/** What R01, R03, R08, R10 and R17 ask, as often as it takes to meet each behind an edge; and what a commit can afford. */
const LONG = { visitors: 12, agents: 4, perSecond: 8, kills: 5, reloads: 5, drops: 10, lost: 100 }
const SHORT = { visitors: 4, agents: 1, perSecond: 10, kills: 1, reloads: 1, drops: 0, lost: 10 }
/** Answers that the servers gave and the edge never got, and commands that never got there: it says 502 for both. */
const DEAFNESS = { acks: 0.3, cuts: 0.05, polls: 0.3, gone: 0.3 }
const DROP = { everyMs: 3_000, downMs: 800 }
/** Twice what R17 allows: two programs more, and the rig, share the machine. */
const UNACKED_MS = 10_000
/** A line that has been up for 30 s comes back at once when it is lost (SYNC-68), as in a deploy on a good day. */
const CALM_MS = 33_000

export const behindNginx: Scenario = {
  id: 'R37',
  title: 'the same guarantees through nginx, as the deploy page has it',
  stores: ['embedded', 'mongodb'],
  transports: ['socket', 'poll'],
  shortOn: ['embedded poll'],
  run: (stage) => behind('nginx', stage),
}

export const behindHaproxy: Scenario = {
  id: 'R37',
  title: 'the same guarantees through haproxy, as the deploy page has it',
  stores: ['embedded', 'mongodb'],
  transports: ['socket', 'poll'],
  shortOn: ['embedded poll'],
  run: (stage) => behind('haproxy', stage),
}

/** The way is people, their network (`cluster.front`), the edge, its network (`backs`), the servers. */
type Scene = { stage: Stage; cluster: Cluster; edge: Edge; backs: FaultProxy[]; chats: Chats; talking: Talk }

async function behind(kind: EdgeKind, stage: Stage): Promise<void> {
  const cluster = await openCluster(stage)
  const backs: FaultProxy[] = []
  for (const { port } of cluster.instances) backs.push(await cluster.openLine(() => port))
  // The first frame of a connection decides whether its frames are read at all.
  for (const { faults } of backs) faults.frame = () => 'pass'
  const targets = backs.map(({ port }) => port)
  const edge = await startEdge(kind, targets)
  if (!edge) return stage.say(`LEFT OUT: there is no ${kind}`)
  try {
    cluster.through(edge.port)
    await underFire({ stage, cluster, edge, backs })
  } finally {
    await edge.stop()
  }
}

/** On MongoDB two instances, which the edge chooses between for each request: no sticky sessions (SYNC-79). */
async function openCluster(stage: Stage): Promise<Cluster> {
  if (stage.store === 'embedded') return stage.cluster()
  const hub = await stage.hub()
  return stage.cluster({ instances: 2, nodeArgs: hub.nodeArgs })
}

async function underFire(place: Omit<Scene, 'chats' | 'talking'>): Promise<void> {
  const { stage, cluster } = place
  const { visitors, agents, perSecond } = sizeOf(stage)
  const chats = await beginChats(stage, cluster, { visitors, agents })
  stage.say(`${visitors} visitors and ${agents} agents write ${perSecond} messages a second through the edge`)
  const scene = { ...place, chats, talking: talk(stage, chats, perSecond) }
  await pause(stage.isLong ? CALM_MS : 500)
  stage.figure('ack p50 ms', ackWithin(stage, 0.5))
  stage.figure('ack p99 ms', ackWithin(stage, 0.99))
  if (stage.isLong) await deploy(scene)
  await kill(scene)
  await reload(scene)
  await loseAnswers(scene)
  await drop(scene)
  scene.talking.stop()
  if (stage.isLong) {
    await isHeard(stage, 'everybody to have caught up')
    await dieOneWay(scene)
  }
  await stage.settle(cluster)
  judgeRefusals(stage)
}

const sizeOf = ({ isLong }: Stage) => (isLong ? LONG : SHORT)

/** R01: the server is killed, the edge has nobody to ask. */
async function kill(scene: Scene): Promise<void> {
  const { stage, cluster } = scene
  for (let i = 1; i <= sizeOf(stage).kills; i++) {
    await pause(stage.random.between(300, 1_000))
    const server = stage.random.pick(cluster.instances)
    await server.kill()
    await pause(stage.random.between(0, 500))
    await server.start()
    await goesOn(scene, `kill -9 of a server, ${i}`)
  }
}

/** R03: requests are under way when the edge's workers change, or are gone all at once. */
async function reload(scene: Scene): Promise<void> {
  const { stage, edge } = scene
  for (let i = 1; i <= sizeOf(stage).reloads; i++) {
    await edge.reload()
    await goesOn(scene, `reload of the edge, ${i}`)
    await edge.restart()
    await goesOn(scene, `restart of the edge, ${i}`)
  }
}

/** R03: servers store and acknowledge, and the edge never hears it. */
async function loseAnswers({ stage, backs }: Scene): Promise<void> {
  const { lost } = sizeOf(stage)
  const network = deafNetwork(stage.random, DEAFNESS)
  for (const { faults } of backs) Object.assign(faults, network.faults)
  await eventually('commands to be lost', () => network.lost() >= lost, { withinMs: 120_000 })
  for (const back of backs) {
    back.heal()
    back.faults.frame = () => 'pass'
  }
  stage.figure('sent again', network.again())
  stage.say(
    `${network.lost()} commands or their acknowledgements never got through: ${network.sent()} commands sent, ${network.again()} again`,
  )
}

/** R08: the people's own line is gone again and again. */
async function drop(scene: Scene): Promise<void> {
  const { stage, cluster } = scene
  for (let i = 1; i <= sizeOf(stage).drops; i++) {
    cluster.front.faults.refuse = true
    cluster.front.cut()
    await pause(DROP.downMs)
    cluster.front.faults.refuse = false
    await pause(DROP.everyMs - DROP.downMs)
    if (i % 5 === 0) await goesOn(scene, `drop ${i}`)
  }
}

/** R17: one instance after the other leaves by SIGTERM and comes back; with a second one nobody waits long. */
async function deploy(scene: Scene): Promise<void> {
  const { stage, cluster } = scene
  for (const { ackMs } of stage.people) ackMs.length = 0
  for (const [i, server] of cluster.instances.entries()) {
    await server.halt()
    await server.start()
    await goesOn(scene, `SIGTERM of server ${i + 1}`)
    await pause(3_000) // the edge has to know it again before the next one goes
  }
  const slowest = ackWithin(stage, 1)
  stage.figure('ack max ms in a deploy', slowest)
  if (cluster.instances.length > 1)
    stage.demand(slowest <= UNACKED_MS, `R17: a message was unacknowledged for ${Math.round(slowest)} ms`)
}

/** R10: nothing comes down any more, and nobody is told. */
async function dieOneWay({ stage, cluster, chats }: Scene): Promise<void> {
  stage.say('the lines of everybody die one way')
  cluster.front.abandon('down')
  for (const chat of [...chats.visitors, ...chats.agents]) chat.say()
  await isHeard(stage, 'everybody to notice, and to be heard')
}

const isHeard = ({ people }: Stage, what: string) =>
  eventually(what, () => people.every((one) => one.isSettled()), { withinMs: 90_000 })

/** An edge's error page is no word of the server's: it means to try again. */
function judgeRefusals({ people, demand }: Stage): void {
  const isRefused = (chat: Chat) => chat.messages().some(({ send }) => send.phase === 'failed')
  const refused = people.flatMap(({ name, chats }) => ([...chats].some(isRefused) ? [name] : []))
  demand(refused.length === 0, `R37: ${refused.join(' ')} was told that nobody will have his words`)
}

async function goesOn({ stage, talking }: Scene, after: string): Promise<void> {
  const before = talking.acked()
  await eventually(`an acknowledgement after ${after}`, () => talking.acked() > before, { withinMs: 30_000 })
  stage.say(`${after}: ${talking.said()} said, ${talking.acked()} acknowledged`)
}

const ackWithin = ({ people }: Stage, share: number): number =>
  percentile(
    people.flatMap(({ ackMs }) => ackMs).sort((a, b) => a - b),
    share,
  )
