import { once } from 'node:events'
import { type ClientFrame, PROTOCOL_LEVEL, type ServerFrame } from '@parley/protocol'
import { WebSocket } from 'ws'
import { eventually } from './log.ts'

/** The page that test clients come from. */
export const ORIGIN = 'https://shop.example'

export type TestSocket = Awaited<ReturnType<typeof connect>>
type OfType<T> = Extract<ServerFrame, { t: T }>

/** A client that keeps every frame; with `access` it has said hello and been welcomed. */
export async function connect(port: number, access?: string, hello: object = {}) {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/api/v1/socket`, { origin: ORIGIN })
  const frames: ServerFrame[] = []
  const texts: string[] = []
  let closed: number | null = null
  socket.on('message', (bytes) => {
    texts.push(String(bytes))
    frames.push(JSON.parse(String(bytes)))
  })
  socket.on('close', (code) => {
    closed = code
  })
  socket.on('error', () => undefined)
  await once(socket, 'open')

  async function next<T extends ServerFrame['t']>(
    t: T,
    where: (frame: OfType<T>) => boolean = () => true,
  ): Promise<OfType<T>> {
    const find = () => frames.find((frame): frame is OfType<T> => frame.t === t && where(frame as OfType<T>))
    await eventually(() => find() !== undefined || closed !== null)
    const found = find()
    if (!found) throw new Error(`closed with ${closed} before ${t}: ${texts.join('\n')}`)
    return found
  }
  const raw = (text: string | Buffer) => socket.send(text)
  const send = (frame: ClientFrame | object) => raw(JSON.stringify(frame))
  if (access !== undefined) {
    send({ t: 'hello', v: [1, PROTOCOL_LEVEL], access, device: 'd', tab: 't', ...hello })
    await next('welcome')
  }
  return {
    socket,
    frames,
    texts,
    raw,
    send,
    next,
    of: <T extends ServerFrame['t']>(t: T) => frames.filter((frame): frame is OfType<T> => frame.t === t),
    clear: () => frames.splice(0),
    closed: () => closed,
    async whenClosed(): Promise<number> {
      await eventually(() => closed !== null)
      return closed ?? 0
    },
    close: () => socket.close(),
  }
}
