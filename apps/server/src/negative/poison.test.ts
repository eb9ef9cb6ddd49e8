import { engines } from '@parley/database/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { EventRecord } from '../domains/conversations/model.ts'
import { aCmid, eventually, WORKSPACE } from '../domains/conversations/testing/log.ts'
import { aLoneInstance, begun, type LoneInstance } from '../domains/conversations/testing/server.ts'

describe.each(engines())('N88 an event that breaks its reader, on %s', { timeout: 60_000 }, (engine) => {
  let server: LoneInstance
  let stored = 0
  beforeAll(async () => {
    server = await aLoneInstance(engine)
  })
  afterAll(() => server.stop())

  /** An event at the place `ord`, stored by a writer that nobody checked. */
  async function store(conversationId: string, ord: number, body: unknown, kind = 'msg.new'): Promise<void> {
    const events = server.db.collection<EventRecord>('events')
    const [first] = await events
      .find({ workspaceId: WORKSPACE, conversationId } as never)
      .limit(1)
      .toArray()
    const tail = String(++stored).padStart(3, '0')
    const { state: _state, tokens: _tokens, ...plain } = first ?? ({} as EventRecord)
    const record = {
      ...plain,
      _id: `evt_${plain._id.slice(4, -3)}${tail}`,
      ord,
      vseq: ord,
      vmax: ord,
      cmid: aCmid(),
      kind,
      body,
    }
    await events.insertOne(record as never) // what no writer of ours would store
  }

  const text = (words: string, attachments: unknown = []) => ({
    v: 1,
    type: 'text',
    text: words,
    attachments,
    fallback: words,
  })
  const found = async (words: string) =>
    (await server.get('a.d.a', `/conversations?view=all&search=${words}`)).body.rows.map(
      (row: { id: string }) => row.id,
    )
  /** Looks at everything that was written, as the jobs do, often enough for every try. */
  async function indexed(): Promise<void> {
    await eventually(() => !server.conversations.isBusy())
    await server.conversations.jobs.repair()
    for (let n = 0; n < 5; n++) await server.conversations.jobs.indexSearch()
  }

  it('is left out of search; what comes behind it and beside it is found', async () => {
    const { id } = await begun(server, 'apples')
    await eventually(() => !server.conversations.isBusy())
    await store(id, 2, text('poison', [null]))
    await store(id, 3, text('pears'))
    const { id: beside } = await begun(server, 'plums')
    await indexed()
    expect(await found('apples')).toEqual([id])
    expect(await found('pears')).toEqual([id])
    expect(await found('plums')).toEqual([beside])
    expect(await found('poison')).toEqual([])
    const told = server.warnings.length
    await indexed() // nobody tries it again
    expect(server.warnings.length).toBe(told)
  })

  it('keeps no other log that is followed with it from search', async () => {
    const [{ id: broken }, { id: beside }] = [await begun(server, 'figs'), await begun(server, 'dates')]
    await eventually(() => !server.conversations.isBusy())
    const [first] = (await server.get('a.d.a', `/conversations/${broken}/events?before=10`)).body.entries
    // An edit makes its follower fold the log, which stops at the event before it.
    await store(broken, 2, { nothing: 'of ours' }, 'part.join')
    await store(broken, 3, { messageId: `msg_${first.id.slice(4)}`, body: text('sultanas') }, 'msg.edit')
    await store(beside, 2, text('raisins'))
    await indexed()
    expect(await found('raisins')).toEqual([beside])
  })

  it('keeps no other log from its repair', async () => {
    const [{ id: broken }, { id: behind }] = [await begun(server, 'cherries'), await begun(server, 'quinces')]
    await eventually(() => !server.conversations.isBusy())
    await store(broken, 2, null)
    await store(broken, 3, { nothing: 'of ours' })
    await store(behind, 2, text('medlars'))
    await indexed()
    const { body } = await server.post('a.d.a', '/conversations/rows', { ids: [behind] })
    expect(body.rows).toMatchObject([{ ord: 2 }])
    expect(await found('medlars')).toEqual([behind])
  })
})
