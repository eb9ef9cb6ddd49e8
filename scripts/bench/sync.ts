import { setTimeout as pause } from 'node:timers/promises'
import { median, percentile, rate, show } from './measure.ts'
import { type ServerProcess, startServer } from './server-process.ts'
import { connectVisitor, type LoadVisitor } from './visitor.ts'

const ROUNDS = 3
const SOCKETS = 1000
const WRITERS = 64
/** Below the 20 messages in 10 s that one visitor may write. */
const CLOSED_LOOP = 15 * SOCKETS
const OPEN_LOOP_RATE = 500
const OPEN_LOOP_SECONDS = 15
const TEXT = 'Hello, is the blue one in stock, and would it be here by Friday if I order today?'

/** Acknowledgements in ms, what was reached per second, and the server's processor seconds per 1,000 messages. */
type Figures = { perSecond: number; latencies: number[]; cpuPer1000: number }

async function connectAll(server: ServerProcess): Promise<LoadVisitor[]> {
  const visitors: LoadVisitor[] = []
  await rate(SOCKETS, 16, async (n) => {
    visitors[n] = await connectVisitor(server.url, n)
  })
  return visitors
}

async function measured(server: ServerProcess, load: (latencies: number[]) => Promise<number>): Promise<Figures> {
  const latencies: number[] = []
  const before = server.cpuSeconds()
  const perSecond = await load(latencies)
  return { perSecond, latencies, cpuPer1000: ((server.cpuSeconds() - before) / latencies.length) * 1000 }
}

/** The visitors take turns. */
async function sendBy(visitors: LoadVisitor[], n: number): Promise<number> {
  const visitor = visitors[n % visitors.length]
  if (!visitor) throw new Error('no visitor is connected')
  return visitor.send(TEXT)
}

/** As fast as the answers come, 64 messages under way at a time. */
function closedLoop(server: ServerProcess, visitors: LoadVisitor[]): Promise<Figures> {
  return measured(server, (latencies) =>
    rate(CLOSED_LOOP, WRITERS, async (n) => {
      latencies.push(await sendBy(visitors, n))
    }),
  )
}

/** 500 messages a second whatever the answers do, at random moments; the latency counts from the moment it was due. */
function openLoop(server: ServerProcess, visitors: LoadVisitor[]): Promise<Figures> {
  return measured(server, async (latencies) => {
    const total = OPEN_LOOP_RATE * OPEN_LOOP_SECONDS
    const began = performance.now()
    const sent: Promise<void>[] = []
    let due = began
    for (let n = 0; n < total; n++) {
      due += (-Math.log(1 - Math.random()) * 1000) / OPEN_LOOP_RATE
      const wait = due - performance.now()
      if (wait > 1) await pause(wait)
      const late = Math.max(0, performance.now() - due)
      sent.push(sendBy(visitors, n).then((ms) => void latencies.push(ms + late)))
    }
    await Promise.all(sent)
    return (total / (performance.now() - began)) * 1000
  })
}

async function round(): Promise<{ closed: Figures; open: Figures; kbPerSocket: number }> {
  const server = await startServer()
  try {
    const idle = server.memoryKb()
    const visitors = await connectAll(server)
    const kbPerSocket = (server.memoryKb() - idle) / SOCKETS
    const closed = await closedLoop(server, visitors)
    await pause(10_000) // the visitors' allowance of messages fills up again
    const open = await openLoop(server, visitors)
    for (const visitor of visitors) visitor.close()
    return { closed, open, kbPerSocket }
  } finally {
    await server.stop()
  }
}

function tell(name: string, figures: Figures[]): void {
  const middle = (of: (one: Figures) => number): string => show(median(figures.map(of)))
  const ack = (share: number): string => middle(({ latencies }) => percentile(latencies, share))
  console.log(
    `${name}: ${middle((one) => one.perSecond)} acknowledged/s, ack p50 ${ack(0.5)} ms, p99 ${ack(0.99)} ms, ` +
      `${middle((one) => one.cpuPer1000)} CPU-s per 1,000`,
  )
}

/** A real server process on the embedded store, loaded over real sockets from this process. */
export async function benchSync(): Promise<void> {
  const rounds: Awaited<ReturnType<typeof round>>[] = []
  for (let n = 0; n < ROUNDS; n++) rounds.push(await round())
  const kb = show(median(rounds.map(({ kbPerSocket }) => kbPerSocket)))
  console.log(`embedded store, ${SOCKETS} sockets (${kb} kB of the server each), median of ${ROUNDS} rounds`)
  tell(
    `${WRITERS} writers, as fast as it goes`,
    rounds.map(({ closed }) => closed),
  )
  tell(
    `${OPEN_LOOP_RATE} messages/s, at random moments`,
    rounds.map(({ open }) => open),
  )
}
