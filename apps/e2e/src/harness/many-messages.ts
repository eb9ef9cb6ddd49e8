import { randomBytes } from 'node:crypto'
import WebSocket from 'ws'
import { signIn } from './node-client.ts'
import type { RunningServer } from './server.ts'

const DIGITS = '0123456789abcdefghjkmnpqrstvwxyz'
/** 128 bits in base 32; nothing rests on the time that a client's own would begin with. */
const newCmid = () => `0${Array.from(randomBytes(25), (byte) => DIGITS[byte % 32]).join('')}`

/** For one socket: a little over the burst of an agent's bucket (200 frames). One person may hold 50 sockets. */
const SHARE = 250
/** Unacknowledged ones of a socket: one store is to take all sockets' in well below its five seconds. */
const IN_FLIGHT = 4

/**
 * Has the owner say `1` … `count` in conversation `id`, over several sockets, since each is slowed down. Resolves when
 * all of it is stored; the log's order is the server's to choose.
 */
export async function sayMany(server: RunningServer, id: string, count: number): Promise<void> {
  const { access } = await signIn(server)
  const starts = Array.from({ length: Math.ceil(count / SHARE) }, (_, i) => i * SHARE)
  await Promise.all(starts.map((from) => sayShare(server, access, id, [from, Math.min(count, from + SHARE)])))
}

/** Says `from + 1` … `to` over a socket of its own. */
function sayShare({ url }: RunningServer, access: string, id: string, [from, to]: [number, number]): Promise<void> {
  const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/api/v1/socket`, { origin: url })
  const write = (frame: object) => socket.send(JSON.stringify(frame))
  let said = from
  let acked = from
  const say = () => {
    if (said < to) write({ t: 'send', cmid: newCmid(), conversationId: id, kind: 'msg.new', body: textOf(++said) })
  }
  const heard: Record<string, () => void> = {
    welcome: () => Array.from({ length: IN_FLIGHT }, say),
    ack() {
      acked++
      say()
      if (acked === to) socket.close()
    },
    nack: () => socket.close(),
  }
  return new Promise((resolve, reject) => {
    socket.on('open', () => write({ t: 'hello', v: [1, 1], access, device: 'many', tab: 'many' }))
    socket.on('message', (data) => heard[JSON.parse(String(data)).t]?.())
    socket.on('error', reject)
    socket.on('close', (code) => (acked === to ? resolve() : reject(new Error(`${code}: ${acked} of ${to} stored`))))
  })
}

const textOf = (i: number) => ({ v: 1, type: 'text', text: String(i) })
