import { IDBFactory } from 'fake-indexeddb'
import { describe, expect, it } from 'vitest'
import { aBrowser } from './testing/fake-environment.ts'
import { framesOf, settle, storedIn, talking } from './testing/scenes.ts'
import { turn } from './testing/virtual-clock.ts'
import { createWorld, messagesOf, text, wordsOf } from './testing/world.ts'

describe('commands in flight', () => {
  it('I10 R04 are stored in the order of Enter when an early one is refused for now', async () => {
    const world = createWorld()
    const { client, chat, id } = await talking(world)
    let refusals = 0
    world.server.faults.refuse = ({ body }) =>
      (body as { text?: string }).text === 'a' && refusals++ < 2 ? 'store' : null
    for (const words of ['a', 'b', 'c']) chat.send('msg.new', text(words))
    await world.clock.until(() => client.unsent.value === 0)
    expect(refusals).toBeGreaterThan(2)
    expect(storedIn(world, id)).toEqual(['first', 'a', 'b', 'c'])
  })

  it('I10 R04 are stored in order when the socket dies between them', async () => {
    const world = createWorld()
    const { client, chat, id } = await talking(world)
    world.server.faults.refuse = ({ body }) => {
      const isFirst = (body as { text?: string }).text === 'a'
      if (isFirst) world.server.closeAll(1006)
      return isFirst && world.clock.now() % 2 < 1.5 ? 'store' : null
    }
    for (const words of ['a', 'b', 'c']) chat.send('msg.new', text(words))
    await world.clock.advance(2_000)
    world.server.faults = {}
    await world.clock.until(() => client.unsent.value === 0)
    expect(storedIn(world, id)).toEqual(['first', 'a', 'b', 'c'])
  })

  it('I11 SYNC-64 go on without the one that was refused for good', async () => {
    const world = createWorld()
    const { client, chat, id } = await talking(world)
    world.server.faults.refuse = ({ body }) => ((body as { text?: string }).text === 'a' ? 'blocked' : null)
    for (const words of ['a', 'b']) chat.send('msg.new', text(words))
    await world.clock.until(() => client.unsent.value === 0)
    expect(storedIn(world, id)).toEqual(['first', 'b'])
    expect(messagesOf(chat).at(-1)).toMatchObject({ body: { text: 'a' }, send: { phase: 'failed', code: 'blocked' } })
  })

  it('are at most 16', async () => {
    const world = createWorld()
    const { chat } = await talking(world)
    world.server.faults = { swallowsAck: () => true, losesEvent: () => true }
    world.server.frames.length = 0
    for (let i = 0; i < 40; i++) chat.send('msg.new', text(`${i}`))
    await world.clock.advance(100)
    expect(world.server.frames.filter(({ t }) => t === 'send')).toHaveLength(16)
  })

  it('SYNC-97 are as many, and wait as long for an answer, as the server says at each welcome', async () => {
    const world = createWorld()
    world.server.limits = { inFlight: 4, ackMs: 2_000 }
    const { env, chat } = await talking(world)
    world.server.faults = { swallowsAck: () => true, losesEvent: () => true }
    world.server.limits = { inFlight: 7 }
    const { opened } = env.sockets
    const from = world.server.frames.length
    for (let i = 0; i < 40; i++) chat.send('msg.new', text(`${i}`))
    await world.clock.advance(1_900)
    expect([framesOf(world, 'send', from).length, env.sockets.opened - opened]).toEqual([4, 0])
    await world.clock.advance(1_000)
    // The log shows the four that were not acknowledged: they make room for as many.
    expect([framesOf(world, 'send', from).length, env.sockets.opened - opened]).toEqual([4 + 7 + 4, 1])
  })

  it('a failed message is sent again at the end, under the same cmid, when its writer says so', async () => {
    const world = createWorld()
    const { chat } = await talking(world)
    world.server.faults.refuse = () => 'blocked'
    const cmid = chat.send('msg.new', text('again'))
    await world.clock.until(() => messagesOf(chat).at(-1)?.send.phase === 'failed')
    world.server.faults = {}
    chat.retry(cmid)
    await world.clock.until(() => messagesOf(chat).at(-1)?.n === 2)
    expect(messagesOf(chat).at(-1)).toMatchObject({ key: cmid, send: { phase: 'sent' } })
  })

  it('SYNC-63 R10 a command that is not acknowledged within 10 s makes the client resume and send it again, once', async () => {
    const world = createWorld()
    const { env, chat, id } = await talking(world)
    let swallowed = 0
    world.server.faults.swallowsAck = () => swallowed++ === 0
    world.server.faults.losesEvent = () => true
    const { opened } = env.sockets
    chat.send('msg.new', text('lost answer'))
    await world.clock.advance(9_000)
    expect([env.sockets.opened - opened, wordsOf(chat).at(-1)]).toEqual([0, 'lost answer (sending)'])
    await world.clock.advance(3_000)
    expect([env.sockets.opened - opened, wordsOf(chat).at(-1)]).toEqual([1, 'lost answer'])
    expect(storedIn(world, id)).toEqual(['first', 'lost answer'])
  })

  it('an event settles its command even when the acknowledgement never came', async () => {
    const world = createWorld()
    const { client, chat } = await talking(world)
    world.server.faults.swallowsAck = () => true
    const cmid = chat.send('msg.new', text('heard'))
    await world.clock.advance(1_000)
    expect(client.unsent.value).toBe(0)
    expect(messagesOf(chat).filter(({ key }) => key === cmid)).toMatchObject([{ n: 2, send: { phase: 'sent' } }])
  })

  it('R03 are sent once while a slow storage takes note of their acknowledgements', async () => {
    const world = createWorld()
    // One turn of the event loop a millisecond: the network is faster than IndexedDB, which needs several.
    const tick = () => void world.clock.setTimeout(tick, 1)
    tick()
    const { client, chat, id } = await talking(world, {
      browser: aBrowser(new IDBFactory()),
      network: { latencyMs: () => 1 },
    })
    const from = world.server.frames.length
    const words = Array.from({ length: 12 }, (_, i) => `${i}`)
    for (const one of words) chat.send('msg.new', text(one))
    await world.clock.until(() => client.unsent.value === 0)
    await world.clock.advance(200)
    expect(storedIn(world, id)).toEqual(['first', ...words])
    expect(framesOf(world, 'send', from)).toHaveLength(12)
  })

  it('tell whoever waits how they ended', async () => {
    const world = createWorld()
    const { client } = await talking(world)
    const { client: desk } = world.agent()
    desk.start()
    const chat = desk.open([...world.server.logs.keys()][0] as never)
    await world.clock.until(() => chat.state.value === 'ready')
    const sent = chat.command('conv.status', { status: 'closed' })
    await world.clock.advance(500)
    expect(await sent).toEqual({ phase: 'sent' })
    world.server.faults.refuse = () => 'already_assigned'
    const refused = chat.command('conv.assign', { assigneeId: 'agt_1', from: null })
    await world.clock.advance(500)
    expect(await refused).toEqual({ phase: 'failed', code: 'already_assigned' })
    world.server.faults.refuse = () => 'store'
    const pending = chat.command('conv.priority', { priority: 'high' })
    await world.clock.advance(10_000)
    expect(await pending).toEqual({ phase: 'pending' })
    client.destroy()
  })
})

describe('a page that goes away', () => {
  it('R19 finds its unsent messages again, creates the conversation once, and keeps their order', async () => {
    const world = createWorld(settle)
    const browser = aBrowser(new IDBFactory())
    let isDown = true
    const network = { isDown: () => isDown }
    const before = world.visitor({ browser, network })
    before.client.start()
    const chat = before.client.openNew()
    for (const words of ['1', '2', '3', '4', '5']) chat.send('msg.new', text(words))
    await world.clock.advance(1_000)
    before.client.destroy()

    for (let reload = 0; reload < 5; reload++) {
      const { client } = world.visitor({ browser, network })
      client.start()
      isDown = reload < 2
      await world.clock.advance(reload * 40)
      client.destroy()
    }
    const after = world.visitor({ browser, network })
    after.client.start()
    await world.clock.until(() => after.client.unsent.value === 0)
    await world.clock.advance(1_000)
    expect(
      [...world.server.logs.values()].map(({ events }) => events.map(({ body }) => (body as { text: string }).text)),
    ).toEqual([['1', '2', '3', '4', '5']])
  })

  it('R19 SYNC-60 leaves what was written in its last moment to the next page', async () => {
    const world = createWorld(settle)
    const browser = aBrowser(new IDBFactory())
    const before = world.visitor({ browser, network: { isDown: () => true } })
    const chat = before.client.openNew()
    for (const words of ['1', '2']) chat.send('msg.new', text(words))
    expect(JSON.parse(browser.storage.getItem('parley:shop') ?? '[]')).toHaveLength(2)

    // The page was gone before its database answered: the next one finds nothing there.
    const after = world.visitor({ browser: { ...browser, indexedDB: new IDBFactory() } })
    after.client.start()
    await world.clock.until(() => world.server.logs.size === 1 && after.client.unsent.value === 0)
    const [log] = world.server.logs.values()
    expect(log?.events.map(({ body }) => (body as { text: string }).text)).toEqual(['1', '2'])
    expect(browser.storage.getItem('parley:shop')).toBeNull()
  })

  it('leaves nothing that was written in the last moment to the person after', async () => {
    const world = createWorld(settle)
    const browser = aBrowser(new IDBFactory())
    const before = world.visitor({ browser, network: { isDown: () => true } })
    before.client.openNew().send('msg.new', text('for your eyes only'))
    void before.client.forget()
    expect(browser.storage.getItem('parley:shop')).toBeNull()
  })

  it('shows a pending new conversation again, found by its create key', async () => {
    const world = createWorld(settle)
    const browser = aBrowser(new IDBFactory())
    const offline = { browser, network: { isDown: () => true } }
    const { client } = world.visitor(offline)
    const chat = client.openNew()
    chat.send('msg.new', text('kept'))
    await world.clock.advance(100)
    client.destroy()
    const next = world.visitor(offline).client
    const pending = next.pendingNew()
    await world.clock.advance(100)
    const [key] = await pending
    expect(key).toBe(chat.createKey)
    expect(wordsOf(next.openNew(key))).toEqual(['kept (sending)'])
  })

  it('R19 finds a conversation that was begun here by its key, with the later messages that are unsent', async () => {
    const world = createWorld(settle)
    const browser = aBrowser(new IDBFactory())
    const before = await talking(world, { browser })
    world.server.closeAll(1006)
    await world.clock.advance(30)
    for (const words of ['offline 1', 'offline 2']) before.chat.send('msg.new', text(words))
    await settle()
    before.client.destroy()
    const { client } = world.visitor({ browser })
    const looked = Promise.all([client.pendingNew(), client.isReturning()])
    await world.clock.advance(100)
    const [[key], isReturning] = await looked
    expect([key, isReturning]).toEqual([before.chat.createKey, true])
    client.start()
    const chat = client.openNew(key)
    await world.clock.until(() => wordsOf(chat).join() === 'first,offline 1,offline 2')
    expect(storedIn(world, before.id)).toEqual(['first', 'offline 1', 'offline 2'])
    expect(world.server.counts.visitors).toBe(1)
  })

  it('I13 R03 resends a first message after a reload, under whatever identity, into one conversation', async () => {
    const world = createWorld(settle)
    const browser = aBrowser(new IDBFactory())
    world.server.faults.swallowsAck = () => true
    world.server.faults.losesEvent = () => true
    const first = world.visitor({ browser })
    first.client.start()
    first.client.openNew().send('msg.new', text('hello'))
    await world.clock.advance(2_000)
    first.client.destroy()
    world.server.faults = {}
    const second = world.visitor({ browser })
    second.client.start()
    await world.clock.until(() => second.client.unsent.value === 0)
    expect(world.server.logs.size).toBe(1)
    expect([...world.server.logs.values()][0]?.events).toHaveLength(1)
    expect(world.server.counts).toMatchObject({ duplicates: 1, visitors: 1 })
  })

  it('SYNC-70 hands its first unsent command over in a request that outlives it', async () => {
    const world = createWorld()
    const { env, client, chat, id } = await talking(world)
    await Promise.all([client.call('listOwnConversations', {}), world.clock.advance(200)])
    world.server.closeAll(1006)
    await world.clock.advance(30)
    chat.send('msg.new', text('goodbye'))
    await turn()
    env.emit('pagehide')
    await world.clock.advance(200)
    expect(storedIn(world, id)).toEqual(['first', 'goodbye'])
    expect(env.sockets.open).toBe(0)
    env.emit('pageshow')
    await world.clock.until(() => client.unsent.value === 0)
    expect(wordsOf(chat)).toEqual(['first', 'goodbye'])
  })
})

describe('deleting a bubble', () => {
  it('SYNC-61 of a message that never went out leaves no trace', async () => {
    const world = createWorld()
    const { chat, id } = await talking(world)
    world.server.closeAll(1006)
    await world.clock.advance(20)
    chat.remove(chat.send('msg.new', text('oops')))
    await world.clock.advance(60_000)
    expect(storedIn(world, id)).toEqual(['first'])
    expect(wordsOf(chat)).toEqual(['first'])
  })

  it.each([
    ['the message', false, ['first', 'late'], ['first', 'late']],
    ['the cancellation', true, ['first', 'cmid.cancel'], ['first']],
  ])('I14 SYNC-28 ends with %s alone when it arrives first', async (_, refusedFirst, stored, shown) => {
    const world = createWorld()
    const { client, chat, id } = await talking(world)
    world.server.faults.refuse = ({ kind }) => (refusedFirst && kind === 'msg.new' ? 'store' : null)
    world.server.faults.swallowsAck = () => !refusedFirst
    world.server.faults.losesEvent = () => true
    const cmid = chat.send('msg.new', text('late'))
    await world.clock.advance(50)
    chat.remove(cmid)
    expect(wordsOf(chat)).toEqual(['first'])
    await world.clock.advance(200)
    world.server.faults = {}
    await world.clock.until(() => client.unsent.value === 0)
    await world.clock.advance(60_000)
    expect(storedIn(world, id)).toEqual(stored)
    expect(wordsOf(chat)).toEqual(shown)
  })
})

describe('a hostile storage', () => {
  const throwing = () => {
    throw new DOMException('denied', 'SecurityError')
  }
  const hostile: [string, () => ReturnType<typeof aBrowser>][] = [
    [
      'throws on every call',
      () => ({
        ...aBrowser({ open: throwing } as unknown as IDBFactory),
        storage: { getItem: throwing, setItem: throwing, removeItem: throwing },
      }),
    ],
    ['never answers', () => aBrowser({ open: () => ({}) } as unknown as IDBFactory)],
    ['refuses to open', () => aBrowser({ open: failingRequest } as unknown as IDBFactory)],
  ]

  it.each(hostile)('R21 SYNC-69 that %s leaves a chat that works, and is told once', async (_, browser) => {
    const world = createWorld(settle)
    const { client } = world.visitor({ browser: browser() })
    const told: boolean[] = []
    const undo = client.storageLost.subscribe((isLost) => told.push(isLost))
    client.start()
    const chat = client.openNew()
    for (const words of ['a', 'b']) chat.send('msg.new', text(words))
    await world.clock.until(() => messagesOf(chat).every(({ n }) => n !== null))
    await world.clock.advance(10_000)
    const [id] = world.server.logs.keys()
    expect(id && storedIn(world, id)).toEqual(['a', 'b'])
    expect(world.server.counts.visitors).toBe(1)
    expect(told.filter(Boolean)).toEqual([true])
    undo()
  })

  it('R21 SYNC-69 that vanishes in between loses no message of this page', async () => {
    const world = createWorld(settle)
    const indexedDB = new IDBFactory()
    const { client, chat, id } = await talking(world, { browser: aBrowser(indexedDB) })
    const request = indexedDB.deleteDatabase('parley:shop')
    await settle()
    expect(request.readyState).toBe('done')
    chat.send('msg.new', text('after'))
    await world.clock.until(() => client.unsent.value === 0)
    expect(storedIn(world, id)).toEqual(['first', 'after'])
    expect(client.storageLost.value).toBe(true)
  })
})

function failingRequest() {
  const request = { error: new DOMException('quota', 'QuotaExceededError'), onerror: null as (() => void) | null }
  setImmediate(() => request.onerror?.())
  return request
}
