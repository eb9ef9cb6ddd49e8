import { engines } from '@parley/database/testing'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { aCmid, aKey, DEPARTMENT, eventually } from './testing/log.ts'
import { aLoneInstance, type LoneInstance } from './testing/server.ts'

const text = (words: string) => ({ v: 1, type: 'text', text: words })

describe.each(engines())('the main job on the %s store', { timeout: 60_000 }, (engine) => {
  let server: LoneInstance
  beforeEach(async () => {
    server = await aLoneInstance(engine)
  })
  afterEach(() => server.stop())

  it('a visitor writes, an agent sees the row and the message at once, answers, and the visitor gets it', async () => {
    const agent = await server.connect('a.d.a')
    const { body: page } = await server.get('a.d.a', '/conversations?view=waiting')
    expect(page).toMatchObject({ rows: [], keys: [`dep:${DEPARTMENT}`], truncated: false })
    agent.send({ t: 'list', key: `dep:${DEPARTMENT}`, at: page.at })
    await agent.next('listed')

    const visitor = await server.connect('v.e.ra')
    const cmid = aCmid()
    visitor.send({ t: 'send', cmid, create: { key: aKey() }, kind: 'msg.new', body: text('Is it in stock?') })
    const ack = await visitor.next('ack')
    expect(ack).toMatchObject({ cmid, n: 1 })

    const { row } = await agent.next('row')
    expect(row).toMatchObject({
      id: ack.conversationId,
      status: 'open',
      last: { text: 'Is it in stock?' },
      counts: { visitor: 1 },
    })
    const { body: snapshot } = await server.get('a.d.a', `/conversations/${ack.conversationId}`)
    expect(snapshot).toMatchObject({ position: { n: 1, id: ack.id }, hasEarlier: false, mine: { unread: 1 } })
    agent.send({ t: 'sub', conversationId: ack.conversationId, since: snapshot.position })
    expect(await agent.next('synced')).toMatchObject({ n: 1, id: ack.id })

    visitor.send({ t: 'sub', conversationId: ack.conversationId, since: { n: 0 } })
    await visitor.next('synced')
    expect(visitor.of('ev').map(({ n, e }) => [n, e.cmid])).toEqual([[1, cmid]])

    agent.send({
      t: 'send',
      cmid: aCmid(),
      conversationId: ack.conversationId,
      kind: 'conv.assign',
      body: { assigneeId: 'agt_00000000000000000001', from: null },
    })
    agent.send({
      t: 'send',
      cmid: aCmid(),
      conversationId: ack.conversationId,
      kind: 'note.new',
      body: text('Check with Ben'),
    })
    agent.send({
      t: 'send',
      cmid: aCmid(),
      conversationId: ack.conversationId,
      kind: 'msg.new',
      body: text('Yes, it is.'),
    })
    expect(await visitor.next('ev', ({ n }) => n === 3)).toMatchObject({
      e: { body: { text: 'Yes, it is.' }, actor: { name: 'Ada' } },
    })
    expect(visitor.of('ev').map(({ n, e }) => [n, e.kind])).toEqual([
      [1, 'msg.new'],
      [2, 'conv.assign'],
      [3, 'msg.new'],
    ])
    await eventually(() => agent.of('ev').length === 3)
    expect(agent.of('ev').map(({ n, e }) => [n, e.kind])).toEqual([
      [2, 'conv.assign'],
      [3, 'note.new'],
      [4, 'msg.new'],
    ])
    expect(server.warnings).toEqual([])
  })
})
