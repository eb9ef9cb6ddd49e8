import { engines, openTestDatabase, type TestDatabase } from '@parley/database/testing'
import { type ConversationId, type MessageId, messageIdOf } from '@parley/protocol'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type ConversationRecord, type EventRecord, emptyRecord, foldEvent } from './model.ts'
import type { FormDesk } from './ports.ts'
import { DEPARTMENT, eventually } from './testing/log.ts'
import { ADA_PRINCIPAL, OWNER, VERA_PRINCIPAL } from './testing/people.ts'
import { anInstance, begun, does, draft, type Instance } from './testing/server.ts'

const SECRET = 'priya@example.com'
const CONSENT = { key: 'terms', version: 'v1', text: 'I agree to the terms' }
/** What a site's form brought with the first message. */
const FORMS: FormDesk = {
  judge: async () => ({
    ...{ isMissing: false, errors: [] },
    taken: {
      ...{ is: 'prechat', fields: { email: SECRET, order: '10482' }, consents: [CONSENT] },
      ...{ departmentId: DEPARTMENT, priority: 'high' },
    },
  }),
  told: async () => undefined,
}
const field = { hint: '', placeholder: '', required: false, choices: [], when: null }
const ASKED = {
  ...{ v: 1, type: 'form', text: '' },
  form: {
    ...{ title: 'Your order', lead: '', button: 'Send' },
    fields: [
      { ...field, key: 'email', type: 'email', label: 'Email' },
      { ...field, key: 'order', type: 'text', label: 'Number' },
    ],
  },
}

describe.each(engines())('S15 SYNC-92 a redaction on the %s store', { timeout: 60_000 }, (engine) => {
  let database: TestDatabase
  let server: Instance
  beforeEach(async () => {
    database = await openTestDatabase(engine)
    server = await anInstance(database.db, { forms: FORMS })
  })
  afterEach(async () => {
    await server.stop()
    await database.close()
  })

  const settled = async () => {
    await eventually(() => !server.conversations.isBusy())
    await server.conversations.jobs.indexSearch()
  }
  const redact = async (id: ConversationId, messageId: MessageId) => {
    const told = await does(server, OWNER, id, { kind: 'msg.redact', body: { messageId } })
    expect(told.t).toBe('ack')
    await settled()
  }
  const { workspaceId } = VERA_PRINCIPAL
  const all = <T extends { _id: string }>(name: string) =>
    database.db
      .collection<T>(name)
      .find({ workspaceId } as never)
      .limit(100)
      .toArray()
  /** All that the store holds, as text. */
  const stored = async () =>
    JSON.stringify(await Promise.all(['events', 'conversations'].map((name) => all<{ _id: string }>(name))))
  async function rebuilt(id: ConversationId) {
    const [summary] = await all<ConversationRecord>('conversations')
    const events = (await all<EventRecord>('events')).sort((a, b) => a.ord - b.ord)
    if (!summary) throw new Error(`no summary of ${id}`)
    return { summary, folded: events.reduce(foldEvent, emptyRecord(summary, summary.createdAt)) }
  }

  it('of the first message takes the answers to its form, wherever they lie, and keeps what was agreed to', async () => {
    const { id, messageId } = await begun(server, 'my order')
    await settled()
    expect(await stored()).toContain(SECRET)
    await redact(id, messageId)
    const left = await stored()
    for (const word of [SECRET, 'priya', '10482']) expect(left).not.toContain(word)
    expect(left).toContain(CONSENT.text)
    const { summary, folded } = await rebuilt(id)
    expect(summary).toMatchObject({ fields: {}, priority: 'high', departmentId: DEPARTMENT })
    expect(summary.tokens ?? []).toEqual([])
    expect(folded.fields).toEqual(summary.fields)
  })

  it('takes what the page said with the message', async () => {
    const { id } = await begun(server)
    const body = { ...draft('about my cart'), metadata: { account: SECRET } }
    const said = await does(server, VERA_PRINCIPAL, id, { kind: 'msg.new', body })
    if (said.t === 'nack') throw new Error(said.code)
    await settled()
    expect(await stored()).toContain(`"account":"${SECRET}"`)
    await redact(id, messageIdOf(said.id))
    expect(await stored()).not.toContain('"account"')
  })

  it('of an answer takes the fields that it set, and leaves what somebody said otherwise since', async () => {
    const { id } = await begun(server)
    const offer = await does(server, ADA_PRINCIPAL, id, { kind: 'msg.new', body: ASKED })
    if (offer.t === 'nack') throw new Error(offer.code)
    const answers = { messageId: messageIdOf(offer.id), fields: { email: 'vera@example.org', order: '9' } }
    const body = { ...draft('x'), answers }
    const answered = await does(server, VERA_PRINCIPAL, id, { kind: 'msg.new', body })
    if (answered.t === 'nack') throw new Error(answered.code)
    await does(server, ADA_PRINCIPAL, id, { kind: 'conv.field', body: { key: 'order', value: '7' } })
    await settled()
    expect(await stored()).toContain('vera@example.org')
    await redact(id, messageIdOf(answered.id))
    expect(await stored()).not.toContain('vera@example.org')
    const { summary, folded } = await rebuilt(id)
    expect(summary.fields).toMatchObject({ order: '7' })
    expect(summary.fields).not.toHaveProperty('email')
    expect(folded.fields).toEqual(summary.fields)
  })
})
