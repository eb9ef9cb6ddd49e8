import { engines, openTestDatabase, type TestDatabase } from '@parley/database/testing'
import { type ConversationId, messageIdOf, type Named } from '@parley/protocol'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Principal } from '../../lib/principal.ts'
import { DEPARTMENT, eventually, OTHER_DEPARTMENT } from './testing/log.ts'
import { ADA_PRINCIPAL, BEN_PRINCIPAL, fakeAgents, OWNER } from './testing/people.ts'
import { anInstance, begun, does, draft, type Instance } from './testing/server.ts'

const BEN: Named = { id: BEN_PRINCIPAL.agentId, name: 'Ben' }
const KEY = `men:${BEN_PRINCIPAL.agentId}`

describe.each(engines())('mentions on the %s store', { timeout: 60_000 }, (engine) => {
  let database: TestDatabase
  let server: Instance
  beforeEach(async () => {
    database = await openTestDatabase(engine)
    server = await anInstance(database.db, { limits: { markMs: 1 }, agents: fakeAgents() })
  })
  afterEach(async () => {
    await server.stop()
    await database.close()
  })

  const settled = () => eventually(() => !server.conversations.isBusy())
  async function note(id: ConversationId, text: string, named: Named[], by: Principal = ADA_PRINCIPAL) {
    const answer = await does(server, by, id, { kind: 'note.new', body: { ...draft(text), named } })
    if (answer.t !== 'ack') throw new Error(answer.code)
    await settled()
    return { n: answer.n ?? 0, messageId: messageIdOf(answer.id) }
  }
  async function mentionsOf(access: string) {
    await settled()
    const { rows } = (await server.get(access, '/conversations?view=mentions')).body
    const { counts } = (await server.get(access, '/conversations/counts')).body
    return { rows, count: counts.mentions }
  }
  const storedBody = async (id: ConversationId, n: number) =>
    (await server.get('o.l.ga', `/conversations/${id}/events?after=${n - 1}&limit=1`)).body.entries[0].e.body

  it('a note tells whom it names, and counts as unread until he has read so far', async () => {
    const { id } = await begun(server)
    const { n } = await note(id, 'look at this, @Ben', [BEN])
    expect(await storedBody(id, n)).toMatchObject({ named: [BEN], mentions: [BEN.id] })
    const { rows, count } = await mentionsOf('b.e.n')
    expect(rows).toMatchObject([{ id, mentions: { [BEN.id]: n }, read: 0 }])
    expect(count).toBe(1)
    expect((await mentionsOf('a.d.a')).rows).toEqual([])
    const ben = await server.connect('b.e.n')
    ben.send({ t: 'read', conversationId: id, n })
    await eventually(async () => (await mentionsOf('b.e.n')).count === 0)
    expect((await mentionsOf('b.e.n')).rows).toMatchObject([{ id, read: n }])
    ben.close()
  })

  it('reaches whom the list of mentions is open for, on another instance too', async () => {
    const other = await anInstance(database.db, { bus: server.bus, agents: server.agents })
    const { id } = await begun(server)
    const ben = await other.connect('b.e.n')
    ben.send({ t: 'list', key: KEY })
    await ben.next('listed')
    const { n, messageId } = await note(id, '@Ben please', [BEN])
    expect(await ben.next('row', ({ row }) => row.id === id)).toMatchObject({ ord: n })
    await does(server, ADA_PRINCIPAL, id, { kind: 'note.del', body: { messageId } })
    expect(await ben.next('gone', ({ conversationId }) => conversationId === id)).toMatchObject({ key: KEY })
    await other.stop()
  })

  it('an edit names others: who is named no more is let go, who is new has not read it', async () => {
    const { id } = await begun(server)
    const { messageId } = await note(id, '@Ben', [BEN])
    const named = [{ id: OWNER.agentId, name: 'Olga' }]
    const edit = await does(server, ADA_PRINCIPAL, id, { kind: 'note.edit', body: { messageId, text: '@Olga', named } })
    expect((await mentionsOf('b.e.n')).rows).toEqual([])
    expect((await mentionsOf('o.l.ga')).rows).toMatchObject([{ mentions: { [OWNER.agentId]: 'n' in edit && edit.n } }])
    const { entries } = (await server.get('o.l.ga', `/conversations/${id}`)).body
    expect(entries[1].e.state.body).toMatchObject({ text: '@Olga', named, mentions: [OWNER.agentId] })
  })

  it('an edit that only mends words calls nobody again', async () => {
    const { id } = await begun(server)
    const { n, messageId } = await note(id, '@Ben lok', [BEN])
    await does(server, ADA_PRINCIPAL, id, { kind: 'note.edit', body: { messageId, text: '@Ben look', named: [BEN] } })
    expect((await mentionsOf('b.e.n')).rows).toMatchObject([{ mentions: { [BEN.id]: n } }])
  })

  it.each(['note.del', 'note.redact'] as const)('a note that is gone (%s) mentions nobody', async (kind) => {
    const { id } = await begun(server)
    const { messageId } = await note(id, '@Ben', [BEN], OWNER)
    expect((await mentionsOf('b.e.n')).count).toBe(1)
    await does(server, OWNER, id, { kind, body: { messageId } })
    expect(await mentionsOf('b.e.n')).toEqual({ rows: [], count: 0 })
  })

  it('names a department and everybody who took part; never the author, nor who is disabled', async () => {
    const { id } = await begun(server)
    await does(server, OWNER, id, { kind: 'note.new', body: draft('hm') })
    const all = await note(id, '@Everyone', [{ id: 'all', name: 'Everyone' }])
    expect(await storedBody(id, all.n)).toMatchObject({ mentions: [OWNER.agentId] })
    const support: Named = { id: DEPARTMENT, name: 'Support' }
    const team = await note(id, '@Support', [support], OWNER)
    expect((await storedBody(id, team.n)).mentions).toEqual([ADA_PRINCIPAL.agentId, BEN.id])
    server.agents.colleagues.splice(1, 1)
    const later = await note(id, '@Support', [support, BEN], OWNER)
    expect((await storedBody(id, later.n)).mentions).toEqual([ADA_PRINCIPAL.agentId])
  })

  it('what the text does not say names nobody', async () => {
    const { id } = await begun(server)
    const { n } = await note(id, 'nobody here', [BEN])
    expect(await storedBody(id, n)).toMatchObject({ named: [], mentions: [] })
  })

  it('does not reach who may not read the conversation, nor say a word of it to him later', async () => {
    const { id } = await begun(server)
    await note(id, '@Ben', [BEN])
    const ben = await server.connect('b.e.n')
    ben.send({ t: 'list', key: KEY })
    await ben.next('listed')
    // He is moved to another department while the mention stands.
    server.people.principals['b.e.n'] = { ...BEN_PRINCIPAL, departmentIds: [OTHER_DEPARTMENT] }
    server.agents.colleagues[1] = { ...BEN_PRINCIPAL, departmentIds: [OTHER_DEPARTMENT] }
    server.people.changed(BEN.id)
    const { n } = await note(id, '@Ben the secret', [BEN])
    expect(await storedBody(id, n)).toMatchObject({ named: [BEN], mentions: [] })
    await ben.next('gone', ({ conversationId, key }) => conversationId === id && key === KEY)
    expect(await mentionsOf('b.e.n')).toEqual({ rows: [], count: 0 })
    await server.realtime.checks.lists()
    ben.send({ t: 'list', key: KEY, at: new Date(Date.now() - 60_000).toISOString() })
    await eventually(() => ben.of('listed').length === 2)
    expect(ben.texts.join()).not.toContain('secret')
    ben.close()
  })

  it('R38 leaves a visitor’s frames as they are without it', async () => {
    const { id } = await begun(server)
    const vera = await server.connect('v.e.ra')
    vera.send({ t: 'sub', conversationId: id, since: { n: 0 } })
    await vera.next('synced')
    await settled()
    const before = vera.texts.length
    const own = (await server.get('v.e.ra', `/conversations/${id}`)).body
    const { messageId } = await note(id, '@Ben', [BEN])
    await does(server, ADA_PRINCIPAL, id, { kind: 'note.edit', body: { messageId, text: 'no', named: [] } })
    await settled()
    expect((await server.get('v.e.ra', `/conversations/${id}`)).body).toEqual(own)
    expect(vera.texts.slice(before).filter((text) => !text.includes('"hb"'))).toEqual([])
    vera.close()
  })
})
