import { once } from 'node:events'
import { CLOSE, ERROR_CODES, type ServerFrame } from '@parley/protocol'
import { WebSocket } from 'ws'
import { eventually } from '../../domains/conversations/testing/log.ts'
import { SHOP } from '../../testing.ts'
import type { FrameCase } from './frame-cases.ts'
import { DOCUMENTED } from './verdict.ts'

/** Closes that a bad frame may bring, with those of the platform (SYNC-42). */
const ENDS: readonly number[] = [CLOSE.malformed, CLOSE.tooLarge, 1007, 1009]
/** Frames on their way at once, and sockets opened at once. */
const AT_ONCE = 40

/** A socket that keeps what it hears. */
export async function dial(port: number, origin: string | null = SHOP) {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/api/v1/socket`, origin === null ? {} : { origin })
  const frames: ServerFrame[] = []
  const line = { socket, frames, closed: null as number | null }
  socket.on('message', (bytes) => frames.push(JSON.parse(String(bytes))))
  socket.on('close', (code) => {
    line.closed = code
  })
  socket.on('error', () => undefined) // told by the close that follows
  await once(socket, 'open')
  return {
    ...line,
    /** The code it was closed with; null while it is open. */
    closed: () => line.closed,
    send: (frame: object | string | Buffer) =>
      socket.send(typeof frame === 'string' || Buffer.isBuffer(frame) ? frame : JSON.stringify(frame), {
        binary: false,
      }),
    of: <T extends ServerFrame['t']>(t: T) =>
      frames.filter((frame): frame is Extract<ServerFrame, { t: T }> => frame.t === t),
    async whenClosed(): Promise<number> {
      await eventually(() => line.closed !== null)
      return line.closed ?? 0
    },
  }
}
export type Line = Awaited<ReturnType<typeof dial>>

export type OpenLine = () => Promise<Line>

/** What is wrong with the answers to `cases`; `open` gives a socket that is ready for them. */
export async function tryFrames(open: OpenLine, cases: readonly FrameCase[]): Promise<string[]> {
  const told = cases.filter(({ outcome }) => outcome === 'told')
  const ending = cases.filter(({ outcome }) => outcome === 'ends')
  const wrong: string[] = []
  for (let i = 0; i < told.length; i += AT_ONCE) wrong.push(...(await onOneLine(open, told.slice(i, i + AT_ONCE))))
  for (let i = 0; i < ending.length; i += AT_ONCE)
    wrong.push(...(await Promise.all(ending.slice(i, i + AT_ONCE).map((one) => onItsOwn(open, one)))).flat())
  return wrong
}

/** Each frame has one answer, in order, and the socket lives. */
async function onOneLine(open: OpenLine, cases: readonly FrameCase[]): Promise<string[]> {
  const line = await open()
  const before = line.frames.length
  for (const { text } of cases) line.send(text)
  await eventually(() => line.closed() !== null || line.frames.length >= before + cases.length)
  const answers = line.frames.slice(before)
  const closed = line.closed()
  line.socket.terminate()
  const wrong = cases.flatMap(({ what }, n) => {
    const answer = answers[n]
    return answer && isRefusal(answer) ? [] : [`${what}: ${answer ? JSON.stringify(answer) : `closed with ${closed}`}`]
  })
  return wrong.slice(0, 5)
}

function isRefusal(frame: ServerFrame): boolean {
  if (frame.t === 'nack') return frame.code === 'invalid_request' && !frame.retry
  return (
    frame.t === 'err' && frame.code === 'invalid_request' && frame.code in ERROR_CODES && DOCUMENTED.has(frame.code)
  )
}

async function onItsOwn(open: OpenLine, { what, text }: FrameCase): Promise<string[]> {
  const line = await open()
  const before = line.frames.length
  line.send(text)
  await eventually(() => line.closed() !== null || line.frames.length > before)
  const code = line.closed()
  line.socket.terminate()
  if (code !== null && ENDS.includes(code)) return []
  return [`${what}: ${code === null ? JSON.stringify(line.frames.slice(before)) : `closed with ${code}`}`]
}
