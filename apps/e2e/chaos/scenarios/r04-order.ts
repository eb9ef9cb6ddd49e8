import { setTimeout as pause } from 'node:timers/promises'
import { changeInstance } from '../../src/harness/node-client.ts'
import { aBrowser } from '../../src/harness/tabs.ts'
import { drainMs } from '../rig/drained.ts'
import type { Faults } from '../rig/faults.ts'
import type { Chat } from '../rig/person.ts'
import type { Random } from '../rig/random.ts'
import type { Scenario, Stage } from '../rig/stage.ts'
import { beginChats, type Chats, networkOf, talk } from '../rig/talk.ts'

/** MESSAGES=15000 is a part of R04 that takes five minutes instead of half an hour. */
const MESSAGES = Number(process.env['MESSAGES'] ?? 50_000)
/** What reliability.md asks of R04, and what a commit can afford. A visitor may say 2 messages a second. */
const LONG = { visitors: 50, agents: 3, perSecond: 120, messages: MESSAGES, hopMs: 3_000, hops: 0.1, lost: 0.01 }
const SHORT = { visitors: 4, agents: 3, perSecond: 16, messages: 96, hopMs: 1_500, hops: 1, lost: 0.08 }

const REORDERED = 0.2
const DUPLICATED = 0.02

export const order: Scenario = {
  id: 'R04',
  title: 'one order per conversation, the same for everybody, on three instances with a bus that reorders',
  stores: ['mongodb'],
  transports: ['socket', 'poll'],
  shortOn: ['mongodb socket'],
  run,
}

async function run(stage: Stage): Promise<void> {
  const { visitors, agents, perSecond, messages, hopMs, hops, lost } = stage.isLong ? LONG : SHORT
  const hub = await stage.hub()
  const cluster = await stage.cluster({ instances: 3, nodeArgs: hub.nodeArgs })
  cluster.front.faults.frame = () => 'pass'
  const visitorNetwork = () => ({ ...networkOf(stage), browser: aBrowser() })
  const chats = await beginChats(stage, cluster, { visitors, agents, visitorNetwork, isSharedByAll: true })
  const tabs = secondTabs(stage, chats, cluster.front.url)

  stage.say(`${visitors} visitors with two tabs each and ${agents} agents write ${messages} messages`)
  stage.say(
    `the bus reorders ${REORDERED * 100} % of what it carries; every ${hopMs} ms ${hops * 100} % change instance`,
  )
  Object.assign(hub.faults, { reorder: REORDERED, duplicate: DUPLICATED })
  cluster.front.faults.frame = losesCommands(stage.random, lost)
  const talking = talk(stage, { visitors: [...chats.visitors, ...tabs], agents: chats.agents }, perSecond)
  while (talking.said() < messages) {
    await pause(hopMs)
    for (const chat of [...chats.visitors, ...tabs]) if (stage.random.chance(1 / 4)) sayRefused(chat)
    hop(stage, hops)
    stage.say(`${talking.said()} said, ${talking.acked()} acknowledged, ${hub.counts.overtaken} hints overtaken`)
  }
  talking.stop()
  stage.figure('hints overtaken', hub.counts.overtaken)
  hub.heal()
  cluster.front.heal()
  for (const { network } of stage.people) changeInstance(network)
  stage.demand(hub.counts.overtaken > 0, 'the bus reordered nothing: the run proved nothing')
  await stage.settle(cluster, drainMs(stage.people))
}

/** So many of all find themselves on another instance. */
function hop({ people, random }: Stage, share: number): void {
  for (const { network } of people) if (random.chance(share)) changeInstance(network)
}

/** The same visitors' second tabs, each in the conversation of the first. */
function secondTabs(stage: Stage, { visitors, visitorPeople, crew }: Chats, url: string): Chat[] {
  return visitorPeople.flatMap(({ name, network }, i) => {
    const id = visitors[i]?.handle.id.value
    if (!id) return []
    const { browser } = network
    const tab = stage.add(crew.visitor(`${name}-tab-2`, url, { ...networkOf(stage), ...(browser && { browser }) }))
    return [tab.chat(id)]
  })
}

/** Visitors write no notes: this one is refused for good while the next is already on its way behind it (I11). */
function sayRefused(chat: Chat): void {
  chat.say('note.new')
  chat.say()
}

/** Commands that vanish on their way while those behind them arrive: what `after` is for. */
function losesCommands(random: Random, share: number): Faults['frame'] {
  return ({ way, text }) => (way === 'up' && text?.startsWith('{"t":"send"') && random.chance(share) ? 'drop' : 'pass')
}
