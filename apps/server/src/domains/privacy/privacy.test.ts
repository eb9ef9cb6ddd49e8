import { engines } from '@parley/database/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newCmid } from '../../lib/new-id.ts'
import { INBOX, SHOP, startWorld, type Tenant, type World } from '../../testing.ts'
import { aSigner, identified, type Signer } from '../contacts/testing.ts'

/** Words that stand nowhere else. */
const SECRETS = ['zanzibar', 'vera.secret@example.com', '+49 30 7654321', 'sesame', 'marmalade', 'Verafina']

describe.each(engines())('S15 a visitor’s own data on %s', { timeout: 60_000 }, (engine) => {
  let world: World
  let tenant: Tenant
  let host: Signer
  beforeAll(async () => {
    world = await startWorld(engine)
    tenant = await world.addTenant('acme')
    host = await aSigner(world, tenant)
  })
  afterAll(() => world.stop())

  const tell = (access: string) => world.call('getOwnData', { access, origin: SHOP })
  const erase = (access: string) => world.call('eraseOwnData', { access, origin: SHOP })
  const settled = async () => {
    while (world.domains.conversations.isBusy()) await new Promise((done) => setTimeout(done, 20))
  }
  /** Every document of the store that holds one of the secrets. */
  async function leaks(): Promise<string[]> {
    const found: string[] = []
    const { workspaceId } = tenant
    const look = async (name: string, filter: object) => {
      for (const one of await world.store.db.collection<{ _id: string }>(name).find(filter).limit(10_000).toArray()) {
        const text = JSON.stringify(one)
        found.push(...SECRETS.filter((secret) => text.includes(secret)).map((secret) => `${name}: ${secret} ${text}`))
      }
    }
    for (const name of ['visitors', 'contacts', 'attachments', 'conversations']) await look(name, { workspaceId })
    const all = await world.store.db.collection<{ _id: string }>('conversations').find({ workspaceId }).toArray()
    for (const { _id: conversationId } of all) await look('events', { workspaceId, conversationId, ord: { $gt: 0 } })
    return found
  }

  async function aTalkative(who: { access: string; id: string; token: string }) {
    const from = { access: who.access, origin: SHOP }
    await world.call('updateVisitor', {
      ...from,
      body: { email: SECRETS[1], phone: SECRETS[2], attributes: { word: SECRETS[3] } },
    })
    const { id } = await world.addConversation(who, 'I am going to zanzibar')
    await world.call('describeConversation', { ...from, params: { id }, body: { fields: { jam: 'marmalade' } } })
    await world.say(from, { conversationId: id }, { text: 'my cart', metadata: { jar: SECRETS[4] } })
    const agent = { access: world.renewed(tenant.agents.owner.access), origin: INBOX }
    await world.say(agent, { conversationId: id }, { text: 'To zanzibar? Lovely.' })
    await settled()
    return id
  }

  it('N99 tells what he said and what is known of him, and nothing of anybody else', async () => {
    const other = await world.addVisitor(tenant.site)
    await world.addConversation(other, 'somebody else’s')
    const visitor = await world.addVisitor(tenant.site)
    const id = await aTalkative(visitor)
    const { status, body } = await tell(visitor.access)
    expect(status).toBe(200)
    expect(body.visitor).toMatchObject({
      id: visitor.id,
      email: SECRETS[1],
      phone: SECRETS[2],
      attributes: { word: 'sesame' },
    })
    expect(body.conversations).toMatchObject([{ id, status: 'open', fields: { jam: 'marmalade', email: SECRETS[1] } }])
    expect(JSON.stringify(body)).not.toContain('else')
    await erase(visitor.access)
  })

  it('N99 tells what his pages said with his messages, page by page, and to nobody else', async () => {
    const visitor = await world.addVisitor(tenant.site)
    const from = { access: visitor.access, origin: SHOP }
    const { id } = await world.addConversation(visitor, 'what I look at')
    await world.say(from, { conversationId: id }, { text: 'this', metadata: { cart: 'first', total: 31 } })
    const agent = () => ({ access: world.renewed(tenant.agents.owner.access), origin: INBOX })
    for (let i = 0; i < 110; i++) await world.say(agent(), { conversationId: id }, { text: `answer ${i}` })
    await world.say(from, { conversationId: id }, { text: 'that', metadata: { cart: 'last' } })
    const ask = (access: string, after?: string) =>
      world.call('listOwnMetadata', { access, origin: SHOP, params: { id }, ...(after && { query: { after } }) })
    const first = await ask(visitor.access)
    expect(first.body.said).toMatchObject([{ metadata: { cart: 'first', total: 31 } }])
    const second = await ask(visitor.access, String(first.body.next))
    expect(second.body).toMatchObject({ said: [{ metadata: { cart: 'last' } }], next: null })
    const other = await world.addVisitor(tenant.site)
    expect((await ask(other.access)).body.code).toBe('conversation_not_found')
    const { messageId } = second.body.said[0] ?? {}
    const cmid = newCmid(new Date())
    const body = { t: 'send', cmid, conversationId: id, kind: 'msg.del', body: { messageId } }
    const gone = await world.call('appendEvent', { ...from, headers: { 'idempotency-key': cmid }, body })
    expect(gone.status).toBe(200)
    await settled()
    expect((await ask(visitor.access, String(first.body.next))).body).toEqual({ said: [], next: null })
    await erase(visitor.access)
  })

  it('N98 erases every word of both sides, every field, name and file, and ends his tokens', async () => {
    const visitor = await world.addVisitor(tenant.site)
    const id = await aTalkative(visitor)
    expect((await leaks()).length).toBeGreaterThan(3)
    expect((await erase(visitor.access)).body).toEqual({ done: true })
    await settled()
    expect(await leaks()).toEqual([])
    expect(
      await world.store.db
        .collection('attachments')
        .countDocuments({ workspaceId: tenant.workspaceId, conversationId: id }),
    ).toBe(0)
    const exchanged = await world.call('exchangeVisitorToken', { body: { token: visitor.token }, origin: SHOP })
    expect(exchanged.body.code).toBe('token_invalid')
    expect((await tell(visitor.access)).status).toBe(401)
    // That there was a conversation stays, for whoever counts them.
    const agent = { access: world.renewed(tenant.agents.owner.access), origin: INBOX }
    const { body } = await world.call('getConversation', { ...agent, params: { id } })
    expect(body.row).toMatchObject({ visitor: { name: null, email: null }, last: { text: '' } })
    expect(body.entries.filter(({ e }: { e: { redacted?: true } }) => e.redacted).length).toBeGreaterThan(1)
  })

  it('SYNC-84 does neither for whoever holds the browser of a person, and both for the person', async () => {
    const { body: him } = await identified(world, tenant.site.key, {
      identity: host.sign('vera', { name: 'Verafina', email: SECRETS[1] ?? '' }),
    })
    await aTalkative({ ...him, id: him.visitorId })
    const { body: unsigned } = await world.call('exchangeVisitorToken', { body: { token: him.token }, origin: SHOP })
    expect((await tell(unsigned.access)).body.code).toBe('identity_unsigned')
    expect((await erase(unsigned.access)).body.code).toBe('identity_unsigned')
    expect((await tell(him.access)).body.contact).toMatchObject({ externalId: 'vera', name: 'Verafina' })
    expect((await erase(him.access)).body).toEqual({ done: true })
    await settled()
    expect(await leaks()).toEqual([])
    // Whoever proves to be him again begins anew.
    const { body: again } = await identified(world, tenant.site.key, { identity: host.sign('vera') })
    expect(again.signed.contactId).not.toBe(him.signed.contactId)
  })

  it('N98 erases whom agents took him for through merges, and gives back whoever they merged besides', async () => {
    const by = () => ({ access: world.renewed(tenant.agents.admin.access), origin: INBOX })
    const make = async (body: object) => (await world.call('createContact', { ...by(), body })).body.id as string
    const get = async (id: string) => (await world.call('getContact', { ...by(), params: { id } })).body
    const merge = async (into: string, from: string, take: string[]) => {
      const [one, two] = [await get(into), await get(from)]
      const versions = { into: one.contact.version, from: two.contact.version }
      const done = await world.call('mergeContact', { ...by(), params: { id: into }, body: { from, versions, take } })
      expect(done.status).toBe(200)
    }
    const visitor = await world.addVisitor(tenant.site)
    await aTalkative(visitor)
    const guest = await make({ visitorId: visitor.id, name: 'Verafina' })
    const friend = await make({ name: 'Another friend' })
    const { body: petra } = await identified(world, tenant.site.key, {
      identity: host.sign('petra', { name: 'Petra' }),
    })
    await merge(guest, friend, [])
    await merge(petra.signed.contactId, guest, ['email'])
    expect((await get(petra.signed.contactId)).contact.email).toBe(SECRETS[1])
    expect((await erase(visitor.access)).body).toEqual({ done: true })
    await settled()
    expect(await leaks()).toEqual([])
    expect((await get(guest)).code).toBe('contact_not_found')
    expect((await get(petra.signed.contactId)).contact).toMatchObject({ name: 'Petra', email: null })
    expect((await get(friend)).contact).toMatchObject({ id: friend, name: 'Another friend' })
    const found = await world.call('listContacts', { ...by(), query: { search: 'another friend' } })
    expect(found.body.contacts.map(({ id }: { id: string }) => id)).toEqual([friend])
  })

  it('takes many messages away in several requests', async () => {
    const visitor = await world.addVisitor(tenant.site)
    const from = { access: visitor.access, origin: SHOP }
    const { id } = await world.addConversation(visitor, 'zanzibar 0')
    const agent = () => ({ access: world.renewed(tenant.agents.owner.access), origin: INBOX })
    for (let i = 1; i < 205; i++) await world.say(agent(), { conversationId: id }, { text: `zanzibar ${i}` })
    expect((await erase(from.access)).body).toEqual({ done: false })
    expect((await erase(from.access)).body).toEqual({ done: true })
    await settled()
    expect(await leaks()).toEqual([])
  })
})
