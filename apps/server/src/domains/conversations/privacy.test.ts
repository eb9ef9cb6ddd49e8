import { engines, openTestDatabase, type TestDatabase } from '@parley/database/testing'
import { type ConversationId, messageIdOf } from '@parley/protocol'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { aCmid, aKey, eventually } from './testing/log.ts'
import { ADA_PRINCIPAL, MALLORY, OWNER, VERA_PRINCIPAL } from './testing/people.ts'
import { anInstance, begun, does, draft, type Instance } from './testing/server.ts'

/** Texts with what differs from run to run taken out: ids and moments. */
function plain(texts: readonly string[]): string[] {
  return texts.map((text) =>
    text
      .replace(/\b(evt|msg|cnv)_[0-9a-z]{20}/g, '$1_')
      .replace(/"\d{4}-\d\d-\d\dT[^"]*"/g, '"time"')
      .replace(/"(connectionId|epoch|cmid|key)":"[^"]*"/g, '"$1":""'),
  )
}

describe.each(engines())('what a visitor learns on the %s store', { timeout: 60_000 }, (engine) => {
  let database: TestDatabase
  let server: Instance
  beforeEach(async () => {
    database = await openTestDatabase(engine)
    server = await anInstance(database.db, { limits: { markMs: 1 } })
  })
  afterEach(async () => {
    await server.stop()
    await database.close()
  })

  /** A note written, edited, reacted to, read and deleted, with typing in between. */
  async function noteTo(id: ConversationId): Promise<void> {
    const agent = await server.connect('a.d.a')
    agent.send({ t: 'sub', conversationId: id, since: { n: 0 } })
    await agent.next('synced')
    agent.send({ t: 'eph', conversationId: id, k: 'typing', d: true, note: true })
    const note = await does(server, ADA_PRINCIPAL, id, { kind: 'note.new', body: draft('SECRET') })
    if (note.t !== 'ack') throw new Error(note.code)
    const messageId = messageIdOf(note.id)
    await does(server, ADA_PRINCIPAL, id, { kind: 'note.edit', body: { messageId, text: 'SECRET too' } })
    await does(server, ADA_PRINCIPAL, id, { kind: 'note.react', body: { messageId, emoji: '🤫', on: true } })
    agent.send({ t: 'recv', conversationId: id, n: note.n ?? 0 })
    await agent.next('mark', ({ recv }) => recv === note.n)
    await does(server, ADA_PRINCIPAL, id, { kind: 'note.del', body: { messageId } })
    await does(server, ADA_PRINCIPAL, id, { kind: 'conv.tag', body: { add: ['SECRET'], remove: [] } })
    await does(server, ADA_PRINCIPAL, id, { kind: 'conv.priority', body: { priority: 'high' } })
    await does(server, ADA_PRINCIPAL, id, { kind: 'conv.field', body: { key: 'plan', value: 'SECRET' } })
    await eventually(() => !server.conversations.isBusy())
  }

  /** Everything a visitor receives while an agent answers, over every door, with or without notes around. */
  async function everythingSeen(hasNotes: boolean): Promise<string[]> {
    const key = aKey()
    const visitor = await server.connect('v.e.ra')
    visitor.send({ t: 'send', cmid: aCmid(), create: { key }, kind: 'msg.new', body: draft('hello') })
    const { conversationId: id } = await visitor.next('ack')
    visitor.send({ t: 'sub', conversationId: id, since: { n: 0 } })
    await visitor.next('synced')
    const mark = async (n: number, shown: number) => {
      const agent = await server.connect('a.d.a')
      agent.send({ t: 'recv', conversationId: id, n })
      await visitor.next('mark', (frame) => frame.recv === shown)
      agent.close()
    }
    await mark(1, 1)
    if (hasNotes) await noteTo(id)
    const answer = await does(server, ADA_PRINCIPAL, id, { kind: 'msg.new', body: draft('an answer') })
    await mark(answer.t === 'ack' ? (answer.n ?? 0) : 0, 2)
    if (hasNotes) await noteTo(id)
    await does(server, ADA_PRINCIPAL, id, { kind: 'conv.status', body: { status: 'pending' } })
    await visitor.next('ev', ({ n }) => n === 3)
    await eventually(() => !server.conversations.isBusy())
    const socket = visitor.texts.filter((text) => !text.includes('"welcome"'))
    const http = [
      await server.get('v.e.ra', `/conversations/${id}`),
      await server.get('v.e.ra', `/conversations/${id}/events?after=0`),
      await server.get('v.e.ra', '/visitors/me/conversations'),
      await server.post('v.e.ra', '/sync', { v: [1, 1], positions: { [id]: { n: 0 } }, lists: {}, wait: 0 }),
    ]
    visitor.close()
    const own = http.map(({ body }) => JSON.stringify(body))
    // The visitor's conversations of the other run stand beside this one.
    own[2] = JSON.stringify(http[2]?.body.conversations.find((one: { id: string }) => one.id === id))
    return plain([...socket, ...own])
  }

  it('R38 I24 SYNC-16 no byte differs from a run without notes, over socket, HTTP and long-poll', async () => {
    const without = await everythingSeen(false)
    const withNotes = await everythingSeen(true)
    expect(withNotes).toEqual(without)
    expect(withNotes.join()).not.toContain('SECRET')
  })

  it('R38 numbers what a visitor sees without a gap, and his unread and updatedAt ignore notes', async () => {
    const { id } = await begun(server)
    const own = async () => (await server.get('v.e.ra', '/visitors/me/conversations')).body.conversations[0]
    await eventually(() => !server.conversations.isBusy())
    const before = await own()
    await noteTo(id)
    expect(await own()).toEqual(before)
    expect(before).toMatchObject({ n: 1, unread: 0, last: { text: 'hello' } })
    await does(server, OWNER, id, { kind: 'msg.new', body: draft('an answer') })
    await eventually(() => !server.conversations.isBusy())
    expect(await own()).toMatchObject({ n: 2, unread: 1, last: { text: 'an answer' } })
  })

  it('SYNC-16 shows a snoozed conversation as open, and none of the agents’ fields', async () => {
    const { id } = await begun(server)
    const event = { kind: 'conv.status', body: { status: 'open' }, fx: { status: 'snoozed' } } as const
    await server.conversations.append({
      workspaceId: VERA_PRINCIPAL.workspaceId,
      conversationId: id,
      actor: { type: 'system', id: 'system' },
      event: event as never,
    })
    await eventually(() => !server.conversations.isBusy())
    const { body } = await server.get('v.e.ra', `/conversations/${id}`)
    expect(Object.keys(body).sort()).toEqual(['entries', 'hasEarlier', 'marks', 'own', 'position'])
    expect(Object.keys(body.own).sort()).toEqual(
      ['assignee', 'createdAt', 'id', 'last', 'n', 'rating', 'status', 'unread', 'updatedAt'].sort(),
    )
    expect(body.own.status).toBe('open')
    for (const { e } of body.entries) expect(['open', undefined]).toContain(e.fx?.status)
  })

  it('SYNC-92 I30 a redacted text is gone from the store, its resend is still a repetition', async () => {
    const frame = {
      t: 'send',
      cmid: aCmid(),
      create: { key: aKey() },
      kind: 'msg.new',
      body: draft('my card number'),
    } as const
    const sent = await server.conversations.submit(VERA_PRINCIPAL, frame)
    if (sent.t !== 'ack') throw new Error(sent.code)
    const messageId = messageIdOf(sent.id)
    const id = sent.conversationId
    await does(server, VERA_PRINCIPAL, id, { kind: 'msg.edit', body: { messageId, text: 'my card number is' } })
    expect(await does(server, OWNER, id, { kind: 'msg.redact', body: { messageId } })).toMatchObject({ t: 'ack' })
    await eventually(() => !server.conversations.isBusy())
    const everything = await Promise.all(
      ['events', 'conversations'].map((name) =>
        database.db.collection(name).find({ workspaceId: VERA_PRINCIPAL.workspaceId }).toArray(),
      ),
    )
    expect(JSON.stringify(everything)).not.toContain('card number')
    expect(await server.conversations.submit(VERA_PRINCIPAL, frame)).toMatchObject({ t: 'ack', dup: true })
    const { body } = await server.get('v.e.ra', `/conversations/${id}`)
    expect(body.entries[0]).toMatchObject({ n: 1, e: { body: null, redacted: true } })
  })

  describe('N20 S4 another visitor who knows the id', () => {
    let id: ConversationId
    beforeEach(async () => {
      id = (await begun(server, 'between us')).id
    })

    it.each(['', '/events?after=0'])('gets not found from the conversation%s', async (rest) => {
      const answer = await server.get('m.a.llory', `/conversations/${id}${rest}`)
      expect(answer).toMatchObject({ status: 404, body: { code: 'conversation_not_found' } })
    })

    it('gets gone for a subscription, not found for every command, and hears nothing', async () => {
      const mallory = await server.connect('m.a.llory')
      mallory.send({ t: 'sub', conversationId: id, since: { n: 0 } })
      expect(await mallory.next('gone')).toEqual({ t: 'gone', conversationId: id })
      mallory.send({ t: 'send', cmid: aCmid(), conversationId: id, kind: 'msg.new', body: draft('let me in') })
      expect(await mallory.next('nack')).toMatchObject({ code: 'conversation_not_found', retry: false })
      mallory.send({ t: 'cancel', cmid: aCmid(), conversationId: id })
      mallory.send({ t: 'eph', conversationId: id, k: 'typing', d: true })
      mallory.send({ t: 'read', conversationId: id, n: 1 })
      mallory.send({ t: 'list', key: 'dep:dep_00000000000000000001' })
      await mallory.next('gone', ({ key }) => key !== undefined)
      await does(server, OWNER, id, { kind: 'msg.new', body: draft('for Vera') })
      mallory.send({ t: 'hb' })
      await mallory.next('hb')
      expect(mallory.of('ev')).toEqual([])
      expect(mallory.of('nack')).toHaveLength(2)
      expect(await database.db.collection('positions').countDocuments({ workspaceId: MALLORY.workspaceId })).toBe(0)
    })
  })

  it('N23 a visitor cannot write what is an agent’s, nor name an actor, a number or a time of his own', async () => {
    const { id } = await begun(server)
    const visitor = await server.connect('v.e.ra')
    const kinds = {
      'note.new': draft('as if'),
      'conv.assign': { assigneeId: null, from: null },
      'conv.tag': { add: ['vip'], remove: [] },
      'conv.field': { key: 'name', value: 'Root' },
      'conv.priority': { priority: 'urgent' },
      'msg.redact': { messageId: 'msg_00000000000000000001' },
    }
    for (const [kind, body] of Object.entries(kinds)) {
      const cmid = aCmid()
      visitor.send({ t: 'send', cmid, conversationId: id, kind, body })
      expect(await visitor.next('nack', (frame) => frame.cmid === cmid)).toMatchObject({ code: 'forbidden' })
    }
    for (const extra of [
      { actor: { type: 'agent', id: 'agt_1' } },
      { ord: 1 },
      { ts: '2020-01-01T00:00:00.000Z' },
      { n: 7 },
    ]) {
      const other = await server.connect('v.e.ra')
      const cmid = aCmid()
      other.send({ t: 'send', cmid, conversationId: id, kind: 'msg.new', body: draft('x'), ...extra })
      expect(await other.next('nack', (frame) => frame.cmid === cmid)).toMatchObject({ code: 'invalid_request' })
      other.close()
    }
    for (const key of ['*', 'dep:*', 'agt:agt_00000000000000000001', '>']) {
      const other = await server.connect('v.e.ra')
      other.send({ t: 'list', key })
      await eventually(() => other.of('err').length + other.of('gone').length > 0)
      other.close()
    }
    expect(await does(server, VERA_PRINCIPAL, id, { kind: 'conv.status', body: { status: 'open' } })).toMatchObject({
      code: 'forbidden',
    })
  })
})
