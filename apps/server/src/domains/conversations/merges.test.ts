import { type Engine, engines } from '@parley/database/testing'
import type { ConversationId } from '@parley/protocol'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { systemClock } from '../../lib/clock.ts'
import { newId } from '../../lib/new-id.ts'
import type { Principal, VisitorPrincipal } from '../../lib/principal.ts'
import { createMerges } from './merges.ts'
import type { EventRecord } from './model.ts'
import { aCmid, aLog, eventually, OTHER_DEPARTMENT } from './testing/log.ts'
import { ADA_PRINCIPAL, BEN_PRINCIPAL, MALLORY, OWNER, VERA_PRINCIPAL } from './testing/people.ts'
import { aLoneInstance, begun, does, draft, type LoneInstance } from './testing/server.ts'

const NOWHERE = 'cnv_0000000000000000000z'

describe.each(engines())('merging on the %s store', { timeout: 60_000 }, (engine: Engine) => {
  let server: LoneInstance
  beforeEach(async () => {
    server = await aLoneInstance(engine)
  })
  afterEach(() => server.stop())

  const settled = async () => {
    await eventually(() => !server.conversations.isBusy())
    await server.conversations.jobs.notice()
    await eventually(() => !server.conversations.isBusy())
  }
  const merge = (id: string, to: string | null, by: Principal = ADA_PRINCIPAL, cmid = aCmid()) =>
    does(server, by, id as ConversationId, { kind: 'conv.merge', body: { to }, cmid })
  const say = (id: ConversationId, words: string, by: Principal = VERA_PRINCIPAL, cmid = aCmid()) =>
    does(server, by, id, { kind: 'msg.new', body: draft(words), cmid })
  const rowOf = async (id: ConversationId) => {
    await settled()
    return (await server.post('o.l.ga', '/conversations/rows', { ids: [id] })).body.rows[0]
  }
  const kindsOf = async (id: ConversationId, token = 'o.l.ga') => {
    await settled()
    const { entries } = (await server.get(token, `/conversations/${id}/events`)).body
    return entries.map(({ e }: { e: { kind: string } }) => e.kind)
  }
  const own = async () => (await server.get('v.e.ra', '/visitors/me/conversations')).body.conversations
  const countsOf = async (token: string) => (await server.get(token, '/conversations/counts')).body.counts

  const mergeOf = async (id: string) => {
    const ref = { workspaceId: OWNER.workspaceId, conversationId: id as ConversationId }
    const found = await server.db
      .collection<EventRecord>('events')
      .find({ ...ref, ord: { $gt: 0 } })
      .toArray()
    const event = found.find(({ kind }) => kind === 'conv.merge')
    if (!event) throw new Error('nothing was merged')
    return event
  }
  /** As another process leaves it that has not folded yet. */
  const storeUnfolded = (event: EventRecord) => server.db.collection<EventRecord>('events').insertOne(event)

  /** Two conversations of Vera's: the first is merged into the second. */
  async function merged() {
    const [from, to] = [await begun(server, 'the first'), await begun(server, 'the second')]
    expect(await merge(from.id, to.id)).toMatchObject({ t: 'ack' })
    await settled()
    return { from: from.id, to: to.id }
  }

  it('SYNC-93 moves nothing: the one closes and stays readable, the other one is linked to it', async () => {
    const { from, to } = await merged()
    expect(await rowOf(from)).toMatchObject({ status: 'closed', movedTo: to, waitingSince: null })
    expect(await rowOf(to)).toMatchObject({ status: 'open', merged: [{ id: from }] })
    expect(await kindsOf(from)).toEqual(['msg.new', 'conv.merge'])
    expect(await kindsOf(to)).toEqual(['msg.new', 'link.add'])
    expect(await server.get('a.d.a', `/conversations/${from}`)).toMatchObject({
      status: 409,
      body: { code: 'moved', to },
    })
    // Its visitor sees one conversation, and nothing of what the team linked.
    expect((await own()).map(({ id }: { id: string }) => id)).toEqual([to])
    expect(await kindsOf(to, 'v.e.ra')).toEqual(['msg.new'])
    expect(await kindsOf(from, 'v.e.ra')).toEqual(['msg.new', 'conv.merge'])
  })

  it('SYNC-93 I27 answers a repetition of what is stored, and sends everything else to where it went', async () => {
    const [from, to] = [await begun(server), await begun(server)]
    const [cmid, late] = [aCmid(), aCmid()]
    await say(from.id, 'the acknowledgement was lost', VERA_PRINCIPAL, cmid)
    await merge(from.id, to.id)
    expect(await say(from.id, 'the acknowledgement was lost', VERA_PRINCIPAL, cmid)).toMatchObject({
      t: 'ack',
      dup: true,
    })
    expect(await say(from.id, 'late', VERA_PRINCIPAL, late)).toMatchObject({ code: 'moved', to: to.id })
    expect(await say(to.id, 'late', VERA_PRINCIPAL, late)).toMatchObject({ t: 'ack' })
    for (const [kind, body] of [
      ['note.new', draft('psst')],
      ['conv.status', { status: 'open' }],
      ['conv.assign', { assigneeId: ADA_PRINCIPAL.agentId, from: null }],
    ] as const)
      expect(await does(server, ADA_PRINCIPAL, from.id, { kind, body })).toMatchObject({ code: 'moved', to: to.id })
    await server.conversations.recordVisitorProfile({ ...VERA_PRINCIPAL, name: 'Vera' })
    expect(await kindsOf(from.id)).toEqual(['msg.new', 'msg.new', 'conv.merge'])
    // What erases comes through.
    const gone = { kind: 'msg.redact', body: { messageId: from.messageId } } as const
    expect(await does(server, OWNER, from.id, gone)).toMatchObject({ t: 'ack' })
    expect(server.agents.slots).toEqual([])
  })

  it('SYNC-93 is undone by null: the one is as it was, the other has no link any more', async () => {
    const { from, to } = await merged()
    const before = await rowOf(to)
    expect(await merge(from, null)).toMatchObject({ t: 'ack' })
    const row = await rowOf(from)
    expect(row).toMatchObject({ status: 'open', waitingSince: expect.any(String) })
    expect(row.movedTo).toBeUndefined()
    expect((await rowOf(to)).merged).toBeUndefined()
    expect(before.merged).toHaveLength(1)
    expect(await kindsOf(to)).toEqual(['msg.new', 'link.add', 'link.remove'])
    expect(await say(from, 'here again')).toMatchObject({ t: 'ack' })
    expect(await own()).toHaveLength(2)
    expect(await merge(from, null)).toMatchObject({ code: 'unchanged' })
    // And once more, since whoever undid it may have been wrong.
    expect(await merge(from, to)).toMatchObject({ t: 'ack' })
    expect(await kindsOf(to)).toEqual(['msg.new', 'link.add', 'link.remove', 'link.add'])
  })

  it('SYNC-4 a retry is harmless, of the merge and of its undoing', async () => {
    const { from, to } = await merged()
    const cmid = aCmid()
    await merge(from, null)
    for (const dup of [undefined, true])
      expect(await merge(from, to, ADA_PRINCIPAL, cmid)).toMatchObject({ t: 'ack', ...(dup && { dup }) })
    expect(await kindsOf(from)).toEqual(['msg.new', 'conv.merge', 'conv.merge', 'conv.merge'])
    expect(await kindsOf(to)).toEqual(['msg.new', 'link.add', 'link.remove', 'link.add'])
  })

  it('SYNC-93 the log tells the other one where whoever merged could not', async () => {
    const [from, to] = [await begun(server), await begun(server)]
    const event = { kind: 'conv.merge', body: { to: to.id }, fx: { status: 'closed' } } as const
    const actor = { type: 'agent', id: ADA_PRINCIPAL.agentId } as const
    // As it lies in the store when the process that wrote it died.
    await server.conversations.append({ workspaceId: OWNER.workspaceId, conversationId: from.id, actor, event })
    expect(await kindsOf(to.id)).toEqual(['msg.new', 'link.add'])
  })

  it('gives the slot back, empties queue, counts and unread, and wakes the other one', async () => {
    const [from, to] = [await begun(server), await begun(server)]
    await does(server, ADA_PRINCIPAL, from.id, {
      kind: 'conv.assign',
      body: { assigneeId: ADA_PRINCIPAL.agentId, from: null },
    })
    await say(to.id, 'an answer', OWNER)
    await does(server, ADA_PRINCIPAL, to.id, { kind: 'conv.status', body: { status: 'closed' } })
    expect(server.agents.slots).toHaveLength(1)
    const waited = (await rowOf(from.id)).waitingSince
    await merge(from.id, to.id)
    expect(await rowOf(to.id)).toMatchObject({ status: 'open', waitingSince: waited })
    expect(server.agents.slots).toEqual([])
    expect(await countsOf('a.d.a')).toMatchObject({ waiting: 1, mine: 0, open: 1 })
    const { rows } = (await server.get('a.d.a', '/conversations?view=closed')).body
    expect(rows).toMatchObject([{ id: from.id, unread: 0 }])
    await merge(from.id, null)
    expect(await rowOf(from.id)).toMatchObject({ status: 'open', assigneeId: ADA_PRINCIPAL.agentId })
    expect(await rowOf(to.id)).toMatchObject({ waitingSince: null })
    expect(server.agents.slots).toHaveLength(1)
  })

  it('S4 refuses what the agent may not see, what is not there, itself, and what is of somebody else', async () => {
    const [from, to] = [await begun(server), await begun(server)]
    const other = await server.conversations.submit(MALLORY, {
      ...{ t: 'send', cmid: aCmid(), create: { key: aCmid() as never }, kind: 'msg.new', body: draft('hers') },
    })
    const foreign = other.t === 'ack' ? other.conversationId : NOWHERE
    expect(await merge(from.id, NOWHERE)).toMatchObject({ code: 'conversation_not_found' })
    expect(await merge(from.id, from.id)).toMatchObject({ code: 'invalid_request' })
    expect(await merge(from.id, foreign)).toMatchObject({ code: 'not_same_person' })
    expect(await merge(from.id, to.id, VERA_PRINCIPAL)).toMatchObject({ code: 'forbidden' })
    expect(await merge(from.id, to.id, { ...OWNER, workspaceId: 'wsp_0000000000000000000z' })).toMatchObject({
      code: 'conversation_not_found',
    })
    const body = { departmentId: OTHER_DEPARTMENT, from: null }
    await does(server, OWNER, to.id, { kind: 'conv.department', body })
    expect(await merge(from.id, to.id)).toMatchObject({ code: 'conversation_not_found' })
    expect(await merge(from.id, to.id, OWNER)).toMatchObject({ t: 'ack' })
  })

  it('of one person who proved who he is, from two browsers, and of no two whom agents took for one', async () => {
    const contactId = 'con_00000000000000000001'
    const [from, to] = [await begun(server), await begun(server)]
    const claim = (id: string) =>
      server.conversations.claim({
        ...{ workspaceId: OWNER.workspaceId, contact: { _id: contactId } as never, visitorIds: [id as never] },
      })
    const phone: VisitorPrincipal = { ...VERA_PRINCIPAL, visitorId: 'vis_0000000000000000000p' }
    const third = await server.conversations.submit(phone, {
      ...{ t: 'send', cmid: aCmid(), create: { key: aCmid() as never }, kind: 'msg.new', body: draft('on the way') },
    })
    const onPhone = third.t === 'ack' ? third.conversationId : NOWHERE
    expect(await merge(onPhone, to.id)).toMatchObject({ code: 'not_same_person' })
    await claim(VERA_PRINCIPAL.visitorId)
    await settled()
    expect(await merge(onPhone, to.id)).toMatchObject({ code: 'not_same_person' })
    expect(await merge(from.id, to.id)).toMatchObject({ t: 'ack' })
    await claim(phone.visitorId)
    await settled()
    expect(await merge(onPhone, to.id)).toMatchObject({ t: 'ack' })
  })

  it('a chain leads to its end, and is undone from there', async () => {
    const { from, to } = await merged()
    const [third, fourth] = [await begun(server), await begun(server)]
    expect(await merge(to, third.id)).toMatchObject({ t: 'ack' })
    await settled()
    // Into what was merged away: into where that went.
    expect(await merge(fourth.id, to)).toMatchObject({ t: 'ack' })
    expect((await rowOf(fourth.id)).movedTo).toBe(third.id)
    expect(await merge(third.id, from)).toMatchObject({ code: 'invalid_request' })
    expect(await merge(from, third.id)).toMatchObject({ code: 'changed_since' })
    expect(await merge(from, null)).toMatchObject({ code: 'changed_since' })
    expect(await merge(to, null)).toMatchObject({ t: 'ack' })
    await settled()
    expect(await merge(from, null)).toMatchObject({ t: 'ack' })
    expect((await rowOf(third.id)).merged).toMatchObject([{ id: fourth.id }])
  })

  it('R03 of merges that would close a circle, one at most is carried out', async () => {
    for (let round = 0; round < 5; round++) {
      const ids = [(await begun(server)).id, (await begun(server)).id, (await begun(server)).id] as const
      await Promise.all(ids.map((id, i) => merge(id, ids[(i + 1) % ids.length] ?? id)))
      await settled()
      const rows = await Promise.all(ids.map(rowOf))
      expect(rows.filter(({ movedTo }) => !movedTo).length).toBeGreaterThan(0)
    }
  })

  it('R03 a message, a claim, a close and a second merge at the same time: one order, nothing lost', async () => {
    const [from, to, other] = [await begun(server), await begun(server), await begun(server)]
    const [words, again] = [aCmid(), aCmid()]
    const body = { assigneeId: BEN_PRINCIPAL.agentId, from: null }
    const [said, first, second] = await Promise.all([
      say(from.id, 'meanwhile', VERA_PRINCIPAL, words),
      merge(from.id, to.id),
      merge(from.id, other.id, BEN_PRINCIPAL, again),
      does(server, BEN_PRINCIPAL, from.id, { kind: 'conv.assign', body }),
      does(server, OWNER, from.id, { kind: 'conv.status', body: { status: 'closed' } }),
    ])
    await settled()
    expect([first, second].filter(({ t }) => t === 'ack')).toHaveLength(1)
    const { movedTo, status } = await rowOf(from.id)
    expect(status).toBe('closed')
    if (said.t === 'nack') {
      expect(said).toMatchObject({ code: 'moved', to: movedTo })
      expect(await say(movedTo, 'meanwhile', VERA_PRINCIPAL, words)).toMatchObject({ t: 'ack' })
    }
    expect(server.agents.slots).toEqual([])
    expect((await kindsOf(from.id)).at(-1)).toBe('conv.merge')
    const linked = await Promise.all([to, other].map(({ id }) => kindsOf(id)))
    expect(linked.flat().filter((kind) => kind === 'link.add')).toHaveLength(1)
  })

  it('SYNC-93 the visitor loses nothing: what he wrote before stands before the other, in pages', async () => {
    const { from, to } = await merged()
    const third = await begun(server, 'the third')
    await merge(third.id, to)
    await settled()
    const { entries, hasEarlier } = (await server.get('v.e.ra', `/conversations/${to}`)).body
    expect(hasEarlier).toBe(true)
    const seen = [...entries]
    for (let hasMore = true; hasMore; ) {
      const { body } = await server.get('v.e.ra', `/conversations/${to}/events?before=${seen[0].n}&limit=1`)
      seen.unshift(...body.entries)
      hasMore = body.hasMore
    }
    const words = seen.flatMap(({ e }) => (e.kind === 'msg.new' ? [e.body.text] : []))
    expect(words).toEqual(['the first', 'the third', 'the second'])
    const numbers = seen.map(({ n }) => n)
    expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b))
    // Nobody else, nothing of notes, and agents read it where it was said.
    expect((await server.get('m.a.llory', `/conversations/${to}/events?before=1`)).status).toBe(404)
    expect((await server.get('a.d.a', `/conversations/${to}/events?before=1`)).body.entries).toEqual([])
    await merge(from, null)
    await settled()
    const left = (await server.get('v.e.ra', `/conversations/${to}/events?before=1`)).body.entries
    expect(JSON.stringify(left)).not.toContain('the first')
  })

  it('S15 what a person said of himself is taken away from what was merged too', async () => {
    const [from, to] = [await begun(server), await begun(server)]
    await server.conversations.recordVisitorProfile({ ...VERA_PRINCIPAL, name: 'Vera' })
    await merge(from.id, to.id)
    expect((await rowOf(from.id)).visitor.name).toBe('Vera')
    await server.conversations.recordVisitorProfile({ ...VERA_PRINCIPAL, name: null })
    expect((await rowOf(from.id)).visitor.name).toBeNull()
  })

  it('SYNC-93 tells whoever reads it where it goes on: at once, and whoever comes later', async () => {
    const [from, to] = [await begun(server), await begun(server)]
    const since = { n: 0 }
    const [vera, ada] = [await server.connect('v.e.ra', { positions: {} }), await server.connect('a.d.a')]
    for (const socket of [vera, ada]) {
      socket.send({ t: 'sub', conversationId: from.id, since })
      await socket.next('synced')
    }
    await merge(from.id, to.id)
    for (const socket of [vera, ada])
      expect(await socket.next('moved')).toMatchObject({ conversationId: from.id, to: to.id })
    vera.send({ t: 'sub', conversationId: from.id, since })
    expect(await vera.next('moved')).toMatchObject({ to: to.id })
    vera.close()
    ada.close()
  })

  it('SYNC-86 what was merged becomes the person’s too, and is read from his other browser', async () => {
    const { from, to } = await merged()
    const contactId = 'con_00000000000000000001'
    await server.conversations.claim({
      ...{ workspaceId: OWNER.workspaceId, contact: { _id: contactId }, visitorIds: [VERA_PRINCIPAL.visitorId] },
    })
    expect(await kindsOf(from)).toEqual(['msg.new', 'conv.merge', 'conv.contact'])
    expect(await rowOf(from)).toMatchObject({ contactId, movedTo: to })
    server.people.principals['p.h.one'] = { ...VERA_PRINCIPAL, visitorId: 'vis_0000000000000000000p', contactId }
    const { entries } = (await server.get('p.h.one', `/conversations/${to}/events?before=1`)).body
    expect(JSON.stringify(entries)).toContain('the first')
  })

  it.each(['open', 'closed'] as const)(
    'told again, leaves closed what an agent closed since: it was %s',
    async (was) => {
      const [from, to] = [await begun(server), await begun(server)]
      const close = () => does(server, ADA_PRINCIPAL, to.id, { kind: 'conv.status', body: { status: 'closed' } })
      const body = { assigneeId: ADA_PRINCIPAL.agentId, from: null }
      await does(server, ADA_PRINCIPAL, to.id, { kind: 'conv.assign', body })
      if (was === 'closed') await close()
      await merge(from.id, to.id)
      expect((await kindsOf(to.id)).at(-1)).toBe('link.add')
      expect(server.agents.slots).toHaveLength(1)
      await close()
      const event = await mergeOf(from.id)
      const log = aLog(server.db)
      await createMerges({ log, agents: server.agents.directory, clock: systemClock }).tell(event)
      expect((await rowOf(to.id)).status).toBe('closed')
      expect(server.agents.slots).toEqual([])
    },
  )

  it('SYNC-93 a visitor has something to scroll back to from the moment on that he is sent there', async () => {
    const [from, to] = [await begun(server, 'the first'), await begun(server)]
    await merge(from.id, to.id)
    await settled()
    // The link comes later than the merge: as it was before.
    await server.db.collection('conversations').updateOne({ _id: to.id as never }, { $unset: { merged: '' } })
    expect((await server.get('v.e.ra', `/conversations/${to.id}`)).body.hasEarlier).toBe(true)
  })

  it('SYNC-93 an undoing that is stored and not folded yet throws nobody back', async () => {
    const { from, to } = await merged()
    const { ord, vmax, ...event } = await mergeOf(from)
    await storeUnfolded({
      ...{ ...event, _id: newId('evt', event.ts), cmid: aCmid(), ord: ord + 1, vmax: vmax + 1, vseq: vmax + 1 },
      ...{ body: { to: null, from: to as ConversationId }, fx: { status: 'open' } },
    })
    expect((await server.get('a.d.a', `/conversations/${from}`)).status).toBe(200)
    const socket = await server.connect('a.d.a')
    socket.send({ t: 'sub', conversationId: from, since: { n: 0 } })
    expect(await socket.next('synced')).toMatchObject({ conversationId: from })
    socket.close()
  })

  it('SYNC-93 whoever is sent on finds the files of where he was: that is folded by then', async () => {
    const [from, to] = [await begun(server), await begun(server)]
    const event = await mergeOf((await merged()).from)
    await storeUnfolded({
      ...{ ...event, _id: newId('evt', event.ts), cmid: aCmid(), conversationId: from.id, body: { to: to.id } },
    })
    const place = { workspaceId: OWNER.workspaceId, conversationId: to.id }
    expect(await server.conversations.mergedInto(place)).toEqual([])
    expect(await say(from.id, 'with a file')).toMatchObject({ code: 'moved', to: to.id })
    expect(await server.conversations.mergedInto(place)).toEqual([from.id])
  })

  it('SYNC-93 merged the wrong way round and undone, it is merged the right way round at once', async () => {
    const { from, to } = await merged()
    await merge(from, null)
    expect(await merge(to, from)).toMatchObject({ t: 'ack' })
  })
})
