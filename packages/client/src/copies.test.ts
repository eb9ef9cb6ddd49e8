import type { FrameOf } from '@parley/protocol'
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
    drop: (name, input) => void kept.delete(keyOf(name, input)),
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
  const isKept = () => [...kept.keys()].some((key) => key.includes('getConversation') && key.includes(visitor.id))
  /** As the server tells agents. */
  const tell = (frame: FrameOf<'gone'>) => {
    for (const { actor, socket } of world.server.connections)
      if (actor?.type === 'agent') socket?.send(JSON.stringify(frame))
  }
  return { world, visitor, kept, line, reopened, isKept, tell }
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

describe('what an agent may no longer read', () => {
  it.each([
    [404, 'not_found'],
    [403, 'forbidden'],
  ] as const)('leaves no copy once the server refuses it with %d', async (status, code) => {
    const { world, visitor, line, reopened, isKept } = await aScene()
    expect(isKept()).toBe(true)
    world.server.faults.http = (name) => (name === 'getConversation' ? { status, code } : null)
    const { client } = reopened()
    client.start()
    client.open(visitor.id)
    await world.clock.advance(3000)
    expect(isKept()).toBe(false)
    client.destroy()
    line.isDown = true
    const later = reopened().client
    later.start()
    const chat = later.open(visitor.id)
    await world.clock.advance(3000)
    expect(wordsOf(chat)).toEqual([])
    later.destroy()
  })

  it('leaves no copy once the server says so, not even of what is on screen', async () => {
    const { world, visitor, reopened, isKept, tell } = await aScene()
    const { client } = reopened()
    client.start()
    const chat = client.open(visitor.id)
    await world.clock.advance(3000)
    visitor.chat.send('msg.new', text('third'))
    await world.clock.advance(1000)
    expect(isKept()).toBe(true)
    tell({ t: 'gone', conversationId: visitor.id })
    await world.clock.advance(5000)
    expect(chat.state.value).toBe('gone')
    expect(isKept()).toBe(false)
    client.destroy()
  })

  it('leaves no copy of what is not open and left its list, as an erased one does', async () => {
    const { world, visitor, reopened, isKept, tell } = await aScene()
    const { client } = reopened()
    client.start()
    await world.clock.advance(3000)
    tell({ t: 'gone', key: 'dep:dep_00000000000000000001', conversationId: visitor.id, ord: 99 })
    await world.clock.advance(1000)
    expect(isKept()).toBe(false)
    client.destroy()
  })

  it('is not what only went from one list to another, and is open', async () => {
    const { world, visitor, reopened, isKept, tell } = await aScene()
    const { client } = reopened()
    client.start()
    client.open(visitor.id)
    await world.clock.advance(3000)
    tell({ t: 'gone', key: 'agt:agt_00000000000000000001', conversationId: visitor.id, ord: 99 })
    await world.clock.advance(5000)
    expect(isKept()).toBe(true)
    client.destroy()
  })
})
