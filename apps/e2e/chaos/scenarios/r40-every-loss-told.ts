import { setTimeout as pause } from 'node:timers/promises'
import { eventually } from '../../src/harness/eventually.ts'
import type { Faults } from '../rig/faults.ts'
import { withLimits } from '../rig/limits.ts'
import { staleRows, watchList } from '../rig/list-watch.ts'
import type { FaultProxy } from '../rig/proxy.ts'
import type { Scenario, Stage } from '../rig/stage.ts'
import { beginChats, type Talk, talk } from '../rig/talk.ts'

const LONG = { visitors: 12, agents: 4, perSecond: 20, drops: 60, everyMs: 2_500, downMs: 600, resets: 100 }
const SHORT = { visitors: 4, agents: 2, perSecond: 24, drops: 4, everyMs: 1_500, downMs: 500, resets: 1 }
/** So little that most absences are too long for a replay, that what comes during one is too much, and lists too long. */
const LIMITS = { replayEvents: 4, liveBuffer: 0, listRows: 3 }
/** So often the agents stay away for longer while too few views were told of a loss, and so long for them to be told. */
const ABSENCES = 5
const TOLD_MS = 10_000
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
  const { visitors, agents, perSecond, resets } = sizeOf(stage)
  const cluster = await stage.cluster({ nodeArgs: withLimits(LIMITS) })
  /** The agents have a way of their own. */
  const inner = await cluster.openLine()
  const lines = [cluster.front, inner]
  for (const { faults } of lines) faults.frame = () => 'pass'
  const chats = await beginChats(stage, cluster, { visitors, agents, agentUrl: inner.url, isSharedByAll: true })
  const lists = await Promise.all(chats.agentPeople.map(watchList))

  const why = new Map<string, number>()
  const frame = loseEvents(stage, why)
  for (const { faults } of lines) faults.frame = frame
  // Each long-poll reads all its conversations anew: an agent's twelve at every message.
  const talking = talk(stage, chats, stage.transport === 'poll' ? perSecond / 4 : perSecond)
  const all = [...chats.visitors, ...chats.agents]
  const told = () => all.reduce((sum, chat) => sum + chat.told.filter((state) => state === 'resetting').length, 0)
  const scene = { stage, lines, inner, talking, told }
  await drop(scene)
  await stayAway(scene)
  talking.stop()
  for (const { faults } of lines) faults.frame = () => 'pass'
  stage.figure('views told', told())
  for (const [reason, count] of why) stage.figure(`reset ${reason}`, count)
  stage.demand(told() >= resets, `only ${told()} views were told of a loss: the run proved nothing`)
  const isReady = () => all.every(({ handle }) => handle.state.peek() === 'ready')
  await eventually('every view to be ready again', isReady, { withinMs: 60_000 })
  await eventually('every list to be whole', () => staleRows(lists, stage.people).length === 0, { withinMs: 60_000 })
  await stage.settle(cluster, 90_000)
}

const sizeOf = ({ isLong }: Stage) => (isLong ? LONG : SHORT)

/** Some events vanish; counts in `why` what views were told instead. */
function loseEvents({ random }: Stage, why: Map<string, number>): Faults['frame'] {
  return ({ way, text }) => {
    if (way === 'up' || text === null) return 'pass'
    const [, reason] = RESET.exec(text) ?? []
    if (reason) why.set(reason, (why.get(reason) ?? 0) + 1)
    return text.startsWith('{"t":"ev"') && random.chance(LOST_EVENTS) ? 'drop' : 'pass'
  }
}

type Scene = { stage: Stage; lines: readonly FaultProxy[]; inner: FaultProxy; talking: Talk; told(): number }

function cutOff(line: FaultProxy): void {
  line.faults.refuse = true
  line.cut()
}

/** Everybody's line is gone for a moment, again and again. */
async function drop({ stage, lines, talking, told }: Scene): Promise<void> {
  const { drops, everyMs, downMs } = sizeOf(stage)
  stage.say(`everybody's line is gone for ${downMs} ms every ${everyMs} ms; ${LOST_EVENTS * 100} % of events vanish`)
  for (let one = 1; one <= drops; one++) {
    for (const line of lines) cutOff(line)
    await pause(downMs)
    for (const { faults } of lines) faults.refuse = false
    await pause(everyMs - downMs)
    if (one % 5 === 0) stage.say(`drop ${one} of ${drops}: ${talking.said()} said, ${told()} views told of a loss`)
  }
}

/**
 * The agents stay away until much was said: where a machine has much to do everybody comes back too late from a drop for
 * anything to have been missed.
 */
async function stayAway({ stage, inner, talking, told }: Scene): Promise<void> {
  const { visitors, resets } = sizeOf(stage)
  for (let absence = 1; absence <= ABSENCES && told() < resets; absence++) {
    cutOff(inner)
    const before = talking.acked()
    // In one conversation at least it is more then than a replay holds.
    const isMuch = () => talking.acked() - before > visitors * LIMITS.replayEvents
    await eventually('much to be said while the agents are away', isMuch, { withinMs: 60_000 })
    const known = told()
    inner.faults.refuse = false
    // Nobody is told: the run has its verdict from the number.
    await eventually('them to be told', () => told() > known, { withinMs: TOLD_MS }).catch(() => undefined)
    stage.say(`absence ${absence}: ${talking.said()} said, ${told()} views told of a loss`)
  }
}
