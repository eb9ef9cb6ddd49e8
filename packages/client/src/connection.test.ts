import { describe, expect, it } from 'vitest'
import { beating, framesOf, serving, storedIn, talking } from './testing/scenes.ts'
import { createWorld, text, wordsOf } from './testing/world.ts'

const phaseOf = (client: { connection: { value: { phase: string } } }) => client.connection.value.phase

describe('a line that dies', () => {
  it('R10 SYNC-65 is noticed within 35 s of silence, without any close event', async () => {
    const world = createWorld()
    let isCut = false
    const { env, client, id, chat } = await talking(world, { network: { isLost: () => isCut } })
    isCut = true
    const { opened } = env.sockets
    await world.clock.advance(34_000)
    expect([phaseOf(client), env.sockets.opened]).toEqual(['online', opened])
    await world.clock.advance(1_500)
    expect(phaseOf(client)).not.toBe('online')
    world.server.say(id, { type: 'agent', id: 'agt_9' }, 'missed')
    isCut = false
    await world.clock.until(() => wordsOf(chat).at(-1) === 'missed')
  })

  it('SYNC-97 is noticed within as much silence as the server says', async () => {
    const world = createWorld()
    world.server.limits = { deadMs: 12_000 }
    let isCut = false
    const { env } = await talking(world, { network: { isLost: () => isCut } })
    isCut = true
    const { opened } = env.sockets
    await world.clock.advance(11_000)
    expect(env.sockets.opened).toBe(opened)
    await world.clock.advance(2_500)
    expect(env.sockets.opened).toBe(opened + 1)
  })

  it.each(['online', 'offline', 'pageshow', 'visibilitychange'] as const)(
    'R10 SYNC-65 is asked on %s, and left after 3 s without an answer',
    async (event) => {
      const world = createWorld()
      let isCut = false
      const { env, client } = await talking(world, { network: { isLost: () => isCut } })
      env.emit(event)
      await world.clock.advance(5_000)
      expect(phaseOf(client)).toBe('online')
      expect(framesOf(world, 'hb')).toHaveLength(1)
      isCut = true
      env.emit(event)
      await world.clock.advance(2_900)
      expect(phaseOf(client)).toBe('online')
      await world.clock.advance(200)
      expect(phaseOf(client)).toBe('waiting')
    },
  )

  it('answers heartbeats, and not the answers to its own probes', async () => {
    const world = createWorld()
    const { client } = await talking(world)
    const [connection] = [...world.server.connections]
    connection?.socket?.send(JSON.stringify({ t: 'hb', c: 7 }))
    await world.clock.advance(100)
    client.probe()
    await world.clock.advance(1_000)
    expect(framesOf(world, 'hb')).toEqual([{ t: 'hb', c: 7 }, { t: 'hb' }])
  })

  it('is dialled again at once when the network comes back', async () => {
    const world = createWorld()
    let isDown = false
    const { env, client } = await talking(world, { network: { isDown: () => isDown } })
    isDown = true
    world.server.closeAll(1006)
    await world.clock.until(
      () => client.connection.value.phase === 'waiting' && client.connection.value.retryAt - env.now() > 5_000,
    )
    isDown = false
    env.emit('online')
    await world.clock.advance(200)
    expect(phaseOf(client)).toBe('online')
  })
})

describe('a server that says goodbye', () => {
  it('SYNC-42 is left when it asks for it, and found again', async () => {
    const world = createWorld()
    const { env, client } = await talking(world)
    const [connection] = [...world.server.connections]
    connection?.socket?.send(JSON.stringify({ t: 'bye', why: 'drain', afterMs: 4_000 }))
    const { opened } = env.sockets
    await world.clock.advance(3_900)
    expect([phaseOf(client), env.sockets.opened]).toEqual(['online', opened])
    await world.clock.advance(1_000)
    expect([phaseOf(client), env.sockets.opened]).toEqual(['online', opened + 1])
  })

  it('SYNC-42 R33 is not asked again where it forbids', async () => {
    const world = createWorld()
    const { env, client } = await talking(world)
    world.server.closeAll(4403)
    await world.clock.advance(10 * 60_000)
    expect(client.connection.value).toEqual({ phase: 'stopped', reason: 'forbidden' })
    expect(env.sockets).toMatchObject({ open: 0 })
    env.emit('focus')
    expect(phaseOf(client)).toBe('stopped')
  })

  it('SYNC-42 that has too many connections is asked again by the tab that gets the focus', async () => {
    const world = createWorld()
    const { env, client } = await talking(world)
    world.server.closeAll(4409)
    await world.clock.advance(60_000)
    expect(client.connection.value).toEqual({ phase: 'stopped', reason: 'too_many_connections' })
    env.emit('focus')
    await world.clock.advance(500)
    expect(phaseOf(client)).toBe('online')
  })

  it('SYNC-42 fails the message that was too large for it, and no other', async () => {
    const world = createWorld()
    const { client, chat, id } = await talking(world)
    world.server.faults.refuse = ({ body }) => {
      if ((body as { text?: string }).text !== 'huge') return null
      world.server.closeAll(4413)
      return 'store'
    }
    chat.send('msg.new', text('huge'))
    await world.clock.advance(5_000)
    chat.send('msg.new', text('small'))
    await world.clock.until(() => client.unsent.value === 0)
    expect(storedIn(world, id)).toEqual(['first', 'small'])
    expect(wordsOf(chat)).toEqual(['first', 'small', 'huge (failed)'])
  })

  it('never sees a frame beyond 64 KB', async () => {
    const world = createWorld()
    const { chat } = await talking(world)
    chat.send('msg.new', text('€'.repeat(22_000)))
    await world.clock.advance(1_000)
    expect(framesOf(world, 'send')).toHaveLength(1)
    expect(wordsOf(chat).at(-1)).toMatch(/\(failed\)$/)
  })
})

describe('who the client is', () => {
  it('SYNC-81 a visitor’s stored token goes to hello and to the exchange, and nowhere else', async () => {
    const world = createWorld()
    const seen: string[] = []
    const fetchBefore = world.server.fetch
    world.server.fetch = (url, init) => {
      if (JSON.stringify([init.headers, init.body ?? '']).includes('token-')) seen.push(new URL(url).pathname)
      return fetchBefore(url, init)
    }
    const { client } = await talking(world)
    await Promise.all([client.call('listOwnConversations', {}), world.clock.advance(200)])
    await world.clock.advance(11 * 60_000)
    await Promise.all([client.call('listOwnConversations', {}), world.clock.advance(200)])
    expect(seen).toEqual(['/api/v1/visitors/access'])
  })

  it('SYNC-69 a token that died makes a new visitor, and a server in trouble does not', async () => {
    const world = createWorld()
    const { client } = await talking(world)
    world.server.faults.http = () => ({ status: 503, code: 'store' })
    world.server.closeAll(4401)
    await world.clock.advance(3_000)
    world.server.faults = {}
    await world.clock.until(() => phaseOf(client) === 'online')
    expect(world.server.counts.visitors).toBe(1)
    world.server.tokens.clear()
    world.server.closeAll(4401)
    await world.clock.until(() => world.server.counts.visitors === 2 && phaseOf(client) === 'online')
  })

  it('SYNC-82 an agent’s token is renewed on the live socket, and a lost session stops the line', async () => {
    const world = createWorld()
    const { id } = await talking(world)
    const { client } = await serving(world, id)
    await beating(world, 30 * 60_000)
    expect(framesOf(world, 'auth').length).toBeGreaterThanOrEqual(3)
    expect(phaseOf(client)).toBe('online')
    expect(framesOf(world, 'hello')).toHaveLength(2)
  })

  it('forget drops identity, outbox and what was open', async () => {
    const world = createWorld()
    const { client, chat } = await talking(world)
    world.server.closeAll(1006)
    await world.clock.advance(20)
    chat.send('msg.new', text('unsent'))
    await Promise.all([client.forget(), world.clock.advance(100)])
    expect([client.unsent.value, client.actor.value, chat.state.value, phaseOf(client)]).toEqual([
      0,
      null,
      'gone',
      'idle',
    ])
    expect(await client.isReturning()).toBe(false)
    client.start()
    await world.clock.until(() => world.server.counts.visitors === 2)
  })
})

describe('a network that lets no socket through', () => {
  it('R37 SYNC-74 is served by long-poll after two sockets, with the same outcome', async () => {
    const world = createWorld()
    const { env, client, chat, id } = await talking(world, { withoutSockets: true })
    expect(client.connection.value).toMatchObject({ phase: 'online', transport: 'poll' })
    expect(env.sockets.opened).toBeGreaterThanOrEqual(2)
    const desk = await serving(world, id)
    for (const words of ['a', 'b', 'c']) chat.send('msg.new', text(words))
    await world.clock.until(() => storedIn(world, id).length === 4)
    desk.chat.send('msg.new', text('answer'))
    await world.clock.until(() => wordsOf(chat).at(-1) === 'answer')
    expect(wordsOf(chat)).toEqual(['first', 'a', 'b', 'c', 'answer'])
    chat.read()
    await world.clock.advance(3_000)
    expect(desk.chat.marks.value.find(({ who }) => who.type === 'visitor')).toMatchObject({ read: 5 })
  })

  it('R37 R03 stores each message once when answers get lost', async () => {
    const world = createWorld()
    let drops = 0
    const isLost = (frame: string, towards: string) =>
      frame.endsWith('/events') && towards === 'client' && drops++ % 2 === 0
    const { client, chat, id } = await talking(world, { withoutSockets: true, network: { isLost } })
    for (let i = 0; i < 10; i++) chat.send('msg.new', text(`${i}`))
    await world.clock.until(() => client.unsent.value === 0)
    expect(storedIn(world, id)).toEqual(['first', ...Array.from({ length: 10 }, (_, i) => `${i}`)])
    expect(world.server.counts.duplicates).toBeGreaterThan(0)
  })

  it('SYNC-74 goes back to a socket as soon as one gets through', async () => {
    const world = createWorld()
    let isClosed = true
    const network = { isDown: () => false }
    const { env, client, chat, id } = await talking(world, { network, withoutSockets: () => isClosed })
    await world.clock.advance(60_000)
    expect(client.connection.value).toMatchObject({ transport: 'poll' })
    isClosed = false
    await world.clock.advance(5 * 60_000)
    expect(client.connection.value).toMatchObject({ phase: 'online', transport: 'socket' })
    chat.send('msg.new', text('by socket'))
    await world.clock.until(() => storedIn(world, id).length === 2)
    expect(env.sockets.open).toBe(1)
  })

  it('R10 SYNC-74 does not wait longer for the first answer of a long-poll than for that of a socket', async () => {
    const world = createWorld()
    let isStuck = false
    const network = { latencyMs: () => (isStuck ? 120_000 : 5) }
    const { client } = await talking(world, { network, withoutSockets: true })
    let since = 0
    const waits: number[] = []
    client.connection.subscribe(({ phase }) => {
      if (phase === 'connecting') since = world.clock.now()
      else if (phase === 'waiting') waits.push(world.clock.now() - since)
    })
    isStuck = true
    await world.clock.until(() => waits.length === 6)
    // The first is that of the poll under way; among the others both sockets and long-polls had their turn.
    expect(Math.max(...waits.slice(1))).toBeLessThanOrEqual(10_000)
  })

  it('R08 SYNC-74 sends over the socket that takes over what was under way by long-poll', async () => {
    const world = createWorld()
    let isClosed = true
    let isStuck = false
    const network = { isLost: (frame: string) => isStuck && frame.endsWith('/events') }
    const { client, chat, id } = await talking(world, { network, withoutSockets: () => isClosed })
    isStuck = true
    isClosed = false
    const words = Array.from({ length: 20 }, (_, i) => `${i}`)
    for (const word of words) chat.send('msg.new', text(word))
    const isSocket = () => client.connection.value.phase === 'online' && client.connection.value.transport === 'socket'
    await world.clock.until(isSocket)
    await world.clock.advance(1_000)
    expect(storedIn(world, id)).toEqual(['first', ...words])
  })
})

describe('a tab nobody looks at', () => {
  it('SYNC-67 closes its line after five minutes, and resumes when it is looked at', async () => {
    const world = createWorld()
    const { env, client, chat, id } = await talking(world)
    env.setVisible(false)
    await beating(world, 5 * 60_000 + 10_000)
    expect([phaseOf(client), env.sockets.open, env.timers()]).toEqual(['idle', 0, 0])
    world.server.say(id, { type: 'agent', id: 'agt_9' }, 'meanwhile')
    env.setVisible(true)
    await world.clock.until(() => wordsOf(chat).at(-1) === 'meanwhile')
  })

  it('keeps its line while it is an agent’s, who must be rung up', async () => {
    const world = createWorld()
    const { id } = await talking(world)
    const { env, client } = await serving(world, id)
    env.setVisible(false)
    await beating(world, 14 * 60_000)
    expect(phaseOf(client)).toBe('online')
  })
})
