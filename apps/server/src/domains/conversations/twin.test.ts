import { engines, openTestDatabase, type TestDatabase } from '@parley/database/testing'
import { type ConversationId, PROTOCOL_LEVEL, type ServerFrame } from '@parley/protocol'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { aCmid, aKey, DEPARTMENT, eventually } from './testing/log.ts'
import { OWNER } from './testing/people.ts'
import { anInstance, begun, does, draft, type Instance } from './testing/server.ts'

const KEY = `dep:${DEPARTMENT}`

describe.each(engines())('R37 SYNC-73 the HTTP twin on the %s store', { timeout: 60_000 }, (engine) => {
  let database: TestDatabase
  let server: Instance
  // Opened once: its threads take seconds to start on a machine that has other work.
  beforeAll(async () => {
    database = await openTestDatabase(engine)
  }, 60_000)
  beforeEach(async () => {
    server = await anInstance(database.db)
  })
  afterEach(() => server.stop())
  afterAll(() => database.close())

  const sync = (who: string, body: object = {}) =>
    server.post(who, '/sync', { v: [1, 1], positions: {}, lists: {}, wait: 0, ...body })
  const numbers = (frames: ServerFrame[]) => frames.flatMap((frame) => (frame.t === 'ev' ? frame.n : []))

  it('takes a command with its key, answers a repetition with the same ack, and a refusal with its problem', async () => {
    const frame = { t: 'send', cmid: aCmid(), create: { key: aKey() }, kind: 'msg.new', body: draft('hello') }
    const post = (body: { cmid: string }, key = body.cmid) =>
      server.post('v.e.ra', '/events', body, { 'idempotency-key': key })
    const first = await post(frame)
    expect(first).toMatchObject({ status: 200, body: { t: 'ack', n: 1, cmid: frame.cmid } })
    expect(await post(frame)).toMatchObject({ status: 200, body: { n: 1, id: first.body.id, dup: true } })
    expect(await post(frame, 'another')).toMatchObject({ status: 400, body: { code: 'invalid_request' } })
    expect(await post({ ...frame, body: draft('other') } as never)).toMatchObject({
      status: 409,
      body: { code: 'cmid_conflict' },
    })
    const late = {
      t: 'send',
      cmid: aCmid(),
      conversationId: first.body.conversationId,
      kind: 'msg.new',
      body: draft('b'),
      after: aCmid(),
    }
    expect(await post(late)).toMatchObject({ status: 409, body: { code: 'out_of_order' } })
  })

  it('SYNC-43 R32 drops fields unknown from a newer writer, and refuses them from one of this level', async () => {
    const make = () => ({
      ...{ t: 'send', cmid: aCmid(), create: { key: aKey(), color: 1 }, kind: 'msg.new', mood: 'good' },
      body: { ...draft('hello'), mood: 'good' },
    })
    const post = (level: object) => {
      const frame = make()
      return server.post('v.e.ra', '/events', frame, { 'idempotency-key': frame.cmid, ...level })
    }
    const polled = (level: object) =>
      server.post('v.e.ra', '/sync', { v: [1, 1], positions: {}, lists: {}, wait: 0, mood: 'good' }, { ...level })
    const newer = { 'parley-protocol': `${PROTOCOL_LEVEL + 1}` }
    expect(await post(newer)).toMatchObject({ status: 200, body: { t: 'ack', n: 1 } })
    expect((await polled(newer)).status).toBe(200)
    for (const level of [{}, { 'parley-protocol': `${PROTOCOL_LEVEL}` }, { 'parley-protocol': 'new' }]) {
      expect((await post(level)).status).toBe(400)
      expect((await polled(level)).status).toBe(400)
    }
    const wrong = { ...make(), kind: 'msg.never' }
    const refused = await server.post('v.e.ra', '/events', wrong, { 'idempotency-key': wrong.cmid, ...newer })
    expect(refused.status).toBe(400)
  })

  it('answers at once when there is something, waits for a hint when there is not', async () => {
    const { id } = await begun(server)
    const first = await sync('v.e.ra', { positions: { [id]: { n: 0 } } })
    expect(numbers(first.body.frames)).toEqual([1])
    const synced = first.body.frames.find((frame: ServerFrame) => frame.t === 'synced')
    const held = { positions: { [id]: { n: synced.n, id: synced.id } }, wait: 20 }
    const waiting = sync('v.e.ra', held)
    await eventually(() => server.realtime.stats().lanes === 1)
    await does(server, OWNER, id, { kind: 'note.new', body: draft('not for the visitor') })
    await does(server, OWNER, id, { kind: 'msg.new', body: draft('an answer') })
    const { body } = await waiting
    expect(numbers(body.frames)).toEqual([2])
    expect(server.realtime.stats()).toMatchObject({ lanes: 0, lists: 0 })
  })

  it('R12 needs no memory between two polls: what happened in between comes with the next', async () => {
    const { id } = await begun(server)
    let position: { n: number; id?: string } = { n: 0 }
    const seen: number[] = []
    for (let round = 0; round < 5; round++) {
      const { body } = await sync('a.d.a', { positions: { [id]: position } })
      for (const frame of body.frames) if (frame.t === 'ev') position = { n: frame.n, id: frame.id }
      seen.push(...numbers(body.frames))
      await does(server, OWNER, id, { kind: 'msg.new', body: draft(`${round}`) })
    }
    expect(seen).toEqual([1, 2, 3, 4, 5])
  })

  it('brings rows of lists, and does not answer again for what it told', async () => {
    const { body: start } = await sync('a.d.a', { lists: { [KEY]: null } })
    const at = start.frames.find((frame: ServerFrame) => frame.t === 'listed').at
    const { id } = await begun(server)
    await eventually(() => !server.conversations.isBusy())
    const { body } = await sync('a.d.a', { lists: { [KEY]: at }, wait: 20 })
    expect(body.frames.filter((frame: ServerFrame) => frame.t === 'row' && frame.row.id === id)).toHaveLength(1)
    const next = body.frames.find((frame: ServerFrame) => frame.t === 'listed').at
    const waiting = sync('a.d.a', { lists: { [KEY]: next }, wait: 20 })
    await eventually(() => server.realtime.stats().lists === 1)
    await does(server, OWNER, id, { kind: 'msg.new', body: draft('news') })
    const rows = (await waiting).body.frames.filter((frame: ServerFrame) => frame.t === 'row')
    expect(rows.at(-1)).toMatchObject({ ord: 2, row: { last: { text: 'news' } } })
  })

  it('moves watermarks, tells resets, and answers when the server drains', async () => {
    const { id } = await begun(server)
    await sync('a.d.a', { marks: { [id]: { read: 1 } } })
    await eventually(async () => (await server.get('o.l.ga', `/conversations/${id}`)).body.marks.length === 1)
    const ahead = await sync('a.d.a', { positions: { [id]: { n: 7, id: 'evt_00000000000000000001' } } })
    expect(ahead.body.frames).toEqual([{ t: 'reset', conversationId: id, why: 'diverged' }])
    expect((await sync('a.d.a', { epoch: 'another' })).body.frames).toEqual([{ t: 'reset', all: true, why: 'epoch' }])
    const waiting = sync('a.d.a', { lists: { [KEY]: null }, wait: 20 })
    await eventually(() => server.realtime.stats().lists === 1)
    await server.realtime.drain(0)
    expect((await waiting).status).toBe(200)
  })

  it('is gone for whoever has no part in the conversation', async () => {
    const { id } = await begun(server)
    const { body } = await sync('m.a.llory', { positions: { [id]: { n: 0 } } })
    expect(body.frames).toEqual([{ t: 'gone', conversationId: id as ConversationId }])
  })
})
