import { engines } from '@parley/database/testing'
import type { ContactId, WorkspaceId } from '@parley/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { INBOX, SHOP, startWorld, type Tenant, type World } from '../../testing.ts'
import { aSigner, identified, type Signer } from './testing.ts'

describe.each(engines())('duplicates and merges on %s', (engine) => {
  let world: World
  let tenant: Tenant
  let host: Signer
  beforeAll(async () => {
    world = await startWorld(engine)
    tenant = await world.addTenant('acme')
    host = await aSigner(world, tenant)
  })
  afterAll(() => world.stop())

  type Person = { id: ContactId; version: number }
  const as = (role: 'agent' | 'admin' = 'agent') => ({
    access: world.renewed(tenant.agents[role].access),
    origin: INBOX,
  })
  const create = async (body: object): Promise<Person> => (await world.call('createContact', { ...as(), body })).body
  const get = async (id: string) => (await world.call('getContact', { ...as(), params: { id } })).body
  const update = (id: string, version: number, changes: object) =>
    world.call('updateContact', { ...as(), params: { id }, body: { version, changes } })
  const alike = async (id: string) => (await world.call('findDuplicates', { ...as(), params: { id } })).body
  const merge = (into: Person, from: Person, take: string[] = [], by: 'agent' | 'admin' = 'agent') =>
    world.call('mergeContact', {
      ...as(by),
      params: { id: into.id },
      body: { from: from.id, versions: { into: into.version, from: from.version }, take },
    })
  const undo = (into: Person, from: Person) =>
    world.call('undoMerge', { ...as(), params: { id: into.id, fromId: from.id } })
  const stored = (id: string) =>
    world.store.db.collection<{ _id: string }>('contacts').findOne({ workspaceId: tenant.workspaceId, _id: id })
  const aTalk = async (name: string) => {
    const visitor = await world.addVisitor(tenant.site)
    await world.call('updateVisitor', { access: visitor.access, origin: SHOP, body: { name } })
    const conversation = await world.addConversation(visitor, `hello from ${name}`)
    const contact: Person = await create({ visitorId: visitor.id })
    return { visitor, conversation, contact: (await get(contact.id)).contact as Person }
  }

  it('suggests who has the same address, number or id, however written, but not two who are proved', async () => {
    const a = await create({ name: 'Ada', email: 'Ada@Mail.example', phone: '+49 (30) 555 12 34' })
    const b = await create({ name: 'A. Lovelace', email: 'ada@mail.example' })
    const c = await create({ name: 'Ada at work', phone: '030 5551234' })
    const likely = (await alike(a.id)).likely.map((one: { contact: Person; by: string[] }) => [one.contact.id, one.by])
    expect(likely.sort()).toEqual(
      [
        [b.id, ['email']],
        [c.id, ['phone']],
      ].sort(),
    )
    for (const sub of ['p-1', 'P-1']) {
      await identified(world, tenant.site.key, { identity: host.sign(sub, { email: 'pair@mail.example' }) })
    }
    const { body } = await world.call('listDuplicates', as())
    const groups = body.groups.map(({ by, contacts }: { by: string; contacts: Person[] }) => [by, contacts.length])
    expect(groups.sort()).toEqual([
      ['email', 2],
      ['phone', 2],
    ])
    expect(body.cursor).toBe(null)
  })

  it('U07 takes one contact into another with what is chosen, and everything that hangs on him', async () => {
    const into = await aTalk('Berta')
    const from = await aTalk('Berta B')
    const one = (await update(into.contact.id, into.contact.version, { tags: ['vip'], note: 'hers' })).body
    const two = (await update(from.contact.id, from.contact.version, { tags: ['vip', 'eu'], email: 'b@b.example' }))
      .body
    const done = await merge(one, two, ['name', 'email'])
    expect(done.status).toBe(200)
    expect(done.body).toMatchObject({ name: 'Berta B', email: 'b@b.example', note: 'hers', tags: ['vip', 'eu'] })
    const whole = await get(one.id)
    const talks = [into.conversation.id, from.conversation.id].sort()
    expect(whole.conversations.map(({ id }: Person) => id).sort()).toEqual(talks)
    expect(whole.visitors).toHaveLength(2)
    // Whoever has the other's address comes to him; nobody is in a list twice.
    expect((await get(two.id)).contact.id).toBe(one.id)
    const listed = (await world.call('listContacts', { ...as(), query: { search: 'berta' } })).body.contacts
    expect(listed.map(({ id }: Person) => id)).toEqual([one.id])
    const seen = await world.call('getVisitor', { ...as(), params: { id: from.visitor.id } })
    expect(seen.body.profile.id).toBe(one.id)
    // A repetition answers the same, and changes nothing.
    expect((await merge(one, two, ['name', 'email'])).body.version).toBe(done.body.version)
    expect((await alike(one.id)).merged).toMatchObject([{ from: two.id, name: 'Berta B', changed: [] }])
  })

  it('takes a merge back, and leaves and tells what somebody changed since', async () => {
    const one = (await aTalk('Carla')).contact
    const two = (await aTalk('Carla C')).contact
    const first = (await update(one.id, one.version, { phone: '+49 30 1111111', tags: ['a'] })).body
    const second = (await update(two.id, two.version, { phone: '+49 30 2222222', tags: ['b'], company: 'C' })).body
    const merged = (await merge(first, second, ['name', 'phone', 'company'])).body
    await update(merged.id, merged.version, { phone: '+49 30 3333333', tags: ['a', 'b', 'c'] })
    expect((await alike(one.id)).merged).toMatchObject([{ changed: ['phone'] }])
    const undone = await undo(one, two)
    expect(undone.body).toMatchObject({
      contact: { id: one.id, name: 'Carla', phone: '+49 30 3333333', company: null, tags: ['a', 'c'] },
      kept: ['phone'],
    })
    expect(undone.body.contact.hasConversation).toBe(true)
    expect((await get(two.id)).contact).toMatchObject({ id: two.id, name: 'Carla C', phone: '+49 30 2222222' })
    expect((await get(one.id)).conversations).toHaveLength(1)
    expect((await undo(one, two)).body.code).toBe('unchanged')
    const again = await merge(undone.body.contact, (await get(two.id)).contact, [])
    expect(again.body).toMatchObject({ name: 'Carla', tags: ['a', 'c', 'b'] })
    const long = new Date(world.deps.clock.now().getTime() - 31 * 24 * 60 * 60_000)
    const entries = ((await stored(one.id)) as unknown as { merges: object[] }).merges
    await world.store.db
      .collection<{ _id: string; merges: object[] }>('contacts')
      .updateOne({ _id: one.id }, { $set: { merges: entries.map((entry) => ({ ...entry, at: long })) } })
    expect((await alike(one.id)).merged).toEqual([])
    expect((await undo(one, two)).body.code).toBe('unchanged')
  })

  it('R05 takes no version of one who was merged for one of whoever he is now', async () => {
    const [into, from, third] = [await create({ name: 'x' }), await create({ name: 'y' }), await create({ name: 'z' })]
    const after = (await merge(into, from)).body
    const stale = { id: from.id, version: after.version }
    const edited = await update(stale.id, stale.version, { name: 'not his' })
    expect(edited.body).toMatchObject({ code: 'changed_since', contact: { id: into.id } })
    expect((await merge(stale, third)).body).toMatchObject({ code: 'changed_since', contact: { id: into.id } })
    expect((await merge(third, stale)).body).toMatchObject({ code: 'changed_since', contact: { id: into.id } })
    expect((await get(into.id)).contact).toMatchObject({ name: 'x', version: after.version })
  })

  it('takes two merges back in any order, and leaves nothing of either', async () => {
    for (const isLastFirst of [true, false]) {
      const into = await create({ name: 'Emma', note: 'hers' })
      const one = await create({ name: 'Emma 1', note: 'first' })
      const two = await create({ name: 'Emma 2' })
      const first = (await merge(into, one, ['name', 'note'])).body
      await merge(first, two, ['name'])
      const [a, b] = isLastFirst ? [two, one] : [one, two]
      await undo(into, a)
      const { body } = await undo(into, b)
      expect(body).toMatchObject({ contact: { id: into.id, name: 'Emma', note: 'hers' }, kept: [] })
    }
  })

  it('never takes back that somebody has a conversation, and notes it of whoever comes free', async () => {
    const into = await create({ name: 'Fay' })
    await world.store.db
      .collection<{ _id: string; hasConversation: boolean }>('contacts')
      .updateOne({ _id: into.id }, { $set: { hasConversation: true } })
    const visitor = await world.addVisitor(tenant.site)
    const from = (await get((await create({ visitorId: visitor.id })).id)).contact
    await merge(into, from)
    await world.addConversation(visitor, 'hello from Fay')
    expect((await undo(into, from)).body.contact.hasConversation).toBe(true)
    expect((await get(from.id)).contact.hasConversation).toBe(true)
  })

  it('R05 lets one of two agents win, in whichever direction, and never makes a ring', async () => {
    for (let i = 0; i < 5; i++) {
      const [one, two, three] = [await create({ name: 'x' }), await create({ name: 'y' }), await create({ name: 'z' })]
      const all = await Promise.all([
        merge(one, two),
        merge(two, one, [], 'admin'),
        merge(three, two),
        update(two.id, two.version, { note: 'a word' }),
      ])
      const won = all.slice(0, 3).filter(({ status }) => status === 200)
      expect(won.length).toBeLessThan(2)
      for (const { status, body } of all) expect([200, 'changed_since']).toContain(status === 200 ? 200 : body.code)
      for (const { id } of [one, two, three]) {
        const { contact } = await get(id)
        expect((await stored(contact.id)) as object).not.toMatchObject({ mergedInto: expect.stringContaining('con_') })
      }
    }
  })

  it('SYNC-84 takes nobody in who proved who he is, and nothing from his signed identity', async () => {
    const proved = async (sub: string) => {
      const { body } = await identified(world, tenant.site.key, { identity: host.sign(sub, { name: sub }) })
      return { ...body, contact: (await get(body.signed.contactId)).contact as Person }
    }
    const [vera, wilma] = [await proved('vera'), await proved('wilma')]
    const guest = await aTalk('a guest')
    expect((await merge(guest.contact, vera.contact)).body.code).toBe('contact_identified')
    expect((await merge(wilma.contact, vera.contact)).body.code).toBe('contact_identified')
    expect((await merge(vera.contact, guest.contact, ['name'])).body.code).toBe('field_verified')
    const merged = await merge(vera.contact, guest.contact, ['note'])
    expect(merged.body).toMatchObject({ name: 'vera', verified: ['name'] })
    // It opens nothing to either browser.
    const own = async (access: string) =>
      (await world.call('listOwnConversations', { access, origin: SHOP })).body.conversations.length
    expect([await own(vera.access), await own(guest.visitor.access)]).toEqual([0, 1])
    // Who comes again is the same person, and his news are those of the one who is left.
    world.pass(60_000)
    await identified(world, tenant.site.key, { identity: host.sign('vera', { name: 'Vera V' }) })
    expect((await get(guest.contact.id)).contact).toMatchObject({ id: vera.contact.id, name: 'Vera V' })
  })

  it('carries out what was left in the middle, and takes its mark away where the other was changed', async () => {
    const left = async (isChanged: boolean) => {
      const [into, from] = [await create({ name: 'whole' }), await create({ name: 'half', tags: ['t'] })]
      const at = new Date(world.deps.clock.now().getTime() - 120_000)
      const merging = { into: into.id, version: into.version, take: ['name'], by: tenant.agents.agent._id, at }
      await world.store.db
        .collection<{ _id: string }>('contacts')
        .updateOne({ _id: from.id }, { $set: { mergedInto: into.id, merging, mergingAt: at }, $inc: { version: 1 } })
      if (isChanged) await update(into.id, into.version, { note: 'meanwhile' })
      return { into, from }
    }
    const [good, stale] = [await left(false), await left(true)]
    expect(await world.domains.contacts.carryOn()).toBe(2)
    expect((await get(good.from.id)).contact).toMatchObject({ id: good.into.id, name: 'half', tags: ['t'] })
    expect((await get(stale.from.id)).contact).toMatchObject({ id: stale.from.id, name: 'half' })
    expect((await get(stale.into.id)).contact).toMatchObject({ name: 'whole', note: 'meanwhile', tags: [] })
    expect(await world.domains.contacts.carryOn()).toBe(0)
  })

  it('an import means by an old address whoever he is now, and does not call him by it', async () => {
    const into = await create({ name: 'Dora', email: 'dora@new.example' })
    const from = await create({ name: 'Dora', email: 'dora@old.example' })
    const { importing } = world.domains.contacts
    const row = (n: number) => ({
      ...{ row: `imp ${n}`, externalId: null, email: 'dora@old.example', tags: ['fair'] },
      changes: { email: 'dora@old.example', company: 'Old' },
    })
    const workspaceId: WorkspaceId = tenant.workspaceId
    const [merged, outcome] = await Promise.all([merge(into, from, []), importing.write(workspaceId, [row(1)])])
    expect(outcome).toEqual(['updated'])
    const now = (await get(from.id)).contact
    if (merged.status !== 200) await merge((await get(into.id)).contact, now, [])
    expect(await importing.write(workspaceId, [row(2)])).toEqual([expect.stringMatching(/updated|unchanged/)])
    expect((await get(from.id)).contact).toMatchObject({ id: into.id, email: 'dora@new.example', tags: ['fair'] })
    expect((await get(from.id)).contact.company).toMatchObject({ name: 'Old' })
  })

  it('lists contacts of before this version without a visit of theirs', async () => {
    const { id } = await create({ name: 'Older', email: 'older@mail.example' })
    const before = { labels: '', tokens: '', sortName: '', likeness: '', shape: '' } as const
    await world.store.db.collection<{ _id: string }>('contacts').updateOne({ _id: id }, { $unset: before })
    const find = async () =>
      (await world.call('listContacts', { ...as(), query: { search: 'older' } })).body.contacts.length
    expect(await find()).toBe(0)
    expect(await world.domains.contacts.listAgain()).toBe(1)
    expect(await find()).toBe(1)
    expect(await world.domains.contacts.listAgain()).toBe(0)
  })
})
