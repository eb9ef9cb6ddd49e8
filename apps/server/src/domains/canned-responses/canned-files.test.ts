import { engines } from '@parley/database/testing'
import { LIMITS } from '@parley/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newCreateKey } from '../../lib/new-id.ts'
import { aFile, INBOX, SHOP, startWorld, type Tenant, type World } from '../../testing.ts'
import { pixels } from '../attachments/testing.ts'

describe.each(engines())('files of canned responses on %s', (engine) => {
  let world: World
  let tenant: Tenant
  let other: Tenant
  let vera: Awaited<ReturnType<World['addVisitor']>>
  let conversationId: string
  let words = 0
  beforeAll(async () => {
    world = await startWorld(engine)
    tenant = await world.addTenant('shop')
    other = await world.addTenant('other')
    vera = await world.addVisitor(tenant.site)
    conversationId = (await world.addConversation(vera, 'hello')).id
  })
  afterAll(() => world.stop())

  type Role = keyof Tenant['agents']
  const as = (role: Role, of = tenant) => ({ access: world.renewed(of.agents[role].access), origin: INBOX })
  /** As a form does that is not saved yet: for a conversation that never begins. */
  async function upload(role: Role, content: Buffer | string = 'terms', name = 'terms.txt', of = tenant) {
    const query = { createKey: newCreateKey(world.deps.clock.now()) }
    return (await world.call('uploadAttachment', { ...as(role, of), query, ...aFile({ name, content }) })).body
  }
  const create = (role: Role, files: string[], scope = 'workspace', shortcut = `w${++words}`) =>
    world.call('createCannedResponse', {
      ...as(role),
      body: { scope: { type: scope }, shortcut, title: 'Terms', category: '', text: { en: 'Here' }, files },
    })
  const update = (role: Role, id: string, body: object) =>
    world.call('updateCannedResponse', { ...as(role), params: { id }, body })
  const attach = (role: Role, id: string, ids: string[], { to = conversationId, of = tenant } = {}) =>
    world.call('attachCannedFiles', { ...as(role, of), params: { id }, body: { conversationId: to, ids } })
  const say = (role: Role, ids: string[]) => world.say(as(role), { conversationId }, { attachments: ids })
  const linked = async (ids: string[]) =>
    (await world.call('linkAttachments', { ...as('owner'), body: { conversationId, ids } })).body
  const bytesOf = async (id: string) => {
    const { links } = await linked([id])
    return (await world.server.app.inject({ url: new URL(links[0].url).pathname })).rawPayload
  }
  const records = (ids: string[]) =>
    world.store.db.collection<{ _id: string }>('attachments').countDocuments({ _id: { $in: ids } })
  const sweep = () => world.domains.attachments.removeOrphans()
  const aDay = () => world.pass(LIMITS.orphanFileMs + 1_000)

  it('stay with it, and go along as copies of whoever inserts it', async () => {
    const photo = await pixels(40, 30).png().toBuffer()
    const files = [await upload('supervisor'), await upload('supervisor', photo, 'map.png')]
    const { body: made } = await create(
      'supervisor',
      files.map(({ id }) => id),
    )
    expect(made.files).toEqual(files)
    const { body: list } = await world.call('listCannedResponses', as('agent'))
    expect(list.cannedResponses).toContainEqual(made)
    const { status, body } = await attach(
      'agent',
      made.id,
      made.files.map(({ id }: { id: string }) => id),
    )
    expect(status).toBe(201)
    const copies: { id: string }[] = body.attachments
    expect(copies).toEqual(made.files.map((file: object) => ({ ...file, id: expect.stringMatching(/^att_/) })))
    expect(copies.map(({ id }) => id)).not.toEqual(made.files.map(({ id }: { id: string }) => id))
    expect((await say('agent', [copies[0]?.id ?? ''])).status).toBe(200)
    expect((await bytesOf(copies[0]?.id ?? '')).toString()).toBe('terms')
    // He thought better of the second: a visitor sees the one that was sent.
    const seen = { access: world.renewed(vera.access), origin: SHOP }
    const link = (id: string) =>
      world.call('linkAttachments', { ...seen, body: { conversationId, ids: [id] } }).then((answer) => answer.status)
    expect([await link(copies[0]?.id ?? ''), await link(copies[1]?.id ?? '')]).toEqual([200, 404])
  })

  it('are no files of any conversation: no message names them, and nobody gets a link', async () => {
    const { id } = await upload('owner')
    const { body } = await create('owner', [id])
    expect((await say('owner', [id])).body.code).toBe('attachment_not_found')
    expect((await linked([id])).code).toBe('attachment_not_found')
    expect(body.files).toHaveLength(1)
  })

  it('are own uploads that nothing names, of the same workspace', async () => {
    const [mine, theirs, foreign] = [
      await upload('owner'),
      await upload('agent'),
      await upload('owner', 'x', 'x.txt', other),
    ]
    expect((await create('owner', [theirs.id])).body.code).toBe('attachment_not_found')
    expect((await create('owner', [foreign.id])).body.code).toBe('attachment_not_found')
    expect((await create('owner', [mine.id])).status).toBe(201)
    expect((await create('owner', [mine.id])).body.code).toBe('attachment_not_found')
    const query = { conversationId }
    const { body: sent } = await world.call('uploadAttachment', { ...as('owner'), query, ...aFile() })
    await say('owner', [sent.id])
    expect((await create('owner', [sent.id])).body.code).toBe('attachment_not_found')
    const eleven = Array.from({ length: LIMITS.attachmentsPerMessage + 1 }, () => mine.id)
    expect((await create('owner', eleven)).status).toBe(400)
  })

  it('go along for whoever may insert it, into conversations that are there for him', async () => {
    const { id } = await upload('owner')
    const { body: own } = await create('owner', [id], 'personal')
    expect((await attach('agent', own.id, [id])).body.code).toBe('canned_response_not_found')
    expect((await attach('owner', own.id, [id], { of: other })).body.code).toBe('canned_response_not_found')
    const stranger = await world.addVisitor(other.site)
    const elsewhere = await world.addConversation(stranger, 'elsewhere')
    expect((await attach('owner', own.id, [id], { to: elsewhere.id })).body.code).toBe('conversation_not_found')
    const { body: second } = await create('owner', [(await upload('owner')).id])
    expect((await attach('owner', second.id, [id])).body.code).toBe('attachment_not_found')
  })

  it('stay as they are when a colleague changes the words, and what he takes out goes a day later', async () => {
    const [a, b] = [await upload('supervisor', 'a'), await upload('supervisor', 'b')]
    const { body } = await create('supervisor', [a.id, b.id])
    world.pass(1_000)
    expect((await update('admin', body.id, { title: 'Ours' })).body.files).toEqual([a, b])
    const c = await upload('admin', 'c')
    world.pass(1_000)
    expect((await update('admin', body.id, { files: [c.id, b.id] })).body.files).toEqual([c, b])
    await sweep()
    expect(await records([a.id, b.id, c.id])).toBe(3)
    aDay()
    await sweep()
    expect([await records([a.id]), await records([b.id, c.id])]).toEqual([0, 2])
    // What was looked at once stays.
    aDay()
    await sweep()
    expect(await records([b.id, c.id])).toBe(2)
  })

  it('come back with it, and are gone a day after it cannot: what was sent stays', async () => {
    const [a, b] = [await upload('owner', 'sent'), await upload('owner', 'back')]
    const { body } = await create('owner', [a.id])
    const { body: second } = await create('owner', [b.id])
    const copied = (await attach('owner', body.id, [a.id])).body.attachments[0].id
    await say('owner', [copied])
    for (const { id } of [body, second]) await world.call('deleteCannedResponse', { ...as('owner'), params: { id } })
    aDay()
    await sweep()
    expect(await records([a.id, b.id])).toBe(2)
    world.pass(-2_000)
    const restored = await world.call('restoreCannedResponse', { ...as('owner'), params: { id: second.id } })
    expect(restored.body.files).toEqual([b])
    aDay()
    await sweep()
    expect([await records([a.id]), await records([b.id])]).toEqual([0, 1])
    expect((await bytesOf(copied)).toString()).toBe('sent')
    expect((await attach('owner', second.id, [b.id])).status).toBe(201)
  })

  it('are taken by the next try when saving was refused, and are gone a day later when there is none', async () => {
    const [file, left] = [await upload('owner'), await upload('owner')]
    await create('owner', [], 'workspace', 'taken')
    expect((await create('owner', [file.id, left.id], 'workspace', 'taken')).body.code).toBe('shortcut_taken')
    expect((await create('owner', [file.id], 'workspace', 'not-taken')).body.files).toEqual([file])
    aDay()
    await sweep()
    expect([await records([file.id]), await records([left.id])]).toEqual([1, 0])
  })
})
