import { engines, openTestDatabase, type TestDatabase } from '@parley/database/testing'
import type { ConversationId } from '@parley/protocol'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { DEPARTMENT, eventually, OTHER_DEPARTMENT } from './testing/log.ts'
import { ADA_PRINCIPAL, BEN_PRINCIPAL } from './testing/people.ts'
import { anInstance, begun, type Instance } from './testing/server.ts'
import type { TestSocket } from './testing/socket.ts'

describe.each(engines())('who looks at a conversation, on the %s store', { timeout: 60_000 }, (engine) => {
  let database: TestDatabase
  let server: Instance
  let other: Instance
  let id: ConversationId
  beforeEach(async () => {
    database = await openTestDatabase(engine)
    server = await anInstance(database.db)
    other = await anInstance(database.db, { bus: server.bus, agents: server.agents })
    id = (await begun(server)).id
  })
  afterEach(async () => {
    await other.stop()
    await server.stop()
    await database.close()
  })

  const look = (d = true) => ({ t: 'eph', conversationId: id, k: 'cursor', d })
  async function join(at: Instance, access: string): Promise<TestSocket> {
    const socket = await at.connect(access)
    socket.send({ t: 'sub', conversationId: id, since: { n: 0 } })
    await socket.next('synced')
    return socket
  }
  const seen = (socket: TestSocket) => socket.of('eph').map(({ k, d, from }) => [k, d, from.id])

  it('R24 is told to colleagues on other instances, and ends with the line of whoever looked', async () => {
    const ben = await join(other, 'b.e.n')
    const ada = await join(server, 'a.d.a')
    ada.send(look())
    await ben.next('eph')
    expect(seen(ben)).toEqual([['cursor', true, ADA_PRINCIPAL.agentId]])
    ada.socket.terminate()
    await eventually(() => ben.of('eph').length === 2)
    expect(seen(ben)[1]).toEqual(['cursor', false, ADA_PRINCIPAL.agentId])
  })

  it('goes on while another tab of the same agent looks', async () => {
    const ben = await join(server, 'b.e.n')
    const [first, second] = [await join(server, 'a.d.a'), await join(server, 'a.d.a')]
    first.send(look())
    second.send(look())
    await eventually(() => ben.of('eph').length === 2)
    first.close()
    await first.whenClosed()
    second.send({ t: 'eph', conversationId: id, k: 'typing', d: true, note: true })
    await eventually(() => ben.of('eph').length === 3)
    expect(seen(ben).map(([, d]) => d)).toEqual([true, true, true])
    second.close()
    await eventually(() => ben.of('eph').length === 4)
    expect(seen(ben)[3]?.[1]).toBe(false)
  })

  it('ends for whoever may not read the conversation any more, and is not told to him', async () => {
    const ada = await join(server, 'a.d.a')
    const ben = await join(other, 'b.e.n')
    ben.send(look())
    await ada.next('eph')
    other.people.principals['b.e.n'] = { ...BEN_PRINCIPAL, departmentIds: [OTHER_DEPARTMENT] }
    other.people.changed(BEN_PRINCIPAL.agentId)
    await ben.next('gone')
    await eventually(() => ada.of('eph').length === 2)
    expect(seen(ada)[1]).toEqual(['cursor', false, BEN_PRINCIPAL.agentId])
    ben.clear()
    ada.send(look())
    ben.send(look())
    expect(await ben.next('err')).toMatchObject({ code: 'conversation_not_found' })
    expect(ben.of('eph')).toEqual([])
  })

  it('R38 is never told to a visitor, whatever the frame says', async () => {
    const vera = await join(server, 'v.e.ra')
    const ada = await join(server, 'a.d.a')
    ada.send(look())
    ada.send({ ...look(), note: false })
    ada.send(look(false))
    // What comes after it is told: so that was not.
    ada.send({ t: 'eph', conversationId: id, k: 'typing', d: true })
    await vera.next('eph')
    expect(seen(vera)).toEqual([['typing', true, ADA_PRINCIPAL.agentId]])
  })

  it('is told to the lists that hold the conversation, once to each, and not to whom it is none of his', async () => {
    const key = `dep:${DEPARTMENT}`
    const follow = async (socket: TestSocket, list = key) => {
      socket.send({ t: 'list', key: list })
      await socket.next('listed')
    }
    const ben = await other.connect('b.e.n')
    await follow(ben)
    const both = await join(server, 'b.e.n')
    await follow(both)
    const elsewhere = await server.connect('o.l.ga')
    await follow(elsewhere, `dep:${OTHER_DEPARTMENT}`)
    const ada = await join(server, 'a.d.a')
    await follow(ada)
    ada.send(look())
    await ben.next('eph')
    ada.send({ t: 'eph', conversationId: id, k: 'typing', d: true, note: true })
    await eventually(() => ben.of('eph').length === 2 && both.of('eph').length === 2)
    expect(ben.of('eph')).toMatchObject([
      { conversationId: id, k: 'cursor', from: { id: ADA_PRINCIPAL.agentId } },
      { conversationId: id, k: 'typing', note: true },
    ])
    ada.socket.terminate()
    await eventually(() => ben.of('eph').length === 3)
    expect(seen(ben)[2]).toEqual(['cursor', false, ADA_PRINCIPAL.agentId])
    expect([ada, elsewhere].map((one) => one.of('eph').length)).toEqual([0, 0])
    expect(both.of('eph')).toHaveLength(3)
  })

  it('is bounded like typing: more than a few a second are dropped', async () => {
    const ben = await join(server, 'b.e.n')
    const ada = await join(server, 'a.d.a')
    for (let i = 0; i < 40; i++) ada.send(look(i % 2 === 0))
    await eventually(() => ben.of('eph').length > 0)
    ada.send({ t: 'hb' })
    await ada.next('hb', (frame) => frame.c === undefined)
    expect(ben.of('eph').length).toBeLessThan(10)
  })
})
