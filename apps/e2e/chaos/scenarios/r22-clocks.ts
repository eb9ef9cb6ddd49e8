import { setTimeout as pause } from 'node:timers/promises'
import { eventually } from '../../src/harness/eventually.ts'
import type { Cluster } from '../rig/cluster.ts'
import { type FakeClock, openFakeClock } from '../rig/fake-clock.ts'
import type { Scenario, Stage } from '../rig/stage.ts'
import { beginChats, talk } from '../rig/talk.ts'

const LONG = { visitors: 30, agents: 6, perSecond: 40, seconds: 60 }
const SHORT = { visitors: 4, agents: 2, perSecond: 10, seconds: 2 }
const DAY_MS = 86_400_000
/** How far the instances are off the store, in milliseconds: within what is borne (SYNC-78: 2 s). */
const OFF = [1_500, -1_500, 0]
const STEP_BACK_MS = -300_000

export const clocks: Scenario = {
  id: 'R22',
  title: 'clocks do not matter: people days off, servers seconds off, one that steps back',
  // The embedded store's clock is its server's: there only people are off.
  stores: ['mongodb', 'embedded'],
  transports: ['socket'],
  shortOn: ['mongodb socket'],
  run,
}

async function run(stage: Stage): Promise<void> {
  const { visitors, agents, perSecond, seconds } = stage.isLong ? LONG : SHORT
  const fakes = stage.store === 'mongodb' ? OFF.map(() => openFakeClock()) : []
  const made = fakes.flatMap((fake) => fake ?? [])
  if (made.length < fakes.length) stage.say('LEFT OUT: there is no libfaketime to shift servers with')
  try {
    for (const [i, fake] of made.entries()) fake.setAhead(OFF[i] ?? 0)
    const many = made.length > 0 ? { instances: OFF.length, nodeArgs: (await stage.hub()).nodeArgs } : {}
    const cluster = await stage.cluster({ ...many, envOf: (i) => made[i]?.env ?? {} })
    const chats = await beginChats(stage, cluster, { visitors, agents })
    for (const [i, { network }] of stage.people.entries()) network.skewMs = ((i % 3) - 1) * 3 * DAY_MS
    stage.say('people are three days ahead, right, and three days behind')
    const talking = talk(stage, chats, perSecond)
    await pause(seconds * 1_000)
    const [first] = made
    if (first) await stepBack(stage, cluster, first, seconds)
    talking.stop()
    await stage.settle(cluster)
  } finally {
    for (const fake of made) fake.remove()
  }
}

/** The first server is five minutes behind at once: it says that it is not ready, and loses nothing meanwhile. */
async function stepBack(stage: Stage, cluster: Cluster, clock: FakeClock, seconds: number): Promise<void> {
  const url = `http://127.0.0.1:${cluster.instances[0]?.port}/readyz`
  const isReady = async () => (await fetch(url)).ok
  stage.demand(await isReady(), 'a server 1.5 s off its store was not ready')
  stage.say('one server steps five minutes back')
  clock.setAhead(STEP_BACK_MS)
  await eventually('that server to call itself not ready', async () => !(await isReady()))
  await pause(seconds * 1_000)
  clock.setAhead(OFF[0] ?? 0)
  await eventually('that server to be ready again', isReady)
}
