import { once } from 'node:events'
import { readdir } from 'node:fs/promises'
import { connect } from 'node:net'
import path from 'node:path'
import { deflateSync } from 'node:zlib'
import { engines } from '@parley/database/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventually } from '../domains/conversations/testing/log.ts'
import type { Fixture } from '../http/testing-fixture.ts'
import { newCreateKey } from '../lib/new-id.ts'
import { aFile, SHOP, type World } from '../testing.ts'
import { type Neighbour, watchProcess } from './testing/neighbour.ts'
import { aScene } from './testing/scene.ts'
import { wrongWith } from './testing/verdict.ts'

const TYPE = 'multipart/form-data; boundary=xx'
const MIB = 1024 * 1024
/** Uploads that a visitor may have and not send (attachments/actions.ts). */
const UNSENT = 30

/** One part, with any headers. */
const part = (headers: string, content = 'abc') => `--xx\r\n${headers}\r\n\r\n${content}\r\n`
const file = (name = 'file', more = '') =>
  part(`content-disposition: form-data; name="${name}"; filename="a.txt"${more}`)

describe.each(engines())('hostile uploads on %s', { timeout: 60_000 }, (engine) => {
  const watched = watchProcess()
  let world: World
  let own: Fixture
  let port: number
  let neighbour: Neighbour
  beforeAll(async () => {
    ;({ world, own, port, neighbour } = await aScene(engine))
  })
  afterAll(async () => {
    watched.stop()
    await world.stop()
  })

  const url = () => `/api/v1/attachments?conversationId=${own.conversation.id}`
  const headers = () => ({ authorization: `Bearer ${world.renewed(own.visitor.access)}`, origin: SHOP })
  async function send(payload: string | Buffer, type = TYPE) {
    world.pass(60_000)
    const {
      statusCode: status,
      headers: answered,
      body: text,
    } = await world.server.app.inject({
      ...{ method: 'POST', url: url(), payload },
      headers: { ...headers(), 'content-type': type },
    })
    return { status, headers: answered, text }
  }
  const received = () => readdir(path.join(world.deps.config.dataDir, 'files/received'))
  const count = () => world.store.db.collection('attachments').countDocuments({ workspaceId: own.workspaceId })

  it.each([
    ['10,000 parts', `${file().repeat(2_500)}--xx--`],
    ['the same name twice', `${file()}${file()}--xx--`],
    ['a field beside the file', `${part('content-disposition: form-data; name="x"')}${file()}--xx--`],
    ['a field of prototypes', `${file('__proto__')}--xx--`],
    ['a field of a constructor', `${file('constructor')}--xx--`],
    ['no name', `${part('content-disposition: form-data; filename="a"')}--xx--`],
    ['no file name', `${part('content-disposition: form-data; name="file"')}--xx--`],
    ['no disposition', `${part('content-type: text/plain')}--xx--`],
    ['2,000 headers in a part', `${part(Array.from({ length: 2_000 }, (_, n) => `x-${n}: a`).join('\r\n'))}--xx--`],
    ['a multipart in it', `${part('content-type: multipart/mixed; boundary=yy', '--yy\r\n\r\nx\r\n--yy--')}--xx--`],
    ['another boundary', file().replaceAll('xx', 'yy')],
    ['no end', file()],
    ['an end alone', '--xx--'],
    ['nothing', ''],
    ['what is no multipart', 'x'.repeat(10_000)],
    ['10,000 empty parts', '--xx\r\n\r\n\r\n'.repeat(10_000)],
    [
      'a file of 30 MB',
      Buffer.concat([Buffer.from(file().slice(0, -5)), Buffer.alloc(30 * MIB, 'x'), Buffer.from('\r\n--xx--')]),
    ],
  ])('N68 refuses %s, and keeps nothing of it', async (_what, payload) => {
    const before = await count()
    expect(wrongWith(await send(payload), 'refused')).toBeNull()
    expect(await received()).toEqual([])
    expect(await count()).toBe(before)
    await neighbour.talk()
  })

  it.each([
    'multipart/form-data',
    'multipart/form-data; boundary=',
    'multipart/form-data; boundary="',
    `multipart/form-data; boundary=${'x'.repeat(200)}`,
    'multipart/form-data; boundary=xx; boundary=yy',
    'multipart/mixed; boundary=xx',
    'multipart/form-data; charset=utf-16; boundary=xx',
    'Multipart/Form-Data\t; boundary=xx',
    'text/plain; boundary=xx',
  ])('N33 N68 takes no content type %j', async (type) => {
    expect(wrongWith(await send(`${file()}--xx--`, type), [400, 415])).toBeNull()
  })

  /** A request whose line ends before its body, or goes on behind it. */
  async function onTheLine(head: string[], body: string, isEnded: boolean): Promise<string> {
    const line = connect({ port, host: '127.0.0.1' })
    let heard = ''
    line.on('data', (bytes) => {
      heard += bytes.toString()
    })
    line.on('error', () => undefined) // the server may end it first
    await once(line, 'connect')
    const own = Object.entries(headers()).map(([name, value]) => `${name}: ${value}`)
    line.write([`POST ${url()} HTTP/1.1`, 'Host: x', `Content-Type: ${TYPE}`, ...own, ...head, '', body].join('\r\n'))
    if (isEnded) line.end()
    await eventually(async () => line.destroyed || heard.includes('"code"'))
    line.destroy()
    return heard
  }

  it('N68 a body that is shorter or longer than it says leaves nothing behind', async () => {
    const before = await count()
    const whole = `${file()}--xx--`
    await onTheLine([`Content-Length: ${whole.length + 1_000}`], whole.slice(0, 60), true)
    await onTheLine([`Content-Length: ${whole.length - 20}`], whole, false)
    await onTheLine(['Transfer-Encoding: chunked'], `40\r\n${whole.slice(0, 0x40)}\r\nzz\r\n`, false)
    const endless = `${(MIB).toString(16)}\r\n${file().slice(0, -5)}${'x'.repeat(MIB - file().length + 5)}\r\n`
    const heard = await onTheLine(['Transfer-Encoding: chunked'], endless.repeat(30), false)
    expect(heard).toMatch(/^HTTP\/1.1 4\d\d/)
    await eventually(async () => (await received()).length === 0)
    expect(await count()).toBe(before)
    await neighbour.talk()
  })

  async function kept(payload: string | Buffer) {
    const { status, text } = await send(payload)
    const { id } = JSON.parse(text)
    const from = { access: world.renewed(own.visitor.access), origin: SHOP }
    const { body } = await world.call('linkAttachments', {
      ...from,
      body: { conversationId: own.conversation.id, ids: [id] },
    })
    const answer = await world.server.app.inject({ url: new URL(body.links[0].url).pathname })
    return { status, ...answer.headers }
  }

  it.each([
    'image/svg+xml; x',
    'image/svg+xml,text/html',
    'IMAGE/SVG+XML',
    'text/html',
    'application/javascript',
    '',
    'a\tb',
    '*/*',
  ])('N60 N61 claimed as %j is a download that can do nothing all the same', async (claimed) => {
    const svg = '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
    const type = claimed ? `\r\ncontent-type: ${claimed}` : ''
    const answer = await kept(
      `${part(`content-disposition: form-data; name="file"; filename="a.svg"${type}`, svg)}--xx--`,
    )
    expect(String(answer['content-type'])).not.toMatch(/svg|html|javascript|xml/)
    expect(answer).toMatchObject({
      'content-disposition': expect.stringMatching(/^attachment; /),
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
    })
  })

  it.each([
    'x".html',
    'x\\".html',
    'x;filename=y.html',
    'CON',
    '.htaccess',
    '..%2f..%2fx',
    'a\u0000b',
    '💥'.repeat(200),
    'x'.repeat(100_000),
    "a'b.txt",
    ' . ',
  ])('N36 N64 a file named %j has a header that holds', async (name) => {
    const answer = await kept(aFile({ name }).payload)
    expect(String(answer['content-disposition'])).toMatch(
      /^attachment; filename="[\x20-\x21\x23-\x7e]*"; filename\*=UTF-8''[\w!#$&+.^`|~%-]*$/,
    )
  })

  it.each([
    ['65,535 × 65,535 pixels', png(65_535, 65_535)],
    ['1 × 2,000,000,000 pixels', png(1, 2_000_000_000)],
    ['a size of nothing', png(0, 0)],
    ['broken chunks', png(10, 10).fill(0xff, 40)],
    ['10,000 frames', gif(10_000)],
  ])('N65 an image of %s costs nothing', async (_what, content) => {
    const before = process.memoryUsage().rss
    const answer = await send(aFile({ name: 'x.png', content }).payload)
    expect(wrongWith(answer, 'harmless')).toBeNull()
    if (answer.status === 201) expect(JSON.parse(answer.text)).toMatchObject({ hasThumbnail: expect.any(Boolean) })
    expect((process.memoryUsage().rss - before) / MIB).toBeLessThan(300)
    expect(await received()).toEqual([])
  })

  it('N69 fifty uploads at once are as many as the quota has', async () => {
    const hoarder = await world.addVisitor(own.site)
    const from = { access: hoarder.access, origin: SHOP }
    const query = { createKey: newCreateKey(world.deps.clock.now()) }
    const all = await Promise.all(
      Array.from({ length: 50 }, () => world.call('uploadAttachment', { ...from, query, ...aFile() })),
    )
    const taken = all.filter(({ status }) => status === 201)
    expect(taken.length).toBeGreaterThan(0)
    expect(taken.length).toBeLessThanOrEqual(UNSENT)
    for (const { status, body } of all) if (status !== 201) expect(body.code).toBe('rate')
    world.pass(60_000)
    const access = world.renewed(hoarder.access)
    for (let n = taken.length; n < UNSENT; n++)
      expect((await world.call('uploadAttachment', { ...from, access, query, ...aFile() })).status).toBe(201)
    expect((await world.call('uploadAttachment', { ...from, access, query, ...aFile() })).body.code).toBe('rate')
  })

  it('leaves nothing uncaught, no neighbour harmed, and no file behind', async () => {
    expect(watched.uncaught).toEqual([])
    expect(await neighbour.harm()).toEqual([])
    expect(await received()).toEqual([])
    expect(world.log.filter((line) => JSON.parse(line).level >= 50)).toEqual([])
  })
})

/** A PNG that says it is `width` × `height`, and holds one line of it. */
function png(width: number, height: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data])
    const ends = Buffer.alloc(8)
    ends.writeUInt32BE(data.length, 0)
    ends.writeUInt32BE(crc(body), 4)
    return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)])
  }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([8, 2, 0, 0, 0], 8)
  const line = deflateSync(Buffer.alloc(Math.min(width, 70_000) * 3 + 1))
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([signature, chunk('IHDR', head), chunk('IDAT', line), chunk('IEND', Buffer.alloc(0))])
}

function crc(bytes: Buffer): number {
  let sum = 0xffffffff
  for (const byte of bytes) {
    sum ^= byte
    for (let bit = 0; bit < 8; bit++) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1
  }
  return (sum ^ 0xffffffff) >>> 0
}

/** A GIF of 100 × 100 pixels that is drawn `frames` times. */
function gif(frames: number): Buffer {
  const screen = Buffer.from([0x47, 0x49, 0x46, 0x38, 0x39, 0x61, 100, 0, 100, 0, 0x80, 0, 0, 0, 0, 0, 255, 255, 255])
  const control = [0x21, 0xf9, 4, 0, 1, 0, 0, 0]
  const image = [0x2c, 0, 0, 0, 0, 100, 0, 100, 0, 0, 2, 2, 0x44, 1, 0]
  return Buffer.concat([
    screen,
    ...Array.from({ length: frames }, () => Buffer.from([...control, ...image])),
    Buffer.from([0x3b]),
  ])
}
