import { createHash } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { engines } from '@parley/database/testing'
import { LIMITS } from '@parley/protocol'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newCmid, newCreateKey } from '../../lib/new-id.ts'
import { aFile, INBOX, SHOP } from '../../testing.ts'
import { aTalk, pixels, type Talk } from './testing.ts'

const photo = () =>
  pixels(900, 600)
    .withExif({ IFD0: { Copyright: 'a secret place' } })
    .jpeg()
    .toBuffer()

describe.each(engines())('attachments on %s', (engine) => {
  let world: Talk['world']
  let tenant: Talk['tenant']
  let vera: Talk['vera']
  let conversation: Talk['conversation']
  let asVisitor: Talk['asVisitor']
  beforeAll(async () => {
    ;({ world, tenant, vera, conversation, asVisitor } = await aTalk(engine))
  })
  afterAll(() => world.stop())

  const asAgent = () => ({ access: world.renewed(tenant.agents.agent.access), origin: INBOX })
  const upload = (file: Parameters<typeof aFile>[0], from = asVisitor()) =>
    world.call('uploadAttachment', { ...from, query: { conversationId: conversation.id }, ...aFile(file) })
  const link = (ids: string[], from = asVisitor()) =>
    world.call('linkAttachments', { ...from, body: { conversationId: conversation.id, ids } })
  const pathOf = (url: string) => new URL(url).pathname
  async function download(url: string, headers = {}) {
    return world.server.app.inject({ url: pathOf(url), headers })
  }
  async function linkTo(content: Buffer | string, name: string) {
    const { body } = await upload({ content, name })
    const { body: linked } = await link([body.id])
    return { attachment: body, ...linked.links[0] }
  }
  const received = () => readdir(path.join(world.deps.config.dataDir, 'files/received'))

  it('S11 makes an image anew, upright and without its metadata, with a thumbnail', async () => {
    const original = await photo()
    const { attachment, url, thumbnailUrl } = await linkTo(original, 'cup.jpg')
    expect(attachment).toMatchObject({
      name: 'cup.jpg',
      type: 'image/jpeg',
      width: 900,
      height: 600,
      hasThumbnail: true,
    })
    const file = await download(url)
    expect(file.headers['content-type']).toBe('image/jpeg')
    expect(file.rawPayload.includes('a secret place')).toBe(false)
    expect(original.includes('a secret place')).toBe(true)
    const small = await download(thumbnailUrl)
    expect(small.headers['content-type']).toBe('image/webp')
    expect(await sharp(small.rawPayload).metadata()).toMatchObject({ width: 640, height: 427 })
  })

  it.each([
    ['a web page called a photo', 'x.png', '<html><script>alert(1)</script></html>'],
    ['a drawing with a script', 'x.svg', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'],
    ['a script', 'x.js.txt', 'alert(1)'],
    ['a document', 'x.pdf', '%PDF-1.4\n1 0 obj\n<</JS(app.alert(1))>>\nendobj'],
    ['an image that is none', 'x.jpg', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 1, 2, 3])],
  ])('N60 N61 N62 sends %s as a download that can do nothing', async (_what, name, content) => {
    const { url, thumbnailUrl } = await linkTo(content, name)
    const { headers } = await download(url)
    expect(thumbnailUrl).toBeNull()
    expect(headers['content-disposition']).toMatch(/^attachment; /)
    expect(headers['content-type']).not.toMatch(/html|svg|xml|javascript|image/)
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
      'cross-origin-resource-policy': 'cross-origin',
    })
  })

  it('N61 cuts off what was hidden behind the end of an image', async () => {
    const polyglot = Buffer.concat([await pixels(8, 8).png().toBuffer(), Buffer.from('<script>alert(1)</script>')])
    const { url } = await linkTo(polyglot, 'x.png')
    const { rawPayload } = await download(url)
    expect(rawPayload.includes('<script>')).toBe(false)
  })

  it.each([
    ['setup.exe', 'MZ', 'type_not_allowed'],
    ['notes.txt.lnk', 'x', 'type_not_allowed'],
    ['run.hta', 'x', 'type_not_allowed'],
    [
      'program',
      Buffer.concat([Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0]), Buffer.alloc(64)]),
      'type_not_allowed',
    ],
    ['empty.txt', '', 'file_empty'],
  ])('N63 refuses %s', async (name, content, code) => {
    expect((await upload({ name, content })).body.code).toBe(code)
    expect(await received()).toEqual([])
  })

  it('N65 refuses an image of too many pixels, over all its frames', async () => {
    const large = await pixels(8_000, 6_000).png({ compressionLevel: 9 }).toBuffer()
    expect((await upload({ content: large, name: 'large.png' })).body.code).toBe('too_large')
    expect(await received()).toEqual([])
  })

  it.each([
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\x\\photo.png', 'photo.png'],
    ['a\u202egnp.exe.txt', 'agnp.exe.txt'],
    [`${'x'.repeat(400)}.pdf`, `${'x'.repeat(195)}.pdf`],
    ['..', 'file'],
    ['Größe 日本.txt', 'Größe 日本.txt'],
  ])('N36 N64 shows %j as %j, and its header holds', async (name, shown) => {
    const { attachment, url } = await linkTo('text', name)
    expect(attachment.name).toBe(shown)
    const disposition = String((await download(url)).headers['content-disposition'])
    expect(disposition).toMatch(/^attachment; filename="[\x20-\x7e]*"; filename\*=UTF-8''[\w!#$&+.^`|~%-]*$/)
    expect(decodeURIComponent(disposition.split("UTF-8''")[1] ?? '')).toBe(shown)
  })

  it('N68 refuses lies about size, more than one part, other fields and a body without an end', async () => {
    const part = (field: string) =>
      `--xx\r\ncontent-disposition: form-data; name="${field}"; filename="a"\r\n\r\nabc\r\n`
    const headers = { 'content-type': 'multipart/form-data; boundary=xx' }
    const send = (payload: string | Buffer, more = {}) =>
      world.call('uploadAttachment', {
        ...asVisitor(),
        query: { conversationId: conversation.id },
        payload,
        headers: { ...headers, ...more },
      })
    const before = await world.store.db.collection('attachments').countDocuments({ workspaceId: tenant.workspaceId })
    for (const body of [
      `${part('file')}${part('file')}--xx--`,
      `${part('file')}${part('x')}--xx--`,
      `${part('x')}--xx--`,
      part('file'),
      '--xx--',
      '',
    ]) {
      expect((await send(body)).status).toBe(400)
    }
    const many = part('file').repeat(2_000)
    expect((await send(`${many}--xx--`)).status).toBe(400)
    expect((await send(Buffer.alloc(LIMITS.attachmentBytes + 10_000))).body.code).toBe('too_large')
    expect(await received()).toEqual([])
    const after = await world.store.db.collection('attachments').countDocuments({ workspaceId: tenant.workspaceId })
    expect(after).toBe(before)
  })

  it('refuses files of a blocked visitor', async () => {
    const mallory = await world.addVisitor(tenant.site)
    const supervisor = { access: world.renewed(tenant.agents.supervisor.access) }
    await world.call('blockVisitor', { ...supervisor, params: { id: mallory.id } })
    const from = { access: mallory.access, origin: SHOP }
    const query = { createKey: newCreateKey(new Date()) }
    expect((await world.call('uploadAttachment', { ...from, query, ...aFile() })).body.code).toBe('blocked')
  })

  it('N69 bounds what a visitor uploads and does not send', async () => {
    const hoarder = await world.addVisitor(tenant.site)
    const from = { access: hoarder.access, origin: SHOP }
    const query = { createKey: newCreateKey(new Date()) }
    const send = () => world.call('uploadAttachment', { ...from, query, ...aFile() })
    for (let n = 0; n < 30; n++) expect((await send()).status).toBe(201)
    const more = await Promise.all(Array.from({ length: 20 }, send))
    expect(new Set(more.map(({ body }) => body.code))).toEqual(new Set(['rate']))
  })

  it('N20 N21 gives a visitor no file of another’s conversation, bound or not', async () => {
    const mallory = await world.addVisitor(tenant.site)
    const from = { access: mallory.access, origin: SHOP }
    expect((await link([conversation.attachmentId], from)).body.code).toBe('attachment_not_found')
    expect((await upload({}, from)).body.code).toBe('conversation_not_found')
    const { body } = await upload({})
    expect((await link([body.id], from)).body.code).toBe('attachment_not_found')
    const stolen = await world.say(from, { create: { key: newCreateKey(new Date()) } }, { attachments: [body.id] })
    expect(stolen.status).toBe(404)
  })

  it('S11 shows a visitor no file of a note, nor one that an agent has not sent', async () => {
    const { body: inNote } = await upload({ content: 'for us' }, asAgent())
    await world.say(asAgent(), { conversationId: conversation.id }, { kind: 'note.new', attachments: [inNote.id] })
    const { body: unsent } = await upload({ content: 'not yet' }, asAgent())
    expect((await link([inNote.id], asAgent())).status).toBe(200)
    for (const { id } of [inNote, unsent]) expect((await link([id])).body.code).toBe('attachment_not_found')
    await world.say(asAgent(), { conversationId: conversation.id }, { attachments: [unsent.id] })
    expect((await link([unsent.id])).status).toBe(200)
  })

  it('binds a file to one message, for ever', async () => {
    const { body } = await upload({})
    const target = { conversationId: conversation.id }
    expect((await world.say(asVisitor(), target, { attachments: [body.id] })).status).toBe(200)
    expect((await world.say(asVisitor(), target, { attachments: [body.id] })).body.code).toBe('attachment_not_found')
    const { body: other } = await upload({}, asAgent())
    expect((await world.say(asVisitor(), target, { attachments: [other.id] })).body.code).toBe('attachment_not_found')
  })

  it('N21 honours a link as it was made, for ten minutes at most', async () => {
    const { url } = await linkTo(await photo(), 'cup.jpg')
    const [workspaceId, id, what = '', until, signature = ''] = pathOf(url).slice('/files/'.length).split('.')
    const get = (token: string) => world.server.app.inject({ url: `/files/${token}` })
    expect((await get([workspaceId, id, what, until, signature].join('.'))).statusCode).toBe(200)
    const forged = [
      [workspaceId, id, 'fa', until, signature],
      [workspaceId, id, what, 'zzzzzzzz', signature],
      [workspaceId, conversation.attachmentId, what, until, signature],
      [workspaceId, id, what, until, signature.replace(/^./, (c) => (c === 'A' ? 'B' : 'A'))],
      [workspaceId, id, what, until, ''],
    ]
    for (const token of forged) expect((await get(token.join('.'))).statusCode).toBe(404)
    world.pass(LIMITS.fileLinkMs)
    expect((await get([workspaceId, id, what, until, signature].join('.'))).json().code).toBe('link_expired')
  })

  it('serves ranges, so that a download can go on where it stopped', async () => {
    const content = 'abcdefghij'.repeat(100)
    const { url } = await linkTo(content, 'long.txt')
    const whole = await download(url)
    expect(whole.headers).toMatchObject({ 'accept-ranges': 'bytes', 'content-length': '1000' })
    const part = async (range: string) => {
      const { statusCode, payload, headers } = await download(url, { range })
      return [statusCode, payload, headers['content-range']]
    }
    expect(await part('bytes=0-4')).toEqual([206, 'abcde', 'bytes 0-4/1000'])
    expect(await part('bytes=995-')).toEqual([206, 'fghij', 'bytes 995-999/1000'])
    expect(await part('bytes=-3')).toEqual([206, 'hij', 'bytes 997-999/1000'])
    expect(await part('bytes=2000-')).toEqual([416, '', 'bytes */1000'])
    expect(await part('bytes=5-1')).toEqual([200, content, undefined])
    expect((await world.server.app.inject({ method: 'HEAD', url: pathOf(url) })).headers['content-length']).toBe('1000')
  })

  it('R29 a message that names a file has it whole; uploads that no message names are gone after a day', async () => {
    const content = Buffer.from('x'.repeat(300_000))
    const sent = await linkTo(content, 'big.txt')
    await world.say(asVisitor(), { conversationId: conversation.id }, { attachments: [sent.attachment.id] })
    const { body: orphan } = await upload({ content: 'nobody names me' })
    world.pass(LIMITS.orphanFileMs + 1_000)
    expect(await world.domains.attachments.removeOrphans()).toBeGreaterThan(0)
    expect((await link([orphan.id])).body.code).toBe('attachment_not_found')
    const { body } = await link([sent.attachment.id])
    const { rawPayload } = await download(body.links[0].url)
    const sha = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')
    expect(sha(rawPayload)).toBe(sha(content))
    expect(await received()).toEqual([])
  })

  it('removes a day later the files of messages that never reached the log, and keeps those that did', async () => {
    const place = { workspaceId: tenant.workspaceId, conversationId: conversation.id }
    const bind = (ids: string[], cmid: string) =>
      world.domains.attachments.binder.bind({
        ...{ ...place, ids, cmid, audience: 'all' },
        actor: { type: 'visitor', id: vera.id, name: null },
        formerIds: [],
      } as never) // ids as the wire has them
    const { body: lost } = await upload({ content: 'lost' })
    const { body: retried } = await upload({ content: 'retried' })
    const { body: sent } = await upload({ content: 'sent' })
    const again = newCmid(world.deps.clock.now())
    await bind([lost.id], newCmid(world.deps.clock.now()))
    await bind([retried.id], again)
    await world.say(asVisitor(), { conversationId: conversation.id }, { attachments: [sent.id] })
    world.pass(LIMITS.orphanFileMs - 1_000)
    await bind([retried.id], again)
    world.pass(2_000)
    expect(await world.domains.attachments.removeOrphans()).toBe(1)
    expect((await link([lost.id])).body.code).toBe('attachment_not_found')
    expect((await link([retried.id, sent.id])).body.links).toHaveLength(2)
    expect(await world.domains.attachments.removeOrphans()).toBe(0)
    await expect(bind([lost.id], again)).rejects.toThrow()
  })
  it('SYNC-93 a file that was uploaded before a merge goes out where its message does', async () => {
    const other = await world.addConversation({ access: world.renewed(vera.access) }, 'another matter')
    const { body: late } = await upload({ content: 'late' })
    const cmid = newCmid(world.deps.clock.now())
    const merge = { t: 'send', cmid, conversationId: conversation.id, kind: 'conv.merge', body: { to: other.id } }
    const merged = await world.call('appendEvent', { ...asAgent(), body: merge, headers: { 'idempotency-key': cmid } })
    expect(merged.status).toBe(200)
    const sent = await world.say(asVisitor(), { conversationId: other.id }, { attachments: [late.id] })
    expect(sent.status).toBe(200)
    world.pass(LIMITS.orphanFileMs + 1_000)
    await world.domains.attachments.removeOrphans()
    const body = { conversationId: other.id, ids: [late.id] }
    expect((await world.call('linkAttachments', { ...asVisitor(), body })).body.links).toMatchObject([{ id: late.id }])
  })
})
