import { engines, openTestDatabase, type TestDatabase } from '@parley/database/testing'
import { type ConversationId, messageIdOf, type NotePurpose } from '@parley/protocol'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Principal } from '../../lib/principal.ts'
import { eventually, OTHER_DEPARTMENT } from './testing/log.ts'
import { ADA_PRINCIPAL, BEN_PRINCIPAL, OWNER, VERA_PRINCIPAL } from './testing/people.ts'
import { anInstance, begun, does, draft, type Instance } from './testing/server.ts'

describe.each(engines())('asking a supervisor on the %s store', { timeout: 60_000 }, (engine) => {
  let database: TestDatabase
  let server: Instance
  let id: ConversationId
  beforeEach(async () => {
    database = await openTestDatabase(engine)
    server = await anInstance(database.db, { limits: { markMs: 1 } })
    id = (await begun(server)).id
  })
  afterEach(async () => {
    await server.stop()
    await database.close()
  })

  const note = (by: Principal, purpose: NotePurpose, text = 'help') =>
    does(server, by, id, { kind: 'note.new', body: { ...draft(text), purpose } })
  async function asked() {
    const answer = await note(ADA_PRINCIPAL, 'request')
    if (answer.t !== 'ack') throw new Error(answer.code)
    return messageIdOf(answer.id)
  }
  async function row() {
    await eventually(() => !server.conversations.isBusy())
    return (await server.post('o.l.ga', '/conversations/rows', { ids: [id] })).body.rows[0]
  }
  const mentionsOf = async (access: string) => {
    await eventually(() => !server.conversations.isBusy())
    return (await server.get(access, '/conversations/counts')).body.counts.mentions
  }

  it('tells every supervisor and nobody else, and stands in the row until one of them advises', async () => {
    const messageId = await asked()
    expect(await row()).toMatchObject({ request: { messageId, by: ADA_PRINCIPAL.agentId } })
    expect([await mentionsOf('o.l.ga'), await mentionsOf('b.e.n'), await mentionsOf('a.d.a')]).toEqual([1, 0, 0])
    await does(server, ADA_PRINCIPAL, id, {
      kind: 'conv.assign',
      body: { assigneeId: ADA_PRINCIPAL.agentId, from: null },
    })
    expect(await note(OWNER, 'advice', 'offer a voucher')).toMatchObject({ t: 'ack' })
    expect(await row()).not.toHaveProperty('request')
    // Advice is for whoever has the conversation.
    expect(await mentionsOf('a.d.a')).toBe(1)
  })

  it('stands in the view of requests alone, counted, until it is answered, for whoever sees the conversation', async () => {
    const view = async (access: string) => {
      await eventually(() => !server.conversations.isBusy())
      const { rows, keys } = (await server.get(access, '/conversations?view=requests')).body
      const { requests } = (await server.get(access, '/conversations/counts')).body.counts
      return { ids: rows.map((one: { id: string }) => one.id), requests, isFollowed: keys.length > 0 }
    }
    const other = (await begun(server)).id
    expect(await view('o.l.ga')).toEqual({ ids: [], requests: 0, isFollowed: true })
    const messageId = await asked()
    expect(await view('o.l.ga')).toEqual({ ids: [id], requests: 1, isFollowed: true })
    await does(server, ADA_PRINCIPAL, other, { kind: 'note.new', body: { ...draft('me too'), purpose: 'request' } })
    expect((await view('o.l.ga')).ids).toEqual([other, id])
    const elsewhere = { kind: 'conv.department' as const, body: { departmentId: OTHER_DEPARTMENT, from: null } }
    await does(server, OWNER, other, elsewhere)
    expect((await view('b.e.n')).ids).toEqual([id])
    await does(server, BEN_PRINCIPAL, id, { kind: 'conv.request', body: { messageId, state: 'settled' } })
    expect(await view('b.e.n')).toEqual({ ids: [], requests: 0, isFollowed: true })
    expect(await view('o.l.ga')).toMatchObject({ ids: [other], requests: 1 })
  })

  it('advice tells whoever asked, where nobody has the conversation', async () => {
    await asked()
    await note(OWNER, 'advice', 'yes')
    expect(await mentionsOf('a.d.a')).toBe(1)
  })

  it('is settled by whoever works on it, once', async () => {
    const messageId = await asked()
    const settle = (by: Principal) =>
      does(server, by, id, { kind: 'conv.request', body: { messageId, state: 'settled' } })
    const answers = await Promise.all([settle(BEN_PRINCIPAL), settle(OWNER)])
    expect(answers.map((answer) => (answer.t === 'ack' ? 'ack' : answer.code)).sort()).toEqual(['ack', 'unchanged'])
    expect(await row()).not.toHaveProperty('request')
  })

  it.each([
    ['its note is deleted', 'note.del'],
    ['the conversation is closed', 'conv.status'],
  ] as const)('ends when %s', async (_, kind) => {
    const messageId = await asked()
    await does(server, ADA_PRINCIPAL, id, { kind, body: kind === 'note.del' ? { messageId } : { status: 'closed' } })
    expect(await row()).not.toHaveProperty('request')
  })

  it('is not answered by one’s own advice, nor by another note', async () => {
    await note(OWNER, 'request')
    await note(OWNER, 'advice')
    await does(server, ADA_PRINCIPAL, id, { kind: 'note.new', body: draft('hm') })
    expect(await row()).toHaveProperty('request')
  })

  it('advice is a supervisor’s, and neither is a visitor’s', async () => {
    expect(await note(ADA_PRINCIPAL, 'advice')).toMatchObject({ code: 'forbidden' })
    expect(await note(VERA_PRINCIPAL, 'request')).toMatchObject({ code: 'forbidden' })
    const messageId = await asked()
    const settle = { kind: 'conv.request', body: { messageId, state: 'settled' } } as const
    expect(await does(server, VERA_PRINCIPAL, id, settle)).toMatchObject({ code: 'forbidden' })
  })

  it('a role that was taken away while he wrote is not enough any more', async () => {
    const olga = await server.connect('o.l.ga')
    server.people.principals['o.l.ga'] = { ...OWNER, role: 'agent' }
    server.people.changed(OWNER.agentId)
    const cmid = '01kb0000000000000000000001'
    const body = { ...draft('advice'), purpose: 'advice' }
    olga.send({ t: 'send', cmid, conversationId: id, kind: 'note.new', body })
    expect(await olga.next('nack')).toMatchObject({ cmid, code: 'forbidden' })
    olga.close()
  })

  it('R38 changes no byte of what the visitor is told', async () => {
    const vera = await server.connect('v.e.ra')
    vera.send({ t: 'sub', conversationId: id, since: { n: 0 } })
    await vera.next('synced')
    await row()
    const before = vera.texts.length
    const own = (await server.get('v.e.ra', `/conversations/${id}`)).body
    const messageId = await asked()
    await does(server, OWNER, id, { kind: 'conv.request', body: { messageId, state: 'settled' } })
    await note(OWNER, 'advice')
    await row()
    expect((await server.get('v.e.ra', `/conversations/${id}`)).body).toEqual(own)
    expect(vera.texts.slice(before).filter((text) => !text.includes('"hb"'))).toEqual([])
    vera.close()
  })
})
