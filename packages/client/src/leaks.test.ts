import { describe, expect, it } from 'vitest'
import { talking } from './testing/scenes.ts'
import { createWorld, messagesOf, text, wordsOf } from './testing/world.ts'

describe('nothing leaks', { timeout: 60_000 }, () => {
  it('R33 after 10,000 connections with a subscription each, timers, listeners and sockets are where they were', async () => {
    const world = createWorld()
    const { id, client: first } = await talking(world)
    first.destroy()
    const before = { timers: world.clock.pending(), connections: world.server.connections.size }
    const { env, client } = world.agent()
    for (let i = 0; i < 10_000; i++) {
      client.start()
      const chat = client.open(id)
      chat.setTyping(true)
      if (i % 100 === 0) await world.clock.until(() => chat.state.value === 'ready')
      chat.release()
      env.emit('pagehide')
    }
    await world.clock.advance(60_000)
    expect(env.sockets.open).toBe(0)
    client.destroy()
    await world.clock.advance(60_000)
    expect([env.timers(), env.listeners()]).toEqual([0, 0])
    expect({ timers: world.clock.pending(), connections: world.server.connections.size }).toEqual(before)
  })

  it('R33 delivers each event once after fifty reconnections', async () => {
    const world = createWorld()
    const { chat, id } = await talking(world)
    for (let i = 0; i < 50; i++) {
      world.server.closeAll(1001)
      await world.clock.advance(1_000)
    }
    let changes = 0
    const undo = chat.timeline.subscribe(() => changes++)
    world.server.say(id, { type: 'agent', id: 'agt_9' }, 'once')
    await world.clock.advance(1_000)
    undo()
    expect(wordsOf(chat)).toEqual(['first', 'once'])
    expect(changes).toBe(2)
    expect([...world.server.connections].length).toBe(1)
  })

  it.each(['poll', 'socket'] as const)(
    'R33 destroy ends a client on a %s in the middle of everything',
    async (transport) => {
      const world = createWorld()
      const { env, client, chat } = await talking(world, { withoutSockets: transport === 'poll' })
      world.server.faults.refuse = () => 'store'
      for (let i = 0; i < 20; i++) chat.send('msg.new', text(`${i}`))
      chat.setTyping(true)
      chat.read()
      const from = { type: 'agent', id: 'agt_9' }
      const typing = JSON.stringify({ t: 'eph', conversationId: chat.id.value, k: 'typing', d: true, from })
      for (const { socket } of world.server.connections) socket?.send(typing)
      const waiting = chat.command('conv.rate', { score: 5 })
      await world.clock.advance(300)
      client.destroy()
      // Requests under way end by themselves.
      await world.clock.advance(100)
      expect([env.timers(), env.listeners(), env.sockets.open]).toEqual([0, 0, 0])
      expect(await waiting).toEqual({ phase: 'pending' })
      const { length } = world.server.frames
      await world.clock.advance(10 * 60_000)
      expect(world.server.frames.length).toBe(length)
      expect(client.connection.value).toEqual({ phase: 'stopped', reason: 'closed_by_app' })
    },
  )
})

describe('clocks do not matter', () => {
  const DAY = 24 * 60 * 60_000
  it('R22 SYNC-72 clients that are days off agree on one order, and send no time of theirs', async () => {
    const world = createWorld()
    const { chat, id } = await talking(world, { skewMs: -3 * DAY })
    const desk = world.agent(undefined, { skewMs: 3 * DAY })
    desk.client.start()
    const served = desk.client.open(id)
    await world.clock.until(() => served.state.value === 'ready')
    for (let i = 0; i < 10; i++) {
      chat.send('msg.new', text(`v${i}`))
      served.send('msg.new', text(`a${i}`))
      await world.clock.advance(70)
    }
    await world.clock.advance(2_000)
    expect(wordsOf(chat)).toHaveLength(21)
    expect(wordsOf(served)).toEqual(wordsOf(chat))
    const times = messagesOf(chat).map(({ ts }) => ts)
    expect(times).toEqual([...times].sort())
    expect(times.every((ts) => ts.startsWith('2026-11-20'))).toBe(true)
    const sent = JSON.stringify(
      world.server.frames.filter(({ t }) => t === 'send').map(({ cmid: _, ...frame }) => frame),
    )
    expect(sent).not.toMatch(/2026-11-(17|23)|"at"/)
  })

  it('R22 commands keep the order of Enter when the clock jumps back between them', async () => {
    const world = createWorld()
    let isBack = false
    let isDown = false
    const { env, client, chat } = await talking(world, { network: { isDown: () => isDown } })
    const { now } = env
    env.now = () => now() - (isBack ? DAY : 0)
    isDown = true
    world.server.closeAll(1006)
    await world.clock.advance(1_000)
    chat.send('msg.new', text('before'))
    isBack = true
    chat.send('msg.new', text('after'))
    isDown = false
    await world.clock.until(() => client.unsent.value === 0)
    await world.clock.advance(500)
    expect(wordsOf(chat)).toEqual(['first', 'before', 'after'])
  })
})
