import { setTimeout as pause } from 'node:timers/promises'
import { eventually } from '../../src/harness/eventually.ts'
import { drainMs } from '../rig/drained.ts'
import type { Scenario, Stage } from '../rig/stage.ts'
import { beginChats, talk } from '../rig/talk.ts'

/** What reliability.md asks of R01, and what a commit can afford. */
const LONG = { visitors: 100, agents: 20, perSecond: 200, kills: 50 }
const SHORT = { visitors: 10, agents: 2, perSecond: 24, kills: 2 }

export const crash: Scenario = {
  id: 'R01',
  title: 'an acknowledged message survives a process crash',
  stores: ['embedded', 'mongodb'],
  transports: ['socket', 'poll'],
  shortOn: ['embedded socket', 'mongodb poll'],
  run,
}

async function run(stage: Stage): Promise<void> {
  const { visitors, agents, perSecond, kills } = stage.isLong ? LONG : SHORT
  const cluster = await stage.cluster()
  const chats = await beginChats(stage, cluster, { visitors, agents })
  stage.say(`${visitors} visitors and ${agents} agents write ${perSecond} messages a second`)
  const talking = talk(stage, chats, perSecond)
  const recoveries: number[] = []
  for (let kill = 1; kill <= kills; kill++) {
    await pause(stage.random.between(500, 2_000))
    const [server] = cluster.instances
    const before = talking.acked()
    await server?.kill()
    const killedAt = performance.now()
    await pause(stage.random.between(0, 200))
    await server?.start()
    await eventually('the first acknowledgement after a crash', () => talking.acked() > before, { withinMs: 30_000 })
    recoveries.push(performance.now() - killedAt)
    stage.say(`kill -9, ${kill} of ${kills}: ${talking.said()} said, ${talking.acked()} acknowledged`)
  }
  talking.stop()
  recoveries.sort((a, b) => a - b)
  stage.figure('recovery p50 ms', recoveries[recoveries.length >> 1] ?? 0)
  await stage.settle(cluster, drainMs(stage.people))
}
