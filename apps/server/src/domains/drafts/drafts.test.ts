import { engines } from '@parley/database/testing'
import type { KeptDraft } from '@parley/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { OwnNote } from '../../bus/bus.ts'
import { newCmid } from '../../lib/new-id.ts'
import { aFile, INBOX, SHOP, startWorld, type Tenant, type World } from '../../testing.ts'

/** A busy machine takes a while. */
const PATIENCE = { timeout: 15_000 }

describe.each(engines())('drafts on %s', { timeout: 60_000 }, (engine) => {
  let world: World
  let tenant: Tenant
  let id: string
  let told: OwnNote[] = []
  let visitor: { access: string }
  beforeAll(async () => {
    world = await startWorld(engine)
    tenant = await world.addTenant('shop')
    world.deps.bus.subscribe((note) => note.type === 'own' && told.push(note))
  })
  afterAll(() => world.stop())

  type Role = keyof Tenant['agents']
  const as = (role: Role) => ({ access: world.renewed(tenant.agents[role].access), origin: INBOX })
  const aConversation = async () => {
    visitor = await world.addVisitor(tenant.site)
    id = (await world.addConversation(visitor, 'hello')).id
    told = []
  }
  type Change = Partial<{
    kind: string
    text: string
    known: number
    agoMs: number
    settled: string[]
    files: object[]
  }>
  const save = (change: Change, role: Role = 'agent') =>
    world.call('saveDraft', {
      ...as(role),
      body: { conversationId: id, kind: 'reply', text: '', files: [], known: 0, agoMs: 0, ...change },
    })
  const list = async (role: Role = 'agent'): Promise<KeptDraft[]> =>
    (await world.call('listDrafts', { ...as(role), query: { conversationId: id } })).body.drafts
  const texts = (drafts: readonly KeptDraft[]) =>
    drafts.map(({ text, others }) => [text, others.map((one) => one.text)])

  const aFileHere = async () =>
    (await world.call('uploadAttachment', { ...as('agent'), query: { conversationId: id }, ...aFile() })).body
  /** Whatever was sent before has been looked at by then. */
  async function noteGoneToo() {
    const note = async () => (await list()).find(({ kind }) => kind === 'note')?.text
    await save({ kind: 'note', text: 'A thought' })
    await world.say(as('agent'), { conversationId: id }, { kind: 'note.new', text: 'A thought' })
    await expect.poll(note, PATIENCE).toBe('')
  }

  it('are kept apart as reply and note, told to the devices of their agent, and read by nobody else', async () => {
    await aConversation()
    expect((await save({ text: 'An answer' })).body).toMatchObject({ rev: 1, text: 'An answer' })
    await save({ kind: 'note', text: 'A thought' })
    expect(texts(await list())).toEqual([
      ['An answer', []],
      ['A thought', []],
    ])
    for (const role of ['owner', 'admin', 'supervisor'] as const) expect(await list(role)).toEqual([])
    const about = { workspaceId: tenant.workspaceId, agentId: tenant.agents.agent._id, conversationId: id, rev: 1 }
    expect(told).toEqual(['reply', 'note'].map((kind) => ({ type: 'own', what: 'drafts', kind, ...about })))
    const all = await world.call('listDrafts', as('agent'))
    expect(all.body.drafts).toHaveLength(2)
  })

  it('of two devices: the newer text counts, the older is offered until it is settled', async () => {
    await aConversation()
    await save({ text: 'from the desk' })
    const phone = await save({ text: 'from the phone', known: 0 })
    expect(texts([phone.body])).toEqual([['from the phone', ['from the desk']]])
    // A device that slept brings what is older than both: it is offered too, and counts for nothing.
    const late = await save({ text: 'from the train', known: 1, agoMs: 60_000 })
    expect(texts([late.body])).toEqual([['from the phone', ['from the desk', 'from the train']]])
    const settled = late.body.others.map((one: { changedAt: string }) => one.changedAt)
    const one = await save({ text: 'from the phone', known: late.body.rev, settled: settled.slice(0, 1) })
    expect(texts([one.body])).toEqual([['from the phone', ['from the train']]])
  })

  it('are not doubled by what is part of the newer, and not emptied by who has not seen them', async () => {
    await aConversation()
    await save({ text: 'Hello' })
    expect(texts([(await save({ text: 'Hello Vera', known: 0 })).body])).toEqual([['Hello Vera', []]])
    expect(texts([(await save({ text: '', known: 1 })).body])).toEqual([['Hello Vera', []]])
    expect(texts([(await save({ text: '', known: 2 })).body])).toEqual([['', []]])
  })

  it('end with the message that is sent, for a device that slept too; what was written since stays', async () => {
    await aConversation()
    await save({ text: 'Coming' })
    const sent = await world.say(as('agent'), { conversationId: id }, { text: 'Coming right up' })
    expect(sent.status).toBe(200)
    await expect.poll(async () => texts(await list()), PATIENCE).toEqual([['', []]])
    const slept = await save({ text: 'Coming', known: 1, agoMs: 60_000 })
    expect(texts([slept.body])).toEqual([['', ['Coming']]])
    await save({ text: 'Something else', known: slept.body.rev })
    await world.say(as('agent'), { conversationId: id }, { text: 'Meanwhile' })
    await noteGoneToo()
    expect(texts(await list())[0]?.[0]).toBe('Something else')
  })

  it('that were written while the message was on its way are newer than what went', async () => {
    await aConversation()
    await save({ text: 'Coming', agoMs: 30_000 })
    await world.say(as('agent'), { conversationId: id }, { text: 'Coming' })
    await expect.poll(async () => texts(await list()), PATIENCE).toEqual([['', []]])
    expect(texts([(await save({ text: 'And more', known: 1, agoMs: 10_000 })).body])).toEqual([['And more', []]])
  })

  it('with files end with a message that has them all, not with any other', async () => {
    await aConversation()
    const file = await aFileHere()
    await save({ files: [file] })
    await world.say(as('agent'), { conversationId: id }, { text: 'Something else' })
    await noteGoneToo()
    expect((await list())[0]?.files).toMatchObject([{ id: file.id }])
    await world.say(as('agent'), { conversationId: id }, { text: 'Here', attachments: [file.id] })
    await expect.poll(async () => (await list())[0]?.files, PATIENCE).toEqual([])
  })

  it('of two devices keep the files of both, but none of what was sent', async () => {
    await aConversation()
    const [one, two] = [await aFileHere(), await aFileHere()]
    await save({ text: 'from the desk', files: [one] })
    const ids = ({ body }: { body: KeptDraft }) => body.files.map((file) => file.id)
    expect(ids(await save({ text: 'from the phone', files: [two], known: 0 }))).toEqual([two.id, one.id])
    expect(ids(await save({ text: 'from', files: [], known: 1, agoMs: 60_000 }))).toEqual([two.id, one.id])
    await save({ known: 2 })
    expect(ids(await save({ text: 'from the desk', files: [one], known: 1, agoMs: 60_000 }))).toEqual([])
  })

  it('are bounded, and go with whom they are about', async () => {
    await aConversation()
    expect((await save({ text: 'x'.repeat(10_001) })).status).toBe(400)
    await save({ text: 'zero' })
    for (const text of ['one', 'two', 'three', 'four', 'five']) expect((await save({ text })).status).toBe(200)
    const tooMany = await save({ text: 'six' })
    expect([tooMany.status, tooMany.body.code]).toEqual([409, 'list_full'])
    expect(texts(await list())).toEqual([['five', ['zero', 'one', 'two', 'three', 'four']]])
    await world.call('eraseOwnData', { access: visitor.access, origin: SHOP })
    const left: KeptDraft[] = (await world.call('listDrafts', as('agent'))).body.drafts
    expect(left.filter(({ conversationId }) => conversationId === id)).toEqual([])
  })

  it('are refused where the agent sees nothing', async () => {
    await aConversation()
    const away = await world.domains.departments.add(tenant.workspaceId, `Far ${engine}`)
    const body = { t: 'send', kind: 'conv.department', conversationId: id, body: { departmentId: away, from: null } }
    const cmid = newCmid(new Date())
    const passed = { ...as('owner'), headers: { 'idempotency-key': cmid }, body: { ...body, cmid } }
    expect((await world.call('appendEvent', passed)).status).toBe(200)
    await expect.poll(async () => (await save({ text: 'Mine' })).status, PATIENCE).toBe(404)
    expect((await save({ text: 'Mine' }, 'supervisor')).status).toBe(200)
  })
})
