import { eventually } from '../../src/harness/eventually.ts'
import type { Cluster } from '../rig/cluster.ts'
import { type FakeClock, openFakeClock } from '../rig/fake-clock.ts'
import { staleRows, watchList } from '../rig/list-watch.ts'
import type { Chat, Person } from '../rig/person.ts'
import { comeBack } from '../rig/return.ts'
import type { Scenario, Stage } from '../rig/stage.ts'
import { beginChats, networkOf } from '../rig/talk.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** Messages said in each absence. */
const MISSED = { long: 200, short: 20 }
/** Servers answer with their time, to the second. */
const CLOCK_MS = 5_000

export const longAbsence: Scenario = {
  id: 'R08',
  title: '(c) (d) whoever comes back after three hours, or thirty days and a restart, has it all',
  // A server whose clock is days off its database's is not ready, rightly so: the store must share the clock.
  stores: ['embedded'],
  transports: ['socket', 'poll'],
  shortOn: ['embedded socket'],
  run,
}

type Absent = { person: Person; chat: Chat; present: Chat }

async function run(stage: Stage): Promise<void> {
  const clock = openFakeClock()
  if (!clock) return stage.say('LEFT OUT: there is no libfaketime to shift the clock with')
  try {
    await throughTime(stage, clock)
  } finally {
    clock.remove()
  }
}

async function throughTime(stage: Stage, clock: FakeClock): Promise<void> {
  const cluster = await stage.cluster({ env: clock.env })
  const chats = await beginChats(stage, cluster, { visitors: 3, agents: 1, spareAgents: 1 })
  const late = stage.add(await chats.crew.agent(2, cluster.front.url, networkOf(stage)))
  const absents = chats.visitorPeople.flatMap((person, i): Absent[] => {
    const [chat, present] = [chats.visitors[i], chats.agents[i]]
    return chat && present && i > 0 ? [{ person, chat, present }] : []
  })
  const [first] = absents
  if (!first?.chat.handle.id.value) throw new Error('conversations have begun')
  absents.push({ person: late, chat: late.chat(first.chat.handle.id.value), present: first.present })
  const list = await watchList(late)

  const meanwhile = async (ms: number, restart: boolean) => {
    for (const { person } of absents) person.isAway(true)
    for (const { chat } of absents) chat.say()
    await sayMuch(stage, chats.agents)
    if (restart) await cluster.instances[0]?.halt()
    clock.setAhead(ms)
    for (const { network } of stage.people) network.skewMs = ms
    if (restart) await cluster.instances[0]?.start()
    await clockOf(cluster, ms)
    await sayMuch(stage, chats.agents)
    await judgeReturn(stage, absents)
    await eventually('the list to be whole', () => staleRows([list], stage.people).length === 0, { withinMs: 30_000 })
  }
  stage.say('two visitors and an agent are away for three hours; the server runs on')
  await meanwhile(3 * HOUR_MS, false)
  stage.say('they are away for thirty days; the server was stopped and started anew')
  await meanwhile(30 * DAY_MS, true)
  stage.demand(
    chats.visitors.every(({ told }) => !told.includes('gone')),
    'R08: a visitor lost his conversation',
  )
  await stage.settle(cluster)
}

async function sayMuch(stage: Stage, agents: readonly Chat[]): Promise<void> {
  const count = MISSED[stage.form] / 2
  for (let i = 0; i < count; i++) for (const chat of agents) chat.say()
  const isStored = () => agents.every((chat) => chat.messages().every(({ n }) => n !== null))
  await eventually('what was said to be stored', isStored, { withinMs: 60_000 })
}

/** Waits until the server lives in that time. */
async function clockOf(cluster: Cluster, aheadMs: number): Promise<void> {
  const port = cluster.instances[0]?.port
  await eventually('the server to be in another time', async () => {
    const answer = await fetch(`http://127.0.0.1:${port}/readyz`)
    const serverMs = Date.parse(answer.headers.get('date') ?? '')
    return answer.ok && Math.abs(serverMs - Date.now() - aheadMs) < CLOCK_MS
  })
}

async function judgeReturn(stage: Stage, absents: readonly Absent[]): Promise<void> {
  const tokens = absents.map(({ person }) => person.client.actor.value?.id)
  const returns = await Promise.all(absents.map(({ person, chat, present }) => comeBack(person, chat, present)))
  stage.figure('complete ms', Math.max(...returns.map(({ completeMs }) => completeMs)))
  const now = absents.map(({ person }) => person.client.actor.value?.id)
  stage.demand(JSON.stringify(tokens) === JSON.stringify(now), 'R08: somebody came back as somebody else')
}
