import { openMongo, type Store } from '@parley/database'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { refuse } from './command.ts'
import type { EventRecord } from './model.ts'
import { faulty } from './testing/faults.ts'
import { aCmid, aCommand, aLog, anEmptyConversation, aText, ensureLogIndexes, VERA, WORKSPACE } from './testing/log.ts'
import { type MongoSet, startSet } from './testing/mongo-set.ts'

const binary = inject('mongodBinary')

/** A set of three whose primary goes on alone: what it stores from then on is rolled back by the next one. */
describe.skipIf(!binary)('a primary that is cut off', () => {
  let set: MongoSet
  let store: Store

  beforeAll(async () => {
    set = await startSet(binary ?? '')
    store = await openMongo(set.uri('failover'))
    await ensureLogIndexes(store.db)
  }, 90_000)
  afterAll(async () => {
    await store?.close()
    await set?.stop()
  })

  it('I5 I8 R05 SYNC-7 gives no number and acknowledges no repetition by what only it has', async () => {
    const { _id: conversationId } = await aLog(store.db).conversations.insertOrFind(anEmptyConversation())
    const ref = { workspaceId: WORKSPACE, conversationId }
    const writer = aLog(store.db)
    const say = (log: typeof writer, words: string, cmid = aCmid()) => {
      const text = aText(words)
      return log.append({ ...ref, command: aCommand(text, { cmid }), decide: () => text })
    }
    for (let i = 1; i <= 10; i++) await say(writer, `${i}`)

    const old = await set.primary()
    await set.copying(old, false)
    const lost = aCmid()
    const [tenth] = await writer.events.range(ref, { numbering: 'ord', from: 10, limit: 1 })
    if (!tenth) throw new Error('ten were stored')
    const eleventh = { ...tenth, _id: `evt_${tenth._id.slice(4, -3)}zzz`, ord: 11, vseq: 11, vmax: 11, cmid: lost }
    await set.on(old, 'failover', (db) =>
      db.collection<EventRecord>('events').insertOne(eleventh as EventRecord, { writeConcern: { w: 1 } }),
    )

    // I8: the repetition of what only this member has is no repetition yet.
    const refused = await aLog(store.db).append({
      ...ref,
      command: aCommand(aText('10'), { cmid: lost, h: tenth.h ?? '', actor: VERA }),
      decide: () => refuse('closed', 'It is closed.'),
    })
    expect(refused).toMatchObject({ ok: false, code: 'closed' })

    // I5: the number is taken from the old primary, the insert reaches the new one.
    const way = faulty(store.db)
    way.onInsert(async (real, docs) => {
      await set.kill9(old)
      await set.copying(old, true)
      return real(docs)
    })
    let outcome = await say(aLog(way.db), 'after the failover')
    for (let i = 0; i < 10 && !outcome.ok; i++) outcome = await say(aLog(store.db), 'after the failover')
    expect(outcome).toMatchObject({ ok: true })
    expect(await say(aLog(store.db), 'the lost one, sent again', lost)).toMatchObject({ ok: true, dup: false })
    const stored = await aLog(store.db).events.range(ref, { numbering: 'ord', from: 1, limit: 100 })
    expect(stored.map(({ ord, vseq }) => [ord, vseq])).toEqual(Array.from({ length: 12 }, (_, i) => [i + 1, i + 1]))
  }, 90_000)
})
