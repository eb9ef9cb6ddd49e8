import { setTimeout as pause } from 'node:timers/promises'
import { eventually } from '../../src/harness/eventually.ts'
import { acksOf, ownLateness, percentile, REST_MS } from '../rig/latency.ts'
import type { Chat } from '../rig/person.ts'
import { heldConnections, residentKb } from '../rig/process.ts'
import type { Scenario, Stage } from '../rig/stage.ts'
import { beginChats, networkOf } from '../rig/talk.ts'

/** A second's worth of text for somebody who does not read: 60 messages of 30 kB are 1.8 MB. */
const LONG = { seconds: 60, perSecond: 60, warmUp: 60 }
const SHORT = { seconds: 5, perSecond: 60, warmUp: 1 }
/** Nearly the 10,000 signs that a text may have, of three bytes each. */
const LARGE = '長'.repeat(9_900)
const WRITERS = 3
/** What the server may hold for one who does not read beyond what it took while all read: 1 MB unsent, a page of the log. */
const HELD_KB = 64 * 1024
/** Below the 30 s after which somebody who reads nothing at all is let go anyway. */
const LET_GO_MS = 15_000

export const slowConsumer: Scenario = {
  id: 'R15',
  title: 'an agent who stops reading is let go and hurts nobody',
  stores: ['embedded', 'mongodb'],
  transports: ['socket'],
  shortOn: ['embedded socket'],
  run,
}

async function run(stage: Stage): Promise<void> {
  const { seconds, perSecond, warmUp } = stage.isLong ? LONG : SHORT
  const cluster = await stage.cluster()
  const { visitors, agents, crew } = await beginChats(stage, cluster, { visitors: WRITERS, agents: WRITERS })
  const quiet = stage.add(crew.visitor('neighbour', cluster.front.url, networkOf(stage))).chat()
  const before = await acksOf(quiet, 10)
  const line = await cluster.openLine()
  const slow = stage.add(await crew.agent(1, line.url, networkOf(stage)))
  const slowChats = visitors.flatMap(({ handle }) => (handle.id.value ? [slow.chat(handle.id.value)] : []))
  const isOpen = () => slowChats.every(({ handle }) => handle.state.value === 'ready')
  await eventually('the slow agent to follow', isOpen)
  const [server] = cluster.instances
  const pid = server?.pid() ?? 0
  await flood(agents, warmUp, perSecond)
  const memory = residentKb(pid)
  stage.say(`one agent stops reading; ${perSecond} messages of 30 kB a second come for him`)
  const lines = heldConnections(server?.port ?? 0) ?? 0
  line.faults.stall = 'down'
  const lateness = ownLateness()
  const during = acksOf(quiet, Math.ceil((seconds * 1000) / REST_MS))
  await flood(agents, seconds, perSecond)
  const grown = residentKb(pid) - memory
  stage.figure('grown kB', grown)
  stage.figure('ack p99 before ms', percentile(before, 0.99))
  stage.figure('ack p99 during ms', percentile(await during, 0.99))
  stage.figure('of that the rig’s own lateness, p99 ms', lateness())
  const isLetGo = () => (heldConnections(server?.port ?? 0) ?? 0) < lines
  await eventually('the server to let him go', isLetGo, { withinMs: LET_GO_MS })
  line.heal()
  await stage.settle(cluster)
  if (stage.isLong) stage.demand(grown < HELD_KB, `the server grew by ${grown} kB for one who does not read`)
}

/** The agents write large messages, each below its allowance of frames. */
async function flood(agents: readonly Chat[], seconds: number, perSecond: number): Promise<void> {
  for (let i = 0; i < seconds * perSecond; i++) {
    agents[i % agents.length]?.say('msg.new', { ballast: LARGE })
    await pause(1000 / perSecond)
  }
}
