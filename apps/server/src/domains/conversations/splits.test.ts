import { type Engine, engines } from '@parley/database/testing'
import { type ConversationId, type Create, LIMITS, type MessageId, SendFrame, type Split } from '@parley/protocol'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Principal } from '../../lib/principal.ts'
import type { EventRecord } from './model.ts'
import { createSplits } from './splits.ts'
import { aCmid, aKey, aLog, eventually, OTHER_DEPARTMENT } from './testing/log.ts'
import { ADA_PRINCIPAL, BEN_PRINCIPAL, MALLORY, OWNER, VERA_PRINCIPAL } from './testing/people.ts'
import { aLoneInstance, begun, does, draft, type LoneInstance } from './testing/server.ts'

const NOWHERE: ConversationId = 'cnv_0000000000000000000z'

describe.each(engines())('splitting on the %s store', { timeout: 60_000 }, (engine: Engine) => {
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
  async function say(id: ConversationId, words: string, by: Principal = VERA_PRINCIPAL): Promise<MessageId> {
    const answer = await does(server, by, id, { kind: 'msg.new', body: draft(words) })
    if (answer.t !== 'ack') throw new Error(answer.code)
    return `msg_${answer.id.slice(4)}`
  }
  const aSplit = (split: Split, create: Partial<Create> = {}): SendFrame => ({
    ...{ t: 'send', cmid: aCmid(), kind: 'msg.new', body: draft('About this here.') },
    create: { key: aKey(), visitorId: VERA_PRINCIPAL.visitorId, split, ...create },
  })
  const submit = (frame: SendFrame, by: Principal = ADA_PRINCIPAL) => server.conversations.submit(by, frame)
  async function splitOff(split: Split, by: Principal = ADA_PRINCIPAL): Promise<ConversationId> {
    const answer = await submit(aSplit(split), by)
    if (answer.t !== 'ack') throw new Error(answer.code)
    await settled()
    return answer.conversationId
  }
  const merge = (id: string, to: string | null, by: Principal = ADA_PRINCIPAL) =>
    does(server, by, id as ConversationId, { kind: 'conv.merge', body: { to } })
  const rowOf = async (id: ConversationId) => {
    await settled()
    return (await server.post('o.l.ga', '/conversations/rows', { ids: [id] })).body.rows[0]
  }
  const entriesOf = async (id: ConversationId, token = 'o.l.ga', query = '') => {
    await settled()
    return (await server.get(token, `/conversations/${id}/events${query}`)).body.entries as {
      n: number
      e: { kind: string; body: { text?: string } | null; actor: { id: string }; fx?: object }
    }[]
  }
  const kindsOf = async (id: ConversationId, token?: string) => (await entriesOf(id, token)).map(({ e }) => e.kind)
  const wordsBefore = async (id: ConversationId, token: string) =>
    (await entriesOf(id, token, '?before=1')).map(({ n, e }) => [n, e.body?.text])
  const own = async () =>
    ((await server.get('v.e.ra', '/visitors/me/conversations')).body.conversations as { id: string }[])
      .map(({ id }) => id)
      .sort()

  /** Two matters of Vera's in one conversation: the second is to go. */
  async function two() {
    const { id, messageId } = await begun(server, 'where is my order?')
    const messageIds = [await say(id, 'and another thing'), await say(id, 'the invoice is wrong')]
    return { id, messageId, split: { from: id, messageIds } }
  }

  it('begins a conversation of the same visitor with them, and moves nothing', async () => {
    const { id, split } = await two()
    const to = await splitOff({ ...split, messageIds: [...split.messageIds].reverse() })
    expect(await kindsOf(id)).toEqual(['msg.new', 'msg.new', 'msg.new', 'conv.split'])
    expect(await kindsOf(to)).toEqual(['msg.new'])
    expect(await rowOf(id)).toMatchObject({ status: 'open', split: [{ id: to, messageIds: split.messageIds }] })
    expect(await rowOf(to)).toMatchObject({
      ...{ status: 'open', assigneeId: ADA_PRINCIPAL.agentId, visitor: { id: VERA_PRINCIPAL.visitorId } },
      ...{ splitFrom: { id, messageIds: split.messageIds }, counts: { messages: 1 } },
    })
    // Before its first message, with who said it and when.
    for (const token of ['a.d.a', 'v.e.ra']) {
      expect(await wordsBefore(to, token)).toEqual([
        [-2, 'and another thing'],
        [-1, 'the invoice is wrong'],
      ])
      expect((await server.get(token, `/conversations/${to}`)).body.hasEarlier).toBe(true)
    }
    const [said] = await entriesOf(to, 'v.e.ra', '?before=1')
    expect(said?.e.actor.id).toBe(VERA_PRINCIPAL.visitorId)
    expect((await server.get('a.d.a', `/conversations/${to}/events?before=-1`)).body).toMatchObject({
      ...{ entries: [{ n: -2 }], hasMore: false },
    })
    expect((await server.get('a.d.a', `/conversations/${to}/events?before=1&limit=1`)).body).toMatchObject({
      ...{ entries: [{ n: -1 }], hasMore: true },
    })
  })

  it('R38 the visitor has both, and is told of neither the split nor what it named', async () => {
    const { id, split } = await two()
    await settled()
    const before = (await server.get('v.e.ra', `/conversations/${id}`)).body
    const to = await splitOff(split)
    expect((await server.get('v.e.ra', `/conversations/${id}`)).body).toEqual(before)
    expect(await own()).toEqual([id, to].sort())
    expect(JSON.stringify((await server.get('v.e.ra', `/conversations/${to}`)).body)).not.toContain(id)
  })

  it('SYNC-4 a retry is harmless, and the same ids under another key begin nothing twice', async () => {
    const { id, split } = await two()
    const frame = aSplit(split)
    const first = await submit(frame)
    await settled()
    expect(await submit(frame)).toMatchObject({
      t: 'ack',
      dup: true,
      conversationId: (first as { conversationId: string }).conversationId,
    })
    expect(await submit(aSplit(split))).toMatchObject({ code: 'changed_since' })
    expect((await kindsOf(id)).filter((kind) => kind === 'conv.split')).toHaveLength(1)
    expect(await own()).toHaveLength(2)
    expect(server.agents.slots).toHaveLength(1)
  })

  it('SYNC-93 the log tells the other one where whoever split could not, and once', async () => {
    const { id, split } = await two()
    const to = await splitOff(split)
    const began = await server.db
      .collection<EventRecord>('events')
      .findOne({ workspaceId: OWNER.workspaceId, conversationId: to, ord: 1 })
    // As it lies in the store when the process that wrote it died.
    const late = { ...draft('and of this?'), attachments: [], fallback: '' }
    const messageIds = [await say(id, 'a third thing')]
    const another = await begun(server, 'elsewhere')
    await server.conversations.append({
      ...{ workspaceId: OWNER.workspaceId, conversationId: another.id, actor: began?.actor as never },
      event: { kind: 'msg.new', body: late, fx: { split: { from: id, messageIds } } },
    })
    await settled()
    expect((await kindsOf(id)).filter((kind) => kind === 'conv.split')).toHaveLength(2)
    await createSplits({ log: aLog(server.db) }).tell(began as EventRecord)
    expect((await kindsOf(id)).filter((kind) => kind === 'conv.split')).toHaveLength(2)
  })

  it('takes the wait along with what it began with, and leaves the one of what stays', async () => {
    const { id, messageId, split } = await two()
    const waited = (await rowOf(id)).waitingSince
    // The first question still waits.
    const to = await splitOff(split)
    expect((await rowOf(id)).waitingSince).toBe(waited)
    expect((await rowOf(to)).waitingSince).toBeNull()
    const stays = await say(id, 'and this stays')
    await splitOff({ from: id, messageIds: [messageId] })
    const { waitingSince, last } = await rowOf(id)
    expect(last.text).toBe('and this stays')
    expect(waitingSince).toBe(last.ts)
    await splitOff({ from: id, messageIds: [stays] })
    expect((await rowOf(id)).waitingSince).toBeNull()
    await say(id, 'again')
    expect((await rowOf(id)).waitingSince).not.toBeNull()
  })

  it('is taken back by merging it again: what went counts here, with its wait, and once more after that is undone', async () => {
    const { id, messageId, split } = await two()
    const waited = (await rowOf(id)).waitingSince
    const messageIds = [messageId, ...split.messageIds]
    const to = await splitOff({ from: id, messageIds })
    expect((await rowOf(id)).waitingSince).toBeNull()
    await say(to, 'an answer to the new one')
    expect(await merge(to, id)).toMatchObject({ t: 'ack' })
    expect(await rowOf(id)).toMatchObject({ waitingSince: waited, merged: [{ id: to }], split: [{ id: to }] })
    await settled()
    expect(await own()).toEqual([id])
    // Nothing said there is lost, and nothing stands twice.
    expect((await entriesOf(id, 'v.e.ra', '?before=1')).map(({ e }) => e.body?.text)).toContain(
      'an answer to the new one',
    )
    expect(JSON.stringify(await entriesOf(id, 'v.e.ra', '?before=1'))).not.toContain('the invoice is wrong')
    // What is back may go again.
    const again = await splitOff({ from: id, messageIds: split.messageIds })
    expect(await merge(again, id)).toMatchObject({ t: 'ack' })
    await settled()
    expect(await merge(to, null)).toMatchObject({ t: 'ack' })
    await settled()
    expect((await rowOf(id)).merged).toMatchObject([{ id: again }])
    expect(await own()).toEqual([id, to].sort())
    expect(server.agents.slots).toMatchObject([{ conversationId: to }])
  })

  it('stays answered when it is taken back after an agent answered there', async () => {
    const { id, messageId, split } = await two()
    const to = await splitOff({ from: id, messageIds: [messageId, ...split.messageIds] })
    await say(id, 'on its way', OWNER)
    await merge(to, id)
    expect((await rowOf(id)).waitingSince).toBeNull()
  })

  it('S4 refuses what the agent may not see, what is not there, and what is of somebody else', async () => {
    const { id, split } = await two()
    const hers = await server.conversations.submit(MALLORY, {
      ...{ t: 'send', cmid: aCmid(), create: { key: aKey() }, kind: 'msg.new', body: draft('hers') },
    })
    if (hers.t !== 'ack') throw new Error(hers.code)
    const foreign = { from: hers.conversationId, messageIds: [`msg_${hers.id.slice(4)}` as const] }
    const answer = await does(server, OWNER, id, { kind: 'note.new', body: draft('psst') })
    const note: MessageId = `msg_${answer.t === 'ack' ? answer.id.slice(4) : ''}`
    const gone = await say(id, 'never mind')
    await does(server, VERA_PRINCIPAL, id, { kind: 'msg.del', body: { messageId: gone } })
    await settled()
    const cases: [Split, string, Principal?][] = [
      [{ ...split, from: NOWHERE }, 'conversation_not_found'],
      [split, 'conversation_not_found', { ...OWNER, workspaceId: 'wsp_0000000000000000000z' }],
      [foreign, 'not_same_person'],
      [{ from: id, messageIds: foreign.messageIds }, 'message_not_found'],
      [{ from: id, messageIds: [note] }, 'message_not_found'],
      [{ from: id, messageIds: [gone] }, 'message_not_found'],
      [split, 'forbidden', VERA_PRINCIPAL],
    ]
    for (const [one, code, by] of cases) expect(await submit(aSplit(one), by), code).toMatchObject({ t: 'nack', code })
    const visitorsOwn = aSplit(split, { visitorId: undefined })
    expect(await submit(visitorsOwn, VERA_PRINCIPAL)).toMatchObject({ code: 'forbidden' })
    const body = { departmentId: OTHER_DEPARTMENT, from: null }
    await does(server, OWNER, id, { kind: 'conv.department', body })
    expect(await submit(aSplit(split))).toMatchObject({ code: 'conversation_not_found' })
    // Nothing of all that was begun.
    expect(await own()).toEqual([id])
    expect(server.agents.slots).toEqual([])
    const to = await splitOff(split, OWNER)
    expect((await rowOf(to)).departmentId).toBe(OTHER_DEPARTMENT)
  })

  it('is refused of what was merged away, and a merge meanwhile loses nothing', async () => {
    const { id, messageId, split } = await two()
    const other = await begun(server, 'the other')
    const to = await splitOff(split)
    await merge(id, other.id)
    await settled()
    expect(await submit(aSplit({ from: id, messageIds: [messageId] }))).toMatchObject({ code: 'changed_since' })
    // What was said there is read on.
    expect(await wordsBefore(to, 'v.e.ra')).toHaveLength(2)
    // Taken back now, it goes where the other one went.
    expect(await merge(to, id)).toMatchObject({ t: 'ack' })
    expect((await rowOf(to)).movedTo).toBe(other.id)
  })

  it('SYNC-92 what is changed or taken away where it was said is so here too', async () => {
    const { id, split } = await two()
    const to = await splitOff(split)
    const [one, two_] = split.messageIds as [MessageId, MessageId]
    await does(server, VERA_PRINCIPAL, id, { kind: 'msg.edit', body: { messageId: one, text: 'and one more' } })
    await does(server, OWNER, id, { kind: 'msg.redact', body: { messageId: two_ } })
    for (const token of ['a.d.a', 'v.e.ra'])
      expect(await wordsBefore(to, token)).toEqual([
        [-2, 'and one more'],
        [-1, undefined],
      ])
    // Nothing of it was copied anywhere.
    await settled()
    const log = await server.db
      .collection<EventRecord>('events')
      .find({ workspaceId: OWNER.workspaceId, conversationId: to, ord: { $gt: 0 } })
      .toArray()
    expect(JSON.stringify(log)).not.toContain('invoice')
  })

  it('S4 an agent of its department reads what it began with; another visitor reads none of it', async () => {
    const { id, split } = await two()
    await does(server, OWNER, id, { kind: 'conv.department', body: { departmentId: OTHER_DEPARTMENT, from: null } })
    await settled()
    const frame = aSplit(split, { departmentId: ADA_PRINCIPAL.departmentIds[0] as never })
    const answer = await submit(frame, OWNER)
    if (answer.t !== 'ack') throw new Error(answer.code)
    expect(await wordsBefore(answer.conversationId, 'b.e.n')).toHaveLength(2)
    expect((await server.get('b.e.n', `/conversations/${id}`)).status).toBe(404)
    expect((await server.get('m.a.llory', `/conversations/${answer.conversationId}/events?before=1`)).status).toBe(404)
    // A link to the new one alone opens nothing of the other.
    const resumed = { ...MALLORY, visitorId: 'vis_0000000000000000000r' as const, resumed: [answer.conversationId] }
    server.people.principals['r.e.sumed'] = resumed
    expect(await wordsBefore(answer.conversationId, 'r.e.sumed')).toEqual([])
  })

  it('S15 what was erased there is nowhere', async () => {
    const { id, split } = await two()
    const to = await splitOff(split)
    await server.db.collection('conversations').updateOne({ _id: id as never }, { $set: { erasedAt: new Date() } })
    for (const token of ['a.d.a', 'v.e.ra']) expect(await wordsBefore(to, token)).toEqual([])
  })

  it('R03 of two who split the same at once nothing is lost, and each is told', async () => {
    const { id, split } = await two()
    const answers = await Promise.all([submit(aSplit(split)), submit(aSplit(split), BEN_PRINCIPAL)])
    await settled()
    const begunWith = answers.flatMap((answer) => (answer.t === 'ack' ? [answer.conversationId] : []))
    expect(begunWith.length).toBeGreaterThan(0)
    expect((await kindsOf(id)).filter((kind) => kind === 'conv.split')).toHaveLength(begunWith.length)
    for (const to of begunWith) expect(await wordsBefore(to, 'a.d.a')).toHaveLength(2)
  })

  it('refuses more messages than go at once, and none', async () => {
    const { id, messageId } = await two()
    const many = Array.from({ length: LIMITS.splitMessages + 1 }, () => messageId)
    for (const messageIds of [many, []])
      expect(SendFrame.safeParse(aSplit({ from: id, messageIds })).success).toBe(false)
    expect(SendFrame.safeParse(aSplit({ from: id, messageIds: [messageId] })).success).toBe(true)
  })
})
