import { once } from 'node:events'
import WebSocket from 'ws'
import { eventually } from '../../src/harness/eventually.ts'
import type { Cluster } from '../rig/cluster.ts'
import { SHOP } from '../rig/crew.ts'
import { acksOf, percentile } from '../rig/latency.ts'
import type { Scenario, Stage } from '../rig/stage.ts'
import { beginChats } from '../rig/talk.ts'

/** Frames a second from one socket, and sockets at once from one address (R16). */
const LONG = { perSecond: 10_000, sockets: 200 }
const SHORT = { perSecond: 10_000, sockets: 60 }
const TOO_FAST = 4429
/** Ten seconds of flooding are borne (SYNC-51); reading is paused meanwhile, so the end may come later. */
const LET_GO_MS = 30_000
const ADDRESS = '192.0.2.7'
const BURST_MS = 20

export const flood: Scenario = {
  id: 'R16',
  title: 'who floods the server is slowed down, then let go, and hurts nobody',
  stores: ['embedded', 'mongodb'],
  transports: ['socket'],
  shortOn: ['embedded socket'],
  run,
}

async function run(stage: Stage): Promise<void> {
  const { perSecond, sockets } = stage.isLong ? LONG : SHORT
  const cluster = await stage.cluster()
  const { visitors, crew } = await beginChats(stage, cluster, { visitors: 3, agents: 1 })
  const [neighbour] = visitors
  if (!neighbour) throw new Error('nobody to be hurt')
  const before = await acksOf(neighbour, 15)
  const access = await newVisitor(cluster, crew.siteKey)
  const flooder = await connect(cluster, access)
  await once(flooder, 'message') // `welcome`: a frame before it would be closed for that (4400), not for the flood
  stage.say(`one socket sends ${perSecond} frames a second`)
  const during = acksOf(neighbour, 15)
  const code = await floodUntilClosed(flooder, perSecond)
  stage.demand(code === TOO_FAST, `the flooding socket was closed with ${code}, not ${TOO_FAST}`)
  stage.say(`closed with ${code}; now ${sockets} sockets from its address at once`)
  const crowd = Array.from({ length: sockets }, () => connect(cluster, access).catch(() => null))
  const crowded = acksOf(neighbour, 8)
  for (const socket of await Promise.all(crowd)) socket?.terminate()
  stage.figure('ack p99 before ms', percentile(before, 0.99))
  stage.figure('ack p99 during ms', percentile(await during, 0.99))
  stage.figure('ack p99 crowded ms', percentile(await crowded, 0.99))
  await stage.settle(cluster)
}

const headers = { origin: SHOP, 'x-forwarded-for': ADDRESS }

async function newVisitor({ front }: Cluster, siteKey: string): Promise<string> {
  const body = JSON.stringify({ siteKey })
  const response = await fetch(`${front.url}/api/v1/visitors`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body,
  })
  return ((await response.json()) as { access: string }).access
}

async function connect({ front }: Cluster, access: string): Promise<WebSocket> {
  const socket = new WebSocket(`${front.url.replace('http', 'ws')}/api/v1/socket`, { headers })
  socket.on('error', () => undefined) // `close` follows, and is what is looked at
  await Promise.race([once(socket, 'open'), once(socket, 'close').then(() => Promise.reject(new Error('refused')))])
  socket.send(JSON.stringify({ t: 'hello', v: [1, 1], access, device: 'flood', tab: 'flood' }))
  return socket
}

/** The code that the server closed with. Frames that the kernel does not take any more are not pressed on it. */
async function floodUntilClosed(socket: WebSocket, perSecond: number): Promise<number> {
  let code = 0
  socket.on('close', (closed) => {
    code = closed
  })
  const frame = JSON.stringify({ t: 'hb', c: 1 })
  const timer = setInterval(() => {
    if (socket.readyState !== WebSocket.OPEN || socket.bufferedAmount > 1_000_000) return
    for (let i = 0; i < (perSecond * BURST_MS) / 1000; i++) socket.send(frame)
  }, BURST_MS)
  try {
    await eventually('the flooding socket to be closed', () => code !== 0, { withinMs: LET_GO_MS })
  } finally {
    clearInterval(timer)
  }
  return code
}
