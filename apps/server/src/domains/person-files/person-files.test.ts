import { engines } from '@parley/database/testing'
import type { PersonFile } from '@parley/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newCmid, newCreateKey } from '../../lib/new-id.ts'
import { aFile, INBOX, SHOP, startWorld, type Tenant, type World } from '../../testing.ts'

describe.each(engines())('files of a person on the %s store', { timeout: 60_000 }, (engine) => {
  let world: World
  let tenant: Tenant
  beforeAll(async () => {
    world = await startWorld(engine)
    tenant = await world.addTenant('acme')
  })
  afterAll(() => world.stop())

  type By = { access: string; origin: string }
  const as = (role: keyof Tenant['agents']): By => ({
    access: world.renewed(tenant.agents[role].access),
    origin: INBOX,
  })
  const settled = async () => {
    while (world.domains.conversations.isBusy()) await new Promise((done) => setTimeout(done, 10))
  }
  /** Sends one file as a message or a note; its message. */
  async function sends(by: By, conversationId: string, name: string, kind: 'msg.new' | 'note.new' = 'msg.new') {
    const file = aFile({ name, content: `the bytes of ${name}` })
    const { body } = await world.call('uploadAttachment', { ...by, query: { conversationId }, ...file })
    const sent = await world.say(by, { conversationId }, { text: '', attachments: [body.id], kind })
    return (sent.body.id as string).replace('evt_', 'msg_')
  }
  /** What is no message. */
  const does = (by: By, conversationId: string, kind: string, body: object) => {
    const cmid = newCmid(world.deps.clock.now())
    const frame = { t: 'send', cmid, conversationId, kind, body }
    return world.call('appendEvent', { ...by, headers: { 'idempotency-key': cmid }, body: frame })
  }
  /** A conversation without a file. */
  async function begun({ access }: { access: string }): Promise<string> {
    const [key, cmid] = [newCreateKey(world.deps.clock.now()), newCmid(world.deps.clock.now())]
    const body = { v: 1, type: 'text', text: 'hello', attachments: [] }
    const frame = { t: 'send', cmid, create: { key }, kind: 'msg.new', body }
    const by = { access, origin: SHOP }
    const sent = await world.call('appendEvent', { ...by, headers: { 'idempotency-key': cmid }, body: frame })
    return sent.body.conversationId
  }
  const list = async (query: Record<string, string>, by = as('agent')) => {
    await settled()
    return world.call('listPersonFiles', { ...by, query })
  }
  const namesIn = ({ body }: { body: { files: PersonFile[] } }) => body.files.map(({ file }) => file.name)

  /** Two browsers of one contact, with a conversation each. */
  async function aPerson() {
    const browsers = [await world.addVisitor(tenant.site), await world.addVisitor(tenant.site)] as const
    const [one, two] = [await begun(browsers[0]), await begun(browsers[1])]
    const contact = await world.call('createContact', { ...as('agent'), body: { visitorId: browsers[0].id } })
    const params = { id: contact.body.id }
    await world.call('linkVisitor', { ...as('agent'), params, body: { visitorId: browsers[1].id } })
    const who = browsers.map(({ access }) => ({ access, origin: SHOP })) as [By, By]
    return { contactId: contact.body.id as string, browsers, who, one, two }
  }

  it('are those of all conversations of all his browsers, the newest first, with their messages', async () => {
    const { contactId, browsers, who, one, two } = await aPerson()
    const first = await sends(who[0], one, 'first.txt')
    await sends(as('agent'), two, 'second.txt')
    await sends(as('agent'), one, 'third.txt', 'note.new')
    const found = await list({ contactId })
    expect(found.status).toBe(200)
    expect(namesIn(found)).toEqual(['third.txt', 'second.txt', 'first.txt'])
    const [third, , oldest] = found.body.files as PersonFile[]
    expect(oldest).toMatchObject({
      ...{ conversationId: one, isNote: false, by: { type: 'visitor', id: browsers[0].id } },
      file: { name: 'first.txt', type: 'text/plain', hasThumbnail: false },
    })
    expect(oldest?.messageId).toBe(first)
    expect(third).toMatchObject({ isNote: true, by: { type: 'agent', id: tenant.agents.agent._id } })
    // Whichever of his browsers is asked about.
    for (const { id } of browsers) expect(namesIn(await list({ visitorId: id }))).toEqual(namesIn(found))
  })

  it('come page by page, each once', async () => {
    const { contactId, who, one, two } = await aPerson()
    for (let i = 0; i < 5; i++) await sends(who[i % 2] ?? who[0], i % 2 ? two : one, `${i}.txt`)
    const pages: string[][] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page = await list({ contactId, limit: '2', ...(cursor && { cursor }) })
      pages.push(namesIn(page))
      cursor = page.body.cursor
    }
    expect(pages).toEqual([['4.txt', '3.txt'], ['2.txt', '1.txt'], ['0.txt']])
  })

  it('hold nothing of a message that was deleted or redacted, nor what was never sent, and pages go on behind it', async () => {
    const { contactId, who, one } = await aPerson()
    const sent: string[] = []
    for (let i = 0; i < 4; i++) sent.push(await sends(as('agent'), one, `${i}.txt`))
    await world.call('uploadAttachment', {
      ...as('agent'),
      query: { conversationId: one },
      ...aFile({ name: 'u.txt' }),
    })
    await sends(who[0], one, 'his.txt')
    for (const [at, kind] of [
      [2, 'msg.del'],
      [3, 'msg.redact'],
    ] as const) {
      const told = await does(as(kind === 'msg.del' ? 'agent' : 'owner'), one, kind, { messageId: sent[at] })
      expect(told.status).toBe(200)
    }
    expect(namesIn(await list({ contactId }))).toEqual(['his.txt', '1.txt', '0.txt'])
    expect(namesIn(await list({ contactId, limit: '2' }))).toEqual(['his.txt', '1.txt'])
  })

  it('hold nothing of a conversation that the agent may not read', async () => {
    const { contactId, browsers, who, one, two } = await aPerson()
    await sends(who[0], one, 'open.txt')
    await sends(who[1], two, 'secret.txt')
    const departmentId = await world.domains.departments.add(tenant.workspaceId, `Far ${engine}`)
    expect((await does(as('owner'), two, 'conv.department', { departmentId, from: null })).status).toBe(200)
    expect(namesIn(await list({ contactId }))).toEqual(['open.txt'])
    expect(namesIn(await list({ visitorId: browsers[1].id }))).toEqual(['open.txt'])
    expect(namesIn(await list({ contactId }, as('supervisor')))).toEqual(['secret.txt', 'open.txt'])
  })

  it('are gone with the person, and another workspace has none of them', async () => {
    const { contactId, browsers, who, one } = await aPerson()
    await sends(who[0], one, 'mine.txt')
    const other = await world.addTenant('other')
    const theirs = { access: world.renewed(other.agents.owner.access), origin: INBOX }
    expect((await list({ contactId }, theirs)).body.code).toBe('contact_not_found')
    expect((await list({ visitorId: browsers[0].id }, theirs)).body.code).toBe('visitor_not_found')
    expect((await list({})).body.code).toBe('invalid_request')
    expect((await list({ contactId, visitorId: browsers[0].id })).body.code).toBe('invalid_request')
    await world.call('createErasure', { ...as('owner'), body: { contactId } })
    await world.domains.people.wake()
    expect((await list({ contactId })).body.code).toBe('contact_not_found')
    expect((await list({ visitorId: browsers[0].id })).body.files ?? []).toEqual([])
  })
})
