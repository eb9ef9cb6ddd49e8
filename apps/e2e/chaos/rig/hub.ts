import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import { createInterface } from 'node:readline'
import type { Random } from './random.ts'

/** What the bus does to each message on its way to each instance, as shares in [0, 1]. */
export type BusFaults = { drop: number; duplicate: number; reorder: number; delayMs: number }

const GOOD_BUS: Readonly<BusFaults> = { drop: 0, duplicate: 0, reorder: 0, delayMs: 0 }
/** A message that is held back lets so many others pass, and comes after so long in any case. */
const MOST_OVERTAKEN = 6
const HELD_MS = 1_000

/** The bus between the instances, which may lose anything. Give `nodeArgs` to the cluster. */
export type BusHub = {
  nodeArgs: string[]
  /** Change it at any time. */
  faults: BusFaults
  heal(): void
  /** Down: instances lose their line, and find nobody. */
  isDown(down: boolean): void
  /** Deliveries so far: those that arrived, were lost, and were overtaken. */
  counts: { passed: number; lost: number; overtaken: number }
  /** Instances that have a line now. */
  lines(): number
  close(): Promise<void>
}

type Line = { socket: Socket; held: { text: string; behind: number; timer: NodeJS.Timeout }[] }

export async function openHub(random: Random): Promise<BusHub> {
  const faults = { ...GOOD_BUS }
  const counts = { passed: 0, lost: 0, overtaken: 0 }
  const lines = new Set<Line>()
  let down = false

  const server = createServer({ noDelay: true }, (socket) => {
    if (down) return void socket.destroy()
    const line: Line = { socket, held: [] }
    lines.add(line)
    socket.on('error', () => undefined) // `close` follows
    socket.on('close', () => {
      lines.delete(line)
      for (const { timer } of line.held) clearTimeout(timer)
    })
    const read = createInterface({ input: socket })
    read.on('error', () => undefined) // the socket's, once more
    read.on('line', (text) => {
      for (const to of lines) deliver(to, text)
    })
  })

  function deliver(to: Line, text: string): void {
    if (random.chance(faults.drop)) return void counts.lost++
    if (random.chance(faults.duplicate)) write(to, text)
    if (random.chance(faults.reorder)) return hold(to, text)
    write(to, text)
    for (const one of [...to.held]) if (--one.behind <= 0) release(to, one)
  }

  function write({ socket }: Line, text: string): void {
    counts.passed++
    const send = () => socket.writable && socket.write(`${text}\n`)
    if (faults.delayMs > 0) setTimeout(send, faults.delayMs)
    else send()
  }

  function hold(to: Line, text: string): void {
    counts.overtaken++
    const one = { text, behind: random.between(1, MOST_OVERTAKEN), timer: setTimeout(() => release(to, one), HELD_MS) }
    to.held.push(one)
  }

  function release(to: Line, one: Line['held'][number]): void {
    clearTimeout(one.timer)
    to.held = to.held.filter((other) => other !== one)
    write(to, one.text)
  }

  function end(): void {
    for (const { socket } of lines) socket.destroy()
  }

  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  const preload = new URL(`./hub-preload.ts?port=${address.port}`, import.meta.url)
  return {
    nodeArgs: ['--import', preload.href],
    faults,
    heal: () => void Object.assign(faults, GOOD_BUS),
    isDown(isDown) {
      down = isDown
      if (down) end()
    },
    counts,
    lines: () => lines.size,
    async close() {
      end()
      server.close()
      await once(server, 'close')
    },
  }
}
