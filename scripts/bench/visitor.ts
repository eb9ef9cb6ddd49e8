import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { KEY_RANDOM_BYTES, PROTOCOL_LEVEL, timeOrdered } from '@parley/protocol/constants'
import WebSocket from 'ws'

const SITE_KEY = 'demo'
const MOST_HANDSHAKES = 30
const BUSY_PAUSE_MS = 1000

/** One visitor on a socket of his own; `send` resolves with the milliseconds that the acknowledgement took. */
export type LoadVisitor = { send: (text: string) => Promise<number>; close: () => void }

const key = (): string => timeOrdered(Date.now(), randomBytes(KEY_RANDOM_BYTES))
/** Every visitor comes from an address of his own, of a range that is routed nowhere. */
const address = (n: number): string => `10.${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}`

async function newVisitor(url: string, headers: Record<string, string>): Promise<string> {
  const answer = await fetch(`${url}/api/v1/visitors`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify({ siteKey: SITE_KEY }),
  })
  if (!answer.ok) throw new Error(`no visitor: ${answer.status} ${await answer.text()}`)
  return ((await answer.json()) as { access: string }).access
}

type Pending = { done: (ms: number) => void; fail: (error: Error) => void; began: number }

function settle(pending: Map<string, Pending>, data: WebSocket.RawData): void {
  const frame = JSON.parse(String(data)) as { t: string; cmid?: string; code?: string }
  const waiting = frame.cmid === undefined ? undefined : pending.get(frame.cmid)
  if (!waiting || (frame.t !== 'ack' && frame.t !== 'nack')) return
  pending.delete(frame.cmid ?? '')
  if (frame.t === 'ack') waiting.done(performance.now() - waiting.began)
  else waiting.fail(new Error(`refused: ${frame.code}`))
}

/** Answers heartbeats; resolves when the server said `welcome`. */
async function welcomed(socket: WebSocket, access: string): Promise<void> {
  socket.on('message', (data) => {
    const frame = JSON.parse(String(data)) as { t: string; c?: number }
    if (frame.t === 'hb') socket.send(JSON.stringify({ t: 'hb', c: frame.c }))
  })
  socket.send(JSON.stringify({ t: 'hello', v: [PROTOCOL_LEVEL, PROTOCOL_LEVEL], access, device: 'bench', tab: key() }))
  const [first] = await once(socket, 'message')
  if ((JSON.parse(String(first)) as { t: string }).t !== 'welcome') throw new Error(`not welcome: ${first}`)
}

/** A server that is busy says 503 to handshakes; clients come back later, and so does the load. */
async function openSocket(url: string, headers: Record<string, string>): Promise<WebSocket> {
  for (let left = MOST_HANDSHAKES; ; left--) {
    const socket = new WebSocket(`${url.replace('http', 'ws')}/api/v1/socket`, { headers })
    try {
      await once(socket, 'open')
      return socket
    } catch (error) {
      if (left === 0 || !String(error).includes('503')) throw error
      await pause(Math.random() * BUSY_PAUSE_MS)
    }
  }
}

export async function connectVisitor(url: string, n: number): Promise<LoadVisitor> {
  const headers = { origin: url, 'x-forwarded-for': address(n + 1) }
  const access = await newVisitor(url, headers)
  const socket = await openSocket(url, headers)
  await welcomed(socket, access)
  const pending = new Map<string, Pending>()
  socket.on('message', (data) => settle(pending, data))
  socket.on('close', (code) => {
    for (const { fail } of pending.values()) fail(new Error(`closed with ${code}`))
  })
  // The key names the conversation, whether it exists or not: one visitor, one conversation.
  const create = { key: key() }
  return {
    send: (text) =>
      new Promise((done, fail) => {
        const cmid = key()
        pending.set(cmid, { done, fail, began: performance.now() })
        const body = { v: 1, type: 'text', text }
        socket.send(JSON.stringify({ t: 'send', cmid, create, kind: 'msg.new', body }))
      }),
    close: () => socket.close(),
  }
}
