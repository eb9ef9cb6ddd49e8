import { createWorld, text, wordsOf } from '@parley/client/testing'
import { expect, it } from 'vitest'
import { runBot } from './bot.ts'

it('answers what it understands once, and leaves the rest to people', async () => {
  const { clock, server, visitor, agent } = createWorld()
  const started = runBot(agent().client, (words) => (words.includes('hours') ? 'Nine to six' : null))
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
