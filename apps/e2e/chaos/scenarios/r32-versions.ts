import { setTimeout as pause } from 'node:timers/promises'
import { eventually } from '../../src/harness/eventually.ts'
import type { Network } from '../../src/harness/node-client.ts'
import type { Cluster } from '../rig/cluster.ts'
import type { Chat, Person } from '../rig/person.ts'
import type { Scenario, Stage } from '../rig/stage.ts'
import { beginChats, type Chats, networkOf, talk } from '../rig/talk.ts'

/** What reliability.md asks of R32, and what a commit can afford. */
const LONG = { visitors: 20, agents: 4, perSecond: 40, rounds: 30, roundMs: 2_000 }
const SHORT = { visitors: 3, agents: 2, perSecond: 8, rounds: 3, roundMs: 1_000 }

/** Newer than every instance here: fields that none of them knows are dropped by all. */
const NEWEST = 4
const POLL = 'msg.poll'
const FALLBACK = 'Tea or coffee?'

export const versions: Scenario = {
  id: 'R32',
  title: 'versions N and N+1 serve the same people: what only the newer knows is shown by its fallback',
  stores: ['mongodb'],
  transports: ['socket', 'poll'],
  run,
}

async function run(stage: Stage): Promise<void> {
  const { visitors, agents, perSecond, rounds, roundMs } = stage.isLong ? LONG : SHORT
  const hub = await stage.hub()
  const newer = ['--import', new URL('../rig/newer-preload.ts', import.meta.url).href]
  const cluster = await stage.cluster({
    instances: 3,
    nodeArgs: hub.nodeArgs,
    nodeArgsOf: (i) => (i === 0 ? newer : []),
  })
  const chats = await beginChats(stage, cluster, { visitors, agents, isSharedByAll: true })
  const errors = countErrors(cluster)
  const newerVisitors = await comeNewer(stage, cluster, chats)
  const asker = await comeAsker(stage, cluster, chats)
  const older = await cluster.openLine(() => cluster.instances[1]?.port ?? 0)
  const reader = stage.add(await chats.crew.agent(agents, older.url, networkOf(stage)))

  stage.say('one instance and some of the people are of the next version, the others of this one')
  const talking = talk(stage, { visitors: [...chats.visitors, ...newerVisitors], agents: chats.agents }, perSecond)
  let polls = 0
  for (let i = 0; i < rounds; i++) {
    // The bus forgets half of it: instances of this version must also read from the log what the newer one wrote.
    hub.faults.drop = i % 2 === 0 ? 0.5 : 0
    for (const chat of asker) polls += ask(chat)
    await pause(roundMs)
    cluster.front.cut(0.3)
  }
  talking.stop()
  hub.heal()
  const isRead = await readAnew(stage, reader)
  const isShown =
    isRead && (await eventually('all', () => everybodyShows(stage), { withinMs: 30_000 }).then(...WHETHER))
  stage.demand(isShown || !isRead, 'not everybody shows every event of the newer version by its fallback')
  stage.demand(polls > 0, 'nothing newer was said: the run proved nothing')
  stage.figure('newer events', polls)
  for (const error of [...errors(), ...complaints(cluster)]) stage.demand(false, error)
  await stage.settle(cluster, isShown ? 45_000 : 1_000)
}

/** Whether a wait was not in vain. */
const WHETHER = [() => true, () => false] as const

/** Visitors of versions to come at any instance: their builds write fields that nobody knows. */
async function comeNewer(stage: Stage, cluster: Cluster, { crew, agentPeople }: Chats): Promise<Chat[]> {
  const { visitors } = stage.isLong ? LONG : SHORT
  const newer = Array.from({ length: visitors }, (_, i) => {
    const headers = { 'parley-protocol': `${NEWEST}` }
    const network: Network = { ...networkOf(stage), rewrite: newerWriter, headers }
    return stage.add(crew.visitor(`newer-${i + 1}`, cluster.front.url, network)).chat()
  })
  for (const chat of newer) chat.say()
  await eventually('their conversations to exist', () => newer.every(({ handle }) => handle.id.value !== null), {
    withinMs: 30_000,
  })
  for (const { handle } of newer) for (const agent of agentPeople) if (handle.id.value) agent.chat(handle.id.value)
  return newer
}

/** An agent of the next version, at its instance, with every conversation open. */
async function comeAsker(stage: Stage, cluster: Cluster, { crew }: Chats): Promise<Chat[]> {
  const line = await cluster.openLine(() => cluster.instances[0]?.port ?? 0)
  const asker = stage.add(await crew.agent(1, line.url, networkOf(stage)))
  return conversationsOf(stage).map((id) => asker.chat(id))
}

const conversationsOf = ({ people }: Stage) => [
  ...new Set(people.flatMap(({ chats }) => [...chats].flatMap(({ handle }) => handle.id.peek() ?? []))),
]

/** A frame, or the body of a request, as a version to come writes it. */
function newerWriter(text: string): string {
  const value = JSON.parse(text)
  if (Array.isArray(value.v)) value.v[1] = NEWEST
  return JSON.stringify({ ...value, mood: 'new', ...(value.create && { create: { ...value.create, colour: 3 } }) })
}

/** A command that only the next version knows, and a message that it stores as a card. */
function ask(chat: Chat): number {
  const poll: unknown = { choices: ['tea', 'coffee'], fallback: FALLBACK }
  chat.handle.send(POLL as 'msg.new', poll as { v: 1; type: 'text'; text: string })
  chat.say('msg.new', { ballast: 'Card: ' })
  return 1
}

/** Somebody opens every conversation anew at an instance of this version: snapshots and pages too hold what is newer. */
async function readAnew(stage: Stage, reader: Person): Promise<boolean> {
  for (const id of conversationsOf(stage)) reader.chat(id)
  const handles = [...reader.chats].map(({ handle }) => handle)
  const isThere = () => handles.every(({ state }) => state.value === 'ready')
  const came = await eventually('every snapshot to be there', isThere, { withinMs: 15_000 }).then(...WHETHER)
  stage.demand(came, 'an instance of this version gives no snapshot of what the newer one wrote')
  for (const handle of handles) while (came && handle.hasEarlier.value) await handle.loadEarlier()
  return came
}

/** As many lines of newer events as the others show of the same conversation; and all that is newer by its fallback. */
function everybodyShows({ people }: Stage): boolean {
  const shown = new Map<string, Set<number>>()
  let isLegible = true
  for (const chat of people.flatMap(({ chats }) => [...chats])) {
    const lines = chat.handle.timeline.peek().flatMap((item) => (item.type === 'event' ? [item.entry.e] : []))
    const polls = lines.filter(({ kind }) => String(kind) === POLL)
    isLegible &&= polls.every(({ body }) => (body as { fallback?: string } | null)?.fallback === FALLBACK)
    isLegible &&= chat.messages().every(({ body }) => body?.type === 'text' && body.text !== '')
    const id = chat.handle.id.peek() ?? ''
    shown.set(id, (shown.get(id) ?? new Set()).add(polls.length))
  }
  return isLegible && [...shown.values()].every(({ size }) => size === 1)
}

/** What the instances say of themselves that should not be. */
const complaints = ({ instances }: Cluster) =>
  instances.flatMap(({ log }) =>
    log
      .join('')
      .split('\n')
      .filter((line) => /"level":(50|60)/.test(line))
      .map((line) => `an instance says ${line.slice(0, 300)}`),
  )

/** Answers of 500 and above, and refusals of what is only newer. A busy instance may turn sockets away (SYNC-53). */
function countErrors({ front }: Cluster): () => string[] {
  const errors: string[] = []
  front.faults.http = ({ way, request, text }) => {
    const status = way === 'down' ? /^HTTP\/1\.1 (\d{3})/.exec(text)?.[1] : undefined
    const isTurnedAway = status === '503' && request.endsWith('/socket')
    if (status && !isTurnedAway && (status.startsWith('5') || status === '400'))
      errors.push(`${request} was answered ${status}`)
    return 'pass'
  }
  return () => errors
}
