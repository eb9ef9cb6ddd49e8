import { createServer } from 'node:http'
import { type WebSocket, WebSocketServer } from 'ws'

/** A message as the floors keep and tell it. */
export type FloorEvent = { conversationId: string; n: number; cmid: number; actor: string; ts: number; text: string }
/** Writes a batch; resolves when it is flushed. */
export type Write = (batch: readonly FloorEvent[]) => Promise<void>

type Member = { conversationId: string; actor: string }
type Frame =
  | { t: 'hello'; watch?: true; token?: string; conversationId?: string }
  | { t: 'send'; cmid: number; text: string }
type Waiting = { event: FloorEvent; from: WebSocket }

/**
 * The least that a durable chat server can do: number a message in its conversation, store it, acknowledge it, tell it to
 * the conversation and to all who watch. One batch is written while the next one gathers, for `waitMs` at least.
 */
export function serveFloor(write: Write, waitMs = 0): void {
  const members = new Map<WebSocket, Member>()
  const conversations = new Map<string, { head: number; sockets: Set<WebSocket> }>()
  const watchers = new Set<WebSocket>()
  let waiting: Waiting[] = []
  let isBusy = false

  function join(socket: WebSocket, { watch, conversationId = '', token = '' }: Extract<Frame, { t: 'hello' }>): void {
    if (watch) watchers.add(socket)
    else {
      const conversation = conversations.get(conversationId) ?? { head: 0, sockets: new Set() }
      conversations.set(conversationId, conversation)
      conversation.sockets.add(socket)
      members.set(socket, { conversationId, actor: token })
    }
    socket.send('{"t":"welcome"}')
  }

  function take(socket: WebSocket, { cmid, text }: Extract<Frame, { t: 'send' }>): void {
    const member = members.get(socket)
    const conversation = member && conversations.get(member.conversationId)
    if (!conversation) return
    const event = { ...member, n: ++conversation.head, cmid, ts: Date.now(), text }
    waiting.push({ event, from: socket })
    schedule()
  }

  function schedule(): void {
    if (isBusy || waiting.length === 0) return
    isBusy = true
    if (waitMs === 0) setImmediate(() => void flush())
    else setTimeout(() => void flush(), waitMs)
  }

  async function flush(): Promise<void> {
    const batch = waiting
    waiting = []
    await write(batch.map(({ event }) => event)) // what fails here ends the process
    for (const one of batch) tell(one)
    isBusy = false
    schedule()
  }

  function tell({ event, from }: Waiting): void {
    from.send(JSON.stringify({ t: 'ack', cmid: event.cmid, n: event.n }))
    const text = JSON.stringify({ t: 'ev', ...event })
    for (const socket of conversations.get(event.conversationId)?.sockets ?? []) socket.send(text)
    for (const socket of watchers) socket.send(text)
  }

  function leave(socket: WebSocket): void {
    watchers.delete(socket)
    const member = members.get(socket)
    if (member) conversations.get(member.conversationId)?.sockets.delete(socket)
    members.delete(socket)
  }

  const server = createServer((_request, response) => response.end('ready'))
  new WebSocketServer({ server, perMessageDeflate: false }).on('connection', (socket) => {
    socket.on('message', (data) => {
      const frame = JSON.parse(String(data)) as Frame // from our own load
      if (frame.t === 'hello') join(socket, frame)
      else take(socket, frame)
    })
    socket.on('close', () => leave(socket))
  })
  server.listen(Number(process.env['PORT']), '127.0.0.1')
}
