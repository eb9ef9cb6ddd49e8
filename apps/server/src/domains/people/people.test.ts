import { engines } from '@parley/database/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../lib/new-id.ts'
import { aFile, INBOX, SHOP, startWorld, type Tenant, type World } from '../../testing.ts'
import { aSigner, identified, type Signer } from '../contacts/testing.ts'
import { unzipped } from './testing.ts'

/** Words that stand nowhere else. */
const SECRETS = ['zanzibar', 'vera.secret@example.com', '7654321', 'sesame', 'marmalade', 'Verafina', 'hush', 'cocoa']

describe.each(engines())('S15 persons in an administrator’s hands on %s', { timeout: 60_000 }, (engine) => {
  let world: World
  let tenant: Tenant
  let host: Signer
  beforeAll(async () => {
    world = await startWorld(engine)
    tenant = await world.addTenant('acme')
    host = await aSigner(world, tenant)
  })
  afterAll(() => world.stop())

  const as = (role: 'owner' | 'admin' | 'supervisor' | 'agent' = 'admin') => ({
    access: world.renewed(tenant.agents[role].access),
    origin: INBOX,
  })
  const settled = async () => {
    while (world.domains.conversations.isBusy()) await new Promise((done) => setTimeout(done, 20))
  }
  const erase = (body: object) => world.call('createErasure', { ...as(), body })
  const erasure = async (id: string) => (await world.call('getErasure', { ...as(), params: { id } })).body
  const done = async (id: string) => {
    await world.domains.people.wake()
    await settled()
    return erasure(id)
  }
  /** Every document of the tenant that holds one of the secrets. */
  async function leaks(): Promise<string[]> {
    const { workspaceId } = tenant
    const names = ['visitors', 'contacts', 'attachments', 'conversations', 'erasures', 'push_subscriptions', 'notices']
    const found: string[] = []
    const look = async (name: string, filter: object) => {
      for (const one of await world.store.db.collection<{ _id: string }>(name).find(filter).limit(10_000).toArray()) {
        const text = JSON.stringify(one)
        found.push(...SECRETS.filter((secret) => text.includes(secret)).map((secret) => `${name}: ${secret}`))
      }
    }
    for (const name of [...names, 'contact_imports', 'contact_import_refusals']) {
      const filter = name === 'contact_import_refusals' ? { workspaceId, importId: { $gt: '' } } : { workspaceId }
      await look(name, filter)
    }
    const all = await world.store.db.collection<{ _id: string }>('conversations').find({ workspaceId }).toArray()
    for (const { _id: conversationId } of all) await look('events', { workspaceId, conversationId, ord: { $gt: 0 } })
    return found
  }

  async function aTalkative(who: { access: string; id: string; token: string }) {
    const from = { access: who.access, origin: SHOP }
    await world.call('updateVisitor', {
      ...from,
      body: { email: SECRETS[1], phone: `+49 30 ${SECRETS[2]}`, attributes: { word: SECRETS[3] } },
    })
    const { id } = await world.addConversation(who, 'I am going to zanzibar')
    await world.call('describeConversation', { ...from, params: { id }, body: { fields: { jam: SECRETS[4] } } })
    const file = aFile({ name: 'zanzibar.txt', content: 'the bytes of zanzibar' })
    const sent = await world.call('uploadAttachment', { ...from, query: { conversationId: id }, ...file })
    await world.say(from, { conversationId: id }, { text: 'my file', attachments: [sent.body.id] })
    await world.say(as('agent'), { conversationId: id }, { text: 'To zanzibar? Lovely.' })
    await world.say(as('agent'), { conversationId: id }, { text: 'hush: he hurries', kind: 'note.new' })
    await settled()
    return id
  }
  /** A person with two contacts that were merged, two browsers, and a row that an import refused. */
  async function aPerson() {
    const [one, two] = [await world.addVisitor(tenant.site), await world.addVisitor(tenant.site)]
    const talks = [await aTalkative(one), await aTalkative(two)]
    const make = async (visitorId: string, more: object) =>
      (await world.call('createContact', { ...as(), body: { visitorId, ...more } })).body.id
    const ids = [await make(one.id, { name: 'Verafina', note: 'likes cocoa' }), await make(two.id, { tags: ['cocoa'] })]
    const versions = await Promise.all(
      ids.map(async (id) => (await world.call('getContact', { ...as(), params: { id } })).body.contact.version),
    )
    const body = { from: ids[1], versions: { into: versions[0], from: versions[1] }, take: [] }
    expect((await world.call('mergeContact', { ...as(), params: { id: ids[0] }, body })).status).toBe(200)
    return { contactId: ids[0] as string, talks, one, two }
  }

  it('N98 erases a person whole, and proves it without a word of him', async () => {
    const other = await world.addVisitor(tenant.site)
    const theirs = await world.addConversation(other, 'somebody else’s words')
    const { contactId, talks, one } = await aPerson()
    expect((await leaks()).length).toBeGreaterThan(10)
    const query = { contactId }
    const counts = (await world.call('countPerson', { ...as(), query })).body
    expect(counts).toEqual({ contacts: 2, visitors: 2, conversations: 2, messages: 6, notes: 2, files: 4 })
    const began = await erase({ contactId })
    expect([began.status, began.body]).toEqual([
      201,
      expect.objectContaining({ state: 'running', counts, by: tenant.agents.admin._id, finishedAt: null }),
    ])
    const after = await done(began.body.id)
    expect(after).toMatchObject({ state: 'done', at: 2, counts })
    expect(Date.parse(after.finishedAt)).toBeGreaterThanOrEqual(Date.parse(after.createdAt))
    expect(await leaks()).toEqual([])
    expect(JSON.stringify(after)).not.toMatch(new RegExp(SECRETS.join('|')))
    expect((await world.call('listErasures', as())).body.erasures[0]).toEqual(after)
    // Nobody comes back as him, and nothing else went.
    const exchanged = await world.call('exchangeVisitorToken', { body: { token: one.token }, origin: SHOP })
    expect(exchanged.body.code).toBe('token_invalid')
    expect((await world.call('getContact', { ...as(), params: { id: contactId } })).body.code).toBe('contact_not_found')
    expect((await erase({ contactId })).body.code).toBe('contact_not_found')
    const row = async (id: string) => (await world.call('getConversation', { ...as(), params: { id } })).body.row
    expect(await row(talks[0] ?? '')).toMatchObject({ visitor: { name: null, email: null }, last: { text: '' } })
    expect(await row(theirs.id)).toMatchObject({ last: { text: 'somebody else’s words' } })
  })

  const erasures = () => world.store.db.collection<{ _id: string }>('erasures')
  /** An erasure that was asked for before, and not begun. */
  async function asked(changes: object): Promise<string> {
    const counts = { contacts: 1, visitors: 1, conversations: 1, messages: 0, notes: 0, files: 0 }
    const record = {
      ...{ _id: newId('ers', world.deps.clock.now()), workspaceId: tenant.workspaceId, by: tenant.agents.admin._id },
      ...{ state: 'running', isNobody: false, last: null, at: 0, counts, contactIds: [], visitorIds: [] },
      ...{ createdAt: world.deps.clock.now(), finishedAt: null, ...changes },
    }
    await erasures().insertOne(record)
    return record._id
  }
  const isKnown = async ({ token }: { token: string }) =>
    (await world.call('exchangeVisitorToken', { body: { token }, origin: SHOP })).status === 200

  it('N98 erases who he is when it runs: whom agents merged into him, and where he came from, since it was asked for', async () => {
    const { contactId, one, two } = await aPerson()
    const id = await asked({ contactIds: [contactId], visitorIds: [one.id] })
    const after = await done(id)
    expect(after).toMatchObject({ state: 'done' })
    expect([after.contactIds.length, after.visitorIds.length]).toEqual([2, 2])
    expect(await leaks()).toEqual([])
    expect([await isKnown(one), await isKnown(two)]).toEqual([false, false])
  })

  it('N98 looks for his browsers once more at the end', async () => {
    const late = await world.addVisitor(tenant.site)
    await aTalkative(late)
    const savedAs = `con_${'1'.repeat(20)}`
    await world.store.db
      .collection<{ _id: string; workspaceId: string; savedAs: string }>('visitors')
      .updateOne({ workspaceId: tenant.workspaceId, _id: late.id }, { $set: { savedAs } })
    const after = await done(await asked({ contactIds: [savedAs], isNobody: true }))
    expect(after).toMatchObject({ state: 'done', visitorIds: [late.id] })
    expect(await leaks()).toEqual([])
    expect(await isKnown(late)).toBe(false)
  })

  it('keeps nobody waiting for one that fails', async () => {
    const broken = await asked({ counts: null })
    const visitor = await world.addVisitor(tenant.site)
    const began = await erase({ visitorId: visitor.id })
    const after = await done(began.body.id)
    await erasures().deleteOne({ _id: broken })
    expect(after).toMatchObject({ state: 'done' })
  })

  it('R12 goes on after a kill where it was left, and looks again at what came meanwhile', async () => {
    const visitor = await world.addVisitor(tenant.site)
    const first = await aTalkative(visitor)
    await aTalkative(visitor)
    const began = (await erase({ visitorId: visitor.id })).body
    await done(began.id)
    // As a kill leaves it: the first conversation noted as done, with a word in it, the rest not looked at.
    await world.say(as('agent'), { conversationId: first }, { text: 'zanzibar again' })
    await settled()
    const left = { state: 'running', finishedAt: null, isNobody: false, last: first, at: 1 }
    await erasures().updateOne({ _id: began.id }, { $set: left })
    expect((await erase({ visitorId: visitor.id })).body.id).toBe(began.id)
    expect(await done(began.id)).toMatchObject({ state: 'done', at: 2 })
    expect(await leaks()).toEqual([])
  })

  it('takes along what imports refused of him, and what they have not written yet', async () => {
    const contact = await world.call('createContact', {
      ...as(),
      body: { name: 'V', email: 'vera.secret@example.com' },
    })
    const twin = await world.call('createContact', { ...as(), body: { name: 'V', email: 'vera.secret@example.com' } })
    const made = await world.call('createContactImport', {
      ...as(),
      body: { name: 'x.csv', columns: [{ header: 'mail', target: 'email' }], tags: [], total: 2 },
    })
    const params = { id: made.body.id }
    const rows = [['vera.secret@example.com'], ['not an address']]
    await world.call('addImportRows', { ...as(), params, body: { part: 0, rows } })
    await world.call('checkContactImport', { ...as(), params })
    const refused = async () => (await world.call('listImportRefusals', { ...as(), params })).body.refusals.length
    await expect.poll(refused, { timeout: 10_000 }).toBe(2)
    for (const { body } of [contact, twin]) await done((await erase({ contactId: body.id })).body.id)
    expect(await refused()).toBe(1)
    const parts = world.store.db.collection<{ _id: string; rows: string[][] }>('contact_import_parts')
    expect((await parts.findOne({ _id: `${params.id}:0` }))?.rows).toEqual([[''], ['not an address']])
    await world.call('cancelContactImport', { ...as(), params })
  })

  it('N99 exports all of a person and nothing else; what the team wrote only if asked for', async () => {
    const identity = host.sign('xenia', { name: 'Xenia' })
    const { body: him } = await identified(world, tenant.site.key, { identity })
    const talk = await aTalkative({ ...him, id: him.visitorId })
    const other = await world.addVisitor(tenant.site)
    await world.addConversation(other, 'somebody else’s words')
    const fetched = async (token: string) => {
      const answer = await world.server.app.inject({ method: 'GET', url: `/files/people/${token}` })
      return { status: answer.statusCode, headers: answer.headers, bytes: answer.rawPayload }
    }
    const archive = async (notes: boolean) => {
      const body = { contactId: him.signed.contactId, notes }
      const { url } = (await world.call('linkPersonExport', { ...as(), body })).body
      const token = new URL(url).pathname.slice('/files/people/'.length)
      return { token, answer: await fetched(token) }
    }
    const { token, answer } = await archive(false)
    expect(answer.headers).toMatchObject({ 'content-type': 'application/zip', 'cache-control': 'no-store' })
    const files = unzipped(answer.bytes)
    const names = [...files.keys()]
    expect(names.slice(0, 2)).toEqual(['person.json', `conversations/${talk}.json`])
    const file = names.find((name) => name.includes('zanzibar')) ?? ''
    expect(file).toMatch(/^files\/att_\w+ zanzibar\.txt$/)
    expect(files.get(file)).toBe('the bytes of zanzibar')
    expect(JSON.parse(files.get('person.json') ?? '')).toMatchObject({
      contacts: [{ externalId: 'xenia', name: 'Xenia' }],
      visitors: [{ attributes: { word: 'sesame' } }],
    })
    const whole = [...files.values()].join()
    expect(JSON.parse(files.get(names[1] ?? '') ?? '').entries.length).toBeGreaterThan(2)
    expect(whole).not.toContain('hush')
    expect(whole).not.toContain('somebody else')
    expect([...unzipped((await archive(true)).answer.bytes).values()].join()).toContain('hush')
    world.pass(11 * 60_000)
    expect((await fetched(token)).status).toBe(410)
    const forged = await fetched(`${token.slice(0, -3)}abc`)
    expect(forged.status).toBe(404)
  })

  it.each(['supervisor', 'agent'] as const)('S2 refuses a %s', async (role) => {
    const visitor = await world.addVisitor(tenant.site)
    const body = { visitorId: visitor.id }
    const all = [
      await world.call('createErasure', { ...as(role), body }),
      await world.call('countPerson', { ...as(role), query: body }),
      await world.call('linkPersonExport', { ...as(role), body }),
      await world.call('listErasures', as(role)),
    ]
    expect(all.map(({ status }) => status)).toEqual([403, 403, 403, 403])
  })

  it('wants one person, who is there', async () => {
    const visitor = await world.addVisitor(tenant.site)
    const contactId = `con_${'0'.repeat(20)}`
    expect((await erase({})).body.code).toBe('invalid_request')
    expect((await erase({ visitorId: visitor.id, contactId })).body.code).toBe('invalid_request')
    expect((await erase({ contactId })).body.code).toBe('contact_not_found')
    expect((await erase({ visitorId: `vis_${'0'.repeat(20)}` })).body.code).toBe('visitor_not_found')
  })
})
