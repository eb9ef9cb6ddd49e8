import { engines } from '@parley/database/testing'
import { LIMITS } from '@parley/protocol'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { INBOX, SHOP, startWorld, type Tenant, type World } from '../../testing.ts'
import { aSigner, identified, type Signer, signed } from './testing.ts'

const MINUTE = 60_000

describe.each(engines())('signed identity on %s', (engine) => {
  let world: World
  let tenant: Tenant
  let host: Signer

  beforeAll(async () => {
    world = await startWorld(engine)
    tenant = await world.addTenant('acme')
    host = await aSigner(world, tenant)
  })
  beforeEach(() => world.pass(MINUTE))
  afterAll(() => world.stop())

  const enter = (identity: string, token?: string) =>
    identified(world, tenant.site.key, { identity, ...(token && { token }) })
  const idsOf = async (access: string) => {
    const { body } = await world.call('listOwnConversations', { access, origin: SHOP })
    return body.conversations.map(({ id }: { id: string }) => id)
  }
  const asOwner = () => ({ access: world.renewed(tenant.agents.owner.access), origin: INBOX })
  const exchange = (body: object) => world.call('exchangeVisitorToken', { body, origin: SHOP })

  it('SYNC-84 shows a person his history in another browser, which its stored token alone does not', async () => {
    const first = (await enter(host.sign('vera'))).body
    const { id } = await world.addConversation(first, 'where is my order?')
    const second = (await enter(host.sign('vera'))).body
    expect(second.visitorId).not.toBe(first.visitorId)
    expect(second.signed.contactId).toBe(first.signed.contactId)
    expect(await idsOf(second.access)).toEqual([id])
    expect(
      (await world.say({ access: second.access, origin: SHOP }, { conversationId: id }, { text: 'hm' })).status,
    ).toBe(200)

    const unsigned = (await exchange({ token: first.token })).body
    expect(unsigned).toMatchObject({ visitorId: first.visitorId, contactId: first.signed.contactId })
    expect(unsigned.signed).toBeUndefined()
    expect(await idsOf(unsigned.access)).toEqual([])
    const read = await world.call('getConversation', { access: unsigned.access, origin: SHOP, params: { id } })
    expect(read.body.code).toBe('conversation_not_found')
  })

  it('SYNC-86 takes a visitor’s conversations along on proof of both tokens, and ends the old token', async () => {
    const anonymous = await world.addVisitor(tenant.site)
    const { id } = await world.addConversation(anonymous, 'hello')
    const { status, body } = await enter(
      host.sign('wanda', { name: 'Wanda', email: 'wanda@example.com' }),
      anonymous.token,
    )
    expect([status, body.predecessorId]).toEqual([200, anonymous.id])
    expect(body.token).not.toBe(anonymous.token)
    expect(await idsOf(body.access)).toEqual([id])
    expect((await exchange({ token: anonymous.token })).body.code).toBe('token_invalid')
    expect((await world.call('listOwnConversations', { access: anonymous.access, origin: SHOP })).status).toBe(401)
    // Another browser sees it too, and agents see whose it is.
    expect(await idsOf((await enter(host.sign('wanda'))).body.access)).toEqual([id])
    const { body: seen } = await world.call('getVisitor', { ...asOwner(), params: { id: body.visitorId } })
    expect(seen.contact).toMatchObject({ externalId: 'wanda', name: 'Wanda', email: 'wanda@example.com' })
    expect(seen.conversations).toMatchObject([{ id, contactId: body.signed.contactId, visitor: { name: 'Wanda' } }])
  })

  it('SYNC-86 finishes an upgrade whose answer was lost, with the same stored token and a new signature', async () => {
    const anonymous = await world.addVisitor(tenant.site)
    const { id } = await world.addConversation(anonymous, 'hello')
    await enter(host.sign('xaver'), anonymous.token)
    const again = await enter(host.sign('xaver'), anonymous.token)
    expect(again.body).toMatchObject({ predecessorId: anonymous.id })
    expect(await idsOf(again.body.access)).toEqual([id])
    expect((await enter(host.sign('somebody'), anonymous.token)).body.predecessorId).toBeUndefined()
  })

  it('R03 SYNC-27 stores a message once that was sent before the upgrade and is sent again after it (I13)', async () => {
    const anonymous = await world.addVisitor(tenant.site)
    const key = '01jd5k2m3nmmmmmmmmmmmmmmmm'
    const command = {
      t: 'send',
      cmid: '01jd5k2m3nnnnnnnnnnnnnnnnn',
      create: { key },
      kind: 'msg.new',
      body: { v: 1, type: 'text', text: 'hi' },
    }
    const send = (access: string) =>
      world.call('appendEvent', { access, origin: SHOP, headers: { 'idempotency-key': command.cmid }, body: command })
    const before = await send(anonymous.access)
    const { body } = await enter(host.sign('yara'), anonymous.token)
    expect((await send(body.access)).body).toMatchObject({ t: 'ack', dup: true, id: before.body.id })
    expect(await idsOf(body.access)).toHaveLength(1)
  })

  it('CW#4728 never makes one of two people: another `sub` is a new session with nothing of the old one', async () => {
    const alice = (await enter(host.sign('alice'))).body
    await world.addConversation(alice, 'mine alone')
    const bob = (await enter(host.sign('bob'), alice.token)).body
    expect(bob.predecessorId).toBeUndefined()
    expect(bob.token).toBeDefined()
    expect(await idsOf(bob.access)).toEqual([])
    expect((await exchange({ token: alice.token })).body.code).toBe('token_invalid')
    expect((await world.call('listOwnConversations', { access: alice.access, origin: SHOP })).status).toBe(401)
    expect((await exchange({ token: bob.token, grant: alice.signed.grant })).body.code).toBe('identity_expired')
  })

  it('SYNC-84 renews for an hour after the signature, no longer, and not for another browser', async () => {
    const vera = (await enter(host.sign('vera-of-an-hour'))).body
    const { id } = await world.addConversation(vera, 'hello')
    const renew = () => exchange({ token: vera.token, grant: vera.signed.grant })
    world.pass(55 * MINUTE)
    const { body } = await renew()
    expect(await idsOf(body.access)).toEqual([id])
    expect(Date.parse(body.expiresAt)).toBeLessThanOrEqual(Date.parse(vera.signed.until))
    const other = await world.addVisitor(tenant.site)
    expect((await exchange({ token: other.token, grant: vera.signed.grant })).body.code).toBe('identity_expired')
    world.pass(5 * MINUTE)
    expect((await renew()).body.code).toBe('identity_expired')
    expect((await world.call('listOwnConversations', { access: body.access, origin: SHOP })).status).toBe(401)
  })

  it('S5 logout ends the stored token, every access token and the grant', async () => {
    const vera = (await enter(host.sign('vera-who-leaves'))).body
    await world.addConversation(vera, 'hello')
    const renewed = (await exchange({ token: vera.token, grant: vera.signed.grant })).body
    expect((await world.call('endVisitor', { access: vera.access, origin: SHOP })).status).toBe(204)
    for (const access of [vera.access, renewed.access])
      expect((await world.call('listOwnConversations', { access, origin: SHOP })).status).toBe(401)
    expect((await exchange({ token: vera.token })).body.code).toBe('token_invalid')
    expect((await exchange({ token: vera.token, grant: vera.signed.grant })).body.code).toBe('token_invalid')
  })

  it('N14 the grant, the identity token and the access token open nothing but their own door', async () => {
    const vera = (await enter(host.sign('vera'))).body
    const identity = host.sign('vera')
    for (const access of [vera.signed.grant, identity]) {
      expect((await world.call('listOwnConversations', { access, origin: SHOP })).status).toBe(401)
      expect((await world.call('listSites', { access, origin: INBOX })).status).toBe(401)
    }
    for (const grant of [vera.access, identity, tenant.agents.owner.access])
      expect((await exchange({ token: vera.token, grant })).status).toBe(401)
    expect((await exchange({ token: vera.token, identity: vera.signed.grant })).body.code).toBe('identity_invalid')
  })

  it('N15 never mixes two people whose tokens are verified at once', async () => {
    const people = ['one', 'two', 'three', 'four'].map((name) => `parallel-${name}`)
    const rounds = Array.from({ length: 120 }, (_, n) => people[n % people.length] ?? '')
    const answers = await Promise.all(
      rounds.map((sub) => world.domains.contacts.identify(tenant.workspaceId, host.sign(sub, { name: sub }))),
    )
    expect(answers.map(({ externalId }) => externalId)).toEqual(rounds)
    expect(answers.map(({ name }) => name)).toEqual(rounds)
    expect(new Set(answers.map(({ _id }) => _id)).size).toBe(people.length)
  })

  it('a token is taken once, also of a hundred at the same moment', async () => {
    const identity = host.sign('eager')
    const answers = await Promise.all(Array.from({ length: 20 }, () => enter(identity)))
    const codes = answers.map(({ status, body }) => (status === 201 ? 'created' : body.code))
    expect(codes.filter((code) => code === 'created')).toHaveLength(1)
    expect(new Set(codes)).toEqual(new Set(['created', 'identity_used']))
  })

  it('R22 forgives a signer’s clock sixty seconds, and no more', async () => {
    const at = (offsetS: number, lifeS = 120) => {
      const iat = Math.floor(world.deps.clock.now().getTime() / 1000) + offsetS
      return host.sign('clock', { iat, exp: iat + lifeS })
    }
    expect((await enter(at(55))).status).toBe(201)
    expect((await enter(at(70))).body.code).toBe('identity_invalid')
    expect((await enter(at(-120 - 55))).status).toBe(201)
    expect((await enter(at(-120 - 65))).body.code).toBe('identity_expired')
    expect((await enter(at(0, LIMITS.identityTokenMs / 1000))).status).toBe(201)
    expect((await enter(at(0, LIMITS.identityTokenMs / 1000 + 1))).body.code).toBe('identity_invalid')
  })

  it('N12 N13 refuses what is not signed by an active key of this workspace as we want it', async () => {
    const other = await aSigner(world, await world.addTenant('other'))
    const { kid, secret, claims } = host
    const good = { alg: 'HS256', kid, typ: 'JWT' }
    const made = (header: object, changes: object = {}, by = secret) => signed(claims('mallory', changes), by, header)
    const [head, body] = host.sign('mallory').split('.')
    const none = Buffer.from('{"alg":"none"}').toString('base64url')
    const noneKid = Buffer.from(JSON.stringify({ alg: 'none', kid })).toString('base64url')
    const without = (name: string) => {
      const { [name]: _, ...rest } = claims('mallory') as Record<string, unknown>
      return signed(rest, secret, good)
    }
    const forged: Record<string, string> = {
      'no algorithm': `${none}.${body}.AA`,
      'no algorithm, with a kid': `${noneKid}.${body}.AA`,
      'another algorithm': made({ ...good, alg: 'HS512' }),
      'an asymmetric algorithm': made({ ...good, alg: 'RS256' }),
      'no kid': made({ alg: 'HS256' }),
      'an unknown kid': made({ ...good, kid: `idk_${'0'.repeat(20)}` }),
      'a path as kid': made({ ...good, kid: '../../dev/null' }, {}, ''),
      'another workspace’s key': other.sign('mallory', { aud: tenant.workspaceId }),
      'our kid with another’s secret': made(good, {}, other.secret),
      'the empty secret': made(good, {}, ''),
      'a jwk': made({ ...good, jwk: { kty: 'oct', k: 'eA' } }),
      'a jku': made({ ...good, jku: 'https://evil.example/keys' }),
      'a critical extension': made({ ...good, crit: ['x'] }),
      'no signature': `${head}.${body}.AA`,
      'another body under the signature': `${head}.${Buffer.from(JSON.stringify(claims('admin'))).toString('base64url')}.${host.sign('mallory').split('.')[2]}`,
      'another audience': made(good, { aud: other.claims('x').aud }),
      'two audiences': made(good, { aud: [tenant.workspaceId] }),
      'a subject that is a list': made(good, { sub: ['mallory'] }),
      'an operator as subject': made(good, { sub: { $ne: null } }),
      'an empty subject': made(good, { sub: '' }),
      'times as text': made(good, { exp: '9999999999' }),
      'an end before its beginning': made(good, { exp: 1 }),
      'not yet': made(good, { nbf: claims('x').iat + 600 }),
      'a claim that is not known': made(good, { role: 'owner' }),
      'claims of prototypes': signed(JSON.parse(`{"__proto__":${JSON.stringify(claims('mallory'))}}`), secret, good),
      'an attribute that every object has': made(good, { attributes: { constructor: 'x' } }),
      'an address that is no address': made(good, { email: 'mallory' }),
      'a list': signed([claims('mallory')], secret, good),
      'a text': signed('mallory', secret, good),
      null: signed(null, secret, good),
      ...Object.fromEntries(['sub', 'iat', 'exp', 'jti', 'aud'].map((name) => [`no ${name}`, without(name)])),
    }
    const answers = await Promise.all(
      Object.entries(forged).map(async ([what, identity]) => [what, (await enter(identity)).body.code]),
    )
    expect(Object.fromEntries(answers)).toEqual(
      Object.fromEntries(Object.keys(forged).map((what) => [what, 'identity_invalid'])),
    )
    expect(
      await world.store.db
        .collection('contacts')
        .countDocuments({ workspaceId: tenant.workspaceId, externalId: 'mallory' }),
    ).toBe(0)
  })

  it('CW#2257 a site that wants signatures takes nobody without one, and makes no visitor of him', async () => {
    const before = await world.addVisitor(tenant.site)
    const { access } = before
    const set = (identityRequired: boolean) => {
      const privacy = { ...world.domains.sites.optionsOf(tenant.site).privacy, identityRequired }
      return world.call('updateSite', { ...asOwner(), params: { id: tenant.site._id }, body: { options: { privacy } } })
    }
    await set(true)
    const count = () => world.store.db.collection('visitors').countDocuments({ workspaceId: tenant.workspaceId })
    const had = await count()
    expect((await world.call('createVisitor', { body: { siteKey: tenant.site.key }, origin: SHOP })).body.code).toBe(
      'identity_unsigned',
    )
    expect((await exchange({ token: before.token })).body.code).toBe('identity_unsigned')
    expect((await world.call('listOwnConversations', { access, origin: SHOP })).body.code).toBe('identity_unsigned')
    expect(await count()).toBe(had)
    const vera = await enter(host.sign('vera'), before.token)
    expect(vera.status).toBe(200)
    expect(await idsOf(vera.body.access)).toBeDefined()
    await set(false)
    expect((await exchange({ token: vera.body.token })).status).toBe(200)
  })

  it('SYNC-85 what a page says stays unverified, and never takes the place of what was signed', async () => {
    const vera = (
      await enter(host.sign('vera', { name: 'Vera', email: 'vera@example.com', attributes: { plan: 'pro' } }))
    ).body
    const page = { access: vera.access, origin: SHOP }
    await world.call('updateVisitor', {
      ...page,
      body: { name: 'Admin', email: 'admin@example.com', attributes: { plan: 'enterprise', vip: true } },
    })
    const { body } = await world.call('getVisitor', { ...asOwner(), params: { id: vera.visitorId } })
    expect(body.contact).toMatchObject({ name: 'Vera', email: 'vera@example.com', attributes: { plan: 'pro' } })
    expect(body.visitor).toMatchObject({
      name: 'Vera',
      email: 'vera@example.com',
      attributes: { plan: 'enterprise', vip: true },
    })
    await world.call('updateVisitor', { ...page, body: { attributes: { vip: null } } })
    const after = await world.call('getVisitor', { ...asOwner(), params: { id: vera.visitorId } })
    expect(after.body.visitor.attributes).toEqual({ plan: 'enterprise' })
    const many = Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`a${n}`, n]))
    expect((await world.call('updateVisitor', { ...page, body: { attributes: many } })).body.code).toBe('too_large')
  })

  it('keeps the newest twenty events and pages, of a moment that its own clock tells', async () => {
    const { id, access } = await world.addVisitor(tenant.site)
    const track = (body: object) => world.call('trackVisitor', { access, origin: SHOP, body })
    for (let n = 0; n < 3; n++) {
      const events = Array.from({ length: 10 }, (_, i) => ({ name: `step ${n * 10 + i}`, props: { n }, agoMs: 10 - i }))
      const pages = [{ url: `${SHOP}/${n}?secret=1#x`, title: `Page ${n}`, agoMs: 5 }]
      expect((await track({ events, pages })).status).toBe(204)
    }
    const { body } = await world.call('getVisitor', { ...asOwner(), params: { id } })
    expect(body.visitor.events).toHaveLength(20)
    expect(body.visitor.events[0].name).toBe('step 29')
    expect(body.visitor.pages.map(({ url }: { url: string }) => url)).toEqual([2, 1, 0].map((n) => `${SHOP}/${n}`))
    expect(JSON.stringify(body)).not.toContain('secret')
  })

  it('SYNC-85 a page describes its conversation: attributes, the tags that its site allows, a priority', async () => {
    const visitor = await world.addVisitor(tenant.site)
    const { id } = await world.addConversation(visitor, 'hello')
    const from = { access: visitor.access, origin: SHOP, params: { id } }
    const describeIt = (body: object) => world.call('describeConversation', { ...from, body })
    const privacy = { ...world.domains.sites.optionsOf(tenant.site).privacy, pageTags: ['wholesale'] }
    await world.call('updateSite', { ...asOwner(), params: { id: tenant.site._id }, body: { options: { privacy } } })
    const tags = { add: ['wholesale'], remove: [] }
    expect((await describeIt({ fields: { order: '7' }, tags, priority: 'high' })).status).toBe(204)
    expect((await describeIt({ tags: { add: ['vip'], remove: [] } })).body.code).toBe('tag_not_allowed')
    expect((await describeIt({ fields: { name: 'Admin' } })).body.code).toBe('invalid_request')
    const other = await world.addVisitor(tenant.site)
    const foreign = { access: other.access, origin: SHOP, params: { id }, body: { priority: 'low' } }
    expect((await world.call('describeConversation', foreign)).body.code).toBe('conversation_not_found')
    const { body } = await world.call('getConversation', { ...asOwner(), params: { id } })
    expect(body.row).toMatchObject({ tags: ['wholesale'], priority: 'high' })
  })

  it('keys: two at once, the secret told once and stored sealed, refused from the moment it retires', async () => {
    const keys = (await world.addTenant('keys')) as Tenant
    const admin = () => ({ access: world.renewed(keys.agents.admin.access), origin: INBOX })
    const made = await world.call('createIdentityKey', admin())
    expect(made.status).toBe(201)
    expect(made.body.secret).toMatch(/^[\w-]{43}$/)
    const second = await world.call('createIdentityKey', admin())
    expect((await world.call('createIdentityKey', admin())).body.code).toBe('too_many_keys')
    const stored = JSON.stringify(
      await world.store.db.collection('identity_keys').find({ workspaceId: keys.workspaceId }).toArray(),
    )
    expect(stored).not.toContain(made.body.secret)
    expect(JSON.stringify((await world.call('listIdentityKeys', admin())).body)).not.toContain(made.body.secret)

    const claims = { sub: 'v', iat: Math.floor(world.deps.clock.now().getTime() / 1000), aud: keys.workspaceId }
    const token = (n: number, { key, secret }: { key: { id: string }; secret: string }) =>
      signed({ ...claims, exp: claims.iat + 60, jti: `token number ${n}` }, secret, { alg: 'HS256', kid: key.id })
    const come = (identity: string) => identified(world, keys.site.key, { identity })
    expect((await come(token(1, made.body))).status).toBe(201)
    expect((await come(token(2, second.body))).status).toBe(201)
    const id = made.body.key.id
    expect((await world.call('retireIdentityKey', { ...admin(), params: { id } })).body).toMatchObject({
      state: 'retired',
    })
    expect((await come(token(3, made.body))).body.code).toBe('identity_invalid')
    expect((await come(token(4, second.body))).status).toBe(201)
    expect((await world.call('createIdentityKey', admin())).status).toBe(201)
    expect((await world.call('deleteIdentityKey', { ...admin(), params: { id } })).status).toBe(204)
    expect((await world.call('deleteIdentityKey', { ...admin(), params: { id } })).body.code).toBe('key_not_found')
    const agent = { access: world.renewed(keys.agents.supervisor.access), origin: INBOX }
    expect((await world.call('listIdentityKeys', agent)).status).toBe(403)
  })
})
