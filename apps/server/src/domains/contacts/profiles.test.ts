import { engines } from '@parley/database/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newCmid } from '../../lib/new-id.ts'
import { INBOX, SHOP, startWorld, type Tenant, type World } from '../../testing.ts'
import { aSigner, identified, type Signer } from './testing.ts'

describe.each(engines())('contacts on %s', (engine) => {
  let world: World
  let tenant: Tenant
  let host: Signer

  beforeAll(async () => {
    world = await startWorld(engine)
    tenant = await world.addTenant('acme')
    host = await aSigner(world, tenant)
  })
  afterAll(() => world.stop())

  const as = (role: 'agent' | 'admin') => ({ access: world.renewed(tenant.agents[role].access), origin: INBOX })
  const create = async (body: object) => (await world.call('createContact', { ...as('agent'), body })).body
  const get = async (id: string) => (await world.call('getContact', { ...as('agent'), params: { id } })).body
  const update = (id: string, version: number, changes: object) =>
    world.call('updateContact', { ...as('agent'), params: { id }, body: { version, changes } })
  const names = async (query: Record<string, string>) =>
    (await world.call('listContacts', { ...as('agent'), query })).body.contacts.map(
      ({ name }: { name: string }) => name,
    )
  const aTalk = async (name: string) => {
    const visitor = await world.addVisitor(tenant.site)
    const from = { access: visitor.access, origin: SHOP }
    await world.call('updateVisitor', { ...from, body: { name, email: `${name}@example.com`, language: 'de' } })
    return { visitor, conversation: await world.addConversation(visitor, `hello from ${name}`) }
  }

  it('U01 makes a contact of a visitor who is nobody yet, with what he said and wrote', async () => {
    const { visitor, conversation } = await aTalk('tessa')
    const made = await create({ visitorId: visitor.id, phone: '+49 30 1234567' })
    expect(made).toMatchObject({
      ...{ name: 'tessa', email: 'tessa@example.com', locale: 'de', phone: '+49 30 1234567' },
      ...{ isVerified: false, verified: [], externalId: null, hasConversation: true },
    })
    const whole = await get(made.id)
    expect(whole.visitors.map(({ id }: { id: string }) => id)).toEqual([visitor.id])
    expect(whole.conversations.map(({ id }: { id: string }) => id)).toEqual([conversation.id])
    const seen = await world.call('getVisitor', { ...as('agent'), params: { id: visitor.id } })
    expect(seen.body).toMatchObject({ profile: { id: made.id }, conversations: [{ id: conversation.id }] })
    expect(seen.body.contact).toBeUndefined()
    const again = await world.call('createContact', { ...as('agent'), body: { visitorId: visitor.id } })
    expect(again.body.code).toBe('unchanged')
  })

  it('SYNC-84 opens nothing to a visitor whom an agent took for somebody, and takes nothing from him', async () => {
    const person = (await identified(world, tenant.site.key, { identity: host.sign('paula', { name: 'Paula' }) })).body
    const hers = await world.addConversation(person, 'a secret of Paula')
    const { visitor, conversation } = await aTalk('somebody')
    const params = { id: person.signed.contactId }
    const linked = await world.call('linkVisitor', { ...as('agent'), params, body: { visitorId: visitor.id } })
    expect(linked.status).toBe(204)
    const own = async (access: string) =>
      (await world.call('listOwnConversations', { access, origin: SHOP })).body.conversations.map(
        ({ id }: { id: string }) => id,
      )
    expect(await own(visitor.access)).toEqual([conversation.id])
    expect(await own(person.access)).toEqual([hers.id])
    const data = await world.call('getOwnData', { access: visitor.access, origin: SHOP })
    expect([data.status, data.body.contact]).toEqual([200, undefined])
    expect((await get(params.id)).conversations).toHaveLength(2)
    const back = { ...as('agent'), params: { ...params, visitorId: visitor.id } }
    expect((await world.call('unlinkVisitor', back)).status).toBe(204)
    expect((await world.call('unlinkVisitor', back)).body.code).toBe('unchanged')
    expect((await get(params.id)).conversations).toHaveLength(1)
    const proved = { ...as('agent'), params: { ...params, visitorId: person.visitorId } }
    expect((await world.call('unlinkVisitor', proved)).body.code).toBe('unchanged')
  })

  it('S15 N98 goes with the data of the visitor whom agents took for him, unless he proved who he is', async () => {
    const paula = (await identified(world, tenant.site.key, { identity: host.sign('pia', { name: 'Pia' }) })).body
    const proved = paula.signed.contactId
    const { visitor } = await aTalk('wanda')
    const other = await aTalk('other')
    const { id } = await create({ visitorId: visitor.id, note: 'a secret' })
    const params = { id: proved }
    await world.call('linkVisitor', { ...as('agent'), params, body: { visitorId: other.visitor.id } })
    for (const { access } of [visitor, other.visitor]) {
      const { body } = await world.call('eraseOwnData', { access: world.renewed(access), origin: SHOP })
      expect(body.done).toBe(true)
    }
    expect((await get(id)).code).toBe('contact_not_found')
    const kept = await world.store.db.collection('contacts').findOne({ workspaceId: tenant.workspaceId, _id: id })
    expect(JSON.stringify(kept)).not.toMatch(/wanda|secret/)
    expect((await get(proved)).contact.name).toBe('Pia')
  })

  it('R05 refuses a change of what somebody else changed since, and tells what it is now', async () => {
    const { id, version } = await create({ name: 'Nora', note: 'old' })
    expect((await update(id, version, { note: 'hers' })).status).toBe(200)
    const late = await update(id, version, { note: 'mine' })
    expect(late.body).toMatchObject({ status: 409, code: 'changed_since', contact: { note: 'hers' } })
    expect((await update(id, late.body.contact.version, { note: 'mine' })).body.note).toBe('mine')
    const both = await Promise.all(['a', 'b', 'c', 'd'].map((note) => update(id, version + 2, { note })))
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409])
  })

  it('keeps what a signed identity told from agents, and what agents told beside it', async () => {
    const identity = host.sign('vera', { name: 'Vera', email: 'vera@acme.example' })
    const { contactId: id } = (await identified(world, tenant.site.key, { identity })).body.signed
    const { contact } = await get(id)
    expect(contact).toMatchObject({ isVerified: true, verified: ['name', 'email'], externalId: 'vera' })
    const refused = await update(id, contact.version, { email: 'other@example.com', phone: '+49 30 999999' })
    expect(refused.body).toMatchObject({ code: 'field_verified', errors: [{ pointer: '/changes/email' }] })
    const told = await update(id, contact.version, {
      email: 'vera@acme.example',
      phone: '+49 30 999999',
      tags: ['vip'],
    })
    expect(told.status).toBe(200)
    world.pass(60_000)
    await identified(world, tenant.site.key, { identity: host.sign('vera', { name: 'Vera B' }) })
    expect((await get(id)).contact).toMatchObject({
      ...{ name: 'Vera B', email: 'vera@acme.example', phone: '+49 30 999999', tags: ['vip'] },
      verified: ['name', 'email'],
    })
  })

  it('U04 judges custom fields by their type, and refuses those that nobody defined', async () => {
    const define = (field: object) =>
      world.call('createCustomField', { ...as('admin'), body: { about: 'contact', label: 'x', ...field } })
    for (const type of ['text', 'number', 'boolean', 'date', 'link']) await define({ key: `my_${type}`, type })
    expect((await define({ key: 'size', type: 'choice', choices: ['S', 'L'] })).status).toBe(201)
    expect((await define({ key: 'size', type: 'text' })).body.code).toBe('key_taken')
    expect((await define({ key: 'none', type: 'choice' })).body.code).toBe('invalid_request')
    expect((await define({ key: 'constructor', type: 'text' })).body.code).toBe('invalid_request')
    const { id } = await create({ name: 'Field' })
    const good = {
      my_text: 'a',
      my_number: 4.5,
      my_boolean: false,
      my_date: '2026-02-28',
      my_link: 'https://a.example/',
    }
    const first = await update(id, 0, { fields: { ...good, size: 'L' } })
    expect([first.status, first.body.fields]).toEqual([200, { ...good, size: 'L' }])
    const bad: [string, unknown][] = [
      ...([
        ['my_text', 7],
        ['my_number', '7'],
        ['my_boolean', 'yes'],
        ['my_date', '2026-02-30'],
      ] satisfies [string, unknown][]),
      ...([
        ['my_link', 'javascript:alert(1)'],
        ['size', 'XL'],
        ['unknown', 'x'],
      ] satisfies [string, unknown][]),
    ]
    for (const [key, value] of bad) {
      const { body } = await update(id, first.body.version, { fields: { [key]: value } })
      expect({ key, code: body.code, errors: body.errors }).toMatchObject({
        ...{ key, code: 'invalid_request' },
        errors: [{ pointer: `/fields/${key}` }],
      })
    }
    const cleared = await update(id, first.body.version, { fields: { size: null, my_text: null } })
    expect(Object.keys(cleared.body.fields)).not.toContain('size')
  })

  it('U04 R05 judges values of conversations by their type, and refuses one that was typed over another', async () => {
    const define = { about: 'conversation', key: 'plan', label: 'Plan', type: 'choice', choices: ['S', 'L'] }
    expect((await world.call('createCustomField', { ...as('admin'), body: define })).status).toBe(201)
    const { conversation } = await aTalk('ludo')
    const set = async (body: object) => {
      const cmid = newCmid(world.deps.clock.now())
      return world.call('appendEvent', {
        ...as('agent'),
        headers: { 'idempotency-key': cmid },
        body: { t: 'send', cmid, conversationId: conversation.id, kind: 'conv.field', body },
      })
    }
    expect((await set({ key: 'plan', value: 'XL', was: null })).body.code).toBe('invalid_request')
    // One form is kept, so that whoever reads it reads what was said.
    const other = await set({ key: 'plan', value: 's', was: null })
    const errors = [{ pointer: '#/body/value', detail: 'must be written as S' }]
    expect(other.body).toMatchObject({ code: 'invalid_request', errors })
    expect((await set({ key: 'plan', value: 'S', was: null })).status).toBe(200)
    expect((await set({ key: 'plan', value: 'L', was: null })).body.code).toBe('changed_since')
    expect((await set({ key: 'plan', value: 'L', was: 'S' })).status).toBe(200)
    expect((await set({ key: 'plan', value: null })).status).toBe(200)
    expect((await set({ key: 'free', value: 'anything' })).status).toBe(200)
    await expect.poll(world.domains.conversations.isBusy, { timeout: 10_000 }).toBe(false)
    const { body } = await world.call('getConversation', { ...as('agent'), params: { id: conversation.id } })
    expect(body.fields).toMatchObject({ free: 'anything' })
    expect(JSON.stringify(body.entries)).not.toContain('"was"')
  })

  it('U02 finds contacts by words of any script, digits of a number, tags, fields, and what they did', async () => {
    world.pass(60_000)
    await create({ name: 'Zoë Ångström', email: 'zoe@mail.example', phone: '+46 8 123 45 67', tags: ['Gold'] })
    await create({ name: 'Юлия Петрова', fields: { my_text: 'Blau' }, tags: ['gold', 'press'] })
    expect(await names({ search: 'zoe ang' })).toEqual(['Zoë Ångström'])
    expect(await names({ search: 'юл' })).toEqual(['Юлия Петрова'])
    expect(await names({ search: '+46 (8) 123-4567' })).toEqual(['Zoë Ångström'])
    expect(await names({ search: 'zoe@mail' })).toEqual(['Zoë Ångström'])
    expect(await names({ search: '...' })).toEqual([])
    expect(await names({ tag: 'gold', sort: 'created' })).toEqual(['Юлия Петрова', 'Zoë Ångström'])
    expect(await names({ tag: 'gold', field: 'my_text', value: 'blau' })).toEqual(['Юлия Петрова'])
    expect(await names({ verified: 'true', sort: 'name' })).toEqual(['Paula', 'Pia', 'Vera B'])
    expect(await names({ hasConversation: 'true', sort: 'name' })).toContain('tessa')
    expect(await names({ seenAfter: '2036-01-01T00:00:00.000Z' })).toEqual([])
  })

  it('U02 finds all page by page where the newest come first, and those who proved who they are by their conversations', async () => {
    for (let i = 0; i < 5; i++) await create({ name: `Findling ${i}`, email: `f${i}@mail.example` })
    const found: string[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const query = { search: 'findling', sort: 'created', limit: '2', ...(cursor && { cursor }) }
      const { body } = await world.call('listContacts', { ...as('agent'), query })
      found.push(...body.contacts.map(({ name }: { name: string }) => name))
      cursor = body.cursor
    }
    expect(found).toEqual([4, 3, 2, 1, 0].map((n) => `Findling ${n}`))
    const { body: him } = await identified(world, tenant.site.key, { identity: host.sign('new', { name: 'Newly' }) })
    const talking = () => names({ search: 'newly', hasConversation: 'true' })
    expect(await talking()).toEqual([])
    await world.addConversation(him, 'my first words')
    await expect.poll(talking, { timeout: 10_000 }).toEqual(['Newly'])
  })

  it.each(['seen', 'name', 'created'])('pages through all of them once in the order of %s', async (sort) => {
    const all = (await world.call('listContacts', { ...as('agent'), query: { sort, limit: '100' } })).body.contacts
    const paged: string[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const query = { sort, limit: '2', ...(cursor && { cursor }) }
      const { body } = await world.call('listContacts', { ...as('agent'), query })
      paged.push(...body.contacts.map(({ id }: { id: string }) => id))
      cursor = body.cursor
    }
    expect(paged).toEqual(all.map(({ id }: { id: string }) => id))
    const other = sort === 'name' ? 'seen' : 'name'
    const first = await world.call('listContacts', { ...as('agent'), query: { sort, limit: '2' } })
    const wrong = await world.call('listContacts', {
      ...as('agent'),
      query: { sort: other, cursor: first.body.cursor },
    })
    expect(wrong.body.code).toBe('invalid_request')
  })
})
