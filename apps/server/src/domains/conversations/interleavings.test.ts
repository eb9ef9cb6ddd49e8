import { engines, openTestDatabase, type TestDatabase } from '@parley/database/testing'
import { type ConversationId, messageIdOf } from '@parley/protocol'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Decide } from './command.ts'
import type { EventRecord } from './model.ts'
import { faulty, networkError, writeConcernTimeout } from './testing/faults.ts'
import {
  ADA,
  aCmid,
  aCommand,
  aLog,
  anEmptyConversation,
  aText,
  ensureLogIndexes,
  eventually,
  VERA,
  WORKSPACE,
} from './testing/log.ts'

describe.each(engines())('interleaved writers on the %s store', { timeout: 60_000 }, (engine) => {
  let database: TestDatabase
  let store: ReturnType<typeof faulty>
  let a: ReturnType<typeof aLog>
  let b: ReturnType<typeof aLog>
  let id: ConversationId

  beforeEach(async () => {
    database = await openTestDatabase(engine)
    store = faulty(database.db)
    await ensureLogIndexes(database.db)
    a = aLog(store.db)
    b = aLog(database.db)
    id = await begin()
  })
  afterEach(async () => {
    await eventually(() => !a.isBusy() && !b.isBusy())
    await database.close()
  })

  const begin = async () => (await b.conversations.insertOrFind(anEmptyConversation()))._id
  const ref = (conversationId = id) => ({ workspaceId: WORKSPACE, conversationId })
  const stored = (conversationId = id): Promise<EventRecord[]> =>
    b.events.range(ref(conversationId), { numbering: 'ord', from: 1, limit: 100 })

  function say(
    log: typeof a,
    words: string,
    { kind = 'msg.new' as 'msg.new' | 'note.new', cmid = aCmid(), to = id, actor = VERA } = {},
  ) {
    const text = aText(words, kind)
    return log.append({ ...ref(to), command: aCommand(text, { cmid, actor }), decide: () => text })
  }
  const numbers = (events: EventRecord[]) => events.map(({ ord, vseq, vmax }) => [ord, vseq, vmax])

  it('I1 SYNC-21 numbers what waits only when the outcome before it is known', async () => {
    await say(a, 'one')
    store.onInsert(async (real, docs) => {
      await say(b, 'another instance was first')
      return real(docs)
    })
    await Promise.all([say(a, 'two notes', { kind: 'note.new' }), say(a, 'wait', { kind: 'note.new' })])
    await say(a, 'last')
    const events = await stored()
    expect(events.map(({ ord }) => ord)).toEqual([1, 2, 3, 4, 5])
    expect(events.flatMap(({ vseq }) => vseq ?? [])).toEqual([1, 2, 3])
    for (const { ord, vmax } of events) expect(vmax).toBe(events.filter((e) => e.ord <= ord && e.vseq).length)
  })

  it('I6 SYNC-24 finds what a write-concern timeout left behind, and answers both with one number', async () => {
    const cmid = aCmid()
    store.onInsert(async (real, docs) => {
      await real(docs)
      throw writeConcernTimeout()
    })
    const [first, resent] = await Promise.all([say(a, 'once', { cmid }), say(b, 'once', { cmid })])
    expect(first).toMatchObject({ ok: true, event: { ord: 1 } })
    expect(resent).toMatchObject({ ok: true, event: { ord: 1 } })
    expect(await stored()).toHaveLength(1)
  })

  it('I6 SYNC-24 an insert that lands after the command was decided again finds its number taken', async () => {
    const cmid = aCmid()
    let land = async () => undefined as unknown
    store.onInsert(async (real, docs) => {
      land = () => real(docs)
      throw writeConcernTimeout()
    })
    expect(await say(a, 'once', { cmid })).toMatchObject({ ok: true, event: { ord: 1 } })
    await expect(land()).rejects.toThrow()
    expect(await stored()).toHaveLength(1)
  })

  it('I7 SYNC-24 after a network error in a batch of forty stores each once, and loses none', async () => {
    const ids = await Promise.all(Array.from({ length: 40 }, begin))
    await Promise.all(ids.map((to) => a.catchUp(ref(to)))) // known, so that all forty come at once
    store.onInsert(async (real, docs) => {
      await real(docs.slice(0, 17))
      throw networkError()
    })
    const outcomes = await Promise.all(ids.map((to) => say(a, 'hello', { to })))
    expect(outcomes.every(({ ok }) => ok)).toBe(true)
    for (const to of ids) expect(numbers(await stored(to))).toEqual([[1, 1, 1]])
    expect(outcomes.filter((outcome) => outcome.ok && outcome.dup)).toHaveLength(17)
  })

  it('SYNC-25 R14 never acknowledges while the store fails, and says that the command may be sent again', async () => {
    const impatient = aLog(store.db, { appendMs: 60 })
    for (let i = 0; i < 200; i++) store.onInsert(() => Promise.reject(networkError()))
    expect(await say(impatient, 'nobody hears')).toMatchObject({ ok: false, code: 'store' })
    expect(await stored()).toEqual([])
  })

  it('I3 R30 SYNC-31 two folders that meet leave a summary that counts the log', async () => {
    const release = store.hold('conversations.bulkWrite')
    await say(a, 'folded late')
    await say(b, 'folded first')
    await eventually(() => !b.isBusy())
    release()
    await eventually(() => !a.isBusy())
    expect(await b.conversations.find(ref())).toMatchObject({ head: { ord: 2 }, counts: { messages: 2 } })
    await say(a, 'third')
    await eventually(() => !a.isBusy())
    expect(await b.conversations.find(ref())).toMatchObject({ head: { ord: 3 }, counts: { messages: 3, visitor: 3 } })
    expect(a.failures).toEqual([])
  })

  it('I19 SYNC-30 a state that was folded late does not undo a newer one', async () => {
    await say(a, 'original')
    const [message] = await stored()
    if (!message) throw new Error('nothing stored')
    const messageId = `msg_${message._id.slice(4)}` as const
    const edit = (log: typeof a, text: string) => {
      const decide: Decide = () => ({ kind: 'msg.edit', body: { messageId, text } })
      return log.append({ ...ref(), command: aCommand({ kind: 'msg.edit', body: text }), decide })
    }
    await eventually(() => !a.isBusy())
    const release = store.hold('events.bulkWrite')
    await edit(a, 'folded late')
    await edit(b, 'newest')
    await eventually(() => !b.isBusy())
    release()
    await eventually(() => !a.isBusy())
    const [after] = await stored()
    expect(after?.state).toMatchObject({ ord: 3, body: { text: 'newest' } })
  })

  it('I31 SYNC-92 a fold of an edit that is written after the redaction does not bring the text back', async () => {
    await say(a, 'my card number')
    await eventually(() => !a.isBusy())
    const [message] = await stored()
    if (!message) throw new Error('nothing stored')
    const messageId = messageIdOf(message._id)
    const about = (log: typeof a, kind: 'msg.edit' | 'msg.redact', text?: string) => {
      const body = { messageId, ...(text && { text }) }
      const decide: Decide = () => ({ kind, body })
      return log.append({ ...ref(), command: aCommand({ kind, body }), decide })
    }
    const release = store.hold('events.bulkWrite')
    await about(a, 'msg.edit', 'my card number is 4711')
    await about(b, 'msg.redact')
    await eventually(() => !b.isBusy())
    release()
    await eventually(() => !a.isBusy())
    expect(await stored()).toMatchObject([{ body: null, state: { ord: 3, body: null } }, { body: null }, {}])
    expect(JSON.stringify(await stored())).not.toContain('card number')
  })

  it('I4 R26 decides again whenever another writer was first: one winner among five who claim at once', async () => {
    const five = [1, 2, 3, 4, 5].map(() => aLog(database.db))
    await Promise.all(five.map((log) => log.catchUp(ref())))
    const outcomes = await Promise.all(
      five.map((log, i) => {
        const assigneeId = `agt_0000000000000000000${i}` as const
        const decide: Decide = (state) =>
          state.assigneeId
            ? { refused: 'already_assigned', detail: 'Somebody was first.' }
            : { kind: 'conv.assign', body: { assigneeId, from: null, name: null } }
        const command = aCommand({ kind: 'conv.assign', body: i }, { actor: { ...ADA, id: assigneeId } })
        return log.append({ ...ref(), command, decide })
      }),
    )
    await Promise.all(five.map((log) => eventually(() => !log.isBusy())))
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1)
    expect(await stored()).toHaveLength(1)
  })

  it('I12 R03 R04 two tabs that flush one outbox store each entry once, in order', async () => {
    const entries = Array.from({ length: 8 }, (_, i) => ({ words: `${i}`, cmid: aCmid() }))
    const flush = (log: typeof a) =>
      Promise.all(
        entries.map(async ({ words, cmid }, i) => {
          const text = aText(words)
          const after = entries[i - 1]?.cmid
          for (;;) {
            const command = aCommand(text, { cmid, ...(after && { after }) })
            const outcome = await log.append({ ...ref(), command, decide: () => text })
            if (outcome.ok) return outcome
            expect(outcome.code).toBe('out_of_order')
          }
        }),
      )
    await Promise.all([flush(a), flush(b)])
    expect((await stored()).map(({ body }) => (body as { text: string }).text)).toEqual(
      entries.map(({ words }) => words),
    )
  })

  it('I14 SYNC-28 a cancel that races its message on another instance: one of them holds the id, the other is told', async () => {
    for (let round = 0; round < 10; round++) {
      const cmid = aCmid()
      const cancel = b.append({
        ...ref(),
        command: { ...aCommand(aText('x')), cmid, h: 'cancel' },
        decide: () => ({ kind: 'cmid.cancel', body: {} }),
      })
      const [sent, canceled] = await Promise.all([say(a, 'x', { cmid }), cancel])
      const [kind] = (await stored()).filter((event) => event.cmid === cmid).map((event) => event.kind)
      expect((await stored()).filter((event) => event.cmid === cmid)).toHaveLength(1)
      expect(canceled).toMatchObject({ ok: true, canceled: kind === 'cmid.cancel' })
      expect(sent).toMatchObject(kind === 'msg.new' ? { ok: true } : { ok: false, code: 'canceled' })
    }
  })

  it('R22 gives no event an earlier time than its predecessor, whatever the clocks say', async () => {
    const ahead = aLog(database.db, {}, { now: () => new Date(Date.now() + 90_000) })
    await say(ahead, 'from the future')
    await say(b, 'from now')
    const [first, second] = await stored()
    expect(second?.ts.getTime()).toBeGreaterThanOrEqual(first?.ts.getTime() ?? Infinity)
    await eventually(() => !ahead.isBusy())
  })
})
