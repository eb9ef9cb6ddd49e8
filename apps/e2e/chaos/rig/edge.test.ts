import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import { afterEach, describe, expect, it } from 'vitest'
import WebSocket from 'ws'
import { type Edge, type EdgeKind, startEdge } from './edge.ts'

type Heard = { url: string; headers: IncomingHttpHeaders }

const ends: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const end of ends.splice(0)) await end()
})

/** What arrives behind the edge, upgrades too; null where there is no such program. */
async function open(kind: EdgeKind): Promise<{ edge: Edge; heard: Heard[] } | null> {
  const heard: Heard[] = []
  const server = createServer((request, response) => {
    heard.push({ url: request.url ?? '', headers: request.headers })
    response.end('{}')
  })
  server.on('upgrade', (request, socket) => {
    heard.push({ url: request.url ?? '', headers: request.headers })
    socket.on('error', () => undefined) // an edge may cut what was refused
    socket.end('HTTP/1.1 429 Too Many Requests\r\ncontent-length: 0\r\nconnection: close\r\n\r\n')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  ends.push(async () => server.close())
  const edge = await startEdge(kind, [address.port])
  if (edge) ends.push(edge.stop)
  return edge && { edge, heard }
}

/** The status that refuses a handshake. */
function refusalOf(url: string): Promise<number> {
  return new Promise((resolve) => {
    const socket = new WebSocket(url)
    socket.on('unexpected-response', (_, { statusCode = 0 }) => resolve(statusCode))
    socket.on('error', () => undefined) // the answer says it
  })
}

describe.each<EdgeKind>(['nginx', 'haproxy'])('the recipe of %s on the deploy page', { timeout: 60_000 }, (kind) => {
  it('O10 R37 lets headers of nearly 16 KB through, and says whom it speaks for', async ({ skip }) => {
    const { edge, heard } = (await open(kind)) ?? skip('it is not to be had')
    const headers = { 'x-long': 'x'.repeat(15_000), 'x-forwarded-for': '10.1.2.3' }
    expect((await fetch(`${edge.url}/api/v1/health`, { headers })).status).toBe(200)
    const one = heard.find(({ url }) => url === '/api/v1/health')
    expect(one?.headers['x-forwarded-for']).toBe('10.1.2.3, 127.0.0.1')
    expect(one?.headers).toMatchObject({ 'x-forwarded-proto': 'http', host: `127.0.0.1:${edge.port}` })
  })

  it('O10 R37 passes upgrades of the socket on, and no others', async ({ skip }) => {
    const { edge, heard } = (await open(kind)) ?? skip('it is not to be had')
    const base = edge.url.replace('http', 'ws')
    expect(await refusalOf(`${base}/api/v1/socket`)).toBe(429)
    expect(await refusalOf(`${base}/api/v1/else`)).not.toBe(429)
    const upgradeOf = (path: string) => heard.find(({ url }) => url === path)?.headers.upgrade
    expect([upgradeOf('/api/v1/socket'), upgradeOf('/api/v1/else')]).toEqual(['websocket', undefined])
  })

  it('R37 serves on the same port after a reload and a restart', async ({ skip }) => {
    const { edge } = (await open(kind)) ?? skip('it is not to be had')
    const ask = async () => (await fetch(`${edge.url}/api/v1/health`)).status
    await edge.reload()
    expect(await ask()).toBe(200)
    await edge.restart()
    expect(await ask()).toBe(200)
  })
})
