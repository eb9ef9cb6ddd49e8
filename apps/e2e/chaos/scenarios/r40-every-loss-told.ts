import { setTimeout as pause } from 'node:timers/promises'
import { eventually } from '../../src/harness/eventually.ts'
import { withLimits } from '../rig/limits.ts'
import { staleRows, watchList } from '../rig/list-watch.ts'
import type { Scenario, Stage } from '../rig/stage.ts'
import { beginChats, talk } from '../rig/talk.ts'

const LONG = { visitors: 12, agents: 4, perSecond: 20, drops: 60, everyMs: 2_500, downMs: 600, resets: 100 }
const SHORT = { visitors: 4, agents: 2, perSecond: 24, drops: 4, everyMs: 1_500, downMs: 500, resets: 1 }
/** So little that most absences are too long for a replay, that what comes during one is too much, and lists too long. */
const LIMITS = { replayEvents: 4, liveBuffer: 0, listRows: 3 }
/** So many times as many drops are tried before too few views were told of a loss. */
const PATIENCE = 5
/** Events that vanish on the way, as in a proxy with a fault of its own. */
const LOST_EVENTS = 0.03
const RESET = /^\{"t":"reset".*"why":"(\w+)"/

export const everyLossTold: Scenario = {
  id: 'R40',
  title: 'whoever cannot be brought up to date is told so, and no view leaves anything out in silence',
  stores: ['embedded', 'mongodb'],
  transports: ['socket', 'poll'],
  shortOn: ['embedded socket'],
  run,
}

async function run(stage: Stage): Promise<void> {
  const { visitors, agents, perSecond, drops, everyMs, downMs, resets } = stage.isLong ? LONG : SHORT
  const cluster = await stage.cluster({ nodeArgs: withLimits(LIMITS) })
  const { front } = cluster
  front.faults.frame = () => 'pass'
  const chats = await beginChats(stage, cluster, { visitors, agents, isSharedByAll: true })
  const lists = await Promise.all(chats.agentPeople.map(watchList))

  stage.say(`everybody's line is gone for ${downMs} ms every ${everyMs} ms; ${LOST_EVENTS * 100} % of events vanish`)
  const why = new Map<string, number>()
  front.faults.frame = ({ way, text }) => {
    if (way === 'up' || text === null) return 'pass'
    const [, reason] = RESET.exec(text) ?? []
    if (reason) why.set(reason, (why.get(reason) ?? 0) + 1)
    return text.startsWith('{"t":"ev"') && stage.random.chance(LOST_EVENTS) ? 'drop' : 'pass'
  }
  // Each long-poll reads all its conversations anew: an agent's twelve at every message.
  const talking = talk(stage, chats, stage.transport === 'poll' ? perSecond / 4 : perSecond)
  const all = [...chats.visitors, ...chats.agents]
  const told = () => all.reduce((sum, chat) => sum + chat.told.filter((state) => state === 'resetting').length, 0)
  // A machine with much to do may come back too late for anything to have been missed.
  const isEnough = (drop: number) => drop > drops && (told() >= resets || drop > drops * PATIENCE)
  for (let drop = 1; !isEnough(drop); drop++) {
    front.faults.refuse = true
    front.cut()
    await pause(downMs)
    front.faults.refuse = false
    await pause(everyMs - downMs)
    if (drop % 5 === 0) stage.say(`drop ${drop} of ${drops}: ${talking.said()} said, ${told()} views told of a loss`)
  }
  talking.stop()
  front.faults.frame = () => 'pass'
  stage.figure('views told', told())
  for (const [reason, count] of why) stage.figure(`reset ${reason}`, count)
  stage.demand(told() >= resets, `only ${told()} views were told of a loss: the run proved nothing`)
  const isReady = () => all.every(({ handle }) => handle.state.peek() === 'ready')
  await eventually('every view to be ready again', isReady, { withinMs: 60_000 })
  await eventually('every list to be whole', () => staleRows(lists, stage.people).length === 0, { withinMs: 60_000 })
  await stage.settle(cluster, 90_000)
}
