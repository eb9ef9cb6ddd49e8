import { setTimeout as pause } from 'node:timers/promises'
import { eventually } from '../../src/harness/eventually.ts'
import type { Cluster } from '../rig/cluster.ts'
import { percentile } from '../rig/latency.ts'
import { type ListWatch, staleRows, watchList } from '../rig/list-watch.ts'
import type { Chat } from '../rig/person.ts'
import type { Scenario, Stage } from '../rig/stage.ts'
import { beginChats, type Chats, networkOf, talk } from '../rig/talk.ts'
import { isEverywhere } from '../rig/views.ts'

/** What reliability.md asks of R09, and what a commit can afford. */
const LONG = { visitors: 20, agents: 4, perSecond: 20, phaseMs: 60_000, burstMs: 4_000, withinMs: 15_000 }
/** One period of the checks, on a machine that may be busy. */
const SHORT = { visitors: 4, agents: 2, perSecond: 8, phaseMs: 0, burstMs: 1_500, withinMs: 30_000 }

const HEALTHY_MESSAGES = 100

export const lossyBus: Scenario = {
  id: 'R09',
  title: 'the bus may lose everything: the last message and the row of every list arrive all the same',
  stores: ['embedded', 'mongodb'],
  transports: ['socket', 'poll'],
  shortOn: ['embedded socket', 'mongodb socket'],
  run,
}

async function run(stage: Stage): Promise<void> {
  const { visitors, agents, phaseMs } = stage.isLong ? LONG : SHORT
  const hub = await stage.hub()
  const cluster = await stage.cluster({
    instances: stage.store === 'mongodb' ? 3 : 1,
    nodeArgs: hub.nodeArgs,
  })
  const chats = await beginChats(stage, cluster, { visitors, agents, isSharedByAll: true })
  const lists: ListWatch[] = []
  const times: number[] = []
  for (const person of chats.agentPeople) lists.push(await watchList(person))

  for (const drop of stage.isLong ? [1, 0.5] : [1]) {
    hub.faults.drop = drop
    stage.say(`the bus loses ${drop * 100} %`)
    const until = performance.now() + phaseMs
    do await burst(stage, { cluster, chats, lists, times })
    while (performance.now() < until)
  }
  stage.demand(hub.counts.lost > 0, 'the bus lost nothing: the run proved nothing')
  hub.heal()
  if (stage.isLong) await measureHealthy(stage, chats)
  stage.figure('last message ms', Math.max(...times))
  stage.figure('hints lost', hub.counts.lost)
  await stage.settle(cluster)
}

type Scene = { cluster: Cluster; chats: Chats; lists: readonly ListWatch[]; times: number[] }

/** Everybody talks, somebody new comes, and then nobody says a word: nothing later can show what was lost. */
async function burst(stage: Stage, { cluster, chats, lists, times }: Scene): Promise<void> {
  const { perSecond, burstMs, withinMs } = stage.isLong ? LONG : SHORT
  const talking = talk(stage, chats, perSecond)
  await pause(burstMs)
  talking.stop()
  chats.visitors.push(await someoneNew(stage, cluster, chats))
  await eventually('the outboxes to empty', () => stage.people.every((person) => person.isSettled()), {
    withinMs: 60_000,
  })
  const began = performance.now()
  const isThere = () => isEverywhere(stage.people) && staleRows(lists, stage.people).length === 0
  const came = await eventually('the last messages', isThere, { withinMs }).then(
    () => true,
    () => false,
  )
  const tookMs = performance.now() - began
  times.push(tookMs)
  stage.say(`the last messages and rows came ${Math.round(tookMs)} ms after their acknowledgement`)
  stage.demand(came, `not everybody has the last messages ${withinMs} ms after they were stored`)
  for (const line of came ? [] : staleRows(lists, stage.people)) stage.demand(false, `row: ${line}`)
}

/** A conversation that begins now: its very row is news. */
async function someoneNew(stage: Stage, cluster: Cluster, { crew, agentPeople }: Chats): Promise<Chat> {
  const visitor = stage.add(crew.visitor(`later-${stage.people.length}`, cluster.front.url, networkOf(stage)))
  const chat = visitor.chat()
  chat.say()
  await eventually('the conversation to exist', () => chat.handle.id.value !== null, { withinMs: 60_000 })
  const id = chat.handle.id.value
  if (id) for (const agent of agentPeople) agent.chat(id)
  return chat
}

/** With the bus well again: from the acknowledgement to the last of all who watch. */
async function measureHealthy(stage: Stage, { visitors }: Chats): Promise<void> {
  const times: number[] = []
  for (let i = 0; i < HEALTHY_MESSAGES; i++) {
    const chat = stage.random.pick(visitors)
    const began = performance.now()
    chat.say()
    await until(() => isEverywhere(stage.people))
    times.push(performance.now() - began)
  }
  times.sort((a, b) => a - b)
  stage.figure('healthy p50 ms', percentile(times, 0.5))
  stage.figure('healthy p99 ms', percentile(times, 0.99))
}

const LOOK_MS = 5

async function until(condition: () => boolean): Promise<void> {
  const deadline = performance.now() + 30_000
  while (!condition()) {
    if (performance.now() > deadline) throw new Error('a message did not arrive with a bus that is well')
    await pause(LOOK_MS)
  }
}
