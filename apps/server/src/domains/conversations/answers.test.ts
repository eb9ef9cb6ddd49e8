import { engines, openTestDatabase, type TestDatabase } from '@parley/database/testing'
import { type ConversationId, type LogEntry, type MessageId, messageIdOf } from '@parley/protocol'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Principal } from '../../lib/principal.ts'
import { eventually } from './testing/log.ts'
import { ADA_PRINCIPAL, MALLORY, VERA_PRINCIPAL } from './testing/people.ts'
import { anInstance, begun, does, draft, type Instance } from './testing/server.ts'

const field = { hint: '', placeholder: '', required: false, choices: [], when: null }
const BUTTONS = {
  v: 1,
  type: 'buttons',
  text: 'What is it about?',
  buttons: [
    { type: 'reply', label: 'An order' },
    { type: 'postback', label: 'A return', value: 'topic:return' },
    { type: 'link', label: 'Prices', url: 'https://shop.example/prices' },
  ],
}
const REPLIES = {
  ...{ v: 1, type: 'quick_replies', text: 'Shall I?' },
  replies: [
    { type: 'reply', label: 'Yes' },
    { type: 'reply', label: 'No' },
  ],
}
const CARD = { title: 'Heron 3', text: 'A bicycle', actions: [{ type: 'postback', label: 'Buy it', value: 'buy:1' }] }
const CAROUSEL = {
  ...{ v: 1, type: 'carousel', text: 'Two of ours' },
  cards: [CARD, { ...CARD, title: 'Heron 4', actions: [{ type: 'postback', label: 'Buy it', value: 'buy:2' }] }],
}
const FORM = {
  v: 1,
  type: 'form',
  text: '',
  form: {
    ...{ title: 'Your order', lead: 'So that we find it', button: 'Send' },
    fields: [
      { ...field, key: 'email', type: 'email', label: 'Email', required: true },
      { ...field, key: 'order', type: 'number', label: 'Number' },
      {
        ...{ ...field, key: 'size', type: 'select', label: 'Size' },
        choices: [
          { value: 's', label: 'Small' },
          { value: 'l', label: 'Large' },
        ],
      },
      { ...field, key: 'gift', type: 'checkbox', label: 'A gift' },
    ],
  },
}

describe.each(engines())('messages that are answered by a press, on the %s store', { timeout: 60_000 }, (engine) => {
  let database: TestDatabase
  let server: Instance
  let id: ConversationId
  beforeEach(async () => {
    database = await openTestDatabase(engine)
    server = await anInstance(database.db)
    id = (await begun(server)).id
  })
  afterEach(async () => {
    await server.stop()
    await database.close()
  })

  const say = (by: Principal, body: object, to = id) => does(server, by, to, { kind: 'msg.new', body })
  const code = async (answer: ReturnType<typeof say>) => {
    const told = await answer
    return told.t === 'nack' ? told.code : 'ack'
  }
  async function offered(body: object, to = id): Promise<MessageId> {
    const told = await say(ADA_PRINCIPAL, body, to)
    if (told.t === 'nack') throw new Error(told.code)
    return messageIdOf(told.id)
  }
  const press = (messageId: MessageId, value: string, by: Principal = VERA_PRINCIPAL, to = id) =>
    say(by, { ...draft('whatever'), answers: { messageId, value } }, to)
  const fill = (messageId: MessageId, fields: object) =>
    say(VERA_PRINCIPAL, { ...draft('whatever'), answers: { messageId, fields } })
  async function entries(access = 'a.d.a'): Promise<LogEntry[]> {
    await eventually(() => !server.conversations.isBusy())
    return (await server.get(access, `/conversations/${id}/events`)).body.entries
  }
  const last = async (access?: string) => (await entries(access)).at(-1)?.e

  it('agents offer buttons, quick replies, cards and forms; each has a fallback for those who do not know it', async () => {
    for (const body of [BUTTONS, REPLIES, { v: 1, type: 'card', card: CARD }, CAROUSEL, FORM]) await offered(body)
    const shown = (await entries('v.e.ra')).slice(1).map(({ e }) => (e.body as { fallback: string }).fallback)
    expect(shown).toEqual([
      'What is it about?\n• An order\n• A return\n• Prices: https://shop.example/prices',
      'Shall I?\n• Yes\n• No',
      'Heron 3\nA bicycle\n• Buy it',
      'Two of ours\nHeron 3\nA bicycle\n• Buy it\nHeron 4\nA bicycle\n• Buy it',
      'Your order\nSo that we find it\n• Email\n• Number\n• Size\n• A gift',
    ])
  })

  it('a visitor may offer none of them', async () => {
    for (const body of [BUTTONS, REPLIES, { v: 1, type: 'card', card: CARD }, CAROUSEL, FORM])
      expect(await code(say(VERA_PRINCIPAL, body))).toBe('forbidden')
    expect(await entries()).toHaveLength(1)
  })

  it('a press is a message in the words of the button, and tells which it was', async () => {
    const messageId = await offered(BUTTONS)
    expect(await code(press(messageId, 'topic:return'))).toBe('ack')
    expect((await last())?.body).toMatchObject({ text: 'A return', answers: { messageId, value: 'topic:return' } })
    const [, question] = await entries('v.e.ra')
    expect(question?.e.state?.answer?.value).toBe('topic:return')
    const [row] = (await server.post('a.d.a', '/conversations/rows', { ids: [id] })).body.rows
    expect(row.last.text).toBe('A return')
  })

  it('what is offered is answered once, whoever comes second', async () => {
    const messageId = await offered(CAROUSEL)
    const told = await Promise.all([code(press(messageId, 'buy:1')), code(press(messageId, 'buy:2'))])
    expect(told.sort()).toEqual(['ack', 'already_answered'])
    expect(await code(press(messageId, 'buy:2'))).toBe('already_answered')
    expect(await entries()).toHaveLength(3)
  })

  it('a repetition of the press is no second one', async () => {
    const messageId = await offered(BUTTONS)
    const body = { ...draft('An order'), answers: { messageId, value: 'An order' } }
    const first = await say(VERA_PRINCIPAL, body)
    const again = await does(server, VERA_PRINCIPAL, id, { kind: 'msg.new', body, cmid: first.cmid })
    expect(again).toMatchObject({ t: 'ack', dup: true })
  })

  it.each([
    ['a word that no button has', () => offered(BUTTONS), 'topic:other'],
    ['where a link leads', () => offered(BUTTONS), 'https://shop.example/prices'],
    ['a press on a form', () => offered(FORM), 'Send'],
    ['a press on plain text', () => offered(draft('plain')), 'plain'],
  ])('refuses %s', async (_, question, value) => {
    expect(await code(press(await question(), value))).toBe('answer_invalid')
  })

  it('refuses an answer to a message that is elsewhere, gone, or a note', async () => {
    const elsewhere = await begun(server)
    const messageId = await offered(BUTTONS, elsewhere.id)
    expect(await code(press(messageId, 'An order'))).toBe('message_not_found')
    const gone = await offered(BUTTONS)
    await does(server, ADA_PRINCIPAL, id, { kind: 'msg.del', body: { messageId: gone } })
    expect(await code(press(gone, 'An order'))).toBe('message_not_found')
    const note = await does(server, ADA_PRINCIPAL, id, { kind: 'note.new', body: draft('An order') })
    if (note.t === 'ack') expect(await code(press(messageIdOf(note.id), 'An order'))).toBe('message_not_found')
  })

  it('refuses the answer of somebody else, and of an agent', async () => {
    const messageId = await offered(BUTTONS)
    expect(await code(press(messageId, 'An order', MALLORY))).toBe('conversation_not_found')
    expect(await code(press(messageId, 'An order', ADA_PRINCIPAL))).toBe('forbidden')
  })

  it('a form is answered once, typed, and sets the fields of the conversation', async () => {
    const messageId = await offered(FORM)
    const given = { email: 'priya@example.com', order: '10482', size: 'l', gift: 'yes' }
    expect(await code(fill(messageId, given))).toBe('ack')
    expect(await code(fill(messageId, given))).toBe('already_answered')
    const told = await last()
    expect(told?.body).toMatchObject({
      text: 'Email: priya@example.com\nNumber: 10482\nSize: Large\nA gift: ✓',
      answers: {
        fields: [
          { key: 'email', value: 'priya@example.com', text: 'priya@example.com' },
          { key: 'order', value: 10482, text: '10482' },
          { key: 'size', value: 'l', text: 'Large' },
          { key: 'gift', value: true, text: '✓' },
        ],
      },
    })
    expect(told?.fx?.['fields']).toEqual({ email: 'priya@example.com', order: '10482', size: 'l', gift: 'true' })
    expect((await last('v.e.ra'))?.fx?.['fields']).toBeUndefined()
    const [row] = (await server.post('a.d.a', '/conversations/rows', { ids: [id] })).body.rows
    expect(row.visitor.email).toBe('priya@example.com')
  })

  it.each([
    ['without what is required', { order: '1' }],
    ['with no address', { email: 'priya' }],
    ['with a number in words', { email: 'p@example.com', order: 'ten' }],
    ['with a choice that is none', { email: 'p@example.com', size: 'xl' }],
    ['with a field that is not asked', { email: 'p@example.com', role: 'owner' }],
  ])('refuses a form %s', async (_, fields) => {
    expect(await code(fill(await offered(FORM), fields))).toBe('answer_invalid')
    expect(await entries()).toHaveLength(2)
  })

  it('neither what was offered nor its answer can be edited', async () => {
    const messageId = await offered(BUTTONS)
    const edit = (by: Principal, about: MessageId) =>
      does(server, by, id, { kind: 'msg.edit', body: { messageId: about, text: 'other' } })
    expect(await code(edit(ADA_PRINCIPAL, messageId))).toBe('forbidden')
    const answer = await press(messageId, 'An order')
    if (answer.t === 'ack') expect(await code(edit(VERA_PRINCIPAL, messageIdOf(answer.id)))).toBe('forbidden')
  })
})
