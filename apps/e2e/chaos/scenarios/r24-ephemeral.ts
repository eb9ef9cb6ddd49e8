import { setTimeout as pause } from 'node:timers/promises'
import { eventually } from '../../src/harness/eventually.ts'
import { acksOf, percentile } from '../rig/latency.ts'
import type { Chat } from '../rig/person.ts'
import type { Scenario, Stage } from '../rig/stage.ts'
import { beginChats } from '../rig/talk.ts'

/** How long everybody types: below the frames that a visitor may send, above the four a second that are passed on. */
const LONG = { visitors: 200, agents: 5, seconds: 300 }
const SHORT = { visitors: 10, agents: 2, seconds: 6 }
const EVERY_MS = 125
/** Typing is forgotten after six seconds (SYNC 7), and the clocks of this process are not the world's. */
const FORGOTTEN_MS = 12_000

export const ephemeral: Scenario = {
  id: 'R24',
  title: 'typing leaves no trace in the store and is forgotten by itself',
  stores: ['embedded', 'mongodb'],
  transports: ['socket'],
  shortOn: ['embedded socket'],
  run,
}

async function run(stage: Stage): Promise<void> {
  const { visitors: count, agents: desk, seconds } = stage.isLong ? LONG : SHORT
  const cluster = await stage.cluster()
  const { visitors, agents } = await beginChats(stage, cluster, { visitors: count, agents: desk })
  const [first, ...typists] = visitors
  if (!first) throw new Error('nobody chats')
  const before = await acksOf(first, 15)
  stage.say(`${count - 1} visitors and ${desk} agents type for ${seconds} s while one of them chats`)
  const typing = type([...typists, ...agents], agents, seconds)
  const during = await acksOf(first, 15)
  const { frames, seen } = await typing
  stage.demand(seen > 0, 'no agent saw anybody type')
  stage.figure('frames', frames)
  stage.figure('ack p99 before ms', percentile(before, 0.99))
  stage.figure('ack p99 during ms', percentile(during, 0.99))
  const isForgotten = () => [...visitors, ...agents].every(({ handle }) => handle.typing.value.length === 0)
  await eventually('typing to be forgotten', isForgotten, { withinMs: FORGOTTEN_MS })
  await stage.settle(cluster)
  // Everything in the log is a message that somebody wrote: the checker counts what nobody sent.
  await cluster.readStore(async ({ db }) => {
    const workspaces = await db.collection<{ _id: string }>('workspaces').find({}).toArray()
    for (const { _id: workspaceId } of workspaces) {
      const stored = await db.collection<{ workspaceId: string }>('events').countDocuments({ workspaceId })
      stage.demand(stored === stage.people.reduce((sum, { said }) => sum + said, 0), `the log holds ${stored} events`)
    }
  })
}

/** Everybody types and stops and types again: how often that was said to a client, and how often an agent saw it. */
async function type(chats: readonly Chat[], desk: readonly Chat[], seconds: number) {
  const rounds = (seconds * 1000) / EVERY_MS
  let seen = 0
  for (let i = 0; i < rounds; i++) {
    for (const { handle } of chats) handle.setTyping(i % 2 === 0)
    await pause(EVERY_MS)
    seen += desk.filter(({ handle }) => handle.typing.value.length > 0).length
  }
  return { frames: rounds * chats.length, seen }
}
