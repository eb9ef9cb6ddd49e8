import { engines } from '@parley/database/testing'
import type { FormField, SiteOptions } from '@parley/protocol'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { newCmid, newCreateKey } from '../../lib/new-id.ts'
import { INBOX, SHOP, startWorld, type Tenant, type World } from '../../testing.ts'
import { versionOf } from './forms.ts'
import { DEFAULT_OPTIONS } from './options.ts'

const PLAIN = { hint: {}, placeholder: {}, choices: [], required: false, when: null }
const field = (key: string, type: FormField['type'], more: Partial<FormField> = {}): FormField => ({
  ...{ ...PLAIN, key, type, label: { en: key } },
  ...more,
})
const choices = (...values: string[]) => values.map((value) => ({ value, label: { en: value } }))
const EVERYTHING: FormField[] = [
  field('name', 'text', { required: true }),
  field('email', 'email'),
  field('phone', 'phone'),
  field('topic', 'select', { required: true, choices: choices('order', 'other') }),
  field('number', 'text', { required: true, when: { key: 'topic', in: ['order'] } }),
  field('amount', 'number', { when: { key: 'number', in: ['A1'] } }),
  field('day', 'date'),
  field('vip', 'checkbox'),
  field('how_urgent', 'priority'),
  field('team', 'department'),
  field('terms', 'consent', { required: true, label: { en: 'I agree.', de: 'Ich stimme zu.' } }),
]
const AGREED = versionOf('I agree.')
const GOOD = { name: 'Vera', topic: 'other', terms: AGREED }
const CONTACT = [field('email', 'email', { required: true }), field('message', 'textarea', { required: true })]
const words = (fields: FormField[]) => ({ title: {}, lead: {}, button: {}, fields })

describe.each(engines())('the forms of a site on %s', (engine) => {
  let world: World
  let tenant: Tenant
  beforeAll(async () => {
    world = await startWorld(engine)
    tenant = await world.addTenant('acme')
  })
  beforeEach(() => world.pass(60_000))
  afterAll(() => world.stop())

  const save = (options: object) =>
    world.call('updateSite', {
      access: world.renewed(tenant.agents.admin.access),
      origin: INBOX,
      params: { id: tenant.site._id },
      body: { options },
    })
  const ask = async (change: Partial<SiteOptions['forms']>) => {
    const answer = await save({ forms: { ...DEFAULT_OPTIONS.forms, ...change } })
    expect([answer.status, answer.body.errors]).toEqual([200, undefined])
  }
  const asAgent = () => ({ access: world.renewed(tenant.agents.agent.access), origin: INBOX })
  const aBeginning = (form?: object) => ({
    ...{ t: 'send', cmid: newCmid(world.deps.clock.now()), kind: 'msg.new' },
    create: { key: newCreateKey(world.deps.clock.now()) },
    body: { v: 1, type: 'text', text: 'Hello?', ...(form && { form }) },
  })
  const send = (visitor: { access: string }, body: ReturnType<typeof aBeginning>) =>
    world.call('appendEvent', { ...visitor, origin: SHOP, headers: { 'idempotency-key': body.cmid }, body })
  const begin = async (answers?: object, is = 'prechat') => {
    const visitor = await world.addVisitor(tenant.site)
    const frame = aBeginning(answers && { is, answers })
    return { visitor, frame, answer: await send(visitor, frame) }
  }
  /** As an agent finds it once `n` events of it are folded. */
  const rowOf = (id: string, n = 1) =>
    vi.waitFor(async () => {
      const { body } = await world.call('getConversation', { ...asAgent(), params: { id } })
      if (body.position && body.position.n < n) throw new Error(`only ${body.position.n} of ${n} are folded`)
      return body
    })

  it('W09 begin a conversation with what was answered: its fields, its priority, its consents', async () => {
    await ask({ preset: 'full', prechat: words(EVERYTHING) })
    const { visitor, answer } = await begin({
      ...GOOD,
      ...{ email: 'vera@example.com', phone: '+49 30 12345', topic: 'order', number: 'A1', amount: '12.5' },
      ...{ vip: 'yes', how_urgent: 'urgent' },
    })
    expect([answer.status, answer.body.n]).toEqual([200, 1])
    const { row, entries } = await rowOf(answer.body.conversationId)
    expect(row).toMatchObject({ priority: 'urgent', visitor: { name: 'Vera', email: 'vera@example.com' } })
    const { form } = entries[0].e.fx
    expect(form).toMatchObject({ is: 'prechat', priority: 'urgent', consents: [{ version: AGREED, text: 'I agree.' }] })
    expect(form.fields).toMatchObject({ topic: 'order', number: 'A1', amount: '12.5', vip: 'yes' })
    expect(form.fields.terms).toMatch(new RegExp(`^\\d{4}-\\d\\d-\\d\\dT\\S+Z ${AGREED}$`))
    const known = await world.call('getVisitor', { ...asAgent(), params: { id: visitor.id } })
    expect(known.body.visitor).toMatchObject({ name: 'Vera', email: 'vera@example.com', phone: '+49 30 12345' })
    const own = await world.call('listOwnConversations', { access: visitor.access, origin: SHOP })
    expect(own.body.known).toEqual(['name', 'email', 'phone'])
  })

  it('R38 tell the visitor nothing of what was made of his answers', async () => {
    await ask({ preset: 'full', prechat: words(EVERYTHING) })
    const { visitor, answer } = await begin({ ...GOOD, how_urgent: 'high' })
    const params = { id: answer.body.conversationId }
    await rowOf(params.id)
    const seen = await world.call('getConversation', { access: visitor.access, origin: SHOP, params })
    expect(seen.body.entries[0].e.fx).toEqual({ opened: true })
    expect(JSON.stringify(seen.body)).not.toMatch(/high|topic/)
  })

  it('W09 route a conversation to the department that was chosen', async () => {
    await ask({ preset: 'full', prechat: words([field('team', 'department', { required: true })]) })
    const sales = await world.domains.departments.add(tenant.workspaceId, 'Sales')
    const options = await world.call('getChatOptions', { params: { siteKey: tenant.site.key }, origin: SHOP })
    const [{ choices: offered }] = options.body.prechat.fields
    expect(offered.map(({ label }: { label: string }) => label)).toEqual(['Support', 'Sales'])
    const { answer } = await begin({ team: sales })
    // An agent of the default department has no way to it; whoever sees everything finds it there.
    expect((await rowOf(answer.body.conversationId)).code).toBe('conversation_not_found')
    const owner = { access: world.renewed(tenant.agents.owner.access), origin: INBOX }
    const found = await world.call('getConversation', { ...owner, params: { id: answer.body.conversationId } })
    expect(found.body.row.departmentId).toBe(sales)
    const list = await world.call('listConversations', { ...owner, query: { view: 'all' } })
    expect(list.body.keys).toContain(`dep:${sales}`)
    const elsewhere = await begin({ team: 'dep_00000000000000000000' })
    expect(elsewhere.answer.body.code).toBe('form_invalid')
  })

  it('W09 refuse a conversation without answers, and leave nothing of it', async () => {
    await ask({ preset: 'name' })
    const { visitor, frame, answer } = await begin()
    expect([answer.status, answer.body.code]).toEqual([409, 'form_required'])
    const own = await world.call('listOwnConversations', { access: visitor.access, origin: SHOP })
    expect(own.body.conversations).toEqual([])
    const stored = world.store.db.collection<{ createKey: string }>('conversations')
    const { createKey } = { createKey: frame.create.key }
    expect(await stored.find({ workspaceId: tenant.workspaceId, createKey }).toArray()).toEqual([])
  })

  it('W09 cannot be got round by a command that was taken back', async () => {
    await ask({ preset: 'name' })
    const { visitor, frame } = await begin()
    const cmid = newCmid(world.deps.clock.now())
    const cancel = { t: 'cancel', cmid, create: frame.create }
    const from = { access: visitor.access, origin: SHOP, headers: { 'idempotency-key': cmid } }
    const { conversationId } = (await world.call('appendEvent', { ...from, body: cancel })).body
    const { create: _, ...message } = aBeginning()
    const answer = await send(visitor, { ...message, conversationId } as never)
    expect(answer.body.code).toBe('form_required')
  })

  it.each([
    ['nothing where something is required', {}, ['name', 'topic', 'terms'], 'required'],
    ['blanks for a name', { ...GOOD, name: '   ' }, ['name'], 'required'],
    ['an address without an end', { ...GOOD, email: 'vera@example' }, ['email'], 'email'],
    ['a phone of letters', { ...GOOD, phone: 'call me!' }, ['phone'], 'phone'],
    ['a choice that there is not', { ...GOOD, topic: 'else' }, ['topic'], 'choices'],
    ['a branch left open', { ...GOOD, topic: 'order' }, ['number'], 'required'],
    ['what was not asked', { ...GOOD, number: 'A1' }, ['number'], 'not asked'],
    ['the end of a chain that does not begin', { ...GOOD, amount: '3' }, ['amount'], 'not asked'],
    ['a key that is no field', { ...GOOD, role: 'owner' }, ['role'], 'not a field'],
    ['words for a number', { ...GOOD, topic: 'order', number: 'A1', amount: 'ten' }, ['amount'], 'number'],
    ['a day that does not exist', { ...GOOD, day: '2026-13-40' }, ['day'], 'date'],
    ['a tick of another word', { ...GOOD, vip: 'true' }, ['vip'], 'choices'],
    ['a priority of its own', { ...GOOD, how_urgent: 'now' }, ['how_urgent'], 'choices'],
    ['a consent to an older text', { ...GOOD, terms: versionOf('I agree to all.') }, ['terms'], 'version'],
    ['a name of 121 characters', { ...GOOD, name: 'x'.repeat(121) }, ['name'], 'too long'],
  ])('refuse %s, and say where', async (_what, answers, keys, detail) => {
    await ask({ preset: 'full', prechat: words(EVERYTHING) })
    const { answer } = await begin(answers)
    expect([answer.status, answer.body.code]).toEqual([400, 'form_invalid'])
    const { errors } = answer.body as { errors: { pointer: string; detail: string }[] }
    expect(errors.map(({ pointer }) => pointer)).toEqual(keys.map((key) => `#/body/form/answers/${key}`))
    expect(errors[0]?.detail).toContain(detail)
  })

  it('take a consent in each language that its text was written in', async () => {
    await ask({ preset: 'full', prechat: words(EVERYTHING) })
    const query = { locales: 'de' }
    const options = await world.call('getChatOptions', { params: { siteKey: tenant.site.key }, origin: SHOP, query })
    const [{ value: terms }] = options.body.prechat.fields.at(-1).choices
    expect(terms).toBe(versionOf('Ich stimme zu.'))
    expect((await begin({ ...GOOD, terms })).answer.status).toBe(200)
  })

  it('SYNC-27 I9 acknowledge a repetition whatever the form asks by now, and refuse the same command with other answers', async () => {
    await ask({ preset: 'name' })
    const { visitor, frame, answer } = await begin({ name: 'Vera' })
    await ask({ preset: 'full', prechat: words(EVERYTHING) })
    const again = await send(visitor, frame)
    expect(again.body).toMatchObject({ conversationId: answer.body.conversationId, n: 1, dup: true })
    const { form: _, ...bare } = frame.body as { form?: object } & typeof frame.body
    const form = { is: 'prechat', answers: { name: 'Mallory' } }
    for (const body of [bare, { ...bare, form }]) {
      const other = await send(visitor, { ...frame, body })
      expect(other.body.code).toBe('cmid_conflict')
    }
    const { row } = await rowOf(answer.body.conversationId)
    expect(row.visitor.name).toBe('Vera')
  })

  it('SYNC-27 let the first message alone bring answers: a later one with the same key changes nothing', async () => {
    await ask({ preset: 'name' })
    const { visitor, frame, answer } = await begin({ name: 'Vera' })
    const later = { ...aBeginning({ is: 'prechat', answers: { name: 'Mallory' } }), create: frame.create }
    expect((await send(visitor, later)).body).toMatchObject({ conversationId: answer.body.conversationId, n: 2 })
    const { row, entries } = await rowOf(answer.body.conversationId, 2)
    expect([row.visitor.name, entries[1].e.fx]).toEqual(['Vera', undefined])
  })

  it('ask nothing of agents, and nothing of a conversation that has begun', async () => {
    await ask({ preset: 'none' })
    const { visitor, answer } = await begin()
    await ask({ preset: 'name' })
    const { conversationId } = answer.body
    const by = { access: visitor.access, origin: SHOP }
    expect((await world.say(by, { conversationId }, { text: 'And?' })).status).toBe(200)
    expect((await world.say(asAgent(), { conversationId }, { text: 'Hello.' })).status).toBe(200)
  })

  it('W09 take the offline form where there is one, whatever the hour', async () => {
    await ask({ preset: 'full', prechat: words(EVERYTHING), offline: words(CONTACT) })
    expect((await begin({ email: 'vera@example.com' }, 'offline')).answer.status).toBe(200)
    const refused = (await begin({}, 'offline')).answer.body
    expect([refused.code, refused.errors[0].pointer]).toEqual(['form_invalid', '#/body/form/answers/email'])
  })

  it('keep nothing of a form that is not asked any more', async () => {
    await ask({ preset: 'none', prechat: words(EVERYTHING) })
    const { answer } = await begin(GOOD)
    expect(answer.status).toBe(200)
    expect((await rowOf(answer.body.conversationId)).entries[0].e.fx).toEqual({ opened: true })
  })

  it.each([
    ['two fields of one key', [field('a', 'text'), field('a', 'text')], 'prechat/fields/1/key'],
    ['an address that is no address field', [field('email', 'text')], 'prechat/fields/0/type'],
    ['a field without words', [field('size', 'text', { label: {} })], 'prechat/fields/0/label'],
    ['a choice of nothing', [field('size', 'radio')], 'prechat/fields/0/choices'],
    ['two choices kept as one', [field('s', 'radio', { choices: choices('a', 'a') })], 'prechat/fields/0/choices'],
    [
      'a condition that looks further down',
      [field('a', 'text', { when: { key: 'b', in: ['x'] } }), field('b', 'text')],
      'prechat/fields/0/when/key',
    ],
  ])('cannot be saved with %s', async (_what, fields, at) => {
    const { status, body } = await save({ forms: { ...DEFAULT_OPTIONS.forms, preset: 'full', prechat: words(fields) } })
    expect([status, body.code]).toEqual([400, 'invalid_request'])
    expect(body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual([`#/options/forms/${at}`])
  })

  it('cannot be saved with an offline form that asks for no address', async () => {
    const offline = words([field('message', 'textarea', { required: true })])
    const { body } = await save({ forms: { ...DEFAULT_OPTIONS.forms, offline } })
    expect(body.errors[0].pointer).toBe('#/options/forms/offline/fields')
  })

  it('tell the script tag that something may be asked, and that consent is waited for', async () => {
    const settings = async () =>
      (await world.call('getSiteSettings', { params: { siteKey: tenant.site.key }, origin: SHOP })).body
    await ask({ preset: 'none' })
    expect(Object.keys(await settings())).not.toContain('asks')
    await ask({ preset: 'name' })
    await save({ privacy: { ...DEFAULT_OPTIONS.privacy, consent: 'pending' } })
    expect(await settings()).toMatchObject({ asks: true, consent: 'pending' })
    await save({ privacy: DEFAULT_OPTIONS.privacy })
  })
})
