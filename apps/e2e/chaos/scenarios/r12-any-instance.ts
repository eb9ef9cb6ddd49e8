import { setTimeout as pause } from 'node:timers/promises'
import { eventually } from '../../src/harness/eventually.ts'
import { changeInstance } from '../../src/harness/node-client.ts'
import type { Cluster } from '../rig/cluster.ts'
import { isOnline } from '../rig/crowd.ts'
import { percentile } from '../rig/latency.ts'
import { type ListWatch, staleRows, watchList } from '../rig/list-watch.ts'

import type { Scenario, Stage } from '../rig/stage.ts'
import { beginChats, type Chats } from '../rig/talk.ts'
import { isEverywhere } from '../rig/views.ts'

/** What reliability.md asks of R12, and what a commit can afford; within the last-named even a long back-off is over. */
const LONG = { visitors: 1_000, agents: 8, messages: 400, rounds: 3, withinMs: 60_000 }
const SHORT = { visitors: 8, agents: 2, messages: 8, rounds: 1, withinMs: 30_000 }

export const anyInstance: Scenario = {
  id: 'R12',
  title: 'whoever loses an instance resumes on another that has never heard of him',
  stores: ['mongodb'],
  transports: ['socket', 'poll'],
  shortOn: ['mongodb socket'],
  run,
}

type Scene = { cluster: Cluster; chats: Chats; lists: readonly ListWatch[]; times: number[] }

async function run(stage: Stage): Promise<void> {
  const { visitors, agents, rounds } = stage.isLong ? LONG : SHORT
  const hub = await stage.hub()
  const cluster = await stage.cluster({ instances: 2, nodeArgs: hub.nodeArgs })
  onlyTo(cluster, 0)
  const chats = await beginChats(stage, cluster, { visitors, agents })
  const lists: ListWatch[] = []
  for (const person of chats.agentPeople) lists.push(await watchList(person))
  const scene: Scene = { cluster, chats, lists, times: [] }

  for (let i = 0; i < rounds && (await round(stage, scene)); i++) onlyTo(cluster, 0)
  stage.figure('resumed p50 ms', percentile(scene.times, 0.5))
  stage.figure('resumed max ms', scene.times.at(-1) ?? 0)
  await stage.settle(cluster)
}

async function round(stage: Stage, scene: Scene): Promise<boolean> {
  const { instances } = scene.cluster
  const isKilled = true
  if (!(await move(stage, scene, { what: 'the first is killed, everybody goes to the second', to: 1, isKilled })))
    return false
  await instances[0]?.start()
  if (!(await move(stage, scene, { what: 'back to the first, which is new; the second lives on', to: 0 }))) return false
  return move(stage, scene, { what: 'to the second and away again before it is done, twice', to: 1, isTwice: true })
}

const onlyTo = ({ open }: Cluster, i: number) => {
  open.clear()
  open.add(i)
}

type Move = { what: string; to: number; isKilled?: boolean; isTwice?: boolean }

/** Half of the people are in a tunnel while the others talk; then nobody's instance is the one he had. */
async function move(stage: Stage, scene: Scene, { what, to, isKilled, isTwice }: Move): Promise<boolean> {
  const { cluster, chats, lists, times } = scene
  const { withinMs } = stage.isLong ? LONG : SHORT
  stage.say(what)
  const away = stage.people.filter(() => stage.random.chance(0.5))
  for (const person of away) person.isAway(true)
  const talkers = chats.visitors.filter(() => stage.random.chance(0.5))
  await speak(stage, talkers)
  onlyTo(cluster, to)
  if (isKilled) await cluster.instances[1 - to]?.kill()
  const began = performance.now()
  for (const person of away) person.isAway(false)
  for (const { network } of stage.people) changeInstance(network)
  await speak(stage, talkers)
  if (isTwice) await changeTwice(stage, cluster, to)
  const isThere = () => isEverywhere(stage.people) && staleRows(lists, stage.people).length === 0
  const came = await eventually('everybody to have everything', isThere, { withinMs }).then(
    () => true,
    () => false,
  )
  times.push(performance.now() - began)
  times.sort((a, b) => a - b)
  stage.demand(came, `${what}: not everybody has everything after ${withinMs} ms`)
  for (const line of came ? [] : staleRows(lists, stage.people)) stage.demand(false, `row: ${line}`)
  return came
}

async function speak(stage: Stage, talkers: Chats['visitors']): Promise<void> {
  const { messages } = stage.isLong ? LONG : SHORT
  for (let i = 0; i < messages && talkers.length > 0; i++) {
    stage.random.pick(talkers).say()
    if (i % 20 === 19) await pause(100)
  }
}

/** Cut off again as soon as the first are online, before their replays are done. */
async function changeTwice(stage: Stage, cluster: Cluster, to: number): Promise<void> {
  for (const instance of [1 - to, to]) {
    await eventually('somebody to be online again', () => stage.people.some(isOnline), { withinMs: 60_000 })
    onlyTo(cluster, instance)
    for (const { network } of stage.people) changeInstance(network)
  }
}
