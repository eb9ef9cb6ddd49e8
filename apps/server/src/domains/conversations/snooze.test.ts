import { type Engine, engines, openTestDatabase, type TestDatabase } from '@parley/database/testing'
import type { ConversationId } from '@parley/protocol'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Principal } from '../../lib/principal.ts'
import { eventually } from './testing/log.ts'
import { ADA_PRINCIPAL, BEN_PRINCIPAL, OWNER, VERA_PRINCIPAL } from './testing/people.ts'
import { anInstance, begun, does, draft, type Instance } from './testing/server.ts'

const PAST = '2026-01-05T08:00:00.000Z'
const FUTURE = () => new Date(Date.now() + 3_600_000).toISOString()

describe.each(engines())('snoozed conversations on the %s store', { timeout: 60_000 }, (engine: Engine) => {
  let database: TestDatabase
  let server: Instance
  beforeEach(async () => {
    database = await openTestDatabase(engine)
    server = await anInstance(database.db, { limits: { markMs: 1, dueMs: 600_000 } })
  })
  afterEach(async () => {
    await server.stop()
    await database.close()
  })

  const settled = () => eventually(() => !server.conversations.isBusy())
  const snooze = (id: ConversationId, until: string | null, by: Principal = ADA_PRINCIPAL) =>
    does(server, by, id, { kind: 'conv.snooze', body: { until } })
  const rowOf = async (id: ConversationId) => {
    await settled()
    return (await server.post('o.l.ga', '/conversations/rows', { ids: [id] })).body.rows[0]
  }
  const entriesOf = async (token: string, id: ConversationId) =>
    (await server.get(token, `/conversations/${id}/events`)).body.entries as { e: { kind: string; fx?: object } }[]
  const inView = async (view: string) =>
    (await server.get('o.l.ga', `/conversations?view=${view}`)).body.rows.map((row: { id: string }) => row.id)

  it('stand in a view of their own until then, counted, and in no other but all and mine', async () => {
    const { id } = await begun(server)
    const until = FUTURE()
    expect(await snooze(id, until)).toMatchObject({ t: 'ack' })
    expect(await rowOf(id)).toMatchObject({ status: 'snoozed', snoozedUntil: until })
    expect(await inView('snoozed')).toEqual([id])
    for (const view of ['waiting', 'open', 'pending', 'closed']) expect(await inView(view)).toEqual([])
    const { counts } = (await server.get('o.l.ga', '/conversations/counts')).body
    expect(counts).toMatchObject({ snoozed: 1, pending: 0, open: 0 })
    expect(await server.conversations.jobs.wake()).toBe(0)
  })

  it('wake once when it is time, whoever looks, and are unread for their assignee alone', async () => {
    const other = await anInstance(database.db, { limits: { markMs: 1 } })
    const { id, messageId } = await begun(server)
    await does(server, ADA_PRINCIPAL, id, {
      kind: 'conv.assign',
      body: { assigneeId: ADA_PRINCIPAL.agentId, from: null },
    })
    await settled()
    for (const by of [ADA_PRINCIPAL, BEN_PRINCIPAL])
      server.conversations.feed.mark(by, { t: 'read', conversationId: id, n: 2 })
    await snooze(id, PAST)
    await settled()
    const woken = await Promise.all([
      server.conversations.jobs.wake(),
      other.conversations.jobs.wake(),
      server.conversations.jobs.wake(),
    ])
    expect(woken.reduce((a, b) => a + b)).toBe(1)
    await eventually(async () => (await rowOf(id)).status === 'open') // the other one may be folding
    const row = await rowOf(id)
    expect(row).toMatchObject({ status: 'open', assigneeId: ADA_PRINCIPAL.agentId, woken: row.ord })
    expect(row.snoozedUntil).toBeUndefined()
    const events = await entriesOf('o.l.ga', id)
    expect(events.filter(({ e }) => e.kind === 'conv.snooze')).toHaveLength(2)
    const unreadOf = async (token: string) =>
      (await server.get(token, '/conversations?view=all')).body.rows[0].unread as number
    await eventually(async () => (await unreadOf('b.e.n')) === 0)
    expect(await unreadOf('a.d.a')).toBe(1)
    server.conversations.feed.mark(ADA_PRINCIPAL, { t: 'read', conversationId: id, n: row.ord })
    await eventually(async () => (await unreadOf('a.d.a')) === 0)
    expect(messageId).toBeTruthy()
    await other.stop()
  })

  it('that were snoozed anew in between sleep on', async () => {
    const { id } = await begun(server)
    await snooze(id, PAST)
    await settled()
    const until = FUTURE()
    await snooze(id, until)
    // The summary that told that it is due may be older than the log.
    expect(await server.conversations.jobs.wake()).toBe(0)
    expect(await rowOf(id)).toMatchObject({ status: 'snoozed', snoozedUntil: until })
  })

  it('R38 SYNC-16 wake at the visitor’s message, and he is told nothing of it', async () => {
    const { id } = await begun(server)
    const twin = await begun(server)
    await snooze(id, FUTURE())
    await settled()
    const own = async () => (await server.get('v.e.ra', '/visitors/me/conversations')).body.conversations
    const [a, b] = await own()
    expect(a.status).toBe(b.status)
    for (const conversation of [id, twin.id])
      await does(server, VERA_PRINCIPAL, conversation, { kind: 'msg.new', body: draft('still there?') })
    expect(await rowOf(id)).toMatchObject({ status: 'open' })
    const bare = (entries: Awaited<ReturnType<typeof entriesOf>>) =>
      entries.map(({ e }) => ({ kind: e.kind, fx: e.fx }))
    expect(bare(await entriesOf('v.e.ra', id))).toEqual(bare(await entriesOf('v.e.ra', twin.id)))
    expect((await entriesOf('o.l.ga', id)).at(-1)?.e.fx).toMatchObject({ woken: true })
  })

  it('R38 that waited for the visitor still do so to him, until he writes', async () => {
    const { id } = await begun(server)
    await does(server, OWNER, id, { kind: 'conv.status', body: { status: 'pending' } })
    await snooze(id, FUTURE())
    await settled()
    const own = async () => (await server.get('v.e.ra', '/visitors/me/conversations')).body.conversations[0].status
    expect(await own()).toBe('pending')
    await does(server, VERA_PRINCIPAL, id, { kind: 'msg.new', body: draft('here') })
    await settled()
    expect(await own()).toBe('open')
    expect((await entriesOf('v.e.ra', id)).at(-1)?.e.fx).toEqual({ status: 'open' })
  })

  it('wake by hand; a closed one is not snoozed, a visitor snoozes none, and nothing sleeps over a year', async () => {
    const { id } = await begun(server)
    expect(await snooze(id, null)).toMatchObject({ code: 'unchanged' })
    expect(await snooze(id, FUTURE(), VERA_PRINCIPAL)).toMatchObject({ code: 'forbidden' })
    expect(await snooze(id, '2099-01-01T00:00:00.000Z')).toMatchObject({ code: 'invalid_request' })
    await snooze(id, FUTURE())
    expect(await snooze(id, null, BEN_PRINCIPAL)).toMatchObject({ t: 'ack' })
    expect(await rowOf(id)).toMatchObject({ status: 'open' })
    expect((await rowOf(id)).woken).toBeUndefined()
    await does(server, OWNER, id, { kind: 'conv.status', body: { status: 'closed' } })
    expect(await snooze(id, FUTURE())).toMatchObject({ code: 'closed' })
  })

  it('that are closed, or set to pending, sleep no more', async () => {
    const { id } = await begun(server)
    await snooze(id, PAST)
    await does(server, OWNER, id, { kind: 'conv.status', body: { status: 'closed' } })
    expect((await rowOf(id)).snoozedUntil).toBeUndefined()
    expect(await server.conversations.jobs.wake()).toBe(0)
    expect(await rowOf(id)).toMatchObject({ status: 'closed' })
  })
})
