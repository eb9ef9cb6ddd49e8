import { randomBytes } from 'node:crypto'
import WebSocket from 'ws'
import { signIn } from './node-client.ts'
import type { RunningServer } from './server.ts'

/** 26 digits of base 32; nothing rests on the time that a client's own would begin with. */
const newCmid = () => Array.from(randomBytes(26), (byte) => '0123456789abcdefghjkmnpqrstvwxyz'[byte % 32]).join('')

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

function sayShare({ url }: RunningServer, access: string, id: string, [from, to]: [number, number]): Promise<void> {
  const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/api/v1/socket`, { origin: url })
  const write = (frame: object) => socket.send(JSON.stringify(frame))
  let said = from
  const say = () => {
    if (said < to) write({ t: 'send', cmid: newCmid(), conversationId: id, kind: 'msg.new', body: textOf(++said) })
  }
  return new Promise((resolve, reject) => {
    let acked = from
    socket.on('error', reject)
    socket.on('close', (code) => reject(new Error(`closed with ${code} after ${acked} acknowledgements`)))
    socket.on('open', () => write({ t: 'hello', v: [1, 1], access, device: 'many', tab: 'many' }))
    socket.on('message', (data) => {
      const frame = JSON.parse(String(data))
      if (frame.t === 'nack') reject(new Error(`refused: ${frame.code}`))
      if (frame.t === 'welcome') for (let i = 0; i < IN_FLIGHT; i++) say()
      if (frame.t === 'ack' && ++acked < to) say()
      if (acked === to) {
        resolve()
        socket.close()
      }
    })
  })
}

const textOf = (i: number) => ({ v: 1, type: 'text', text: String(i) })
