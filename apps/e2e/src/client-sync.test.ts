import type { Client, ConversationHandle } from '@parley/client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventually } from './harness/eventually.ts'
import { sayMany } from './harness/many-messages.ts'
import { agentClient, joinNetwork, leaveNetwork, type Network, visitorClient } from './harness/node-client.ts'
import { type RunningServer, startServer } from './harness/server.ts'

const text = (words: string) => ({ v: 1 as const, type: 'text' as const, text: words })
const messagesOf = (chat: ConversationHandle) => chat.timeline.value.filter((item) => item.type === 'message')
const wordsOf = (chat: ConversationHandle) => messagesOf(chat).map(({ body }) => body?.text)
const isStored = (chat: ConversationHandle) => messagesOf(chat).every(({ messageId }) => messageId !== null)

let server: RunningServer
const clients: Client[] = []
const kept = <T extends Client>(client: T): T => {
  clients.push(client)
  client.start()
  return client
}

beforeAll(async () => {
  server = await startServer()
}, 60_000)
afterAll(async () => {
  for (const client of clients) client.destroy()
  await server?.stop()
})

async function newChat(client: Client, words: string) {
  const chat = client.openNew()
  chat.send('msg.new', text(words))
  await eventually('the first message to be stored', () => chat.id.value !== null && isStored(chat))
  const id = chat.id.value
  if (!id) throw new Error('no conversation')
  return { chat, id }
}

async function openAsAgent(id: `cnv_${string}`, network: Network = {}) {
  const client = kept(await agentClient(server, network))
  const chat = client.open(id)
  await eventually('the agent’s copy', () => chat.state.value === 'ready' && client.connection.value.phase === 'online')
  return { client, chat }
}

/** `before` and then 1 … in whatever order the log has them, each once. */
async function isWhole(chat: ConversationHandle, count: number) {
  await eventually('the newest', () => messagesOf(chat).at(-1)?.n === count, { withinMs: 40_000 })
  while (chat.hasEarlier.value) await chat.loadEarlier()
  const numbers = Array.from({ length: count }, (_, i) => i)
  expect(messagesOf(chat).map(({ n }) => n)).toEqual(numbers.map((i) => i + 1))
  const [oldest, ...missed] = wordsOf(chat)
  expect(oldest).toBe('before')
  expect([0, ...missed.map(Number).sort((a, b) => a - b)]).toEqual(numbers)
}

describe('the client on the real server', { timeout: 60_000 }, () => {
  it('R38 carries a conversation both ways, and no trace of a note to the visitor', async () => {
    const { chat, id } = await newChat(kept(visitorClient(server)), 'Is it in stock?')
    const desk = await openAsAgent(id)
    expect(wordsOf(desk.chat)).toEqual(['Is it in stock?'])
    const me = desk.client.actor.value?.id as `agt_${string}`
    expect(await desk.chat.command('conv.assign', { assigneeId: me, from: null })).toEqual({ phase: 'sent' })
    desk.chat.send('note.new', text('A regular'))
    desk.chat.send('msg.new', text('It is'))
    await eventually('the answer', () => wordsOf(chat).at(-1) === 'It is')
    expect(wordsOf(chat)).toEqual(['Is it in stock?', 'It is'])
    expect(messagesOf(chat).map(({ n }) => n)).toEqual([1, 3])
    expect(chat.fold.value).toMatchObject({ assigneeId: me, status: 'open' })
    chat.read()
    await eventually('the read mark', () =>
      desk.chat.marks.value.some(({ who, read }) => who.type === 'visitor' && read),
    )
    await desk.chat.command('conv.status', { status: 'closed' })
    await eventually('closing', () => chat.fold.value?.status === 'closed')
    chat.send('msg.new', text('One more thing'))
    await eventually('reopening', () => desk.chat.fold.value?.status === 'open')
    await eventually('typing to go', () => desk.chat.typing.value.length === 0)
    chat.setTyping(true)
    await eventually('typing', () => desk.chat.typing.value.length === 1)
  })

  it('R01 R03 R04 R08 has every message once and in order on both sides after the server was killed in between', async () => {
    const visitor = kept(visitorClient(server))
    const { chat, id } = await newChat(visitor, '0')
    const desk = await openAsAgent(id)
    const sent = ['0']
    for (let round = 0; round < 3; round++) {
      for (let i = 0; i < 5; i++) {
        chat.send('msg.new', text(`v${round}.${i}`))
        desk.chat.send('msg.new', text(`a${round}.${i}`))
        sent.push(`v${round}.${i}`, `a${round}.${i}`)
      }
      await server.kill()
      chat.send('msg.new', text(`down${round}`))
      sent.push(`down${round}`)
      await server.start()
    }
    const isDone = () => [visitor, desk.client].every(({ unsent }) => unsent.value === 0)
    await eventually('both outboxes to be empty', isDone, { withinMs: 40_000 })
    await eventually('both views to be whole', () =>
      [chat, desk.chat].every((one) => wordsOf(one).length === sent.length && isStored(one)),
    )
    expect(wordsOf(desk.chat)).toEqual(wordsOf(chat))
    expect([...wordsOf(chat)].sort()).toEqual([...sent].sort())
    for (const who of ['v', 'a']) {
      const own = (words: (string | undefined)[]) => words.filter((word) => word?.startsWith(who))
      expect(own(wordsOf(chat))).toEqual(own(sent))
    }
  })

  it('R08 is whole and in order on the same page after 10,000 messages were missed', { timeout: 120_000 }, async () => {
    const network: Network = {}
    const visitor = kept(visitorClient(server, network))
    const first = await newChat(visitor, 'before')
    const others: `cnv_${string}`[] = []
    // Beyond 500 missed events a conversation begins anew with its newest page; the others catch up event by event.
    for (let i = 0; i < 18; i++) others.push((await newChat(visitor, 'before')).id)
    const desk = kept(await agentClient(server, network))
    const chats = [first.id, ...others].map((id) => desk.open(id))
    await eventually('the agent’s copies', () => chats.every(({ state }) => state.value === 'ready'))
    leaveNetwork(network)
    await eventually('the loss to be noticed', () =>
      [visitor, desk].every(({ connection }) => connection.value.phase !== 'online'),
    )
    await Promise.all([sayMany(server, first.id, 1_000), ...others.map((id) => sayMany(server, id, 500))])
    joinNetwork(network)
    for (const { probe } of [visitor, desk]) probe() // as a page does when its browser is online again

    for (const chat of [first.chat, ...chats]) await isWhole(chat, chat.id.value === first.id ? 1_001 : 501)
    expect(wordsOf(chats[0] ?? first.chat)).toEqual(wordsOf(first.chat))
  })

  it('R37 carries a conversation where no socket gets through', async () => {
    const visitor = kept(visitorClient(server, { barsSockets: true }))
    const { chat, id } = await newChat(visitor, 'by long-poll')
    expect(visitor.connection.value).toMatchObject({ transport: 'poll' })
    const desk = await openAsAgent(id)
    for (const words of ['a', 'b', 'c']) chat.send('msg.new', text(words))
    await eventually('messages', () => wordsOf(desk.chat).join() === 'by long-poll,a,b,c')
    desk.chat.send('msg.new', text('answer'))
    await eventually('the answer', () => wordsOf(chat).at(-1) === 'answer')
    expect(wordsOf(chat)).toEqual(['by long-poll', 'a', 'b', 'c', 'answer'])
  })

  it('SYNC-41 keeps a list true, and takes a file', async () => {
    const desk = kept(await agentClient(server))
    const { keys, at } = await desk.call('listConversations', { query: { view: 'open' } })
    const seen = new Map<string, number>()
    const list = desk.list(keys, at)
    list.onRows((rows) => {
      for (const row of rows) seen.set(row.id, row.ord)
    })
    const visitor = kept(visitorClient(server))
    const chat = visitor.openNew()
    const upload = visitor.upload(Object.assign(new Blob(['plain words']), { name: 'notes.txt' }), chat)
    const attachment = await upload.done
    chat.send('msg.new', { v: 1, type: 'text', text: 'with a file', attachments: [attachment] })
    await eventually('the row', () => chat.id.value !== null && seen.get(chat.id.value) === 1)
    expect(messagesOf(chat)[0]?.body?.attachments).toMatchObject([{ name: 'notes.txt', size: 11 }])
    list.release()
  })
})
