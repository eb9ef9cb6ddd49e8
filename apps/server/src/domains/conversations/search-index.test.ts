import { engines } from '@parley/database/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { EventRecord } from './model.ts'
import { aCmid, eventually, WORKSPACE } from './testing/log.ts'
import { aLoneInstance, begun, type LoneInstance } from './testing/server.ts'

/** More than one read of the follower takes. */
const MANY = 600

describe.each(engines())('search on %s', { timeout: 60_000 }, (engine) => {
  let server: LoneInstance
  beforeAll(async () => {
    server = await aLoneInstance(engine)
  })
  afterAll(() => server.stop())

  it('R30 SYNC-14 finds what was said beside a log too long for one read', async () => {
    const long = await begun(server, 'long')
    const beside = await begun(server, 'beside')
    await eventually(() => !server.conversations.isBusy())
    await server.conversations.jobs.indexSearch()
    const log = server.db.collection<EventRecord>('events')
    for (const [{ id }, count] of [
      [long, MANY],
      [beside, 1],
    ] as const) {
      const [first] = await log.find({ workspaceId: WORKSPACE, conversationId: id }).limit(1).toArray()
      if (!first) throw new Error('nothing stored')
      const { state: _state, tokens: _tokens, ...plain } = first
      const numbers = Array.from({ length: count }, (_, i) => i + 2)
      await log.insertMany(
        numbers.map((ord) => {
          const text = `${ord === count + 1 ? 'newest' : 'more'} ${ord}`
          const body = { v: 1, type: 'text', text, attachments: [], fallback: text } as const
          const _id = `evt_${plain._id.slice(4, -6)}${count === 1 ? 'z' : 'y'}${String(ord).padStart(5, '0')}`
          return { ...plain, _id, ord, vseq: ord, vmax: ord, cmid: aCmid(), body } as never // as stored by another process
        }),
      )
    }
    await server.conversations.jobs.repair()
    await server.conversations.jobs.indexSearch()
    const { body } = await server.get('a.d.a', '/conversations?view=all&search=newest')
    expect(body.rows.map((row: { id: string }) => row.id).sort()).toEqual([long.id, beside.id].sort())
  })
})
