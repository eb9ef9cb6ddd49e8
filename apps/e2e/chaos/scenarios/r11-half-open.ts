import { setTimeout as pause } from 'node:timers/promises'
import { eventually } from '../../src/harness/eventually.ts'
import { withLimits } from '../rig/limits.ts'
import { heldPeers } from '../rig/process.ts'
import type { Scenario, Stage } from '../rig/stage.ts'
import { beginChats } from '../rig/talk.ts'

/** The product's own times, and those of a run that a commit can afford: a server looks at each connection every 5 s. */
const LONG = { visitors: 50, deafMs: 60_000, deadMs: 35_000 }
const SHORT = { visitors: 6, deafMs: 0, deadMs: 12_000 }
const LOOKS_EVERY_MS = 5_000
/** What a busy machine may add. */
const LATE_MS = 1_000
const SHORT_LIMITS = { deadMs: SHORT.deadMs, heartbeatMs: 6_000 }

export const halfOpen: Scenario = {
  id: 'R11',
  title: 'a server lets go of connections from which nothing comes any more',
  stores: ['embedded', 'mongodb'],
  transports: ['socket'],
  shortOn: ['embedded socket'],
  run,
}

async function run(stage: Stage): Promise<void> {
  const { visitors, deafMs, deadMs } = stage.isLong ? LONG : SHORT
  const cluster = await stage.cluster({ nodeArgs: stage.isLong ? [] : withLimits(SHORT_LIMITS) })
  const line = await cluster.openLine()
  await beginChats(stage, cluster, { visitors, agents: 1, visitorUrl: line.url })
  const port = cluster.instances[0]?.port ?? 0
  stage.say(`nothing of ${visitors} visitors reaches the server any more; what it says reaches them`)
  const ours = line.socketPorts()
  const heldOfOurs = () => [...(heldPeers(port) ?? [])].filter((peer) => ours.has(portOf(peer)))
  const before = heldOfOurs().length
  if (heldPeers(port) === null) return stage.say("LEFT OUT: no /proc to read the server's connections from")
  stage.demand(before >= visitors, `R11: only ${before} connections were seen: the run proved nothing`)
  line.faults.stall = 'up'
  const deafAt = performance.now()
  const mostMs = deadMs + LOOKS_EVERY_MS
  await eventually('the server to let go of them', () => heldOfOurs().length === 0, { withinMs: 3 * mostMs })
  const ms = performance.now() - deafAt
  stage.figure('let go s', ms / 1000)
  if (stage.isLong) stage.demand(ms <= mostMs + LATE_MS, `R11: connections were held for ${ms.toFixed(0)} ms`)
  await pause(Math.max(0, deafMs - ms))
  line.heal()
  // Those who tried again meanwhile left connections behind that never said a word: they go too.
  const isBack = () => stage.people.every(({ client }) => client.connection.value.phase === 'online')
  await eventually('everybody to be back', isBack, { withinMs: 60_000 })
  await stage.settle(cluster)
}

/** Of `0100007F:D431`, as the kernel writes it. */
const portOf = (peer: string): number => Number.parseInt(peer.split(':')[1] ?? '', 16)
