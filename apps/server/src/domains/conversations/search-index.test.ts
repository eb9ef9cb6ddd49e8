import { engines } from '@parley/database/testing'
import type { ConversationId } from '@parley/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { silentLogger } from '../../lib/logger.ts'
import { createConsumerStore, type Step } from './consumer-store.ts'
import type { EventRecord } from './model.ts'
import { createSearchFollower, SEARCH } from './search-follower.ts'
import { createSearchIndex } from './search-index.ts'
import { aCmid, aLog, eventually, WORKSPACE } from './testing/log.ts'
import { ADA_PRINCIPAL } from './testing/people.ts'
import { aLoneInstance, begun, does, draft, type LoneInstance } from './testing/server.ts'

/** More than one read of the follower takes. */
const MANY = 600

describe.each(engines())('search on %s', { timeout: 60_000 }, (engine) => {
  let server: LoneInstance
  beforeAll(async () => {
    server = await aLoneInstance(engine)
  })
  afterAll(() => server.stop())

  const log = () => server.db.collection<EventRecord>('events')

  async function begunAndFollowed(words: string): Promise<ConversationId> {
    const { id } = await begun(server, words)
    await eventually(() => !server.conversations.isBusy())
    await server.conversations.jobs.indexSearch()
    return id
  }

  /** Messages behind the first, as another process stores them. */
  async function saidElsewhere(conversationId: ConversationId, texts: readonly string[]): Promise<EventRecord[]> {
    const [first] = await log().find({ workspaceId: WORKSPACE, conversationId }).limit(1).toArray()
    if (!first) throw new Error('nothing stored')
    const { state: _state, tokens: _tokens, ...plain } = first
    const events = texts.map((text, i): EventRecord => {
      const body = { ...draft(text), type: 'text' as const, attachments: [], fallback: text }
      const _id = `evt_${plain._id.slice(4, -5)}${String(i).padStart(5, '0')}` as EventRecord['_id'] // later than the first one's
      return { ...plain, _id, ord: i + 2, vseq: i + 2, vmax: i + 2, cmid: aCmid(), body }
    })
    await log().insertMany(events)
    return events
  }

  async function found(word: string): Promise<string[]> {
    const { body } = await server.get('a.d.a', `/conversations?view=all&search=${word}`)
    return body.rows.map((row: { id: string }) => row.id).sort()
  }

  it('R30 SYNC-14 finds what was said beside a log too long for one read', async () => {
    const long = await begunAndFollowed('long')
    const beside = await begunAndFollowed('beside')
    await saidElsewhere(long, [...Array.from({ length: MANY - 1 }, (_, i) => `more ${i}`), 'newest of many'])
    await saidElsewhere(beside, ['newest of one'])
    await server.conversations.jobs.repair()
    await server.conversations.jobs.indexSearch()
    expect(await found('newest')).toEqual([long, beside].sort())
  })

  it('R30 SYNC-14 finds what another process said between two messages of this one', async () => {
    const id = await begunAndFollowed('first')
    await saidElsewhere(id, ['inbetween'])
    const answer = await does(server, ADA_PRINCIPAL, id, { kind: 'msg.new', body: draft('afterwards') })
    expect(answer).toMatchObject({ t: 'ack', n: 3 })
    await eventually(() => !server.conversations.isBusy())
    await server.conversations.jobs.indexSearch()
    expect(await found('inbetween')).toEqual([id])
    expect(await found('afterwards')).toEqual([id])
  })

  it('R30 finds what it had no room to keep in mind until the next look', async () => {
    const id = await begunAndFollowed('roomy')
    const parts = { log: aLog(server.db), consumers: createConsumerStore(server.db), logger: silentLogger }
    const index = createSearchIndex({ ...parts, maxHeard: 1 })
    index.wake({ workspaceId: WORKSPACE, conversationId: id }, 1)
    await index.flush()
    for (const event of await saidElsewhere(id, ['crowded', 'overflowing'])) index.hear(event)
    await index.flush()
    expect(await found('crowded')).toEqual([id])
    expect(await found('overflowing')).toEqual([id])
  })

  it('SYNC-14 stores one position for several messages, and none before their words', async () => {
    const id = await begunAndFollowed('patient')
    const ref = { workspaceId: WORKSPACE, conversationId: id }
    const [second, third] = await saidElsewhere(id, ['serene', 'placid'])
    if (!second || !third) throw new Error('nothing stored')
    const consumers = createConsumerStore(server.db)
    const moved: Step[] = []
    const follower = createSearchFollower({
      log: aLog(server.db),
      consumers: {
        ...consumers,
        async move(holder, steps) {
          moved.push(...steps)
          await consumers.move(holder, steps)
        },
      },
      logger: silentLogger,
    })
    await follower.follow(WORKSPACE, [{ ref, heard: [] }])
    expect(await found('placid')).toEqual([id])
    expect(follower.hasReached(ref, 3)).toBe(true)
    await follower.store()
    expect(moved).toEqual([])
    await follower.store(0)
    expect(moved).toEqual([{ ref, from: 1, to: { n: 3, id: third._id } }])
    expect(await consumers.list(WORKSPACE, [id], SEARCH)).toMatchObject([{ n: 3 }])
    expect(follower.isBehind()).toBe(false)
  })

  it('SYNC-14 R30 follows again what was not stored before a crash, to the same words', async () => {
    const id = await begunAndFollowed('fallen')
    await saidElsewhere(id, ['risen'])
    const parts = { log: aLog(server.db), consumers: createConsumerStore(server.db), logger: silentLogger }
    const [before, after] = [createSearchFollower(parts), createSearchFollower(parts)]
    const woken = { ref: { workspaceId: WORKSPACE, conversationId: id }, heard: [] }
    await before.follow(WORKSPACE, [woken])
    await after.follow(WORKSPACE, [woken])
    await after.store(0)
    await before.store(0) // it was only thought dead
    expect(await parts.consumers.list(WORKSPACE, [id], SEARCH)).toMatchObject([{ n: 2 }])
    expect(await found('risen')).toEqual([id])
  })
})
