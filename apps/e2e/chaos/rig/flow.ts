import type { Socket } from 'node:net'
import { setTimeout as pause, setImmediate as turn } from 'node:timers/promises'
import type { Faults, FrameFate, Way } from './faults.ts'
import { createFrameReader, type WireFrame } from './frames.ts'
import type { Random } from './random.ts'

type Flow = { way: Way; from: Socket; to: Socket; faults: Faults; random: Random; cut(): void; dead: ReadonlySet<Way> }

const STALL_LOOK_MS = 20
const REQUEST = /^([A-Z]+ [^\s?]+)\S* HTTP\/1\.1\r\n/
const UPGRADED = /^HTTP\/1\.1 101 /
const HEAD_END = '\r\n\r\n'
/** Waiting chunks of one direction; beyond it nothing more is read, so that back-pressure reaches the sender. */
const MOST_BUFFERED = 64 * 1024

/**
 * Carries one direction of a connection through its faults, in order. `talk` is shared by both directions: only after the
 * server has switched to WebSocket are there frames to look at, and an answer is known by its request.
 */
export function carry(flow: Flow, talk: { isSocket: boolean; request: string; upgraded(): void }): void {
  const { way, from, to, faults } = flow
  const read = createFrameReader()
  let carried = 0
  let frames = 0
  let waiting = 0
  const gathered: Buffer[] = []
  let last: Promise<void> = Promise.resolve()

  async function deliver(bytes: Buffer): Promise<void> {
    await held(flow)
    const delayMs = faults.delayMs + flow.random.next() * faults.jitterMs
    if (delayMs > 0) await pause(delayMs)
    if (faults.bytesPerSecond > 0) await pause((bytes.length / faults.bytesPerSecond) * 1000)
    if (to.destroyed) return
    carried += bytes.length
    const limit = faults.cutAfter[way]
    if (limit !== undefined && carried > limit) return flow.cut()
    await write(to, split(damaged(bytes, flow), faults.splitBytes))
  }

  function enqueue(bytes: Buffer): void {
    waiting += bytes.length
    if (waiting > MOST_BUFFERED) from.pause()
    last = last
      .then(() => deliver(bytes))
      .then(() => {
        waiting -= bytes.length
        if (waiting <= MOST_BUFFERED) from.resume()
      })
  }

  /** Small segments become few large ones. */
  function gather(bytes: Buffer): void {
    if (faults.mergeMs === 0 && gathered.length === 0) return enqueue(bytes)
    if (gathered.length === 0)
      setTimeout(() => gathered.length > 0 && enqueue(Buffer.concat(gathered.splice(0))), faults.mergeMs)
    gathered.push(bytes)
  }

  function onFrames(chunk: Buffer): void {
    // Frames are read only where somebody judged the first one: a stream that was let go by cannot be cut up later.
    if (!faults.frame && frames === 0) return gather(chunk)
    for (const frame of read(chunk)) judge(frame)
  }

  function judge({ bytes, text }: WireFrame): void {
    meet(bytes, faults.frame?.({ way, text, index: frames++ }) ?? 'pass')
  }

  function meet(bytes: Buffer, fate: FrameFate): void {
    if (fate === 'pass' || fate === 'cut-after') gather(bytes)
    if (fate !== 'pass' && fate !== 'drop') last = last.then(flow.cut)
  }

  function onHttp(chunk: Buffer): void {
    const text = chunk.toString('latin1')
    if (way === 'up') talk.request = REQUEST.exec(text)?.[1] ?? talk.request
    if (way === 'up' || !UPGRADED.test(text))
      return meet(chunk, faults.http?.({ way, request: talk.request, text }) ?? 'pass')
    talk.isSocket = true
    talk.upgraded()
    const end = text.indexOf(HEAD_END) + HEAD_END.length
    gather(chunk.subarray(0, end))
    if (end < chunk.length) onFrames(chunk.subarray(end))
  }

  from.on('data', (chunk: Buffer) => (talk.isSocket ? onFrames(chunk) : onHttp(chunk)))
  from.on('error', () => undefined) // `close` follows
  from.on('close', () => {
    if (gathered.length > 0) enqueue(Buffer.concat(gathered.splice(0)))
    last = last.then(() => held(flow)).then(() => to.destroySoon())
  })
}

/** A stalled direction carries nothing and closes nothing, the end of its sender included: the worst a network does. */
async function held({ way, faults, to, dead }: Flow): Promise<void> {
  const isHeld = () => dead.has(way) || faults.stall === way || faults.stall === 'both'
  while (isHeld() && !to.destroyed) await pause(STALL_LOOK_MS)
}

/** Waits until the other side took it; what is written in one turn of the loop would leave as one segment again. */
async function write(to: Socket, parts: readonly Buffer[]): Promise<void> {
  for (const part of parts) {
    await new Promise<void>((resolve) => to.write(part, () => resolve()))
    if (parts.length > 1) await turn()
  }
}

function damaged(bytes: Buffer, { faults, random }: Flow): Buffer {
  if (!random.chance(faults.corrupt)) return bytes
  const broken = Buffer.from(bytes)
  const at = random.between(0, bytes.length - 1)
  broken[at] = (broken[at] ?? 0) ^ (1 << random.between(0, 7))
  return broken
}

function split(bytes: Buffer, size: number): Buffer[] {
  if (size <= 0 || bytes.length <= size) return [bytes]
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) => bytes.subarray(i * size, (i + 1) * size))
}
