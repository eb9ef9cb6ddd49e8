import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { deflateRawSync } from 'node:zlib'
import { engines } from '@parley/database/testing'
import { LIMITS } from '@parley/protocol'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newCreateKey } from '../../lib/new-id.ts'
import { aFile, INBOX, SHOP, startWorld, type Tenant, type World } from '../../testing.ts'
import { DEFAULT_OPTIONS } from '../sites/options.ts'

const photo = () =>
  sharp({ create: { width: 20, height: 20, channels: 3, background: '#a0522d' } })
    .jpeg()
    .toBuffer()
const PDF = '%PDF-1.4\n1 0 obj\n<<>>\nendobj\n'
const bytes = (...start: number[]) => Buffer.concat([Buffer.from(start), Buffer.alloc(600)])
const MP4 = Buffer.concat([bytes(0, 0, 0, 24).subarray(0, 4), Buffer.from('ftypisom'), Buffer.alloc(600)])
const WAV = Buffer.concat([Buffer.from('RIFF'), Buffer.from([36, 2, 0, 0]), Buffer.from('WAVEfmt '), Buffer.alloc(600)])

/** A zip archive that holds one empty-handed file. */
function zip(): Buffer {
  const data = deflateRawSync('hello')
  const head = Buffer.alloc(30)
  head.writeUInt32LE(0x04034b50)
  head.writeUInt16LE(20, 4)
  head.writeUInt16LE(8, 8)
  head.writeUInt32LE(data.length, 18)
  head.writeUInt32LE(5, 22)
  head.writeUInt16LE(5, 26)
  return Buffer.concat([head, Buffer.from('a.txt'), data])
}

describe.each(engines())('the file policy of a site on %s', (engine) => {
  let world: World
  let tenant: Tenant
  let vera: Awaited<ReturnType<World['addVisitor']>>
  let conversation: Awaited<ReturnType<World['addConversation']>>
  beforeAll(async () => {
    world = await startWorld(engine)
    tenant = await world.addTenant('acme')
    vera = await world.addVisitor(tenant.site)
    conversation = await world.addConversation(vera, 'hello')
  })
  afterAll(() => world.stop())

  const asVisitor = () => ({ access: world.renewed(vera.access), origin: SHOP })
  const asAgent = () => ({ access: world.renewed(tenant.agents.agent.access), origin: INBOX })
  const asOwner = () => ({ access: world.renewed(tenant.agents.owner.access) })
  const upload = (file: Parameters<typeof aFile>[0], from = asVisitor()) =>
    world.call('uploadAttachment', { ...from, query: { conversationId: conversation.id }, ...aFile(file) })
  const allow = (files: object) =>
    world.call('updateSite', {
      ...{ ...asOwner(), params: { id: tenant.site._id } },
      body: { options: { files: { ...DEFAULT_OPTIONS.files, ...files } } },
    })
  /** What becomes of an upload: its type, or why it is refused. */
  async function fate(name: string, content: Buffer | string, from = asVisitor()): Promise<string> {
    const { status, body } = await upload({ name, content }, from)
    return status === 201 ? body.type : body.code
  }
  const received = () => readdir(path.join(world.deps.config.dataDir, 'files/received'))
  /** The files of the first upload, so that the next test has the whole of the quota. */
  const send = (ids: string[], target: object = { conversationId: conversation.id }) =>
    world.say(asVisitor(), target, { text: 'here', attachments: ids })

  it('takes any kind up to the server’s limit where nothing was decided', async () => {
    for (const content of [await photo(), PDF, MP4, WAV, zip(), bytes(1, 2, 3)]) {
      const { status, body } = await upload({ content })
      expect(status).toBe(201)
      await send([body.id])
    }
    const { body } = await world.call('getChatOptions', { origin: SHOP, params: { siteKey: tenant.site.key } })
    expect(body.files).toEqual({ ...DEFAULT_OPTIONS.files, accept: '' })
  })

  it('takes files up to the site’s size, and of agents up to the server’s', async () => {
    await allow({ maxBytes: 10 })
    expect((await upload({ content: 'ten bytes!' })).status).toBe(201)
    const { status, body } = await upload({ content: 'eleven bytes' })
    expect({ status, ...body }).toMatchObject({ status: 413, code: 'too_large', maxBytes: 10 })
    expect(body.detail).toBe('A file may have 10 bytes: send a smaller one.')
    expect((await upload({ content: 'eleven bytes' }, asAgent())).status).toBe(201)
  })

  it('takes none of visitors where they may send none, and says so at once', async () => {
    await allow({ on: false, kinds: [] })
    const { status, body } = await upload({ content: 'x' })
    expect([status, body.code]).toEqual([415, 'type_not_allowed'])
    expect(await fate('x.txt', 'x', asAgent())).toBe('text/plain')
  })

  it.each<[string, string, () => Buffer | string | Promise<Buffer>, string]>([
    ['image', 'a.jpg', photo, 'image/jpeg'],
    ['document', 'a.pdf', () => PDF, 'application/pdf'],
    ['document', 'a.csv', () => 'a,b\n1,2', 'text/plain'],
    ['audio', 'a.wav', () => WAV, 'audio/wav'],
    ['video', 'a.mp4', () => MP4, 'video/mp4'],
    ['archive', 'a.zip', zip, 'application/zip'],
    ['other', 'a.bin', () => bytes(1, 2, 3), 'application/octet-stream'],
  ])('knows %s by content (%s), and nothing by its name', async (kind, name, content, type) => {
    await allow({ kinds: [kind] })
    const { body } = await upload({ name: 'a.of-any-name', content: await content() })
    expect(body.type).toBe(type)
    await send([body.id])
    await allow({ kinds: ['image', 'document', 'audio', 'video', 'archive', 'other'].filter((one) => one !== kind) })
    expect(await fate(name, await content())).toBe('type_not_allowed')
    expect(await fate('invoice.pdf', await content())).toBe('type_not_allowed')
    expect(await received()).toEqual([])
  })

  it('says which kinds are taken, and what was found', async () => {
    await allow({ kinds: ['image'], endings: ['dwg'] })
    const { body } = await upload({ name: 'a.jpg', content: PDF })
    expect(body).toMatchObject({ kinds: ['image'], endings: ['dwg'] })
    expect(body.detail).toBe('The content is application/pdf. This site takes: image, .dwg.')
  })

  it.each<[string, string, () => Buffer | string | Promise<Buffer>, string]>([
    ['a text of that ending', 'part.step', () => 'ISO-10303-21;', 'text/plain'],
    ['bytes of that ending', 'part.step', () => bytes(1, 2, 3), 'application/octet-stream'],
    ['bytes of that ending in capitals', 'PART.STEP', () => bytes(1, 2, 3), 'application/octet-stream'],
    ['a document whose content is of that ending', 'list.pdf', () => PDF, 'application/pdf'],
    ['an image by its other ending', 'a.jpeg', photo, 'image/jpeg'],
    ['an image of that name', 'photo.step', photo, 'type_not_allowed'],
    ['a film of that name', 'film.pdf', () => MP4, 'type_not_allowed'],
    ['a document of another name', 'list.step', () => PDF, 'type_not_allowed'],
    ['a text of another ending', 'part.step.txt', () => 'x', 'type_not_allowed'],
    ['a program of that name', 'a.step.exe', () => 'x', 'type_not_allowed'],
  ])('takes by an ending of the owner’s: %s', async (_what, name, content, fated) => {
    await allow({ kinds: [], endings: ['step', 'pdf', 'jpg'] })
    expect(await fate(name, await content())).toBe(fated)
  })

  it('takes a message of as many files as the site says, first or later, and leaves nothing of one with more', async () => {
    await allow({ atOnce: 2 })
    const [a, b, c] = await Promise.all([upload({}), upload({}), upload({})])
    const ids = [a, b, c].map(({ body }) => body.id)
    const { status, body } = await send(ids)
    expect([status, body.code]).toEqual([413, 'too_many_files'])
    expect(body.errors).toEqual([{ pointer: '#/body/attachments', detail: 'must be at most 2 on this site' }])
    expect((await send(ids.slice(0, 2))).status).toBe(200)

    const create = { key: newCreateKey(world.deps.clock.now()) }
    const firsts = await Promise.all(
      [1, 2, 3].map(() =>
        world.call('uploadAttachment', { ...asVisitor(), query: { createKey: create.key }, ...aFile() }),
      ),
    )
    const before = await world.store.db.collection('conversations').countDocuments({ workspaceId: tenant.workspaceId })
    const refused = await send(
      firsts.map((one) => one.body.id),
      { create },
    )
    expect(refused.body.code).toBe('too_many_files')
    const after = await world.store.db.collection('conversations').countDocuments({ workspaceId: tenant.workspaceId })
    expect(after).toBe(before)
  })

  it.each<[string, object, string]>([
    ['more bytes than the server takes', { maxBytes: LIMITS.attachmentBytes + 1 }, '/options/files/maxBytes'],
    ['no bytes', { maxBytes: 0 }, '/options/files/maxBytes'],
    ['more files than a message has', { atOnce: LIMITS.attachmentsPerMessage + 1 }, '/options/files/atOnce'],
    ['no file at once', { atOnce: 0 }, '/options/files/atOnce'],
    ['a kind that is none', { kinds: ['anything'] }, '/options/files/kinds/0'],
    ['files of no kind', { kinds: [] }, '/options/files/kinds'],
    ['an ending with its dot', { endings: ['.dwg'] }, '/options/files/endings/0'],
    ['an ending of programs', { endings: ['exe'] }, '/options/files/endings/0'],
    ['endings without end', { endings: Array.from({ length: 51 }, (_, n) => `a${n}`) }, '/options/files/endings'],
  ])('is not saved with %s', async (_what, files, pointer) => {
    const { status, body } = await allow(files)
    expect([status, body.code]).toEqual([400, 'invalid_request'])
    expect(JSON.stringify(body.errors)).toContain(pointer)
  })

  it('says that there is no room where the disk is full, and keeps nothing of the file', async () => {
    await allow({})
    const { keep } = world.deps.blobs
    const full = Object.assign(new Error('no space left on device'), { code: 'ENOSPC', syscall: 'write' })
    world.deps.blobs.keep = () => Promise.reject(full)
    const { status, body } = await upload({ content: 'x' })
    world.deps.blobs.keep = keep
    expect([status, body.code]).toEqual([507, 'storage_full'])
    expect(await received()).toEqual([])
    expect((await upload({ content: 'x' })).status).toBe(201)
  })
})
