import { once } from 'node:events'
import { createServer as createHttp } from 'node:http'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import WebSocket, { WebSocketServer } from 'ws'
import { eventually } from '../../src/harness/eventually.ts'
import { freePort } from '../../src/harness/server.ts'
import { type FaultProxy, openProxy } from './proxy.ts'
import { createRandom } from './random.ts'

let proxy: FaultProxy
let server: Server
/** The server's ends, and what each has received. */
let ends: { socket: Socket; chunks: Buffer[] }[]
const clients: Socket[] = []

beforeEach(async () => {
  const port = await freePort()
  ends = []
  server = createServer((socket) => {
    const end = { socket, chunks: [] as Buffer[] }
    ends.push(end)
    socket.on('data', (chunk: Buffer) => end.chunks.push(chunk))
    socket.on('error', () => undefined) // cut on purpose
  }).listen(port, '127.0.0.1')
  await once(server, 'listening')
  proxy = await openProxy(() => port, createRandom(1))
})

afterEach(async () => {
  for (const client of clients.splice(0)) client.destroy()
  for (const { socket } of ends) socket.destroy()
  await proxy.close()
  server.close()
})

async function dial() {
  const client = connect(proxy.port, '127.0.0.1')
  const chunks: Buffer[] = []
  const closed = { isClosed: false }
  client.setNoDelay(true)
  client.on('data', (chunk: Buffer) => chunks.push(chunk))
  client.on('error', () => undefined) // cut on purpose
  client.on('close', () => Object.assign(closed, { isClosed: true }))
  clients.push(client)
  // Refused ones are cut before or after they were open.
  await once(client, 'connect').catch(() => undefined)
  return { client, chunks, closed }
}

const textOf = (chunks: readonly Buffer[] | undefined) => Buffer.concat(chunks ?? []).toString()
const arrived = (text: string) =>
  eventually(`'${text}' to arrive`, () => textOf(ends[0]?.chunks) === text, { withinMs: 5_000 })

describe('the fault proxy', () => {
  it('carries bytes both ways, in order', async () => {
    const { client, chunks } = await dial()
    for (let i = 0; i < 100; i++) client.write(`${i} `)
    await arrived(Array.from({ length: 100 }, (_, i) => `${i} `).join(''))
    ends[0]?.socket.write('answer')
    await eventually('the answer', () => textOf(chunks) === 'answer')
  })

  it('splits segments, and loses nothing of them', async () => {
    proxy.faults.splitBytes = 3
    const { client } = await dial()
    client.write('abcdefgh')
    await arrived('abcdefgh')
    expect(ends[0]?.chunks.length).toBeGreaterThan(1)
  })

  it('merges small segments into few', async () => {
    proxy.faults.mergeMs = 100
    const { client } = await dial()
    for (const letter of 'abcdef') {
      client.write(letter)
      await pause(2)
    }
    await arrived('abcdef')
    expect(ends[0]?.chunks.length).toBeLessThan(4)
  })

  it('turns exactly one bit of a segment that it corrupts', async () => {
    proxy.faults.corrupt = 1
    const { client } = await dial()
    const given = Buffer.alloc(64)
    client.write(given)
    await eventually('the bytes', () => Buffer.concat(ends[0]?.chunks ?? []).length === 64)
    const ones = [...Buffer.concat(ends[0]?.chunks ?? [])].map((byte) => byte.toString(2).replaceAll('0', '').length)
    expect(ones.reduce((sum, count) => sum + count)).toBe(1)
  })

  it('cuts a connection after so many bytes of one way, and not of the other', async () => {
    proxy.faults.cutAfter = { up: 10 }
    const { client, chunks, closed } = await dial()
    client.write('12345')
    await arrived('12345')
    ends[0]?.socket.write('much more than ten bytes')
    await eventually('the answer', () => textOf(chunks).length === 24)
    client.write('678901')
    await eventually('the cut', () => closed.isClosed)
    expect(textOf(ends[0]?.chunks)).toBe('12345')
  })

  it.each(['up', 'down'] as const)(
    'stalls the way %s, closes nothing, and carries the rest when it heals',
    async (way) => {
      const { client, chunks, closed } = await dial()
      client.write('before')
      await arrived('before')
      proxy.faults.stall = way
      client.write(' up')
      ends[0]?.socket.write('down')
      const isThrough = way === 'up' ? () => textOf(chunks) === 'down' : () => textOf(ends[0]?.chunks) === 'before up'
      await eventually('the other way to be open', isThrough)
      // The end of a sender is held back like everything else.
      if (way === 'down') ends[0]?.socket.end()
      await pause(100)
      expect(way === 'up' ? textOf(ends[0]?.chunks) : textOf(chunks)).toBe(way === 'up' ? 'before' : '')
      expect(closed.isClosed).toBe(false)
      proxy.heal()
      await arrived('before up')
      await eventually('what was held', () => textOf(chunks) === 'down')
    },
  )

  it('lets a sender feel that the other side does not read', async () => {
    const { client } = await dial()
    client.write('x')
    await arrived('x')
    ends[0]?.socket.pause()
    const piece = Buffer.alloc(1024 * 1024)
    for (let i = 0; i < 24; i++) client.write(piece)
    await pause(300)
    expect(client.writableLength).toBeGreaterThan(0)
    ends[0]?.socket.resume()
    const bytes = () => (ends[0]?.chunks ?? []).reduce((sum, { length }) => sum + length, 0)
    await eventually('all of it', () => bytes() === 1 + 24 * piece.length)
  })

  it('abandons one way of the connections that are open, and serves new ones', async () => {
    const old = await dial()
    old.client.write('a')
    await arrived('a')
    proxy.abandon('down')
    ends[0]?.socket.write('never')
    old.client.write('b')
    await arrived('ab')
    const fresh = await dial()
    await eventually('the new connection', () => ends.length === 2)
    ends[1]?.socket.write('well')
    await eventually('what the new one was told', () => textOf(fresh.chunks) === 'well')
    expect(textOf(old.chunks)).toBe('')
    expect(old.closed.isClosed).toBe(false)
  })

  it('refuses new connections, and leaves those that are open', async () => {
    const { client, closed } = await dial()
    client.write('a')
    await arrived('a')
    proxy.faults.refuse = true
    const second = await dial()
    await eventually('the refusal', () => second.closed.isClosed)
    expect(closed.isClosed).toBe(false)
    expect(ends).toHaveLength(1)
  })

  it('cuts all there is at a word', async () => {
    const [one, two] = [await dial(), await dial()]
    await eventually('both', () => proxy.count() === 2)
    proxy.cut()
    await eventually('both cut', () => one.closed.isClosed && two.closed.isClosed)
    await eventually('nothing to be open', () => proxy.count() === 0)
  })
})

describe('the HTTP hook of the fault proxy', () => {
  it('cuts the answer of the request it is told, after the server has acted on it', async () => {
    const requests: string[] = []
    const web = createHttp((request, response) => {
      requests.push(`${request.method} ${request.url}`)
      response.end('done')
    }).listen(0, '127.0.0.1')
    await once(web, 'listening')
    const { port } = web.address() as AddressInfo
    const front = await openProxy(() => port, createRandom(1))
    front.faults.http = ({ way, request }) => (way === 'down' && request === 'POST /events' ? 'cut' : 'pass')
    expect(await (await fetch(`${front.url}/events?x=1`)).text()).toBe('done')
    await expect(fetch(`${front.url}/events`, { method: 'POST' })).rejects.toThrow()
    expect(requests).toEqual(['GET /events?x=1', 'POST /events'])
    await front.close()
    web.close()
  })
})

describe('the frame hook of the fault proxy', () => {
  let sockets: WebSocketServer
  let front: FaultProxy
  const heard: string[] = []

  beforeEach(async () => {
    heard.length = 0
    const port = await freePort()
    sockets = new WebSocketServer({ port, host: '127.0.0.1' })
    sockets.on('connection', (socket) => {
      socket.on('error', () => undefined) // cut on purpose
      socket.on('message', (data) => {
        heard.push(String(data))
        socket.send(`ack ${data}`)
      })
    })
    await once(sockets, 'listening')
    front = await openProxy(() => port, createRandom(1))
  })

  afterEach(async () => {
    await front.close()
    for (const socket of sockets.clients) socket.terminate()
    sockets.close()
  })

  async function open() {
    const socket = new WebSocket(front.url.replace('http', 'ws'))
    const messages: string[] = []
    const state = { isClosed: false }
    socket.on('message', (data) => messages.push(String(data)))
    socket.on('close', () => Object.assign(state, { isClosed: true }))
    socket.on('error', () => undefined) // cut on purpose
    await once(socket, 'open')
    return { socket, messages, state }
  }

  it('drops the frame it is told to, of the way it is told to, and lets the rest by whole', async () => {
    front.faults.frame = ({ way, text }) => (way === 'down' && text === 'ack 2' ? 'drop' : 'pass')
    const { socket, messages } = await open()
    const long = 'x'.repeat(70_000) // a frame of many segments, with a length of eight bytes
    for (const text of ['1', '2', long, '4']) socket.send(text)
    await eventually('the last answer', () => messages.at(-1) === 'ack 4')
    expect(heard).toEqual(['1', '2', long, '4'])
    expect(messages).toEqual(['ack 1', `ack ${long}`, 'ack 4'])
    socket.terminate()
  })

  it('cuts after a frame has gone through', async () => {
    front.faults.frame = ({ way, text }) => (way === 'up' && text === '2' ? 'cut-after' : 'pass')
    const { socket, state } = await open()
    socket.send('1')
    socket.send('2')
    await eventually('the cut', () => state.isClosed)
    await eventually('the frame', () => heard.length === 2)
    expect(heard).toEqual(['1', '2'])
  })

  it('cuts instead of a frame', async () => {
    front.faults.frame = ({ way, text }) => (way === 'up' && text === '2' ? 'cut' : 'pass')
    const { socket, state } = await open()
    socket.send('1')
    await eventually('the first', () => heard.length === 1)
    socket.send('2')
    await eventually('the cut', () => state.isClosed)
    expect(heard).toEqual(['1'])
  })
})
