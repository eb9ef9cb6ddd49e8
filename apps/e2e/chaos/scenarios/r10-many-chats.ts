import { setTimeout as pause } from 'node:timers/promises'
import { eventually } from '../../src/harness/eventually.ts'
import { REST_MS } from '../rig/latency.ts'
import { withLimits } from '../rig/limits.ts'
import type { Chat, Person } from '../rig/person.ts'
import type { FaultProxy } from '../rig/proxy.ts'
import type { Scenario, Stage } from '../rig/stage.ts'
import { networkOf } from '../rig/talk.ts'

/**
 * Where the field counted 0.019 % of chats that could send and never received, ten thousand show whether ours has any.
 * CHATS=5000 is half of them: three minutes.
 */
const LONG = { visitors: 100, chatsEach: Math.ceil(Number(process.env['CHATS'] ?? 10_000) / 100), lines: 40, agents: 4 }
const SHORT = { visitors: 10, chatsEach: 4, lines: 2, agents: 1 }
/** Shorter than the product's, so that many lines can die. */
const LIMITS = { deadMs: 12_000, ackMs: 1_500, heartbeatMs: 6_000 }
const DEATH_EVERY_MS = 1_000
const ANSWERED_MS = 90_000

export const manyChats: Scenario = {
  id: 'R10',
  title: 'of thousands of chats over lines that die one way, none stays without its answer',
  stores: ['embedded', 'mongodb'],
  transports: ['socket'],
  // A commit has the other form of R10.
  shortOn: [],
  run,
}

async function run(stage: Stage): Promise<void> {
  const { visitors, chatsEach, agents, lines: lineCount } = stage.isLong ? LONG : SHORT
  const cluster = await stage.cluster({ nodeArgs: withLimits(LIMITS) })
  const crew = await stage.crew(cluster, agents)
  const lines: FaultProxy[] = []
  for (let i = 0; i < lineCount; i++) lines.push(await cluster.openLine())
  const answering: Person[] = []
  for (let i = 1; i <= agents; i++) answering.push(stage.add(await crew.agent(i, cluster.front.url, networkOf(stage))))
  const asking = Array.from({ length: visitors }, (_, i) =>
    stage.add(crew.visitor(`visitor-${i + 1}`, lines[i % lines.length]?.url ?? '', networkOf(stage))),
  )

  stage.say(`${visitors} visitors begin ${chatsEach} chats each; every second all connections of a line die one way`)
  const state = { deaths: 0, chats: 0, deaf: 0, isOver: false }
  const dying = killLines(stage, lines, state)
  await Promise.all(
    asking.map(async (visitor) => {
      for (let i = 0; i < chatsEach; i++) {
        const isAnswered = await oneChat(visitor, stage.random.pick(answering))
        state.chats++
        if (!isAnswered) state.deaf++
        await pause(REST_MS)
      }
    }),
  )
  state.isOver = true
  await dying
  stage.figure('chats', state.chats)
  stage.figure('lines that died', state.deaths)
  stage.demand(state.deaf === 0, `R10: ${state.deaf} of ${state.chats} chats stayed without their answer`)
  await stage.settle(cluster)
}

async function killLines(
  stage: Stage,
  lines: readonly FaultProxy[],
  state: { deaths: number; chats: number; isOver: boolean },
): Promise<void> {
  while (!state.isOver) {
    await pause(DEATH_EVERY_MS)
    stage.random.pick(lines).abandon(stage.random.pick(['up', 'down']))
    if (++state.deaths % 20 === 0) stage.say(`${state.chats} chats, ${state.deaths} deaths of a line`)
  }
}

/** One question and its answer; both let go of the conversation then. */
async function oneChat(visitor: Person, agent: Person): Promise<boolean> {
  const question = visitor.chat()
  question.say()
  try {
    await eventually('the conversation', () => question.handle.id.peek() !== null, { withinMs: ANSWERED_MS })
    const id = question.handle.id.peek()
    if (!id) return false
    const answer = agent.chat(id)
    answer.say()
    const isWhole = (chat: Chat) => chat.messages().length === 2 && chat.messages().every(({ messageId }) => messageId)
    await eventually('the answer', () => isWhole(question) && isWhole(answer), { withinMs: ANSWERED_MS })
    release(visitor, question)
    release(agent, answer)
    return true
  } catch {
    return false // left open: the checker says what is missing
  }
}

function release(person: Person, chat: Chat): void {
  chat.handle.release()
  person.chats.delete(chat)
}
