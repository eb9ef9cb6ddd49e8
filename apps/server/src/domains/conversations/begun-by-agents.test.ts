import { engines, openTestDatabase, type TestDatabase } from '@parley/database/testing'
import type { Create, SendFrame, VisitorId } from '@parley/protocol'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Principal, VisitorPrincipal } from '../../lib/principal.ts'
import type { ConversationRecord, EventRecord } from './model.ts'
import type { KnownVisitor } from './ports.ts'
import { ADA, aCmid, aKey, DEPARTMENT, eventually, OTHER_DEPARTMENT, WORKSPACE } from './testing/log.ts'
import { ADA_PRINCIPAL, BEN_PRINCIPAL, fakeAgents, MALLORY, OWNER, VERA_PRINCIPAL } from './testing/people.ts'
import { anInstance, does, draft, type Instance } from './testing/server.ts'

const { visitorId: VERA } = VERA_PRINCIPAL
const VERIFIED: VisitorPrincipal = {
  ...MALLORY,
  visitorId: 'vis_0000000000000000000c',
  contactId: 'con_0000000000000000000c',
}
const PRINCIPALS = { 'c.a.rl': VERIFIED, 'c.a.rla': { ...VERIFIED, contactId: null } }

describe.each(engines())('a conversation that an agent begins, on the %s store', { timeout: 60_000 }, (engine) => {
  let database: TestDatabase
  let server: Instance
  let about: Record<string, Partial<KnownVisitor>>
  beforeEach(async () => {
    database = await openTestDatabase(engine)
    about = {}
    server = await anInstance(database.db, { agents: fakeAgents(2), visitors: about, principals: PRINCIPALS })
  })
  afterEach(async () => {
    await server.stop()
    await database.close()
  })

  const settled = () => eventually(() => !server.conversations.isBusy())
  const aFirst = (create: Partial<Create> = {}, words = 'May I help?'): SendFrame => ({
    ...{ t: 'send', cmid: aCmid(), create: { key: aKey(), visitorId: VERA, ...create } },
    ...{ kind: 'msg.new', body: draft(words) },
  })
  const submit = (frame: SendFrame, by: Principal = ADA_PRINCIPAL, at = server) => at.conversations.submit(by, frame)
  async function began(frame = aFirst(), by: Principal = ADA_PRINCIPAL) {
    const answer = await submit(frame, by)
    if (answer.t !== 'ack') throw new Error(answer.code)
    await settled()
    return answer.conversationId
  }
  const ownOf = async (access: string) => (await server.get(access, '/visitors/me/conversations')).body.conversations
  const records = () =>
    database.db.collection<ConversationRecord>('conversations').find({ workspaceId: WORKSPACE }).toArray()
  const events = () => database.db.collection<EventRecord>('events').find({ workspaceId: WORKSPACE }).toArray()
  const slots = () => server.agents.slots.map(({ agentId, conversationId }) => [agentId, conversationId])

  it('is open and his from its first message, whose slot is taken, and stands in his lists and in the visitor’s', async () => {
    const id = await began()
    const { body } = await server.get('a.d.a', `/conversations/${id}`)
    expect(body.row).toMatchObject({
      ...{ status: 'open', assigneeId: ADA.id, departmentId: DEPARTMENT, siteId: VERA_PRINCIPAL.siteId },
      ...{ waitingSince: null, visitor: { id: VERA }, counts: { messages: 1, visitor: 0 } },
    })
    expect(body.entries).toMatchObject([{ n: 1, e: { fx: { opened: true, assigneeId: ADA.id } } }])
    expect(slots()).toEqual([[ADA.id, id]])
    expect((await server.get('a.d.a', '/conversations?view=mine')).body.rows).toMatchObject([{ id }])
    expect(await ownOf('v.e.ra')).toMatchObject([{ id, unread: 1, assignee: { id: ADA.id, name: 'Ada' } }])
    expect(await ownOf('m.a.llory')).toEqual([])
  })

  it('is answered by the visitor without a form, in the same conversation', async () => {
    const id = await began()
    expect(await does(server, VERA_PRINCIPAL, id, { kind: 'msg.new', body: draft('Yes!') })).toMatchObject({ n: 2 })
    await settled()
    const { row } = (await server.get('a.d.a', `/conversations/${id}`)).body
    expect(row).toMatchObject({ assigneeId: ADA.id, counts: { messages: 2, visitor: 1 } })
    expect(row.waitingSince).not.toBeNull()
    expect((await server.get('a.d.a', '/conversations?view=waiting')).body.rows).toEqual([])
  })

  it('shows the visitor by whom it was begun, and the agents how he is called', async () => {
    about[VERA] = { name: 'Vera', email: 'vera@example.com' }
    const id = await began()
    const { entries } = (await server.get('v.e.ra', `/conversations/${id}`)).body
    expect(entries).toMatchObject([{ n: 1, e: { fx: { opened: true, assigneeId: ADA.id }, actor: { name: 'Ada' } } }])
    await expect
      .poll(async () => (await server.get('a.d.a', `/conversations/${id}`)).body.row.visitor)
      .toEqual({ id: VERA, name: 'Vera', email: 'vera@example.com' })
  })

  describe('SYNC-27 repeated', () => {
    it('is the same one, wherever and however often, with one slot', async () => {
      const other = await anInstance(database.db, { agents: server.agents, visitors: about })
      const frame = aFirst()
      const answers = await Promise.all([1, 2, 3, 4].map((i) => submit(frame, ADA_PRINCIPAL, i % 2 ? other : server)))
      await settled()
      expect(new Set(answers.map((answer) => answer.t === 'ack' && `${answer.conversationId} ${answer.n}`)).size).toBe(
        1,
      )
      expect(answers.every(({ t }) => t === 'ack')).toBe(true)
      expect(answers.filter((answer) => answer.t === 'ack' && !answer.dup)).toHaveLength(1)
      expect(await events()).toHaveLength(1)
      expect(slots()).toHaveLength(1)
      await other.stop()
    })

    it('SYNC-23 is acknowledged whatever became of the visitor, of the department and of the slots meanwhile', async () => {
      const frame = aFirst()
      const id = await began(frame)
      about[VERA] = { blocked: true, isGone: true }
      await began(aFirst({ visitorId: MALLORY.visitorId }))
      expect(slots()).toHaveLength(2)
      expect(await submit(frame)).toMatchObject({ t: 'ack', dup: true, conversationId: id })
      expect(await submit(frame, { ...ADA_PRINCIPAL, departmentIds: [] })).toMatchObject({ t: 'ack', dup: true })
    })

    it('with another visitor’s id reaches neither of them', async () => {
      const key = aKey()
      const id = await began(aFirst({ key }))
      expect(await submit(aFirst({ key, visitorId: MALLORY.visitorId }))).toMatchObject({
        code: 'conversation_not_found',
        retry: false,
      })
      expect(await server.get('m.a.llory', `/conversations/${id}`)).toMatchObject({ status: 404 })
      expect(await events()).toHaveLength(1)
    })

    it('after a death between the conversation and its message is begun then, and until then by nobody', async () => {
      const frame = aFirst()
      // A cancelled first message leaves what such a death leaves: a conversation in which nothing was said.
      const { create } = frame
      await server.conversations.submit(ADA_PRINCIPAL, { t: 'cancel', cmid: aCmid(), ...(create && { create }) })
      await settled()
      expect(slots()).toEqual([])
      expect(await ownOf('v.e.ra')).toEqual([])
      for (const view of ['all', 'mine', 'open'])
        expect((await server.get('o.l.ga', `/conversations?view=${view}`)).body.rows).toEqual([])
      const [record] = await records()
      if (!record) throw new Error('no conversation')
      const plain = { kind: 'msg.new', body: draft('me first') } as const
      expect(await does(server, OWNER, record._id, plain)).toMatchObject({ code: 'conversation_not_found' })
      expect(await began(frame)).toBe(record._id)
      expect(await ownOf('v.e.ra')).toMatchObject([{ id: record._id, unread: 1 }])
      expect(slots()).toEqual([[ADA.id, record._id]])
    })
  })

  it('two agents who begin at once begin two, each his own and whole', async () => {
    const [one, two] = await Promise.all([began(), began(aFirst({}, 'Or me?'), BEN_PRINCIPAL)])
    expect(await ownOf('v.e.ra')).toMatchObject([{ unread: 1 }, { unread: 1 }])
    expect(slots().sort()).toEqual(
      [
        [ADA.id, one],
        [BEN_PRINCIPAL.agentId, two],
      ].sort(),
    )
  })

  it('one agent who begins the same twice has one, though its first message is another’s retry', async () => {
    const { create } = aFirst()
    const [one, two] = await Promise.all([aFirst(create), aFirst(create, 'And this?')].map((frame) => began(frame)))
    expect(one).toBe(two)
    expect((await events()).filter(({ fx }) => fx?.opened)).toHaveLength(1)
    expect(slots()).toEqual([[ADA.id, one]])
  })

  it('SYNC-29 R26 without a free slot is refused before anything is stored', async () => {
    await began()
    await began()
    expect(await submit(aFirst())).toMatchObject({ code: 'at_capacity', retry: false })
    expect(await records()).toHaveLength(2)
    expect(slots()).toHaveLength(2)
  })

  it('R26 refused for its files, gives back the slot', async () => {
    const frame = aFirst()
    const body = { ...draft('see'), attachments: ['att_00000000000000000001'] }
    expect(await submit({ ...frame, body })).toMatchObject({ code: 'attachment_not_found' })
    expect(slots()).toEqual([])
    expect(await ownOf('v.e.ra')).toEqual([])
  })

  it('S4 is refused, and leaves nothing behind, where the agent may not begin it', async () => {
    const nobody = 'vis_0000000000000000000x' as VisitorId
    const cases = [
      [{ visitorId: undefined }, {}, 'invalid_request'],
      [{ visitorId: nobody }, {}, 'visitor_not_found'],
      [{}, { workspaceId: 'wsp_00000000000000000002' }, 'visitor_not_found'],
      [{ departmentId: OTHER_DEPARTMENT }, {}, 'department_not_found'],
      [{ departmentId: 'dep_0000000000000000000x' }, { role: 'owner' }, 'department_not_found'],
      [{}, { departmentIds: [] }, 'department_not_found'],
    ] as const
    for (const [create, by, code] of cases) {
      const answer = await submit(aFirst(create), { ...ADA_PRINCIPAL, ...by } as Principal)
      expect(answer).toMatchObject({ t: 'nack', code, retry: false })
    }
    for (const [code, is] of Object.entries({ blocked: { blocked: true }, visitor_gone: { isGone: true } })) {
      about[VERA] = is
      expect(await submit(aFirst())).toMatchObject({ t: 'nack', code, retry: false })
    }
    expect([...(await records()), ...slots()]).toEqual([])
  })

  it('is begun by a message alone, which is an agent’s', async () => {
    const asPage = { ...draft('hello'), route: { agentId: BEN_PRINCIPAL.agentId } }
    expect(await submit({ ...aFirst(), kind: 'note.new' })).toMatchObject({ t: 'nack', code: 'invalid_request' })
    expect(await submit({ ...aFirst(), body: asPage })).toMatchObject({ t: 'nack', code: 'forbidden' })
    expect([...(await events()), ...slots()]).toEqual([])
  })

  it('S4 a visitor begins with nobody but the team, and in no department by order', async () => {
    for (const create of [
      { visitorId: MALLORY.visitorId },
      { visitorId: undefined, departmentId: DEPARTMENT },
    ] as const)
      expect(await submit(aFirst(create), VERA_PRINCIPAL)).toMatchObject({ code: 'forbidden', retry: false })
    expect(await records()).toEqual([])
  })

  it('goes to the department that was chosen, else to the default one, else to one of the agent’s', async () => {
    const of = async (id: string) => (await server.get('o.l.ga', `/conversations/${id}`)).body.row.departmentId
    const ben = { ...BEN_PRINCIPAL, departmentIds: [OTHER_DEPARTMENT] as const }
    expect(await of(await began(aFirst({ departmentId: OTHER_DEPARTMENT }), OWNER))).toBe(OTHER_DEPARTMENT)
    expect(await of(await began())).toBe(DEPARTMENT)
    expect(await of(await began(aFirst(), ben))).toBe(OTHER_DEPARTMENT)
  })

  it('SYNC-84 with a visitor who once proved who he is, is that person’s: the browser alone does not read it', async () => {
    const id = await began(aFirst({ visitorId: VERIFIED.visitorId }))
    expect(await ownOf('c.a.rl')).toMatchObject([{ id }])
    expect(await ownOf('c.a.rla')).toEqual([])
    expect(await server.get('c.a.rla', `/conversations/${id}`)).toMatchObject({ status: 404 })
  })
})
