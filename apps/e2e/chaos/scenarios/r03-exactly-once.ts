import { setTimeout as pause } from 'node:timers/promises'
import { eventually } from '../../src/harness/eventually.ts'
import type { Cluster } from '../rig/cluster.ts'
import { deafNetwork } from '../rig/deaf-network.ts'
import type { Chat, Person } from '../rig/person.ts'
import type { Scenario, Stage } from '../rig/stage.ts'
import { readLogs } from '../rig/stored-log.ts'
import { networkOf } from '../rig/talk.ts'

/** What reliability.md asks of R03, and what a commit can afford. `again` proves that the test bites. */
const LONG = { visitors: 48, agents: 4, messages: 10_000, restMs: 5_500, again: 2_000 }
const SHORT = { visitors: 12, agents: 2, messages: 120, restMs: 5_500, again: 10 }
/** Several commands are under way when a line is cut; a visitor may say 20 in ten seconds. */
const BURST = 10
const NEW_CHAT = 0.2
/** Over HTTP some do not even arrive: a poll shows one his own words before he would say them again. */
const DEAFNESS = { acks: 0.3, cuts: 0.05, gone: 0.2 }
const LOOK_MS = 100

export const exactlyOnce: Scenario = {
  id: 'R03',
  title: 'exactly once in the log, however often it is said again',
  stores: ['embedded', 'mongodb'],
  transports: ['socket', 'poll'],
  shortOn: ['embedded socket', 'mongodb poll'],
  run,
}

/** One who talks in bursts, and begins a new conversation now and then. */
type Talker = { person: Person; chat: Chat | null; lastAt: number }

async function run(stage: Stage): Promise<void> {
  const { visitors, agents, messages, restMs, again } = stage.isLong ? LONG : SHORT
  const cluster = await openCluster(stage)
  const { url, faults } = cluster.front
  // The first frame of a connection decides whether its frames are read at all.
  faults.frame = () => 'pass'
  const crew = await stage.crew(cluster, agents)
  const watchers: Person[] = []
  for (let i = 1; i <= agents; i++) watchers.push(stage.add(await crew.agent(i, url, networkOf(stage))))
  const talkers = Array.from({ length: visitors }, (_, i): Talker => {
    return { person: stage.add(crew.visitor(`visitor-${i + 1}`, url, networkOf(stage))), chat: null, lastAt: -restMs }
  })

  stage.say(`${visitors} visitors write ${messages} messages, ${BURST} at a time, first messages of conversations too`)
  stage.say(`${DEAFNESS.acks * 100} % of what says "stored" is lost, ${DEAFNESS.cuts * 100} % of sends end in a cut`)
  const network = deafNetwork(stage.random, DEAFNESS)
  Object.assign(faults, network.faults)
  const said = () => talkers.reduce((sum, { person }) => sum + person.said, 0)
  const begun: Chat[] = []
  for (let told = 0; said() < messages; await pause(LOOK_MS)) {
    for (const talker of talkers) if (mayTalk(talker, restMs)) begun.push(...burst(stage, talker))
    watch(stage, begun, watchers)
    if (said() >= told + messages / 10) {
      told = said()
      stage.say(`${told} said, ${network.sent()} commands sent, ${network.again()} of them again`)
    }
  }
  const isHeard = () => talkers.every(({ person }) => person.isSettled())
  await eventually('everybody to hear of his words in spite of it', isHeard, { withinMs: 120_000 })
  const repeated = network.again()
  stage.figure('sent again', repeated)
  stage.demand(repeated >= again, `only ${repeated} commands were sent again: the run proved nothing`)
  cluster.front.heal()
  faults.frame = () => 'pass'
  await stage.settle(cluster, 90_000)
  await judgeIntents(stage, cluster, begun)
}

/** On MongoDB by two instances: what one stored the other must know. */
async function openCluster(stage: Stage): Promise<Cluster> {
  if (stage.store === 'embedded') return stage.cluster()
  const hub = await stage.hub()
  return stage.cluster({ instances: 2, nodeArgs: hub.nodeArgs })
}

/** Who has not heard of his last words yet waits, and so does who has said as much as he may. */
function mayTalk({ person, lastAt }: Talker, restMs: number): boolean {
  return person.isSettled() && performance.now() - lastAt >= restMs
}

function burst({ random }: Stage, talker: Talker): Chat[] {
  const begins = talker.chat === null || random.chance(NEW_CHAT)
  const chat = begins || !talker.chat ? talker.person.chat() : talker.chat
  talker.chat = chat
  talker.lastAt = performance.now()
  for (let i = 0; i < BURST; i++) chat.say()
  return begins ? [chat] : []
}

/** An agent opens each conversation as it comes to be, as many as one line may hold. */
function watch({ random }: Stage, begun: readonly Chat[], watchers: readonly Person[]): void {
  const open = new Set(watchers.flatMap(({ chats }) => [...chats].map(({ handle }) => handle.id.peek())))
  for (const { handle } of begun) {
    const id = handle.id.peek()
    const watcher = random.pick(watchers)
    if (id && !open.has(id) && watcher.chats.size < 150) watcher.chat(id)
  }
}

/** One conversation for each that somebody meant to begin. */
async function judgeIntents(stage: Stage, cluster: Cluster, begun: readonly Chat[]): Promise<void> {
  const stored = await cluster.readStore(async ({ db }) => (await readLogs(db)).size)
  stage.demand(stored === begun.length, `${begun.length} conversations were begun, ${stored} are stored`)
}
