import { setTimeout as pause } from 'node:timers/promises'
import { eventually } from '../../src/harness/eventually.ts'
import type { Chat } from '../rig/person.ts'
import type { Scenario, Stage } from '../rig/stage.ts'
import { beginChats, talk } from '../rig/talk.ts'
import { isEverywhere } from '../rig/views.ts'

/** What reliability.md asks of R08 (a), and what a commit can afford. */
const LONG = { visitors: 12, agents: 2, perSecond: 10, drops: 30, everyMs: 10_000, downMs: 2_000 }
const SHORT = { visitors: 6, agents: 1, perSecond: 10, drops: 3, everyMs: 1_800, downMs: 600 }

export const flapping: Scenario = {
  id: 'R08',
  title: '(a) everything arrives over a line that drops again and again',
  stores: ['embedded', 'mongodb'],
  transports: ['socket', 'poll'],
  shortOn: ['embedded socket', 'mongodb poll'],
  run,
}

async function run(stage: Stage): Promise<void> {
  const { visitors, agents, perSecond, drops, everyMs, downMs } = stage.isLong ? LONG : SHORT
  const cluster = await stage.cluster()
  const line = await cluster.openLine()
  const chats = await beginChats(stage, cluster, { visitors, agents, visitorUrl: line.url })
  stage.say(
    `the visitors' line is gone for ${downMs / 1000} s every ${everyMs / 1000} s; ${perSecond} messages a second`,
  )
  const talking = talk(stage, chats, perSecond)
  for (let drop = 1; drop <= drops; drop++) {
    line.faults.refuse = true
    line.cut()
    await pause(downMs)
    line.heal()
    await pause(everyMs - downMs)
    if (drop % 5 === 0) stage.say(`drop ${drop} of ${drops}: ${talking.said()} said, ${talking.acked()} acknowledged`)
  }
  talking.stop()
  await eventually('everything to have arrived', () => isEverywhere(stage.people), { withinMs: 60_000 })
  const count = (chats: readonly Chat[], ofOwn: boolean) =>
    chats.reduce((sum, chat) => sum + chat.messages().filter(({ mine }) => mine === ofOwn).length, 0)
  const shown = count(chats.visitors, false)
  const said = count(chats.agents, true)
  stage.figure('delivered %', (100 * shown) / said)
  stage.demand(shown === said, `R08: ${shown} of the agents' ${said} messages reached the visitors`)
  await stage.settle(cluster)
}
