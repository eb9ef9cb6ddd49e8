import { setTimeout as pause } from 'node:timers/promises'
import { openMongo } from '@parley/database'
import { drained } from '../rig/drained.ts'
import { residentKb } from '../rig/process.ts'
import type { Scenario, Stage } from '../rig/stage.ts'
import { beginChats, talk } from '../rig/talk.ts'

const LONG = { visitors: 50, agents: 5, perSecond: 60, outageMs: 20_000 }
const SHORT = { visitors: 6, agents: 1, perSecond: 10, outageMs: 7_000 }
/** What was under way when the store stopped may still be answered. */
const LAST_ANSWERS_MS = 500
/** R14: how much the server may grow while nothing is stored. */
const GROWTH_KB = 50 * 1024
const DRAIN_MS = 15_000

export const databaseOutage: Scenario = {
  id: 'R14',
  title: 'a database that stops answering makes nobody believe that something is stored',
  stores: ['mongodb'],
  transports: ['socket', 'poll'],
  shortOn: ['mongodb socket'],
  stopsStore: true,
  run,
}

async function run(stage: Stage): Promise<void> {
  const { visitors, agents, perSecond, outageMs } = stage.isLong ? LONG : SHORT
  const cluster = await stage.cluster()
  const [server] = cluster.instances
  const chats = await beginChats(stage, cluster, { visitors, agents })
  const pid = await pidOf(stage.mongodbUri ?? '')
  const talking = talk(stage, chats, perSecond)
  await pause(2_000)
  const before = residentKb(server?.pid() ?? 0)
  process.kill(pid, 'SIGSTOP')
  try {
    stage.say(`mongod is frozen for ${outageMs / 1000} s while ${perSecond} messages a second are written`)
    await pause(LAST_ANSWERS_MS)
    const acked = talking.acked()
    await pause(outageMs - LAST_ANSWERS_MS)
    stage.demand(talking.acked() === acked, `${talking.acked() - acked} messages were acknowledged without a store`)
    stage.demand(!(await isReady(cluster.front.url)), 'the server called itself ready without a store')
    const grown = residentKb(server?.pid() ?? 0) - before
    stage.figure('grown kB', grown)
    stage.demand(grown <= GROWTH_KB, `the server grew by ${grown} kB while nothing could be stored`)
  } finally {
    process.kill(pid, 'SIGCONT')
  }
  talking.stop()
  const thawedAt = performance.now()
  await drained(stage.people, stage.isLong ? DRAIN_MS : 3 * DRAIN_MS)
  stage.figure('drained ms', performance.now() - thawedAt)
  await stage.settle(cluster)
}

async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(5_000) })).ok
  } catch {
    return false // no answer is no readiness
  }
}

/** The set's only member tells its own process. */
async function pidOf(uri: string): Promise<number> {
  const store = await openMongo(`${uri.replace('/?', '/admin?')}`)
  try {
    return Number((await store.db.command({ serverStatus: 1 }))['pid'])
  } finally {
    await store.close()
  }
}
