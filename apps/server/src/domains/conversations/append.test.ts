import { engines, openTestDatabase, type TestDatabase } from '@parley/database/testing'
import type { ConversationId } from '@parley/protocol'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { CANCEL_HASH } from './append.ts'
import { type Decide, refuse } from './command.ts'
import {
  ADA,
  aCmid,
  aCommand,
  aLog,
  anEmptyConversation,
  aText,
  ensureLogIndexes,
  eventually,
  WORKSPACE,
} from './testing/log.ts'

describe.each(engines())('appending on the %s store', { timeout: 60_000 }, (engine) => {
  let database: TestDatabase
  let log: ReturnType<typeof aLog>
  let id: ConversationId

  beforeEach(async () => {
    database = await openTestDatabase(engine)
    await ensureLogIndexes(database.db)
    log = aLog(database.db)
    id = (await log.conversations.insertOrFind(anEmptyConversation()))._id
  })
  afterEach(async () => {
    await eventually(() => !log.isBusy())
    await database.close()
  })

  const say = (text: string, command = {}, on = log) =>
    on.append({
      workspaceId: WORKSPACE,
      conversationId: id,
      command: aCommand(aText(text), command),
      decide: () => aText(text),
    })
  const events = () =>
    log.events.range({ workspaceId: WORKSPACE, conversationId: id }, { numbering: 'ord', from: 1, limit: 100 })

  it('R05 SYNC-22 numbers events for agents and visitors without a hole', async () => {
    const note = aText('n', 'note.new')
    await say('a')
    await log.append({
      workspaceId: WORKSPACE,
      conversationId: id,
      command: aCommand(note, { actor: ADA }),
      decide: () => note,
    })
    await say('b')
    expect((await events()).map(({ ord, vseq, vmax }) => [ord, vseq, vmax])).toEqual([
      [1, 1, 1],
      [2, undefined, 1],
      [3, 2, 2],
    ])
  })

  it('R03 SYNC-23 stores a command once, whatever is retried, and answers the retry with the same number', async () => {
    const command = aCommand(aText('once'))
    const input = { workspaceId: WORKSPACE, conversationId: id, command, decide: () => aText('once') }
    const outcomes = await Promise.all([log.append(input), log.append(input), aLog(database.db).append(input)])
    const later = await aLog(database.db).append(input)
    expect([...outcomes, later].map((outcome) => outcome.ok && outcome.event.ord)).toEqual([1, 1, 1, 1])
    expect(outcomes.filter((outcome) => outcome.ok && !outcome.dup)).toHaveLength(1)
    expect(await events()).toHaveLength(1)
  })

  it('I9 acknowledges a stored command whatever the conversation became since', async () => {
    const command = aCommand(aText('before'))
    await log.append({ workspaceId: WORKSPACE, conversationId: id, command, decide: () => aText('before') })
    const outcome = await log.append({
      workspaceId: WORKSPACE,
      conversationId: id,
      command,
      decide: () => refuse('closed', 'It is closed.'),
    })
    expect(outcome).toMatchObject({ ok: true, dup: true })
  })

  it('SYNC-23 refuses a used command id with another body or from another person', async () => {
    const command = aCommand(aText('mine'))
    await log.append({ workspaceId: WORKSPACE, conversationId: id, command, decide: () => aText('mine') })
    const other = { workspaceId: WORKSPACE, conversationId: id, decide: () => aText('other') }
    expect(await log.append({ ...other, command: aCommand(aText('other'), { cmid: command.cmid }) })).toMatchObject({
      code: 'cmid_conflict',
    })
    expect(await log.append({ ...other, command: { ...command, actor: ADA } })).toMatchObject({ code: 'cmid_conflict' })
  })

  it('R26 I4 lets one of five agents claim, decided again at each renumbering, on five instances', async () => {
    const claim: Decide = (state) =>
      state.assigneeId
        ? refuse('already_assigned', 'Somebody was first.')
        : { kind: 'conv.assign', body: { assigneeId: 'agt_00000000000000000001', from: null, name: 'Ada' } }
    const instances = Array.from({ length: 5 }, () => aLog(database.db))
    const outcomes = await Promise.all(
      instances.map((one, i) =>
        one.append({
          workspaceId: WORKSPACE,
          conversationId: id,
          command: aCommand({ kind: 'conv.assign', body: i }, { actor: { ...ADA, id: `agt_0000000000000000000${i}` } }),
          decide: claim,
        }),
      ),
    )
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1)
    expect(outcomes.flatMap((outcome) => (outcome.ok ? [] : outcome.code))).toEqual(Array(4).fill('already_assigned'))
    expect(await events()).toHaveLength(1)
    await Promise.all(instances.map((one) => eventually(() => !one.isBusy())))
  })

  it('I10 refuses what came after a command that is not stored, and takes them in order afterwards', async () => {
    const [a, b] = [aCmid(), aCmid()]
    expect(await say('b', { cmid: b, after: a })).toMatchObject({ ok: false, code: 'out_of_order' })
    await say('a', { cmid: a })
    await say('b', { cmid: b, after: a })
    expect((await events()).map(({ cmid }) => cmid)).toEqual([a, b])
  })

  it('I14 SYNC-28 gives a command id to the message or to its cancellation, for ever', async () => {
    const cmid = aCmid()
    const cancel = () =>
      log.append({
        workspaceId: WORKSPACE,
        conversationId: id,
        command: { ...aCommand(aText('x')), cmid, h: CANCEL_HASH },
        decide: () => ({ kind: 'cmid.cancel', body: {} }),
      })
    expect(await cancel()).toMatchObject({ ok: true, canceled: true })
    expect(await say('late', { cmid })).toMatchObject({ ok: false, code: 'canceled' })
    expect(await cancel()).toMatchObject({ ok: true, dup: true, canceled: true })
  })

  it('R30 SYNC-31 folds the summary to what the log says, whoever folds', async () => {
    const other = aLog(database.db)
    await Promise.all([say('1'), say('2', {}, other), say('3'), say('4', {}, other)])
    await eventually(() => !log.isBusy() && !other.isBusy())
    const summary = await log.conversations.find({ workspaceId: WORKSPACE, conversationId: id })
    expect(summary).toMatchObject({ head: { ord: 4, vseq: 4 }, counts: { messages: 4, visitor: 4 } })
    expect(summary?.listKeys).toEqual(['dep:dep_00000000000000000001'])
    expect([...log.failures, ...other.failures]).toEqual([])
  })

  it('SYNC-2 tells of an event once, after it is stored', async () => {
    await say('told')
    await eventually(() => log.told.length > 0)
    expect(log.told.map(({ ord }) => ord)).toEqual([1])
  })
})
