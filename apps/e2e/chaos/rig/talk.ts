import { eventually } from '../../src/harness/eventually.ts'
import type { Network } from '../../src/harness/node-client.ts'
import type { Cluster } from './cluster.ts'
import type { Crew } from './crew.ts'
import type { Chat, Person } from './person.ts'
import type { Stage } from './stage.ts'

export type Chats = {
  visitors: Chat[]
  agents: Chat[]
  crew: Crew
  visitorPeople: Person[]
  agentPeople: (Person & { agentId: `agt_${string}` })[]
}

type Wanted = {
  visitors: number
  agents: number
  /** Where people connect, or where visitor `i` (from 1) does; the front of the cluster when absent. */
  visitorUrl?: string | ((i: number) => string)
  agentUrl?: string
  /** A network of its own for each visitor; a good one when absent. */
  visitorNetwork?: () => Network
  /** Accounts for agents who come later. */
  spareAgents?: number
  /** Each conversation is open at every agent, not at one alone. */
  isSharedByAll?: boolean
}

/** Over the socket or, where none gets through, the long-poll. */
export function networkOf({ transport }: Stage): Network {
  return { barsSockets: transport === 'poll' }
}

/** Every visitor has begun a conversation; the agents share them out among themselves and have them open. */
export async function beginChats(stage: Stage, cluster: Cluster, wanted: Wanted): Promise<Chats> {
  const { visitorUrl = cluster.front.url, agentUrl = cluster.front.url } = wanted
  const { visitorNetwork = () => networkOf(stage), isSharedByAll = false } = wanted
  const crew = await stage.crew(cluster, wanted.agents + (wanted.spareAgents ?? 0))
  const urlOf = typeof visitorUrl === 'string' ? () => visitorUrl : visitorUrl
  const numbers = Array.from({ length: wanted.visitors }, (_, i) => i + 1)
  const visitorPeople = numbers.map((i) => stage.add(crew.visitor(`visitor-${i}`, urlOf(i), visitorNetwork())))
  const visitors = visitorPeople.map((person) => person.chat())
  for (const chat of visitors) chat.say()
  await eventually('every conversation to exist', () => visitors.every(({ handle }) => handle.id.value !== null), {
    // A thousand at once are admitted in seconds (SYNC-53), and the others wait for their turn.
    withinMs: 60_000 + 100 * visitors.length,
    onFailure: () => visitorPeople.map(stateOf).join('\n'),
  })
  const agentPeople: Chats['agentPeople'] = []
  for (let i = 1; i <= wanted.agents; i++) agentPeople.push(stage.add(await crew.agent(i, agentUrl, networkOf(stage))))
  const agents = visitors.flatMap(({ handle }, i) => {
    const id = handle.id.value
    const readers = agentPeople.filter((_, at) => isSharedByAll || at === i % agentPeople.length)
    return id ? readers.map((person) => person.chat(id)) : []
  })
  await eventually('the agents to have them open', () => agents.every(({ handle }) => handle.state.value === 'ready'), {
    withinMs: 60_000 + 100 * agents.length,
  })
  return { visitors, agents, crew, visitorPeople, agentPeople }
}

function stateOf({ name, client, chats }: Person): string {
  const ids = [...chats].map(({ handle }) => handle.id.peek() ?? 'none')
  return `${name}: ${JSON.stringify(client.connection.peek())}, ${client.unsent.peek()} unsent, conversation ${ids.join()}`
}

export type Talk = { said(): number; acked(): number; stop(): void }

/** Who has so much unsaid waits before he writes on: nobody types for minutes into a line that is gone. */
const PATIENCE = 30

/** Has everybody talk at random, so many messages a second in all, until it is stopped. */
export function talk(
  { random, onEnd }: Stage,
  { visitors, agents }: Pick<Chats, 'visitors' | 'agents'>,
  perSecond: number,
): Talk {
  const tickMs = 20
  let owed = 0
  let said = 0
  let last = performance.now()
  const timer = setInterval(() => {
    const now = performance.now()
    // After a pause of this process nobody makes up for lost time: the visitors' allowance would be gone.
    owed = Math.min(owed + ((now - last) / 1000) * perSecond, perSecond / 5)
    last = now
    for (; owed >= 1; owed--) {
      const chat = random.pick(agents.length > 0 && random.chance(1 / 3) ? agents : visitors)
      if (chat.unsaid() >= PATIENCE) continue
      chat.say()
      said++
    }
  }, tickMs)
  const stop = () => clearInterval(timer)
  onEnd(stop)
  const chats = [...visitors, ...agents]
  return {
    said: () => said,
    acked: () =>
      chats.reduce(
        (sum, chat) => sum + chat.messages().filter(({ mine, send }) => mine && send.phase === 'sent').length,
        0,
      ),
    stop,
  }
}
