import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { openMongo, type Store } from '@parley/database'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { refuse } from './command.ts'
import type { EventRecord } from './model.ts'
import { faulty } from './testing/faults.ts'
import { aCmid, aCommand, aLog, anEmptyConversation, aText, ensureLogIndexes, VERA, WORKSPACE } from './testing/log.ts'

const binary = inject('mongodBinary')

/** A replica set of `scripts/mongo-server.mjs`, which is plain JavaScript, as far as it is used here. */
type MongoSet = { uri: string; ports: number[]; kill9(index: number): Promise<void>; stop(): Promise<void> }
type Start = (binary: string, folder: string, options: { members: number; testCommands: boolean }) => Promise<MongoSet>
const script = new URL('../../../../../scripts/mongo-server.mjs', import.meta.url).href

/** A set of three whose primary goes on alone: what it stores from then on is rolled back by the next one. */
describe.skipIf(!binary)('a primary that is cut off', () => {
  let set: MongoSet
  let store: Store
  const folder = mkdtempSync(path.join(tmpdir(), 'parley-set-'))

  beforeAll(async () => {
    const { startMongo } = (await import(script)) as { startMongo: Start }
    set = await startMongo(binary ?? '', folder, { members: 3, testCommands: true })
    store = await openMongo(set.uri.replace('/?', '/failover?'))
    await ensureLogIndexes(store.db)
  }, 90_000)
  afterAll(async () => {
    await store?.close()
    await set?.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  /** Does something on one member, whoever is primary. */
  async function on<T>(index: number, database: string, work: (db: Store['db']) => Promise<T>): Promise<T> {
    const member = await openMongo(`mongodb://127.0.0.1:${set.ports[index]}/${database}?directConnection=true`)
    return work(member.db).finally(member.close)
  }
  async function primaryIndex(): Promise<number> {
    for (const index of set.ports.keys()) {
      const hello = await on(index, 'admin', (db) => db.command({ hello: 1 }))
      if (hello['isWritablePrimary']) return index
    }
    throw new Error('no primary')
  }
  /** The others no longer copy what the primary stores, or do so again. */
  async function copying(primary: number, isOn: boolean): Promise<void> {
    const command = { configureFailPoint: 'stopReplProducer', mode: isOn ? 'off' : 'alwaysOn' }
    for (const index of set.ports.keys()) if (index !== primary) await on(index, 'admin', (db) => db.command(command))
  }

  it('I5 I8 R05 SYNC-7 gives no number and acknowledges no repetition by what only it has', async () => {
    const { _id: conversationId } = await aLog(store.db).conversations.insertOrFind(anEmptyConversation())
    const ref = { workspaceId: WORKSPACE, conversationId }
    const writer = aLog(store.db)
    const say = (log: typeof writer, words: string, cmid = aCmid()) => {
      const text = aText(words)
      return log.append({ ...ref, command: aCommand(text, { cmid }), decide: () => text })
    }
    for (let i = 1; i <= 10; i++) await say(writer, `${i}`)

    const old = await primaryIndex()
    await copying(old, false)
    const lost = aCmid()
    const [tenth] = await writer.events.range(ref, { numbering: 'ord', from: 10, limit: 1 })
    if (!tenth) throw new Error('ten were stored')
    const eleventh = { ...tenth, _id: `evt_${tenth._id.slice(4, -3)}zzz`, ord: 11, vseq: 11, vmax: 11, cmid: lost }
    await on(old, 'failover', (db) =>
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
      await copying(old, true)
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
