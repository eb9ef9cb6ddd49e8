import { describe, expect, it } from 'vitest'
import { createWorld, messagesOf, text, wordsOf } from './testing/world.ts'

describe('a first conversation', () => {
  it('SYNC-43 is created by its first message, answered by an agent, and the same on both sides', async () => {
    const { clock, server, visitor, agent } = createWorld()
    const { client } = visitor()
    client.start()
    const chat = client.openNew()
    const cmid = chat.send('msg.new', text('Hello'))
    expect(wordsOf(chat)).toEqual(['Hello (sending)'])

    await clock.until(() => chat.id.value !== null)
    await clock.until(() => messagesOf(chat)[0]?.n === 1)
    expect(messagesOf(chat)[0]).toMatchObject({ key: cmid, n: 1, send: { phase: 'sent' }, mine: true })
    expect(server.counts.visitors).toBe(1)

    const { client: bot } = agent()
    bot.start()
    const id = chat.id.value
    if (!id) throw new Error('no conversation')
    const answered = bot.open(id)
    await clock.until(() => answered.state.value === 'ready')
    expect(wordsOf(answered)).toEqual(['Hello'])
    answered.send('msg.new', text('Hi there'))
    await clock.until(() => wordsOf(chat).length === 2)
    await clock.until(() => wordsOf(answered).join() === 'Hello,Hi there')
    expect(wordsOf(chat)).toEqual(['Hello', 'Hi there'])
    expect(client.unsent.value).toBe(0)
  })
})

describe('two conversations on screen', () => {
  it('draws only the one in which something happens', async () => {
    const { clock, visitor } = createWorld()
    const { client } = visitor()
    client.start()
    const [one, other] = [client.openNew(), client.openNew()]
    for (const chat of [one, other]) chat.send('msg.new', text('Hello'))
    await clock.until(() => [one, other].every((chat) => messagesOf(chat)[0]?.n === 1) && client.unsent.value === 0)
    await clock.advance(60_000) // nothing of what was said is kept any more
    let drawn = 0
    other.timeline.subscribe(() => drawn++)
    one.send('msg.new', text('And another thing'))
    await clock.until(() => messagesOf(one)[1]?.n === 2)
    expect(drawn).toBe(1) // at the subscription
  })
})
