import { openMongo, type Store } from '@parley/database'
import type { Actor, ConversationId } from '@parley/protocol'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import type { EventRecord } from './model.ts'
import { findFaults } from './testing/checker.ts'
import {
  aCmid,
  aCommand,
  aLog,
  anEmptyConversation,
  aText,
  ensureLogIndexes,
  eventually,
  WORKSPACE,
} from './testing/log.ts'
import { type MongoSet, startSet } from './testing/mongo-set.ts'
import type { JournalLine } from './testing/writer.ts'

/**
 * R02 on MongoDB: three members, the primary killed again and again while the server's own append writes. Every other time it
 * is cut off from its copies before: what it stores from then on is rolled back. `LONG=1` kills twenty times, else three.
 */
const binary = inject('mongodBinary')
const KILLS = process.env['LONG'] === '1' ? 20 : 3
const CONVERSATIONS = 6
const SENDERS = 9
const DATABASE = 'load'
/** Acknowledgements between two kills. */
const ACKNOWLEDGED_BETWEEN = 150
const BOUND_MS = 90_000
const ELECTION_MS = 15_000
const LOST_MS = 20_000

type Log = ReturnType<typeof aLog>
type Sent = Extract<JournalLine, { at: 'sent' }>

const senders = Array.from({ length: SENDERS }, (_, i): Actor => ({ type: 'agent', id: `agt_0000000000000000000${i}` }))

/** One who writes one thing after the other, and the same again until it is acknowledged, as clients do. */
async function write(log: Log, journal: JournalLine[], { actor, ids, isOver }: Writing): Promise<void> {
  async function send({ conversationId, cmid, counter, kind }: Sent): Promise<boolean> {
    const text = aText(`${actor.id} ${counter}`, kind)
    const command = aCommand(text, { cmid, actor })
    const outcome = await log.append({ workspaceId: WORKSPACE, conversationId, command, decide: () => text })
    if (outcome.ok) journal.push({ at: 'acked', conversationId, cmid, ord: outcome.event.ord })
    return outcome.ok
  }
  for (let counter = 1; !isOver(); counter++) {
    const conversationId = ids[counter % ids.length] ?? ids[0]
    if (!conversationId) throw new Error('there are conversations')
    const line: Sent = {
      at: 'sent',
      conversationId,
      cmid: aCmid(),
      counter,
      kind: counter % 3 ? 'msg.new' : 'note.new',
    }
    journal.push(line)
    await eventually(() => send(line), BOUND_MS)
  }
}
type Writing = { readonly actor: Actor; readonly ids: readonly ConversationId[]; readonly isOver: () => boolean }

describe.skipIf(!binary)('a primary that is killed again and again under load', () => {
  let set: MongoSet
  let store: Store
  beforeAll(async () => {
    set = await startSet(binary ?? '')
    store = await openMongo(set.uri(DATABASE))
    await ensureLogIndexes(store.db)
  }, BOUND_MS)
  afterAll(async () => {
    await store?.close()
    await set?.stop()
  })

  async function kill(isCutOff: boolean): Promise<void> {
    const primary = await set.primary()
    if (isCutOff) {
      const stored = () => set.storedOn(primary, DATABASE, 'events')
      const before = await stored()
      await set.copying(primary, false)
      await eventually(async () => (await stored()) > before, BOUND_MS)
    }
    await set.kill9(primary)
    if (isCutOff) await set.copying(primary, true)
    // Now and then a mongod 6.0 that was just brought back can not store its vote; a third one then has to give it.
    await set.primary(ELECTION_MS).catch(() => null)
    await set.revive(primary)
    await set.primary()
  }

  /** What was acknowledged by now and is not in the log. */
  async function missing(journal: readonly JournalLine[]): Promise<string[]> {
    const acknowledged = journal.flatMap((line) => (line.at === 'acked' ? [line.cmid] : []))
    const stored = await store.db.collection<EventRecord>('events').find({ workspaceId: WORKSPACE }).toArray()
    const found = new Set<string>(stored.map(({ cmid }) => cmid))
    return acknowledged.filter((cmid) => !found.has(cmid))
  }

  it(
    'R02 R03 R05 SYNC-7 SYNC-24 loses, doubles and reorders nothing, and leaves no hole',
    async () => {
      const log = aLog(store.db)
      const ids: ConversationId[] = []
      for (let i = 0; i < CONVERSATIONS; i++)
        ids.push((await log.conversations.insertOrFind(anEmptyConversation()))._id)
      const journals = senders.map((): JournalLine[] => [])
      const acknowledged = () => journals.flat().filter(({ at }) => at === 'acked').length
      let isOver = false
      const writing = Promise.all(
        senders.map((actor, i) => write(log, journals[i] ?? [], { actor, ids, isOver: () => isOver })),
      )
      try {
        for (let i = 0; i < KILLS; i++) {
          const before = acknowledged()
          await eventually(() => acknowledged() >= before + ACKNOWLEDGED_BETWEEN, BOUND_MS)
          await kill(i % 2 === 0)
          const told = journals.flat()
          // A new primary may show less than the majority has, until its own first write is with the majority.
          const lost = async () => (await missing(told)).length
          await expect.poll(lost, { timeout: LOST_MS, message: `lost by kill ${i + 1}` }).toBe(0)
        }
      } finally {
        isOver = true
        await writing.catch(() => undefined) // one who waited in vain leaves a message without an acknowledgement
      }
      await eventually(() => !log.isBusy(), BOUND_MS)

      const reader = aLog(store.db)
      for (const conversationId of ids) await reader.catchUp({ workspaceId: WORKSPACE, conversationId })
      const faults = await findFaults(store.db, journals, ids)
      process.stderr.write(`R02 MongoDB: ${KILLS} kills, ${acknowledged()} acknowledged, ${faults.length} faults\n`)
      expect(faults.slice(0, 3).join('; ')).toBe('')
      expect(await store.db.collection('events').countDocuments({ workspaceId: WORKSPACE })).toBe(acknowledged())
      await writing
    },
    KILLS * BOUND_MS,
  )
})
