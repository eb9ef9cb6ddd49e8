import { engines, openTestDatabase, type TestDatabase } from '@parley/database/testing'
import type { ConversationId, Position, ServerFrame } from '@parley/protocol'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Bus } from '../../bus/bus.ts'
import { createMemoryBus } from '../../bus/memory-bus.ts'
import type { EventRecord } from './model.ts'
import { faulty } from './testing/faults.ts'
import { aCmid, aKey, DEPARTMENT, eventually, WORKSPACE } from './testing/log.ts'
import { ADA_PRINCIPAL, OWNER, VERA_PRINCIPAL } from './testing/people.ts'
import { anInstance, begun, does, draft, type Instance } from './testing/server.ts'

const KEY = `dep:${DEPARTMENT}`
const DAY_MS = 24 * 60 * 60_000

/** A bus that loses everything. */
function deafBus(): Bus {
  return { ...createMemoryBus(), publish: () => undefined }
}

describe.each(engines())('resuming on the %s store', { timeout: 60_000 }, (engine) => {
  let database: TestDatabase
  const running: Instance[] = []
  beforeEach(async () => {
    database = await openTestDatabase(engine)
  })
  afterEach(async () => {
    for (const server of running.splice(0)) await server.stop()
    await database.close()
  })

  async function start(options: Parameters<typeof anInstance>[1] = {}) {
    const server = await anInstance(database.db, options)
    running.push(server)
    return server
  }
  const say = (server: Instance, id: ConversationId, words: string) =>
    does(server, VERA_PRINCIPAL, id, { kind: 'msg.new', body: draft(words) })
  const answer = (server: Instance, id: ConversationId, words: string) =>
    does(server, OWNER, id, { kind: 'msg.new', body: draft(words) })
  const numbersOf = (frames: ServerFrame[]) => frames.flatMap((frame) => (frame.t === 'ev' ? frame.n : []))

  it('R12 SYNC-3 serves a position that another instance gave out, cold, twice in a row', async () => {
    const a = await start()
    const { id } = await begun(a)
    const first = await a.connect('v.e.ra')
    first.send({ t: 'sub', conversationId: id, since: { n: 0 } })
    const { n, id: eventId } = await first.next('synced')
    await answer(a, id, 'two')
    const b = await start()
    for (let round = 0; round < 2; round++) {
      const moved = await b.connect('v.e.ra', { positions: { [id]: { n, id: eventId } } })
      expect(await moved.next('synced')).toMatchObject({ n: 2 })
      expect(numbersOf(moved.frames)).toEqual([2])
      moved.close()
    }
  })

  it('R09 I16 SYNC-47 the head check finds the last event of a conversation whose hint was lost', async () => {
    const server = await start({ bus: deafBus() })
    const { id } = await begun(server)
    const agent = await server.connect('a.d.a')
    agent.send({ t: 'sub', conversationId: id, since: { n: 0 } })
    await agent.next('synced')
    await say(server, id, 'last words')
    await server.realtime.checks.heads()
    expect(await agent.next('ev', (frame) => frame.n === 2)).toMatchObject({ e: { body: { text: 'last words' } } })
  })

  it('R09 SYNC-39 the list check finds the row whose hint was lost', async () => {
    const server = await start({ bus: deafBus() })
    const agent = await server.connect('a.d.a')
    agent.send({ t: 'list', key: KEY })
    await agent.next('listed')
    const { id } = await begun(server, 'anybody there?')
    await eventually(() => !server.conversations.isBusy())
    await server.realtime.checks.lists()
    expect(await agent.next('row')).toMatchObject({ row: { id, last: { text: 'anybody there?' } } })
    await server.realtime.checks.lists()
    expect(agent.of('row')).toHaveLength(1)
  })

  it('SYNC-75 an event too large for the bus arrives all the same', async () => {
    // Neither the next event nor a check of the heads would help it.
    const server = await start({ bus: createMemoryBus({ busBytes: 500 }), limits: { headCheckMs: 600_000 } })
    const { id } = await begun(server)
    const agent = await server.connect('a.d.a')
    agent.send({ t: 'sub', conversationId: id, since: { n: 0 } })
    await agent.next('synced')
    await say(server, id, 'x'.repeat(5_000))
    await agent.next('ev', ({ n }) => n === 2)
    await say(server, id, 'short')
    await agent.next('ev', ({ n }) => n === 3)
    expect(numbersOf(agent.frames)).toEqual([1, 2, 3])
  })

  it.each([
    ['ahead of the log', { n: 9, id: 'evt_0000000000000000000a' }, 'diverged'],
    ['beside the log', { n: 1, id: 'evt_0000000000000000000a' }, 'diverged'],
    ['without the id of its event', { n: 1 }, 'diverged'],
  ])('I20 R31 R40 a client whose position is %s is told to reset', async (_why, since, why) => {
    const server = await start()
    const { id } = await begun(server)
    const client = await server.connect('v.e.ra')
    client.send({ t: 'sub', conversationId: id, since })
    expect(await client.next('reset')).toEqual({ t: 'reset', conversationId: id, why })
    await say(server, id, 'after')
    client.send({ t: 'sub', conversationId: id, since: { n: 0 } })
    await client.next('synced')
    expect(numbersOf(client.frames)).toEqual([1, 2])
  })

  it('I17 SYNC-48 a snapshot taken while the summary is behind begins where the summary stands', async () => {
    const way = faulty(database.db)
    const server = await anInstance(way.db)
    running.push(server)
    const { id } = await begun(server)
    await eventually(() => !server.conversations.isBusy())
    const release = way.hold('conversations.bulkWrite')
    await answer(server, id, 'stored, not folded')
    const { body } = await server.get('a.d.a', `/conversations/${id}`)
    expect(body).toMatchObject({ position: { n: 1 }, row: { ord: 1 }, entries: [{ n: 1 }] })
    const client = await server.connect('a.d.a', { positions: { [id]: body.position } })
    await client.next('synced')
    expect(numbersOf(client.frames)).toEqual([2])
    release()
  })

  it('R40 SYNC-44 another incarnation of the store resets everything, and nothing is replayed', async () => {
    const server = await start()
    const { id } = await begun(server)
    const client = await server.connect('v.e.ra', { epoch: 'another', positions: { [id]: { n: 0 } } })
    expect(await client.next('reset')).toEqual({ t: 'reset', all: true, why: 'epoch' })
    client.send({ t: 'hb' })
    await client.next('hb')
    expect(client.of('synced')).toEqual([])
  })

  it('R40 SYNC-45 too much to replay is a reset, never a gap', async () => {
    const server = await start({ limits: { replayEvents: 5 } })
    const { id } = await begun(server)
    for (let i = 0; i < 6; i++) await say(server, id, `${i}`)
    const client = await server.connect('v.e.ra')
    client.send({ t: 'sub', conversationId: id, since: { n: 0 } })
    expect(await client.next('reset')).toMatchObject({ why: 'far' })
    expect(numbersOf(client.frames)).toEqual([])
  })

  it('R40 SYNC-90 a position below what retention has cut is a reset', async () => {
    const server = await start()
    const { id } = await begun(server)
    await say(server, id, 'two')
    await eventually(() => !server.conversations.isBusy())
    const conversations = database.db.collection<{ _id: string; workspaceId: string }>('conversations')
    await conversations.updateOne({ _id: id, workspaceId: WORKSPACE }, { $set: { floor: { ord: 2, vseq: 2 } } })
    const client = await server.connect('v.e.ra')
    client.send({ t: 'sub', conversationId: id, since: { n: 0 } })
    expect(await client.next('reset')).toMatchObject({ why: 'floor' })
  })

  it('R08 delivers all of it to a client that drops two seconds out of ten, in short: every third connection', async () => {
    const server = await start()
    const { id } = await begun(server)
    const seen: number[] = []
    let position: Position = { n: 0 }
    const apply = (frames: ServerFrame[]) => {
      for (const frame of frames) {
        if (frame.t !== 'ev' || frame.n !== position.n + 1) continue
        position = { n: frame.n, id: frame.id }
        seen.push(frame.n)
      }
    }
    for (let round = 0; round < 12; round++) {
      const client = await server.connect('v.e.ra', { positions: { [id]: position } })
      await client.next('synced')
      for (let i = 0; i < 5; i++) await answer(server, id, `${round}.${i}`)
      // Cut while something may be on its way.
      await eventually(() => client.of('ev').length >= 2)
      apply(client.frames)
      client.socket.terminate()
      for (let i = 0; i < 3; i++) await answer(server, id, `${round}, while away ${i}`)
    }
    const last = await server.connect('v.e.ra', { positions: { [id]: position } })
    await last.next('synced')
    apply(last.frames)
    expect(seen).toEqual(Array.from({ length: 1 + 12 * 8 }, (_, i) => i + 1))
  })

  it('I22 SYNC-39 a list resumes by the store’s clock with an overlap, whatever order rows were written in', async () => {
    const server = await start()
    const { id } = await begun(server)
    await eventually(() => !server.conversations.isBusy())
    const at = new Date(Date.now() + 20_000).toISOString() // a member's clock that is 20 s ahead
    const agent = await server.connect('a.d.a')
    agent.send({ t: 'list', key: KEY, at })
    await agent.next('listed')
    expect(agent.of('row').map(({ row }) => row.id)).toEqual([id])
  })

  it('I23 SYNC-36 SYNC-37 a conversation that left a list while its agent was away comes as gone', async () => {
    const server = await start()
    const { id } = await begun(server)
    const own = { assigneeId: ADA_PRINCIPAL.agentId, from: null }
    expect(await does(server, ADA_PRINCIPAL, id, { kind: 'conv.assign', body: own })).toMatchObject({ t: 'ack' })
    await eventually(() => !server.conversations.isBusy())
    const at = new Date().toISOString()
    await does(server, OWNER, id, { kind: 'conv.assign', body: { assigneeId: null, from: ADA_PRINCIPAL.agentId } })
    await eventually(() => !server.conversations.isBusy())
    const agent = await server.connect('a.d.a')
    agent.send({ t: 'list', key: `agt:${ADA_PRINCIPAL.agentId}`, at })
    await agent.next('listed')
    expect(agent.of('gone')).toMatchObject([{ conversationId: id, ord: 3 }])
  })

  it('R40 SYNC-39 a list position older than 30 days, or with too much after it, is a reset', async () => {
    const server = await start({ limits: { listRows: 2 } })
    for (let i = 0; i < 3; i++) await begun(server)
    await eventually(() => !server.conversations.isBusy())
    const agent = await server.connect('a.d.a')
    agent.send({ t: 'list', key: KEY, at: new Date(Date.now() - 31 * DAY_MS).toISOString() })
    expect(await agent.next('reset')).toMatchObject({ list: KEY, why: 'far' })
    agent.clear()
    agent.send({ t: 'list', key: KEY, at: new Date(Date.now() - 60_000).toISOString() })
    expect(await agent.next('reset')).toMatchObject({ list: KEY, why: 'far' })
  })

  it('I25 R30 SYNC-34 SYNC-35 what a crash left unfolded is folded by the next sweep, and found by search', async () => {
    const server = await start()
    const { id } = await begun(server)
    await eventually(() => !server.conversations.isBusy())
    await server.conversations.jobs.repair()
    // Stored by a process that died before it folded: nobody here was told.
    const log = database.db.collection<EventRecord>('events')
    const [first] = await log.find({ workspaceId: WORKSPACE, conversationId: id }).limit(1).toArray()
    if (!first) throw new Error('nothing stored')
    const body = { v: 1, type: 'text', text: 'orphaned', attachments: [], fallback: 'orphaned' } as const
    const orphan = { ...first, _id: `evt_${first._id.slice(4, -3)}zzz`, ord: 2, vseq: 2, vmax: 2, cmid: aCmid(), body }
    await log.insertOne(orphan as never) // as stored, it has no field that is undefined
    const other = await start()
    expect(await other.conversations.jobs.repair()).toBe(1) // though a sweep has only just finished
    expect(await server.conversations.jobs.repair()).toBe(0)
    const rows = await server.post('a.d.a', '/conversations/rows', { ids: [id] })
    expect(rows.body.rows).toMatchObject([{ ord: 2, counts: { messages: 2 } }])
    await other.conversations.jobs.indexSearch()
    expect((await server.get('a.d.a', '/conversations?view=all&search=orph')).body.rows).toHaveLength(1)
  })

  it('I13 SYNC-27 one intent is one conversation, whichever instance it reaches and whoever the visitor has become', async () => {
    const upgraded = {
      ...VERA_PRINCIPAL,
      visitorId: 'vis_00000000000000000009',
      predecessorId: VERA_PRINCIPAL.visitorId,
    } as const
    const [a, b] = [await start(), await start({ principals: { 'u.p.graded': upgraded } })]
    const frame = { t: 'send', cmid: aCmid(), create: { key: aKey() }, kind: 'msg.new', body: draft('hello') } as const
    const [first, second] = await Promise.all([
      a.conversations.submit(VERA_PRINCIPAL, frame),
      b.conversations.submit(upgraded, frame),
    ])
    const both = [first, second].filter((one) => one.t === 'ack')
    expect(new Set(both.map(({ conversationId }) => conversationId)).size).toBe(1)
    const id = both[0]?.conversationId as ConversationId
    const again = await b.conversations.submit(upgraded, frame)
    expect(again).toMatchObject({ t: 'ack', dup: true, conversationId: id })
    // A snapshot stands where the log is folded to (SYNC-48).
    await eventually(() => !a.conversations.isBusy() && !b.conversations.isBusy())
    const snapshot = await b.get('u.p.graded', `/conversations/${id}`)
    expect(snapshot.body.entries).toHaveLength(1)
  })

  it('I29 SYNC-76 checks every second while two instances have no bus in common', async () => {
    const a = await start({ isDegraded: () => true })
    const b = await start({ isDegraded: () => true })
    const { id } = await begun(a)
    const agent = await b.connect('a.d.a')
    agent.send({ t: 'sub', conversationId: id, since: { n: 0 } })
    await agent.next('synced')
    await say(a, id, 'from the other side')
    expect(await agent.next('ev', ({ n }) => n === 2)).toBeDefined()
  })
})
