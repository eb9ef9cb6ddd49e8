import { setTimeout as pause } from 'node:timers/promises'
import { eventually } from '../../src/harness/eventually.ts'
import type { Cluster } from '../rig/cluster.ts'
import type { Crew } from '../rig/crew.ts'
import { staleRows, watchList } from '../rig/list-watch.ts'
import type { Chat } from '../rig/person.ts'
import { comeBack } from '../rig/return.ts'
import type { Scenario, Stage } from '../rig/stage.ts'
import { beginChats, type Chats, networkOf } from '../rig/talk.ts'

/**
 * What reliability.md asks of R08 (b) and (e), and what a commit can afford: a conversation of which little was missed, and
 * one of which more than a replay holds (500 events).
 */
const LONG = { awayMs: 600_000, few: 480, many: 10_000 }
const SHORT = { awayMs: 2_000, few: 40, many: 560 }
const MOST_MS = { few: 2_000, usable: 3_000, complete: 10_000 }
const TALKERS = 3
/** Who talks looks at the thread anew after so many: each change of a thread is gone through whole, and it has 10,000. */
const LOOK_ANEW = 500
const TICK_MS = 100

export const away: Scenario = {
  id: 'R08',
  title: '(b) (e) whoever was offline while much was said, and a deploy went by, has it all',
  stores: ['embedded', 'mongodb'],
  transports: ['socket', 'poll'],
  shortOn: ['embedded socket'],
  run,
}

async function run(stage: Stage): Promise<void> {
  const { few, many } = stage.isLong ? LONG : SHORT
  const cluster = await stage.cluster()
  const chats = await beginChats(stage, cluster, { visitors: 2, agents: TALKERS, spareAgents: 1, isSharedByAll: true })
  const [little, much] = chats.visitors
  if (!little || !much) throw new Error('two visitors have begun')
  const absentAgent = await oneMoreAgent(stage, cluster, chats.crew, much)
  const list = await watchList(absentAgent.person)
  const [littleReader, muchReader] = chats.visitorPeople
  if (!littleReader || !muchReader) throw new Error('two visitors have begun')
  const away = [{ person: littleReader, chat: little }, { person: muchReader, chat: much }, absentAgent]

  for (const { person } of away) person.isAway(true)
  for (const { chat } of away) for (let i = 0; i < 3; i++) chat.say()
  stage.say(`two visitors and an agent are offline; ${few} and ${many} messages are said meanwhile, a deploy goes by`)
  await talkMeanwhile(stage, cluster, { ...chats, little, much })
  await eventually('all of it to be stored', () => chats.agentPeople.every((one) => one.isSettled()), {
    withinMs: 60_000,
  })

  const returns = await Promise.all(away.map(({ person, chat }) => comeBack(person, chat, presentIn(chats, chat))))
  judgeReturns(stage, returns)
  stage.demand(!little.told.includes('resetting'), 'R08: what a replay holds was fetched anew')
  for (const chat of [much, absentAgent.chat]) stage.demand(chat.told.includes('resetting'), 'R40: nobody was told')
  await eventually('the list to be whole', () => staleRows([list], stage.people).length === 0, { withinMs: 30_000 })
  await stage.settle(cluster)
}

/** Beyond those who talk, one who will be away. */
async function oneMoreAgent(stage: Stage, cluster: Cluster, crew: Crew, { handle }: Chat) {
  const person = stage.add(await crew.agent(TALKERS + 1, cluster.front.url, networkOf(stage)))
  const id = handle.id.value
  if (!id) throw new Error('the conversation has begun')
  const chat = person.chat(id)
  await eventually('the agent to have it open', () => chat.handle.state.value === 'ready')
  return { person, chat }
}

/** Those who stay talk at an even pace; halfway the server is stopped and started anew. */
async function talkMeanwhile(
  stage: Stage,
  cluster: Cluster,
  chats: Chats & { little: Chat; much: Chat },
): Promise<void> {
  const { awayMs, few, many } = stage.isLong ? LONG : SHORT
  const speakersIn = ({ handle }: Chat) => chats.agents.filter((chat) => chat.handle.id.value === handle.id.value)
  const wanted = [
    { chat: chats.little, count: few, said: 0 },
    { chat: chats.much, count: many, said: 0 },
  ]
  const ticks = Math.max(1, awayMs / TICK_MS)
  let deploy: Promise<void> | null = null
  for (let tick = 1; tick <= ticks; tick++) {
    for (const one of wanted) {
      const speakers = speakersIn(one.chat)
      for (; one.said < (one.count * tick) / ticks; one.said++) speakers[one.said % speakers.length]?.say()
    }
    lookAnew(chats)
    if (tick >= ticks / 2) deploy ??= redeploy(stage, cluster)
    if (tick % 600 === 0) stage.say(`${wanted.map(({ said }) => said).join(' and ')} said`)
    await pause(TICK_MS)
  }
  await deploy
}

function lookAnew({ agents, agentPeople }: Chats): void {
  for (const [i, chat] of agents.entries()) {
    const person = agentPeople.find(({ chats, isSettled }) => chats.has(chat) && isSettled())
    if (person && chat.messages().length > LOOK_ANEW) agents[i] = person.reopen(chat)
  }
}

async function redeploy(stage: Stage, cluster: Cluster): Promise<void> {
  const [server] = cluster.instances
  await server?.halt()
  await server?.start()
  stage.say('the server was stopped and started anew')
  // Nobody has time for back-offs in a commit: those who stay look at their screens.
  if (!stage.isLong) for (const person of stage.people) if (!person.network.isDown) person.client.probe()
}

/** One who was there all the time. */
function presentIn({ agents }: Chats, { handle }: Chat): Chat {
  const chat = agents.find((one) => one.handle.id.value === handle.id.value)
  if (!chat) throw new Error('somebody stayed')
  return chat
}

function judgeReturns(stage: Stage, [little, visitor, agent]: Awaited<ReturnType<typeof comeBack>>[]): void {
  const figures = [
    ['few missed ms', little?.completeMs, MOST_MS.few],
    ['many usable ms', Math.max(visitor?.usableMs ?? 0, agent?.usableMs ?? 0), MOST_MS.usable],
    ['many complete ms', Math.max(visitor?.completeMs ?? 0, agent?.completeMs ?? 0), MOST_MS.complete],
  ] as const
  for (const [name, ms = Infinity, mostMs] of figures) {
    stage.figure(name, ms)
    if (stage.isLong) stage.demand(ms <= mostMs, `R08: ${name} was ${ms.toFixed(0)}, more than ${mostMs}`)
  }
}
