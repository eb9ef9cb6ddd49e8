import path from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { changeKept, hasPython, readKept, signIn, startClient, startProxy, startServer, until } from './stage.ts'

if (!hasPython) {
  const told = 'No python3 (3.10 or later) on PATH: the example in Python is NOT tested.'
  if (process.env.CI) throw new Error(`In CI this may not be skipped. ${told}`)
  console.error(`\n*** ${told}\n`)
}

describe.skipIf(!hasPython)('a client in Python, written from the reference', { timeout: 120_000 }, () => {
  let server: Awaited<ReturnType<typeof startServer>>
  let proxy: Awaited<ReturnType<typeof startProxy>>
  let agent: Awaited<ReturnType<typeof signIn>>
  let state = ''
  let runs = 0
  const clients: ReturnType<typeof startClient>[] = []

  beforeAll(async () => {
    server = await startServer()
    proxy = await startProxy(server.port)
    agent = await signIn(server.url)
  }, 60_000)
  beforeEach(() => {
    state = path.join(server.folder, `${++runs}.json`)
  })
  afterEach(async () => {
    await Promise.all(clients.splice(0).map((one) => one.kill()))
  })
  afterAll(async () => {
    proxy?.close()
    await server?.stop()
  })

  const start = () => {
    const client = startClient(proxy.url, state)
    clients.push(client)
    return client
  }
  const conversation = () => until('a conversation', async () => (await readKept(state)).conversation)

  it('carries a conversation both ways, and nothing of a note', async () => {
    const client = start()
    client.type('Do you have the blue one?')
    await client.saw('[sent 1] Do you have the blue one?')
    const id = await conversation()
    await agent.say(id, 'He asked before', 'note.new')
    await agent.say(id, 'We do')
    await until('the answer', () => client.lines().some((line) => line.endsWith(': We do')))
    expect(client.lines().join()).not.toContain('He asked before')
    expect((await readKept(state)).position?.n).toBe(2)
  })

  it('R03 sends again what it lost the answer to, and begins one conversation with one message', async () => {
    proxy.cutAt('"t":"ack"')
    const client = start()
    client.type('first')
    client.type('second')
    await client.saw('[sent 2] second')
    expect(proxy.wasCut()).toBe(true)
    expect(await agent.textsOf(await conversation())).toEqual(['first', 'second'])
  })

  it('R01 R08 keeps what is typed while the server is dead, and misses nothing when it is back', async () => {
    const client = start()
    client.type('before')
    await client.saw('[sent 1] before')
    const id = await conversation()
    await server.kill()
    client.type('while it was dead')
    await until('the outbox', async () =>
      (await readKept(state)).outbox.some(({ text }) => text === 'while it was dead'),
    )
    await server.start()
    await client.saw('[sent 2] while it was dead')
    await agent.say(id, 'Welcome back')
    await until('the answer', () => client.lines().some((line) => line.endsWith(': Welcome back')))
    expect(await agent.textsOf(id)).toEqual(['before', 'while it was dead', 'Welcome back'])
  })

  it('R12 goes on from its position after it was killed, and shows only what it missed', async () => {
    const first = start()
    first.type('hello')
    await first.saw('[sent 1] hello')
    const id = await conversation()
    await agent.say(id, 'seen')
    await until('the answer', () => first.lines().some((line) => line.endsWith(': seen')))
    await until('its position', async () => (await readKept(state)).position?.n === 2)
    await first.kill()
    await agent.say(id, 'missed')
    const second = start()
    await until('what it missed', () => second.lines().some((line) => line.endsWith(': missed')))
    expect(second.lines().filter((line) => !line.startsWith('--'))).toHaveLength(1)
  })

  it('R40 begins anew when the log is another one than it knew, and says again what may be lost', async () => {
    const first = start()
    first.type('hello')
    await first.saw('[sent 1] hello')
    const id = await conversation()
    await until('its position', async () => (await readKept(state)).position?.n === 1)
    await first.kill()
    await changeKept(state, (kept) => ({ ...kept, position: { n: 1, id: 'evt_00000000000000000000' } }))
    const second = start()
    await second.saw('-- reading the conversation anew (diverged)')
    await second.saw('[sent 1] hello')
    second.type('still here')
    await second.saw('[sent 2] still here')
    expect(await agent.textsOf(id)).toEqual(['hello', 'still here'])
  })
})
