import { setTimeout as pause } from 'node:timers/promises'
import type { ConversationHandle } from '@parley/client'
import { eventually } from '../../src/harness/eventually.ts'
import type { Cluster } from '../rig/cluster.ts'
import type { Crew } from '../rig/crew.ts'
import type { Person } from '../rig/person.ts'
import type { Scenario, Stage } from '../rig/stage.ts'
import { readLogs, type StoredEvent } from '../rig/stored-log.ts'
import { networkOf } from '../rig/talk.ts'

/** Chats that all agents want, from two tabs each (R26). One visitor has ten of them. */
const LONG = { agents: 20, chats: 1_000, withinMs: 600_000 }
const SHORT = { agents: 4, chats: 20, withinMs: 60_000 }
const CAPACITY = 3
const PER_VISITOR = 10
const TABS = 2
/** What a claim may be refused with: somebody was first (he himself in his other tab, or until it is done), or enough. */
const REFUSALS = ['already_assigned', 'unchanged', 'closed', 'at_capacity']

type Agent = Person & { agentId: `agt_${string}` }
type Work = { waiting: Set<`cnv_${string}`>; wins: Map<string, string[]>; refusals: Map<string, number> }

export const claims: Scenario = {
  id: 'R26',
  title: 'of all agents who claim a conversation one has it, and nobody has more than he can take',
  stores: ['embedded', 'mongodb'],
  transports: ['socket'],
  shortOn: ['mongodb socket'],
  run,
}

async function run(stage: Stage): Promise<void> {
  const { agents, chats, withinMs } = stage.isLong ? LONG : SHORT
  const many = stage.store === 'mongodb' ? { instances: 3, nodeArgs: (await stage.hub()).nodeArgs } : {}
  const cluster = await stage.cluster(many)
  const crew = await stage.crew(cluster, agents)
  await crew.limitTo(CAPACITY)
  const work: Work = { waiting: await begin(stage, cluster, crew, chats), wins: new Map(), refusals: new Map() }
  stage.say(`${agents} agents, ${TABS} tabs each, claim the same ${chats} chats; each may have ${CAPACITY}`)
  const desks: Agent[] = []
  for (let i = 1; i <= agents; i++)
    for (let tab = 0; tab < TABS; tab++) desks.push(stage.add(await crew.agent(i, cluster.front.url, networkOf(stage))))
  const isOver = { value: false }
  const labour = desks.map((desk) => labourOn(stage, desk, work, isOver))
  await eventually('all chats to be taken and closed', () => work.waiting.size === 0, { withinMs }).finally(() => {
    isOver.value = true
  })
  await Promise.all(labour)
  for (const [code, count] of work.refusals) stage.figure(code, count)
  const strange = [...work.refusals.keys()].filter((code) => !REFUSALS.includes(code))
  stage.demand(strange.length === 0, `claims were refused with ${strange.join(', ')}`)
  for (const [id, winners] of work.wins)
    stage.demand(new Set(winners).size === 1, `${id} was won by ${winners.join(' and ')}`)
  await stage.settle(cluster)
  const logs = await cluster.readStore(({ db }) => readLogs(db))
  judge(stage, [...logs.values()])
}

async function begin(stage: Stage, cluster: Cluster, crew: Crew, count: number): Promise<Set<`cnv_${string}`>> {
  const people = Array.from({ length: Math.ceil(count / PER_VISITOR) }, (_, i) =>
    stage.add(crew.visitor(`visitor-${i + 1}`, cluster.front.url, networkOf(stage))),
  )
  const chats = people.flatMap((person) => Array.from({ length: PER_VISITOR }, () => person.chat()))
  for (const chat of chats) chat.say()
  const ids = () => chats.flatMap(({ handle }) => handle.id.value ?? [])
  await eventually('every chat to exist', () => ids().length === chats.length, { withinMs: 120_000 })
  return new Set(ids())
}

/** Claims what waits, at random, as fast as it goes; what was won is closed a while later, which frees the slot. */
async function labourOn(stage: Stage, desk: Agent, work: Work, isOver: { value: boolean }): Promise<void> {
  const closings: Promise<void>[] = []
  while (work.waiting.size > 0 && !isOver.value) {
    const id = stage.random.pick([...work.waiting])
    const handle = desk.client.open(id)
    const isMine = await claim(handle, id, desk, work)
    if (isMine) closings.push(closeLater(handle, stage.random.between(100, 600)))
    else {
      handle.release()
      await pause(stage.random.between(0, 20))
    }
  }
  await Promise.all(closings)
}

/** Notes who won, or with what he was refused; true when the chat is his and nobody's yet. */
async function claim(handle: ConversationHandle, id: `cnv_${string}`, desk: Agent, work: Work): Promise<boolean> {
  const result = await handle.command('conv.assign', { assigneeId: desk.agentId, from: null })
  if (result.phase === 'failed') work.refusals.set(result.code, (work.refusals.get(result.code) ?? 0) + 1)
  if (result.phase !== 'sent') return false
  work.wins.set(id, [...(work.wins.get(id) ?? []), desk.name])
  return work.waiting.delete(id)
}

async function closeLater(handle: ConversationHandle, ms: number): Promise<void> {
  await pause(ms)
  await handle.command('conv.status', { status: 'closed' })
  handle.release()
}

/** By the log alone: one assignment in each, and never more conversations at once with an agent than he can take. */
function judge(stage: Stage, logs: readonly StoredEvent[][]): void {
  const changes: { at: number; agentId: string; by: 1 | -1 }[] = []
  for (const log of logs) {
    const assigned = log.filter(({ kind }) => kind === 'conv.assign')
    const closed = log.find(({ kind }) => kind === 'conv.status')
    const holders = new Set(assigned.map(({ actor }) => actor.id))
    stage.demand(holders.size === 1, `${log[0]?.conversationId} was assigned to ${[...holders].join(', ')}`)
    const [first] = assigned
    if (!first || !closed) continue
    changes.push({ at: first.ts.getTime(), agentId: first.actor.id, by: 1 })
    changes.push({ at: closed.ts.getTime(), agentId: first.actor.id, by: -1 })
  }
  // At the same millisecond who leaves goes first: the clock does not tell more.
  changes.sort((a, b) => a.at - b.at || a.by - b.by)
  const held = new Map<string, number>()
  let most = 0
  for (const { agentId, by } of changes) {
    held.set(agentId, (held.get(agentId) ?? 0) + by)
    most = Math.max(most, held.get(agentId) ?? 0)
  }
  stage.figure('most at once', most)
  stage.demand(most <= CAPACITY, `an agent had ${most} conversations at once`)
}
