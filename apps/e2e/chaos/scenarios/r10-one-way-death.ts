import { setTimeout as pause } from 'node:timers/promises'
import { eventually } from '../../src/harness/eventually.ts'
import type { Cluster } from '../rig/cluster.ts'
import type { Crew } from '../rig/crew.ts'
import type { Way } from '../rig/faults.ts'
import { withLimits } from '../rig/limits.ts'
import { mayMakeNamespaces, type OneWayLine, openOneWayLine } from '../rig/namespace.ts'
import type { Chat, Person } from '../rig/person.ts'
import type { Scenario, Stage } from '../rig/stage.ts'
import { beginChats, networkOf } from '../rig/talk.ts'

/**
 * The product's own times, and those of a run that a commit can afford. A server looks at each connection every 5 s, so
 * its heartbeats and its deadline cannot be much shorter.
 */
const LONG = { visitors: 24, cutMs: 45_000, limits: { deadMs: 35_000, ackMs: 10_000 } }
const SHORT = { visitors: 8, cutMs: 3_000, limits: { deadMs: 12_000, ackMs: 1_500, heartbeatMs: 6_000 } }
const TURN_MS = 5_000
/**
 * To dial again after the first back-off, on a busy machine. A long-poll may find one more dead connection in the pool of
 * its platform, and leaves it after 10 s.
 */
const DIAL_MS = { socket: 2_000, poll: 14_000 }

export const oneWayDeath: Scenario = {
  id: 'R10',
  title: 'a line that died one way is noticed, told, and made anew',
  stores: ['embedded', 'mongodb'],
  transports: ['socket', 'poll'],
  shortOn: ['embedded socket'],
  run,
}

/** One visitor on a line that dies `way`; one who `talks` has a message under way when it does. */
type Sufferer = { person: Person; chat: Chat; way: Way; talks: boolean; views: { at: number; phase: string }[] }

async function run(stage: Stage): Promise<void> {
  const { visitors, limits } = stage.isLong ? LONG : SHORT
  const byPackets = stage.isLong && mayMakeNamespaces()
  const cluster = await stage.cluster({
    nodeArgs: stage.isLong ? [] : withLimits(limits),
    // To be reached from another network namespace.
    ...(byPackets && { env: { HOST: '0.0.0.0' } }),
  })
  const lines = { down: await cluster.openLine(), up: await cluster.openLine() }
  const wayOf = (i: number): Way => (i % 2 === 0 ? 'up' : 'down')
  const chats = await beginChats(stage, cluster, { visitors, agents: 1, visitorUrl: (i) => lines[wayOf(i)].url })
  const everybody = chats.visitorPeople.map((person, at): Sufferer => {
    const chat = chats.visitors[at]
    if (!chat) throw new Error('every visitor has a chat')
    const way = wayOf(at + 1)
    return { person, chat, way, talks: at % 4 < 2, views: followLine(person) }
  })

  stage.say('connections die one way, half of them with a message under way; nobody is told, new ones are well')
  for (const way of ['down', 'up'] as const) lines[way].abandon(way)
  await sayAndReturn(stage, everybody, chats.agents, limits)

  await allDead(stage, everybody, {
    kill() {
      for (const way of ['down', 'up'] as const) lines[way].faults.stall = way
    },
    heal() {
      for (const line of [lines.down, lines.up]) line.heal()
    },
  })
  if (byPackets) await byDroppedPackets(stage, cluster, chats.crew.visitor)
  else if (stage.isLong) stage.say('LEFT OUT: dropped packets in a network namespace, which only root may make')
  await stage.settle(cluster)
}

/** Everybody notices within his time and has a line again. */
async function sayAndReturn(
  stage: Stage,
  everybody: readonly Sufferer[],
  agents: readonly Chat[],
  limits: { deadMs: number; ackMs: number },
): Promise<void> {
  const diedAt = performance.now()
  const underWay = everybody.filter(({ talks }) => talks).map((one) => ({ ...one, cmid: one.chat.say() }))
  for (const { person, chat, cmid, views } of underWay)
    person.client.connection.subscribe(({ phase }) => {
      const isFirst = views.filter(({ at }) => at > diedAt).length <= 1
      const isTold = chat.messages().find(({ key }) => key === cmid)?.send.phase === 'sending'
      if (phase !== 'online' && isFirst)
        stage.demand(isTold, `R10: ${person.name} was not told that ${cmid} is under way`)
    })
  for (const chat of agents) chat.say()
  const idleMs = { down: limits.deadMs, up: limits.deadMs + TURN_MS }
  const wellAfter = new Map<Sufferer, number>()
  const note = (one: Sufferer) => {
    if (!wellAfter.has(one) && isWell(stage, one, diedAt)) wellAfter.set(one, performance.now() - diedAt)
  }
  const isOver = () => {
    everybody.forEach(note)
    return wellAfter.size === everybody.length
  }
  await eventually('everybody to have a line again', isOver, { withinMs: 2 * idleMs.up + 60_000 })
  const longest = { unacked: 0, 'idle down': 0, 'idle up': 0 }
  for (const [{ person, talks, way }, ms] of wellAfter) {
    const kind = talks ? 'unacked' : (`idle ${way}` as const)
    longest[kind] = Math.max(longest[kind], ms)
    const mostMs = (talks ? limits.ackMs : idleMs[way]) + DIAL_MS[stage.transport]
    if (stage.isLong) stage.demand(ms <= mostMs, `R10: ${person.name}, ${kind}, was well after ${ms.toFixed(0)} ms`)
  }
  for (const [kind, ms] of Object.entries(longest)) stage.figure(`${kind} s`, ms / 1000)
}

/**
 * All that was said arrived both ways, and over a new socket. A long-poll has many connections of which only some were
 * dead: there who talks is well when he is heard, and who is idle when he hears.
 */
function isWell({ transport }: Stage, one: Sufferer, diedAt: number): boolean {
  const { person, chat, talks } = one
  const isHeard = person.isSettled()
  const hasHeard = chat.messages().some(({ mine }) => !mine)
  if (transport === 'poll') return talks ? isHeard : hasHeard
  return isHeard && hasHeard && backAfter(one, diedAt) !== null
}

/** The whole line is dead for a while, for new connections too: what is under way says so until it heals. */
async function allDead(
  stage: Stage,
  everybody: readonly Sufferer[],
  line: { kill(): void; heal(): void },
): Promise<void> {
  const { cutMs, limits } = stage.isLong ? LONG : SHORT
  stage.say(`the lines die one way for ${cutMs / 1000} s, for new connections too`)
  line.kill()
  const underWay = everybody.filter(({ talks }) => talks).map((one) => ({ ...one, cmid: one.chat.say() }))
  await eventually('those with a message under way to notice', () => underWay.every(isTroubled), {
    withinMs: limits.ackMs + 30_000,
  })
  await pause(cutMs - limits.ackMs)
  for (const { person, chat, cmid } of underWay) {
    const phase = chat.messages().find(({ key }) => key === cmid)?.send.phase
    stage.demand(phase === 'sending', `R10: ${person.name} was told that ${cmid} is ${phase}`)
    stage.demand(isTroubled({ person }), `R10: ${person.name} was told that all is well`)
  }
  line.heal()
  await eventually('everybody to have a line again', () => everybody.every((one) => !isTroubled(one)), {
    withinMs: 60_000,
  })
}

const isTroubled = ({ person }: { person: Person }) => person.client.connection.value.phase !== 'online'

/** The same by packets that never arrive, and by no proxy: the connections are real on both sides. */
async function byDroppedPackets(stage: Stage, cluster: Cluster, visitor: Crew['visitor']): Promise<void> {
  const port = cluster.instances[0]?.port ?? 0
  const lines: { way: Way; line: OneWayLine }[] = []
  for (const way of ['down', 'up'] as const) {
    const line = await openOneWayLine(port)
    if (line) lines.push({ way, line })
  }
  try {
    const everybody = lines.flatMap(({ way, line }) =>
      [1, 2, 3, 4].map((i): Sufferer => {
        const person = stage.add(visitor(`visitor-${way}-${i}`, line.url, networkOf(stage)))
        return { person, chat: person.chat(), way, talks: i % 2 === 0, views: followLine(person) }
      }),
    )
    for (const { chat } of everybody) chat.say()
    await eventually(
      'conversations through the namespaces',
      () => everybody.every(({ chat }) => chat.handle.id.value),
      {
        withinMs: 30_000,
      },
    )
    stage.say('the same by packets that are dropped in network namespaces')
    await allDead(stage, everybody, {
      kill() {
        for (const { way, line } of lines) line.kill(way)
      },
      heal() {
        for (const { line } of lines) line.heal()
      },
    })
    await eventually('all to be said', () => everybody.every(({ person }) => person.isSettled()), { withinMs: 60_000 })
    for (const { chat, person } of everybody) {
      stage.demand(
        chat.messages().every(({ n }) => n !== null),
        `R10: ${person.name} lacks his own words`,
      )
    }
  } finally {
    for (const { line } of lines) await line.close()
  }
}

function followLine({ client }: Person): Sufferer['views'] {
  const views: Sufferer['views'] = []
  client.connection.subscribe(({ phase }) => void views.push({ at: performance.now(), phase }))
  return views
}

/** Milliseconds until a lost line was there again; null while it is not. */
function backAfter({ views }: Sufferer, diedAt: number): number | null {
  const lost = views.findIndex(({ at, phase }) => at > diedAt && phase !== 'online')
  const back = lost < 0 ? undefined : views.slice(lost).find(({ phase }) => phase === 'online')
  return back ? back.at - diedAt : null
}
