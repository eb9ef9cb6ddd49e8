import { describe, expect, it } from 'vitest'
import type { Copies } from './copies.ts'
import { serving, storedIn, talking } from './testing/scenes.ts'
import { createWorld, text, wordsOf } from './testing/world.ts'

function someCopies() {
  const kept = new Map<string, string>()
  const keyOf = (name: string, input: unknown) => JSON.stringify([name, input])
  const copies: Copies = {
    keep: (name, input, answer) => void kept.set(keyOf(name, input), JSON.stringify(answer)),
    recall: async (name, input) => JSON.parse(kept.get(keyOf(name, input)) ?? 'null') ?? undefined,
  }
  return { copies, kept }
}

/** An agent who has seen a conversation go on, and a line that can be cut. */
async function aScene() {
  const world = createWorld()
  const { copies, kept } = someCopies()
  const line = { isDown: false }
  const network = { isDown: () => line.isDown }
  const visitor = await talking(world)
  const before = await serving(world, visitor.id, { copies })
  visitor.chat.send('msg.new', text('second'))
  await world.clock.advance(1000)
  before.chat.send('msg.new', text('an answer'))
  await world.clock.advance(5000)
  before.client.destroy()
  const reopened = () => world.agent(undefined, { copies, network })
  return { world, visitor, kept, line, reopened }
}

describe('while the server is away', () => {
  it('an agent reads a conversation as he saw it last, with what came after it was opened', async () => {
    const { world, visitor, line, reopened } = await aScene()
    line.isDown = true
    const { client } = reopened()
    client.start()
    const chat = client.open(visitor.id)
    await world.clock.advance(3000)
    expect(chat.state.value).toBe('ready')
    expect(wordsOf(chat)).toEqual(['first', 'second', 'an answer'])
    expect(chat.fold.value?.counts.visitor).toBe(2)
    client.destroy()
  })

  it('what he writes waits, and goes out once, after what he has missed', async () => {
    const { world, visitor, line, reopened } = await aScene()
    line.isDown = true
    const { client } = reopened()
    client.start()
    const chat = client.open(visitor.id)
    await world.clock.advance(3000)
    chat.send('msg.new', text('written without a line'))
    visitor.chat.send('msg.new', text('third'))
    await world.clock.advance(3000)
    expect(wordsOf(chat)).toEqual(['first', 'second', 'an answer', 'written without a line (sending)'])
    line.isDown = false
    await world.clock.advance(60_000)
    expect(wordsOf(chat)).toEqual(['first', 'second', 'an answer', 'third', 'written without a line'])
    expect(storedIn(world, visitor.id).filter((one) => one === 'written without a line')).toHaveLength(1)
    client.destroy()
  })

  it('what was never seen is not made up, and is there with the line', async () => {
    const { world, visitor, line, kept, reopened } = await aScene()
    line.isDown = true
    kept.clear()
    const { client } = reopened()
    client.start()
    const chat = client.open(visitor.id)
    await world.clock.advance(3000)
    expect(chat.state.value).toBe('loading')
    line.isDown = false
    await world.clock.advance(60_000)
    expect(chat.state.value).toBe('ready')
    client.destroy()
  })

  it('a refusal of the server is no reason for a copy', async () => {
    const { world, kept, reopened } = await aScene()
    const { client } = reopened()
    for (const key of kept.keys()) kept.set(key.replace(/cnv_\w+/, 'cnv_00000000000000000099'), kept.get(key) ?? '')
    const chat = client.open('cnv_00000000000000000099')
    await world.clock.advance(3000)
    expect(chat.state.value).toBe('gone')
    client.destroy()
  })
})
