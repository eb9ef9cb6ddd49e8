import { createWorld, text, wordsOf } from '@parley/client/testing'
import { expect, it } from 'vitest'
import { runBot } from './bot.ts'

const greeting = { text: 'What is it about?', replies: ['Opening hours', 'A person, please'] }

it('answers what it understands once, and leaves the rest to people', async () => {
  const { clock, server, visitor, agent } = createWorld()
  const started = runBot(agent().client, (words) => (words.includes('hours') ? 'Nine to six' : null), greeting)
  await clock.advance(500)
  const end = await started
  const { client } = visitor()
  client.start()
  const chat = client.openNew()
  chat.send('msg.new', text('What are your hours?'))
  await clock.until(() => wordsOf(chat).at(-1) === 'Nine to six')
  server.closeAll(1006)
  await clock.advance(5_000)
  expect(wordsOf(chat)).toEqual(['What are your hours?', 'Nine to six'])
  chat.send('msg.new', text('Do you like tea?'))
  await clock.advance(5_000)
  const [log] = server.logs.values()
  expect(log?.events.map(({ kind }) => kind)).toEqual(['msg.new', 'msg.new', 'msg.new', 'note.new'])
  end()
})

it('greets once, with replies to press, whom it does not understand', async () => {
  const { clock, server, visitor, agent } = createWorld()
  const answer = (words: string) => (words.includes('hours') ? 'Nine to six' : null)
  const started = runBot(agent().client, answer, greeting)
  await clock.advance(500)
  const end = await started
  const { client } = visitor()
  client.start()
  const chat = client.openNew()
  chat.send('msg.new', text('Hello?'))
  await clock.until(() => wordsOf(chat).at(-1) === greeting.text)
  const [log] = server.logs.values()
  expect(log?.events.at(-1)?.body).toMatchObject({
    type: 'quick_replies',
    replies: [
      { type: 'reply', label: 'Opening hours' },
      { type: 'reply', label: 'A person, please' },
    ],
  })
  chat.send('msg.new', text('Opening hours'))
  await clock.until(() => wordsOf(chat).at(-1) === 'Nine to six')
  chat.send('msg.new', text('A person, please'))
  await clock.advance(5_000)
  expect(log?.events.at(-1)?.kind).toBe('note.new')
  end()
})
