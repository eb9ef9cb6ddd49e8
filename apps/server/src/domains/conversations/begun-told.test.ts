import { engines, openTestDatabase, type TestDatabase } from '@parley/database/testing'
import type { ConversationId, VisitorId } from '@parley/protocol'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { AgentPrincipal, VisitorPrincipal } from '../../lib/principal.ts'
import { aCmid, aKey, eventually } from './testing/log.ts'
import { ADA_PRINCIPAL, BEN_PRINCIPAL, VERA_PRINCIPAL } from './testing/people.ts'
import { anInstance, does, draft, type Instance } from './testing/server.ts'

/** A person in two browsers, the second of which has not proved who he is of late. */
const ANN: VisitorPrincipal = {
  ...VERA_PRINCIPAL,
  visitorId: 'vis_0000000000000000000a',
  contactId: 'con_0000000000000000000a',
}
const ELSEWHERE: VisitorPrincipal = { ...ANN, visitorId: 'vis_0000000000000000000b' }
const PRINCIPALS = { 'a.n.n': ANN, 'a.n.na': ELSEWHERE, 'a.n.ne': { ...ELSEWHERE, contactId: null } }

describe.each(engines())('a visitor with whom an agent begins, on the %s store', { timeout: 60_000 }, (engine) => {
  let database: TestDatabase
  let server: Instance
  beforeEach(async () => {
    database = await openTestDatabase(engine)
    server = await anInstance(database.db, { principals: PRINCIPALS })
  })
  afterEach(async () => {
    await server.stop()
    await database.close()
  })

  const settled = () => eventually(() => !server.conversations.isBusy())
  type Begins = { by?: AgentPrincipal; with?: VisitorId; at?: Instance }
  async function begin({ by = ADA_PRINCIPAL, with: visitorId = VERA_PRINCIPAL.visitorId, at = server }: Begins = {}) {
    const create = { key: aKey(), visitorId }
    const frame = { t: 'send', cmid: aCmid(), create, kind: 'msg.new', body: draft('May I help?') } as const
    const answer = await at.conversations.submit(by, frame)
    if (answer.t !== 'ack') throw new Error(answer.code)
    return answer.conversationId
  }
  const says = (by: typeof ADA_PRINCIPAL | VisitorPrincipal, id: ConversationId) =>
    does(server, by, id, { kind: 'msg.new', body: draft('more') })
  /** What a line was told when everything under way is over: it answers a probe in its turn. */
  async function toldTo(line: Awaited<ReturnType<Instance['connect']>>) {
    await settled()
    await new Promise((done) => setTimeout(done, 100))
    line.send({ t: 'hb' })
    await line.next('hb')
    return line.of('begun').map(({ conversationId }) => conversationId)
  }

  it('hears of it on every line he has, once, and follows it; nobody else hears', async () => {
    const [tab, other, mallory] = await Promise.all(['v.e.ra', 'v.e.ra', 'm.a.llory'].map((who) => server.connect(who)))
    if (!tab || !other || !mallory) throw new Error('not connected')
    const id = await begin()
    await says(ADA_PRINCIPAL, id)
    await tab.next('begun')
    expect(await toldTo(tab)).toEqual([id])
    expect(await toldTo(other)).toEqual([id])
    expect(await toldTo(mallory)).toEqual([])
    tab.send({ t: 'sub', conversationId: id, since: { n: 0 } })
    await tab.next('synced')
    expect(tab.of('ev')).toMatchObject([{ n: 1, e: { body: { text: 'May I help?' } } }, { n: 2 }])
    const second = await begin({ by: BEN_PRINCIPAL })
    expect((await toldTo(tab)).sort()).toEqual([id, second].sort())
  })

  it('hears of it when he comes back, until he has answered', async () => {
    const id = await begin()
    await settled()
    const back = await server.connect('v.e.ra')
    expect(await back.next('begun')).toEqual({ t: 'begun', conversationId: id })
    await says(VERA_PRINCIPAL, id)
    await settled()
    expect(await toldTo(await server.connect('v.e.ra'))).toEqual([])
    // What he began himself he knows.
    const own = { t: 'send', cmid: aCmid(), create: { key: aKey() }, kind: 'msg.new', body: draft('hello') } as const
    await server.conversations.submit(VERA_PRINCIPAL, own)
    expect(await toldTo(await server.connect('v.e.ra'))).toEqual([])
  })

  it('R09 hears of it by looking where the bus lost it, once', async () => {
    const other = await anInstance(database.db, { principals: PRINCIPALS })
    const line = await server.connect('v.e.ra')
    const id = await begin({ at: other })
    await eventually(() => !other.conversations.isBusy())
    expect(await toldTo(line)).toEqual([])
    await server.realtime.checks.begun()
    await server.realtime.checks.begun()
    expect(await toldTo(line)).toEqual([id])
    await other.stop()
  })

  it('SYNC-84 as a person hears of it wherever he proved who he is of late', async () => {
    const [here, there, unproved] = await Promise.all(Object.keys(PRINCIPALS).map((who) => server.connect(who)))
    if (!here || !there || !unproved) throw new Error('not connected')
    const id = await begin({ with: ANN.visitorId })
    expect(await toldTo(here)).toEqual([id])
    expect(await toldTo(there)).toEqual([id])
    expect(await toldTo(unproved)).toEqual([])
    expect(await toldTo(await server.connect('a.n.na'))).toEqual([id])
  })

  it('SYNC-73 hears of it by long-poll: at once when it happens, and without being sent in circles afterwards', async () => {
    const poll = (wait: number) => server.post('v.e.ra', '/sync', { v: [1, 1], positions: {}, lists: {}, wait })
    const first = poll(20)
    await new Promise((done) => setTimeout(done, 200))
    const id = await begin()
    expect((await first).body.frames).toEqual([{ t: 'begun', conversationId: id }])
    await settled()
    // Told again to whoever comes, who need not be answered for that: else the next news would find nobody waiting.
    const next = poll(20)
    await new Promise((done) => setTimeout(done, 200))
    const second = await begin({ by: BEN_PRINCIPAL })
    expect((await next).body.frames).toEqual([id, second].map((conversationId) => ({ t: 'begun', conversationId })))
  })
})
