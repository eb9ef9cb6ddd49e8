import { once } from 'node:events'
import { connect } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { CLOSE, LIMITS, PROTOCOL_LEVEL } from '@parley/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventually } from '../domains/conversations/testing/log.ts'
import type { Fixture } from '../http/testing-fixture.ts'
import { INBOX, SHOP, type World } from '../testing.ts'
import { dial, type Line } from './testing/frame-runner.ts'
import { type Neighbour, watchProcess } from './testing/neighbour.ts'
import { goodCalls, ROUTES, requestOf } from './testing/routes.ts'
import { aScene } from './testing/scene.ts'
import { type Answer, wrongWith } from './testing/verdict.ts'

const KEY = 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=='
const UPGRADE = ['Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Version: 13', KEY, `Origin: ${SHOP}`]
const CRLF = '\r\n'
const MIB = 1024 * 1024
/** Lines that send a byte of their headers now and then; ten seconds are theirs. */
const SLOW = 200
const DRIP_MS = 500
const HEADERS_END_MS = 20_000

describe('bare lines', { timeout: 60_000 }, () => {
  const watched = watchProcess()
  let world: World
  let own: Fixture
  let port: number
  let neighbour: Neighbour
  beforeAll(async () => {
    ;({ world, own, port, neighbour } = await aScene('embedded'))
  })
  afterAll(async () => {
    watched.stop()
    await world.stop()
  })

  /** Everything that is answered to `text`, until the server ends the line or `isEnough` says so. */
  async function exchange(text: string | Buffer, isEnough: (heard: string) => boolean = () => false): Promise<string> {
    const { line, heard } = await bareLine(port)
    line.write(text)
    await eventually(() => line.destroyed || isEnough(heard()))
    line.destroy()
    return heard()
  }

  /** The first answer of what was heard. */
  function answerIn(heard: string): Answer {
    const [head = '', ...bodies] = heard.split(`${CRLF}${CRLF}`)
    const [first = '', ...lines] = head.split(CRLF)
    const headers = Object.fromEntries(
      lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 2)]),
    )
    const length = Number(headers['content-length'] ?? 0)
    return { status: Number(first.split(' ')[1]), headers, text: bodies.join(`${CRLF}${CRLF}`).slice(0, length) }
  }
  const lines = (...text: string[]) => `${text.join(CRLF)}${CRLF}${CRLF}`
  const isWhole = (heard: string) => {
    const { headers, text } = answerIn(heard)
    return 'content-length' in headers && text.length === Number(headers['content-length'])
  }
  const post = (...headers: string[]) =>
    lines('POST /api/v1/sessions HTTP/1.1', 'Host: x', `Origin: ${INBOX}`, ...headers)

  it.each([
    ['no HTTP at all', 'hello\r\n\r\n'],
    ['TLS', Buffer.from([0x16, 3, 1, 2, 0, 1, 0, 1, 0xfc, 3, 3, 13, 10, 13, 10])],
    ['an unknown method', lines('FOO / HTTP/1.1', 'Host: x')],
    ['an unknown version', lines('GET / HTTP/9.9', 'Host: x')],
    ['length and chunks', post('Content-Length: 2', 'Transfer-Encoding: chunked')],
    ['two lengths', post('Content-Length: 2', 'Content-Length: 3')],
    ['a length of no number', post('Content-Length: 0x10')],
    ['a negative length', post('Content-Length: -1')],
    ['chunks of another kind', post('Transfer-Encoding: chunked, identity')],
    ['a chunk of no size', `${post('Content-Type: application/json', 'Transfer-Encoding: chunked')}zz${CRLF}x${CRLF}`],
    ['a folded header', post('X-A: a', ' folded')],
    ['a space before the colon', post('Content-Length : 2')],
    ['a bare line feed', 'GET /livez HTTP/1.1\nHost: x\n\nGET'],
    ['a NUL in a header', post('X-A: a\0b')],
    ['an address with spaces', lines('GET /api v1 HTTP/1.1', 'Host: x')],
    [
      '2,000 headers',
      lines('GET /livez HTTP/1.1', 'Host: x', ...Array.from({ length: 2_000 }, (_, n) => `X-${n}: aaaaaaaaaa`)),
    ],
    ['headers of 100 KB', lines('GET /livez HTTP/1.1', 'Host: x', `Cookie: a=${'x'.repeat(100_000)}`)],
    ['a path of 100 KB', lines(`GET /${'x'.repeat(100_000)} HTTP/1.1`, 'Host: x')],
    [
      'an offer of 100 KB',
      lines('GET /api/v1/socket HTTP/1.1', 'Host: x', ...UPGRADE, `Sec-WebSocket-Protocol: ${'x'.repeat(100_000)}`),
    ],
  ])('N04 N06 answers %s with a problem, and ends the line', async (_what, text) => {
    const answer = answerIn(await exchange(text))
    expect(wrongWith(answer, [400, 431])).toBeNull()
    expect(answer.headers['connection']).toBe('close')
    await neighbour.talk()
  })

  it('N06 wants a host of whoever speaks HTTP/1.1, and none of probes that speak 1.0', async () => {
    expect(wrongWith(answerIn(await exchange(lines('GET /livez HTTP/1.1'), isWhole)), [400])).toBeNull()
    expect(answerIn(await exchange(lines('GET /livez HTTP/1.0'), isWhole)).status).toBe(200)
  })

  it('N06 gives nobody more than ten seconds for his headers, however busily he sends them, and serves others', async () => {
    const began = performance.now()
    const slow = await Promise.all(Array.from({ length: SLOW }, () => bareLine(port)))
    for (const { line } of slow) line.write(`GET /livez HTTP/1.1${CRLF}Host: x${CRLF}X-A: `)
    for (let left = slow; left.length > 0; left = left.filter(({ line }) => !line.destroyed)) {
      for (const { line } of left) line.write('a')
      await neighbour.talk()
      expect(performance.now() - began).toBeLessThan(HEADERS_END_MS)
      await pause(DRIP_MS)
    }
    for (const { heard } of slow) expect(wrongWith(answerIn(heard()), [408])).toBeNull()
  })

  it.each([
    ['an extension of prototypes', ['Sec-WebSocket-Extensions: constructor'], [101]],
    ['compression', ['Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits'], [101]],
    ['parameters without end', [`Sec-WebSocket-Extensions: permessage-deflate; ${'a=1; '.repeat(1_000)}`], [101, 400]],
    ['another version', ['Sec-WebSocket-Version: 7'], [400, 426]],
    ['a key of no length', ['Sec-WebSocket-Key: x'], [400]],
    ['words of prototypes', ['Sec-WebSocket-Protocol: __proto__, constructor'], [101]],
    ['a word twice', ['Sec-WebSocket-Protocol: a, a'], [400, 101]],
  ])('N03 N04 an upgrade with %s is taken as if it were not there, or refused', async (_what, more, statuses) => {
    const names = more.map((line) => line.split(':')[0])
    const usual = UPGRADE.filter((line) => !names.includes(line.split(':')[0]))
    const heard = await exchange(lines('GET /api/v1/socket HTTP/1.1', 'Host: x', ...usual, ...more), (text) =>
      text.includes(`${CRLF}${CRLF}`),
    )
    const { status, headers } = answerIn(heard)
    expect(statuses).toContain(status)
    expect(headers['sec-websocket-extensions']).toBeUndefined()
  })

  it('N01 R34 an upgrade anywhere else ends in a problem, and the line with it', async () => {
    const pages = ['/', '/livez', '/demo', '/reference', '/?access=secret-of-an-upgrade']
    for (const url of [
      '/api/v1/sites',
      '/api/v1/socket/',
      '/files/x',
      '/api/v1/socket%00',
      '/api/v1/socket%',
      ...pages,
    ]) {
      const answer = answerIn(await exchange(lines(`GET ${url} HTTP/1.1`, 'Host: x', ...UPGRADE)))
      expect({ url, status: answer.status === 101 }).toEqual({ url, status: false })
      if (!pages.includes(url)) expect({ url, wrong: wrongWith(answer, 'refused') }).toEqual({ url, wrong: null })
    }
    expect(world.log.join('')).not.toContain('secret-of-an-upgrade')
    const plain = answerIn(await exchange(lines('GET /api/v1/socket HTTP/1.1', 'Host: x'), isWhole))
    expect(wrongWith(plain, [426])).toBeNull()
  })

  it.each(ROUTES)('N37 %s is not reached by detours of dots, TRACE, CONNECT or an address of its own', async (name) => {
    const { url, headers } = requestOf(name, { ...(await goodCalls(world, own)(name)), query: {} })
    const path = url.replace(/\?$/, '')
    const head = Object.entries(headers)
      .filter(([key]) => key !== 'content-type')
      .map(([key, value]) => `${key}: ${value}`)
    const { method } = ROUTES.find(([one]) => one === name)?.[1] ?? { method: 'GET' }
    const ways = [
      `/x/..${path}`,
      `/.${path}`,
      `/%2e${path}`,
      `/%2e%2e${path}`,
      `${path}/..`,
      `${path}/.`,
      path.replace('/', '\\'),
      `/x/%2e%2e${path}`,
    ]
    for (const [verb, way] of [...ways.map((one) => [method, one]), ['TRACE', path], ['TRACK', path]]) {
      const text = lines(`${verb} ${way} HTTP/1.1`, 'Host: x', 'Connection: close', ...head)
      const answer = answerIn(await exchange(text))
      expect({ verb, way, wrong: wrongWith(answer, 'refused') }).toEqual({ verb, way, wrong: null })
      expect(answer.text).not.toContain(own.visitor.access)
    }
  })

  async function opened(): Promise<Line> {
    const line = await dial(port)
    line.send({ t: 'hello', v: [1, PROTOCOL_LEVEL], token: own.visitor.token, device: 'd', tab: 't' })
    await eventually(() => line.of('welcome').length === 1)
    return line
  }

  it.each([
    [
      'a frame of 65,537 bytes',
      (line: Line) => line.send(`{"t":"hb","x":"${'x'.repeat(LIMITS.frameBytes - 14)}"}`),
      [1009, CLOSE.tooLarge],
    ],
    ['10 MB in fragments', fragments, [1009, CLOSE.tooLarge, 1006]],
    ['a binary frame', (line: Line) => line.socket.send(Buffer.from('{"t":"hb"}')), [CLOSE.malformed]],
    ['no UTF-8', (line: Line) => line.send(Buffer.from([0x22, 0xff, 0xfe])), [1007]],
    ['a frame that claims compression', (line: Line) => rawFrame(line, 0xc1), [1002, 1006]],
    ['a frame of no known kind', (line: Line) => rawFrame(line, 0x83), [1002, 1006]],
    ['a fragment without a beginning', (line: Line) => rawFrame(line, 0x80), [1002, 1006]],
    ['a frame without a mask', (line: Line) => rawFrame(line, 0x81, false), [1002, 1006]],
    ['a ping of 200 bytes', (line: Line) => rawFrame(line, 0x89, true, 200), [1002, 1006]],
  ] as const)('N03 R34 %s ends the socket as documented', async (_what, send, codes) => {
    const line = await opened()
    send(line)
    expect(codes).toContain(await line.whenClosed())
    await neighbour.talk()
  })

  it('N03 takes no memory for fragments beyond the limit, and none for empty ones', async () => {
    const before = process.memoryUsage().rss
    for (let n = 0; n < 20; n++) {
      const line = await opened()
      fragments(line)
      await line.whenClosed()
    }
    const empty = await opened()
    for (let n = 0; n < 20_000; n++) empty.socket.send('', { fin: false })
    empty.socket.send('', { fin: true })
    await empty.whenClosed()
    expect((process.memoryUsage().rss - before) / MIB).toBeLessThan(150)
  })

  it('harms no neighbour, leaves nothing uncaught, and writes no token into the log', async () => {
    expect(watched.uncaught).toEqual([])
    expect(await neighbour.harm()).toEqual([])
    const log = world.log.join('')
    for (const secret of [own.visitor.access, own.visitor.token]) expect(log).not.toContain(secret)
    expect(world.log.filter((line) => JSON.parse(line).level >= 50)).toEqual([])
  })
})

async function bareLine(port: number) {
  const line = connect({ port, host: '127.0.0.1' })
  let text = ''
  line.on('data', (bytes) => {
    text += bytes.toString('latin1')
  })
  line.on('error', () => undefined) // the end that follows tells it
  await once(line, 'connect')
  return { line, heard: () => text }
}

/** 10 MB that never end, until the server ends them. */
function fragments(line: Line): void {
  for (let n = 0; n < 160 && line.closed() === null; n++) line.socket.send('x'.repeat(65_000), { fin: false })
}

/** One frame as bytes, which no client library would send; an underscore of `ws` holds the line. */
function rawFrame({ socket }: Line, first: number, isMasked = true, length = 10): void {
  const { _socket: line } = socket as unknown as { _socket: { write(bytes: Buffer): void } }
  const size =
    length < 126 ? [(isMasked ? 0x80 : 0) | length] : [(isMasked ? 0x80 : 0) | 126, length >> 8, length & 255]
  line.write(
    Buffer.concat([Buffer.from([first, ...size, ...(isMasked ? [0, 0, 0, 0] : [])]), Buffer.alloc(length, 'x')]),
  )
}
