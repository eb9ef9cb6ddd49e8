import { engines, openTestDatabase, type TestDatabase } from '@parley/database/testing'
import { type AgentId, type ConversationId, messageIdOf } from '@parley/protocol'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Principal } from '../../lib/principal.ts'
import type { EventRecord } from './model.ts'
import { createPositionStore, unreadOf } from './position-store.ts'
import { aCmid, aKey, DEPARTMENT, eventually, WORKSPACE } from './testing/log.ts'
import { ADA_PRINCIPAL, BEN_PRINCIPAL, fakeAgents, OWNER, VERA_PRINCIPAL } from './testing/people.ts'
import { anInstance, begun, does, draft, type Instance } from './testing/server.ts'

describe.each(engines())('working on conversations on the %s store', { timeout: 60_000 }, (engine) => {
  let database: TestDatabase
  let server: Instance
  beforeEach(async () => {
    database = await openTestDatabase(engine)
    server = await anInstance(database.db, { limits: { markMs: 1 }, agents: fakeAgents(3) })
  })
  afterEach(async () => {
    await server.stop()
    await database.close()
  })

  const settled = () => eventually(() => !server.conversations.isBusy())
  const ack = async (by: Principal, id: ConversationId, kind: 'msg.new' | 'note.new', words: string) => {
    const answer = await does(server, by, id, { kind, body: draft(words) })
    if (answer.t !== 'ack') throw new Error(answer.code)
    return answer
  }
  const rowOf = async (id: ConversationId) => {
    await settled()
    return (await server.post('o.l.ga', '/conversations/rows', { ids: [id] })).body.rows[0]
  }

  describe('claiming', () => {
    const claim = (by: Principal, id: ConversationId, assigneeId: AgentId) =>
      does(server, by, id, { kind: 'conv.assign', body: { assigneeId, from: null } })

    it('R26 SYNC-29 of many who claim at once one wins, the others are told, and only the winner’s slot is taken', async () => {
      const other = await anInstance(database.db, { agents: server.agents })
      const { id } = await begun(server)
      const people = [1, 2, 3, 4, 5].map((i) => ({ ...ADA_PRINCIPAL, agentId: `agt_0000000000000000000${i}` as const }))
      const answers = await Promise.all(
        people.map((by, i) =>
          i % 2
            ? does(other, by, id, { kind: 'conv.assign', body: { assigneeId: by.agentId, from: null } })
            : claim(by, id, by.agentId),
        ),
      )
      await settled()
      const winners = answers.flatMap((answer, i) => (answer.t === 'ack' ? [people[i]?.agentId] : []))
      expect(winners).toHaveLength(1)
      expect(answers.filter((answer) => answer.t === 'nack' && answer.code === 'already_assigned')).toHaveLength(4)
      expect((await rowOf(id)).assigneeId).toBe(winners[0])
      expect(server.agents.slots.map(({ agentId }) => agentId)).toEqual(winners)
      await other.stop()
    })

    it('R26 never exceeds capacity, however many claims come at once', async () => {
      const ids = await Promise.all(Array.from({ length: 6 }, async () => (await begun(server)).id))
      const answers = await Promise.all(ids.map((id) => claim(ADA_PRINCIPAL, id, ADA_PRINCIPAL.agentId)))
      expect(answers.filter(({ t }) => t === 'ack')).toHaveLength(3)
      expect(answers.filter((answer) => answer.t === 'nack' && answer.code === 'at_capacity')).toHaveLength(3)
    })

    it('R26 a claim that is refused leaves the slot that one’s other tab is about to need', async () => {
      const { slots, directory } = server.agents
      const { takeSlot } = directory
      const { id } = await begun(server)
      const ofOtherTab = { agentId: ADA_PRINCIPAL.agentId, conversationId: id, at: new Date() }
      // None is free when this one asks; then one is, and the other tab has it before this one is told.
      directory.takeSlot = async () => {
        directory.takeSlot = takeSlot
        slots.push(ofOtherTab)
        return 'full'
      }
      expect(await claim(ADA_PRINCIPAL, id, ADA_PRINCIPAL.agentId)).toMatchObject({ code: 'at_capacity' })
      expect(slots).toEqual([ofOtherTab])
      // Ben has it now, and the other tab is about to take it over.
      await claim(BEN_PRINCIPAL, id, BEN_PRINCIPAL.agentId)
      expect(await claim(ADA_PRINCIPAL, id, ADA_PRINCIPAL.agentId)).toMatchObject({ code: 'already_assigned' })
      expect(slots).toContain(ofOtherTab)
    })

    it('R26 a repeated claim of one’s own keeps the slot, closing gives it back', async () => {
      const { id } = await begun(server)
      await claim(ADA_PRINCIPAL, id, ADA_PRINCIPAL.agentId)
      expect(await claim(ADA_PRINCIPAL, id, ADA_PRINCIPAL.agentId)).toMatchObject({ code: 'unchanged' })
      expect(server.agents.slots).toHaveLength(1)
      await does(server, ADA_PRINCIPAL, id, { kind: 'conv.status', body: { status: 'closed' } })
      expect(server.agents.slots).toEqual([])
    })

    it('I26 R26 a slot whose assignment never came is freed by the reconciler', async () => {
      const { id } = await begun(server)
      server.agents.slots.push({
        agentId: ADA_PRINCIPAL.agentId,
        conversationId: id,
        at: new Date(Date.now() - 31_000),
      })
      await server.conversations.jobs.reconcileSlots()
      expect(server.agents.slots).toEqual([])
    })
  })

  describe('status', () => {
    it.each(['closed', 'pending'] as const)(
      'a message of the visitor reopens a %s conversation, as a consequence, not a second event',
      async (status) => {
        const { id } = await begun(server)
        await does(server, OWNER, id, { kind: 'conv.status', body: { status } })
        await ack(VERA_PRINCIPAL, id, 'msg.new', 'still there?')
        const { body } = await server.get('o.l.ga', `/conversations/${id}/events?after=2`)
        expect(body.entries).toMatchObject([{ n: 3, e: { kind: 'msg.new', fx: { status: 'open' } } }])
        expect(await rowOf(id)).toMatchObject({ status: 'open', waitingSince: expect.any(String) })
      },
    )

    it('refuses an answer to a closed conversation, and takes a note', async () => {
      const { id } = await begun(server)
      await does(server, OWNER, id, { kind: 'conv.status', body: { status: 'closed' } })
      expect(await does(server, OWNER, id, { kind: 'msg.new', body: draft('late') })).toMatchObject({ code: 'closed' })
      expect(await does(server, OWNER, id, { kind: 'note.new', body: draft('late') })).toMatchObject({ t: 'ack' })
      expect(await does(server, OWNER, id, { kind: 'conv.status', body: { status: 'closed' } })).toMatchObject({
        code: 'unchanged',
      })
    })

    it('I9 acknowledges the resend of an answer that was stored before the conversation was closed', async () => {
      const { id } = await begun(server)
      const cmid = aCmid()
      await does(server, OWNER, id, { kind: 'msg.new', body: draft('in time'), cmid })
      await does(server, OWNER, id, { kind: 'conv.status', body: { status: 'closed' } })
      expect(await does(server, OWNER, id, { kind: 'msg.new', body: draft('in time'), cmid })).toMatchObject({
        t: 'ack',
        dup: true,
      })
    })

    it('notes the first answer, and how long the visitor waited for it', async () => {
      const { id } = await begun(server)
      await ack(OWNER, id, 'msg.new', 'first')
      await ack(OWNER, id, 'msg.new', 'second')
      const { body } = await server.get('o.l.ga', `/conversations/${id}/events?after=1`)
      expect(body.entries[0].e.fx).toEqual({ firstResponseMs: expect.any(Number) })
      expect(body.entries[1].e.fx).toBeUndefined()
    })
  })

  type Right = {
    by: Principal
    kind: 'msg.edit' | 'msg.del' | 'note.edit'
    text?: string
    expected: string
    ofAgent?: true
  }
  it.each<[string, Right]>([
    ['a visitor may edit his own message', { by: VERA_PRINCIPAL, kind: 'msg.edit', text: 'better', expected: 'ack' }],
    [
      'a visitor may not edit an agent’s',
      { by: VERA_PRINCIPAL, kind: 'msg.edit', text: 'ha', expected: 'forbidden', ofAgent: true },
    ],
    ['an agent may not edit a visitor’s', { by: ADA_PRINCIPAL, kind: 'msg.edit', text: 'ha', expected: 'forbidden' }],
    ['an agent may not delete a visitor’s', { by: ADA_PRINCIPAL, kind: 'msg.del', expected: 'forbidden' }],
    ['an owner may delete a visitor’s', { by: OWNER, kind: 'msg.del', expected: 'ack' }],
    ['a message is no note', { by: ADA_PRINCIPAL, kind: 'note.edit', text: 'ha', expected: 'message_not_found' }],
  ])('%s', async (_what, { by, kind, text, expected, ofAgent }) => {
    const { id, messageId } = await begun(server)
    const own = ofAgent && messageIdOf((await ack(ADA_PRINCIPAL, id, 'msg.new', 'hello')).id)
    const body = { messageId: own ?? messageId, ...(text && { text }) }
    const answer = await does(server, by, id, { kind, body })
    expect(answer.t === 'ack' ? 'ack' : answer.code).toBe(expected)
  })

  describe('watermarks', () => {
    const markOf = async (id: ConversationId, who: string) =>
      (await server.get('o.l.ga', `/conversations/${id}`)).body.marks.find(
        (mark: { who: { id: string } }) => mark.who.id === who,
      )

    it('R23 only rise, whatever order they come in, and reach the other side in its own numbers', async () => {
      const { id } = await begun(server)
      await ack(ADA_PRINCIPAL, id, 'note.new', 'a note')
      await ack(ADA_PRINCIPAL, id, 'msg.new', 'an answer')
      const visitor = await server.connect('v.e.ra')
      visitor.send({ t: 'sub', conversationId: id, since: { n: 0 } })
      await visitor.next('synced')
      const agent = await server.connect('a.d.a')
      agent.send({ t: 'sub', conversationId: id, since: { n: 0 } })
      await agent.next('synced')
      agent.send({ t: 'read', conversationId: id, n: 3 })
      expect(await visitor.next('mark')).toMatchObject({ who: { id: ADA_PRINCIPAL.agentId }, read: 2 })
      agent.send({ t: 'read', conversationId: id, n: 1 })
      visitor.send({ t: 'read', conversationId: id, n: 2 })
      expect(await agent.next('mark', ({ who }) => who.type === 'visitor')).toMatchObject({ read: 3 })
      expect(await markOf(id, ADA_PRINCIPAL.agentId)).toMatchObject({ read: 3 })
      visitor.send({ t: 'read', conversationId: id, n: 99 })
      visitor.send({ t: 'hb' })
      await visitor.next('hb')
      expect(await markOf(id, VERA_PRINCIPAL.visitorId)).toMatchObject({ read: 3 })
    })

    it('R30 R23 count what is unread: messages of the other side after the mark', async () => {
      const { id } = await begun(server)
      await ack(VERA_PRINCIPAL, id, 'msg.new', 'two')
      const unread = async () => (await server.get('a.d.a', '/conversations?view=waiting')).body.rows[0]?.unread
      await settled()
      expect(await unread()).toBe(2)
      server.conversations.feed.mark(ADA_PRINCIPAL, { t: 'read', conversationId: id, n: 1 })
      await eventually(async () => (await unread()) === 1)
      await ack(ADA_PRINCIPAL, id, 'note.new', 'mine')
      await ack(VERA_PRINCIPAL, id, 'msg.new', 'three')
      await settled()
      expect(await unread()).toBe(2)
      server.conversations.feed.mark(ADA_PRINCIPAL, { t: 'read', conversationId: id, n: 4 })
      await eventually(async () => (await unread()) === 0)
    })

    it('R30 R23 count a message that was read before its summary was folded', async () => {
      const { id } = await begun(server)
      await settled()
      const log = database.db.collection<EventRecord>('events')
      const [first] = await log.find({ workspaceId: WORKSPACE, conversationId: id }).limit(1).toArray()
      if (!first) throw new Error('nothing stored')
      // As another instance tells it: stored, and not folded yet.
      const next = { ...first, _id: `evt_${first._id.slice(4, -3)}zzz`, ord: 2, vseq: 2, vmax: 2, cmid: aCmid() }
      await log.insertOne(next as never) // as stored, it has no field that is undefined
      server.conversations.feed.mark(ADA_PRINCIPAL, { t: 'read', conversationId: id, n: 2 })
      await eventually(async () => (await markOf(id, ADA_PRINCIPAL.agentId))?.read === 2)
      await ack(VERA_PRINCIPAL, id, 'msg.new', 'three')
      await settled()
      const { rows } = (await server.get('a.d.a', '/conversations?view=waiting')).body
      expect(rows).toMatchObject([{ id, counts: { messages: 3 }, unread: 1 }])
    })

    it('I32 SYNC-14 a late read does not undo "mark unread"; one that knows of it does', async () => {
      const { id, messageId } = await begun(server)
      await ack(VERA_PRINCIPAL, id, 'msg.new', 'two')
      await settled()
      const mine = async () => (await server.get('a.d.a', `/conversations/${id}`)).body.mine
      const read = (gen: number) =>
        server.conversations.feed.mark(ADA_PRINCIPAL, { t: 'read', conversationId: id, n: 2, gen })
      read(0)
      await eventually(async () => (await mine()).unread === 0)
      const marked = await server.post('a.d.a', `/conversations/${id}/unread`, { from: messageId })
      expect(marked.body).toEqual({ read: 0, unread: 2, gen: 1 })
      read(0)
      server.conversations.feed.mark(BEN_PRINCIPAL, { t: 'read', conversationId: id, n: 2 })
      await eventually(async () => (await markOf(id, BEN_PRINCIPAL.agentId))?.read === 2)
      expect(await mine()).toEqual({ read: 0, unread: 2, gen: 1 })
      read(1)
      await eventually(async () => (await mine()).unread === 0)
    })

    it('R23 equal the maximum of what was told, in any order, doubled, from four devices', async () => {
      const positions = createPositionStore(database.db)
      await database.db
        .collection('positions')
        .createIndexes([{ key: { workspaceId: 1, conversationId: 1, holder: 1 }, unique: true }])
      const step = fc.record({
        n: fc.integer({ min: 1, max: 9 }),
        kind: fc.constantFrom('recv' as const, 'read' as const),
      })
      let round = 0
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
          const ref = { workspaceId: WORKSPACE, conversationId: `cnv_${String(round++).padStart(20, '0')}` as const }
          const holder = { type: 'agent', id: ADA_PRINCIPAL.agentId } as const
          const raise = ({ n, kind }: (typeof steps)[number]) =>
            positions.raise({ ref, holder, gen: 0, [kind]: { ord: n, vseq: n, count: n } })
          await Promise.all([...steps, ...steps].map(raise))
          const most = (kind: string) => Math.max(0, ...steps.filter((one) => one.kind === kind).map(({ n }) => n))
          const stored = await positions.find(ref, holder.id)
          expect(stored).toMatchObject({ readOrd: most('read'), recvOrd: Math.max(most('recv'), most('read')) })
          expect(unreadOf(stored, 9)).toBe(9 - most('read'))
        }),
        { numRuns: 15 },
      )
    })
  })

  describe('lists', () => {
    it('pages views by what happened last, counts them, and leaves out what nobody wrote in', async () => {
      const ids: ConversationId[] = []
      for (let i = 0; i < 5; i++) ids.push((await begun(server, `number ${i}`)).id)
      await server.conversations.submit(VERA_PRINCIPAL, { t: 'cancel', cmid: aCmid(), create: { key: aKey() } })
      await does(server, ADA_PRINCIPAL, ids[0] ?? 'cnv_', {
        kind: 'conv.assign',
        body: { assigneeId: ADA_PRINCIPAL.agentId, from: null },
      })
      await does(server, OWNER, ids[1] ?? 'cnv_', { kind: 'conv.status', body: { status: 'closed' } })
      await settled()
      const list = async (query: string, who = 'a.d.a') => (await server.get(who, `/conversations?${query}`)).body
      const idsOf = ({ rows }: { rows: { id: string }[] }) => rows.map(({ id }) => id)
      expect(idsOf(await list('view=all'))).toEqual([ids[1], ids[0], ids[4], ids[3], ids[2]])
      expect(idsOf(await list('view=waiting'))).toEqual([ids[2], ids[3], ids[4]])
      expect(idsOf(await list('view=mine'))).toEqual([ids[0]])
      expect(idsOf(await list('view=closed'))).toEqual([ids[1]])
      const first = await list('view=all&limit=2')
      const second = await list(`view=all&limit=2&cursor=${first.cursor}`)
      expect([...idsOf(first), ...idsOf(second)]).toEqual([ids[1], ids[0], ids[4], ids[3]])
      expect((await server.get('a.d.a', `/conversations?view=open&cursor=${first.cursor}`)).status).toBe(400)
      expect((await server.get('a.d.a', '/conversations/counts')).body.counts).toEqual({
        waiting: 3,
        mine: 1,
        open: 4,
        pending: 0,
        snoozed: 0,
        mentions: 0,
        requests: 0,
      })
      expect(await list('view=mine', 'b.e.n')).toMatchObject({ rows: [], keys: [`agt:${BEN_PRINCIPAL.agentId}`] })
    })

    it('SYNC-19 shows an agent of another department nothing, and tells him nothing', async () => {
      const stranger = { ...ADA_PRINCIPAL, agentId: 'agt_00000000000000000008', departmentIds: [] } as const
      const other = await anInstance(database.db, { principals: { 's.t.ranger': stranger } })
      const { id } = await begun(other)
      await settled()
      expect((await other.get('s.t.ranger', '/conversations?view=all')).body.rows).toEqual([])
      expect((await other.get('s.t.ranger', `/conversations/${id}`)).status).toBe(404)
      expect((await other.post('s.t.ranger', '/conversations/rows', { ids: [id] })).body.rows).toEqual([])
      const socket = await other.connect('s.t.ranger')
      socket.send({ t: 'list', key: `dep:${DEPARTMENT}` })
      expect(await socket.next('gone')).toEqual({ t: 'gone', key: `dep:${DEPARTMENT}` })
      await other.stop()
    })

    it('finds messages, names and addresses by words and by the beginning of the last one, soon after they were written', async () => {
      const { id, messageId } = await begun(server, 'Où est ma COMMANDE numéro 4711?')
      await begun(server, 'something else')
      await server.conversations.recordVisitorProfile({
        workspaceId: WORKSPACE,
        visitorId: VERA_PRINCIPAL.visitorId,
        name: 'Vera Lind',
        email: 'vera@shop.example',
      })
      await settled()
      await server.conversations.jobs.indexSearch()
      const found = async (search: string) =>
        (await server.get('a.d.a', `/conversations?view=all&search=${encodeURIComponent(search)}`)).body.rows.map(
          (row: { id: string }) => row.id,
        )
      for (const words of ['commande', 'numero 47', 'ou est', 'COMMAN']) expect(await found(words)).toEqual([id])
      expect(await found('vera lin')).toHaveLength(2)
      expect(await found('vera@shop.exam')).toHaveLength(2)
      expect(await found('absent')).toEqual([])
      expect(await found('.*')).toEqual([])
      await does(server, VERA_PRINCIPAL, id, { kind: 'msg.edit', body: { messageId, text: 'never mind' } })
      await settled()
      await server.conversations.jobs.indexSearch()
      expect(await found('commande')).toEqual([])
      expect(await found('never')).toEqual([id])
    })
  })

  it('tells a new conversation the name and address that its visitor gave before', async () => {
    const known = { ...VERA_PRINCIPAL, name: 'Vera Lind', email: 'vera@shop.example' }
    const frame = { t: 'send', cmid: aCmid(), create: { key: aKey() }, kind: 'msg.new', body: draft('hello') } as const
    const answer = await server.conversations.submit(known, frame)
    if (answer.t !== 'ack') throw new Error(answer.code)
    await eventually(async () => (await rowOf(answer.conversationId)).ord === 3)
    expect((await rowOf(answer.conversationId)).visitor).toMatchObject({
      name: 'Vera Lind',
      email: 'vera@shop.example',
    })
  })

  it('SYNC-51 takes twenty messages at once from a visitor, then asks him to wait; a repetition is acknowledged', async () => {
    const other = await anInstance(database.db, { limits: { visitorMessages: 20 } })
    const { id } = await begun(other)
    const cmids = Array.from({ length: 25 }, aCmid)
    const answers = []
    for (const cmid of cmids)
      answers.push(await does(other, VERA_PRINCIPAL, id, { kind: 'msg.new', body: draft('x'), cmid }))
    expect(answers.filter(({ t }) => t === 'ack').length).toBeLessThan(22)
    expect(answers.at(-1)).toMatchObject({ code: 'rate', retry: true })
    expect(
      await does(other, VERA_PRINCIPAL, id, { kind: 'msg.new', body: draft('x'), cmid: cmids[0] ?? aCmid() }),
    ).toMatchObject({ t: 'ack', dup: true })
    await other.stop()
  })
})
