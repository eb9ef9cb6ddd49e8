import { eventually } from '../../src/harness/eventually.ts'
import type { RunningServer } from '../../src/harness/server.ts'
import { percentile } from '../rig/latency.ts'
import type { Scenario, Stage } from '../rig/stage.ts'
import { beginChats } from '../rig/talk.ts'
import { isEverywhere } from '../rig/views.ts'

const LONG = { visitors: 10, agents: 3, messages: 60 }
const SHORT = { visitors: 3, agents: 2, messages: 6 }

/** I29. Looks come every second ± 20 %, and the message itself takes its time. */
const ARRIVES_MS = 2_000
/** A heartbeat every 5 s, and the look at heads that was due when it told of strangers. */
const NOTICED_MS = 30_000

export const noBus: Scenario = {
  id: 'R09',
  title: 'instances without a common bus say so, and look every second instead (I29)',
  stores: ['mongodb'],
  transports: ['socket'],
  run,
}

async function run(stage: Stage): Promise<void> {
  const { visitors, agents, messages } = stage.isLong ? LONG : SHORT
  const cluster = await stage.cluster({ instances: 2 })
  const [first, second] = cluster.instances
  const a = await cluster.openLine(() => first?.port ?? 0)
  const b = await cluster.openLine(() => second?.port ?? 0)
  stage.say('visitors are at one instance, agents at the other, and no bus leads from one to the other')
  const chats = await beginChats(stage, cluster, { visitors, agents, visitorUrl: a.url, agentUrl: b.url })
  await eventually(
    'both instances to notice',
    async () => (await Promise.all(cluster.instances.map(isDegraded))).every(Boolean),
    { withinMs: NOTICED_MS },
  )
  // What it wrote comes through a pipe, which may be slower than its answer.
  await eventually('both instances to say that a bus is missing', async () =>
    cluster.instances.every(({ log }) => log.join('').includes('without a common bus')),
  )

  const times: number[] = []
  // The first look of each after it noticed may still come at the old pace.
  for (let i = -2; i < messages; i++) {
    const chat = stage.random.pick(i % 2 === 0 ? chats.visitors : chats.agents)
    const began = performance.now()
    chat.say()
    await eventually('the message to be everywhere', () => isEverywhere(stage.people), { withinMs: 20_000 })
    if (i >= 0) times.push(performance.now() - began)
  }
  times.sort((x, y) => x - y)
  stage.figure('delivery p50 ms', percentile(times, 0.5))
  stage.figure('delivery max ms', times.at(-1) ?? 0)
  // One late timer of a busy machine is no lost hint; looks that come every ten seconds would delay every other one.
  const share = stage.isLong ? 0.95 : 0.5
  stage.demand(percentile(times, share) <= ARRIVES_MS, `messages took more than ${ARRIVES_MS} ms from one to the other`)
  await stage.settle(cluster)
}

async function isDegraded({ port }: RunningServer): Promise<boolean> {
  const response = await fetch(`http://127.0.0.1:${port}/readyz`)
  const { degraded = [] } = (await response.json()) as { degraded?: string[] }
  return degraded.includes('bus')
}
