import type { Actor, ConversationId } from '@parley/protocol'
import { IDBFactory } from 'fake-indexeddb'
import { describe, expect, it } from 'vitest'
import type { VisitorHandle } from './api.ts'
import { aBrowser } from './testing/fake-environment.ts'
import { rowOf } from './testing/fake-log.ts'
import { checkHeads } from './testing/fake-server.ts'
import { framesOf, serving, settle, storedIn, talking } from './testing/scenes.ts'
import { createWorld, messagesOf, text, type World, wordsOf } from './testing/world.ts'

const ada: Actor = { type: 'agent', id: 'agt_00000000000000000009', name: 'Ada' }
const say = (world: World, id: ConversationId, words: string) => world.server.say(id, ada, words)
const sayMany = (world: World, id: ConversationId, count: number) => {
  for (let i = 0; i < count; i++) say(world, id, `m${i}`)
}

describe('catching up', () => {
  it('R08 delivers everything said while the line dropped every ten seconds', async () => {
    const world = createWorld()
    let isDown = false
    const { chat, id } = await talking(world, { network: { isDown: () => isDown } })
    for (let second = 0; second < 60; second++) {
      if (second % 10 === 0) {
        isDown = true
        world.server.closeAll(1006)
      }
      if (second % 10 === 2) isDown = false
      for (let i = 0; i < 10; i++) {
        say(world, id, `${second}.${i}`)
        await world.clock.advance(100)
      }
    }
    await world.clock.until(() => messagesOf(chat).length === 601)
    expect(wordsOf(chat)).toEqual(storedIn(world, id))
    expect(world.server.counts.snapshots).toBe(0)
  })

  it.each([
    ['ten minutes', 10 * 60_000],
    ['three hours', 3 * 60 * 60_000],
    ['thirty days', 30 * 24 * 60 * 60_000],
  ])('R08 is complete after %s without a network', async (_, ms) => {
    const world = createWorld()
    let isDown = false
    const { chat, id } = await talking(world, { network: { isDown: () => isDown } })
    isDown = true
    world.server.closeAll(1006)
    sayMany(world, id, 300)
    // The virtual clock jumps: a device that sleeps runs no timers.
    await world.clock.advance(Math.min(ms, 30 * 60_000))
    isDown = false
    await world.clock.until(() => messagesOf(chat).length === 301)
    expect(wordsOf(chat)).toEqual(storedIn(world, id))
  })

  it('R12 resumes on a server that knows nothing of it, twice in a row', async () => {
    const world = createWorld()
    const { chat, id } = await talking(world)
    for (const words of ['while away', 'and again']) {
      world.server.closeAll(1001)
      say(world, id, words)
      await world.clock.until(() => wordsOf(chat).at(-1) === words)
    }
    const [, second, third] = framesOf(world, 'hello')
    expect(second?.['positions']).toMatchObject({ [id]: { n: 1 } })
    expect(third?.['positions']).toMatchObject({ [id]: { n: 2 } })
    expect(wordsOf(chat)).toEqual(['first', 'while away', 'and again'])
    expect(framesOf(world, 'sub')).toHaveLength(1)
  })

  it('I17 ends equal to the log although the snapshot’s summary was behind it', async () => {
    const world = createWorld()
    const { id } = await talking(world)
    sayMany(world, id, 9)
    world.server.faults.snapshotLag = 3
    const { client } = world.agent()
    client.start()
    await world.clock.until(() => client.connection.value.phase === 'online')
    const chat = client.open(id)
    await world.clock.until(() => messagesOf(chat).length === 10, 1_000)
    expect(wordsOf(chat)).toEqual(storedIn(world, id))
    expect(framesOf(world, 'sub').at(-1)).toMatchObject({ since: { n: 7 } })
  })

  it('R08 asks for what is missing when a number is skipped, and shows nothing out of turn', async () => {
    const world = createWorld()
    const { chat, id } = await talking(world)
    world.server.faults.losesEvent = () => true
    sayMany(world, id, 3)
    const seen = new Set<string>()
    const undo = chat.timeline.subscribe(() => seen.add(wordsOf(chat).join()))
    const connection = [...world.server.connections][0]
    const [entry] = world.server.logs.get(id)?.events.slice(-1) ?? []
    connection?.subs.set(id, 3)
    world.server.faults = {}
    checkHeads(world.server)
    await world.clock.until(() => messagesOf(chat).length === 4)
    undo()
    expect(entry?.vseq).toBe(4)
    expect([...seen]).toEqual(['first', 'first,m0', 'first,m0,m1', 'first,m0,m1,m2'])
    expect(framesOf(world, 'sub').at(-1)).toMatchObject({ since: { n: 1 } })
  })

  it('R09 finds a lost last event by the heads that a heartbeat carries', async () => {
    const world = createWorld()
    const { chat, id } = await talking(world)
    world.server.faults.losesEvent = () => true
    say(world, id, 'tail')
    const [connection] = [...world.server.connections]
    connection?.socket?.send(JSON.stringify({ t: 'hb', c: 1, heads: { [id]: 2 } }))
    await world.clock.until(() => wordsOf(chat).at(-1) === 'tail', 1_000)
    expect(framesOf(world, 'hb')).toMatchObject([{ c: 1 }])
  })

  it('SYNC-71 R32 keeps going over events and frames it does not know', async () => {
    const world = createWorld()
    const { chat, id } = await talking(world)
    world.server.logs.get(id)?.events.push({
      ...say(world, id, 'x'),
      ord: 3,
      vseq: 3,
      vmax: 3,
      id: 'evt_future',
      kind: 'conv.dream' as never,
      cmid: 'future' as never,
      body: { fallback: 'Later' },
    })
    const [connection] = [...world.server.connections]
    connection?.socket?.send(JSON.stringify({ t: 'confetti', conversationId: id }))
    checkHeads(world.server)
    say(world, id, 'after')
    await world.clock.until(() => wordsOf(chat).at(-1) === 'after')
    expect(chat.timeline.value.map((item) => item.type)).toEqual(['message', 'message', 'event', 'message'])
  })
})

describe('a copy that cannot be continued', () => {
  it('R40 I20 begins again, says so meanwhile, and sends again what a restore cut off, though the epoch file was restored too', async () => {
    const world = createWorld()
    const { chat, id } = await talking(world)
    for (const words of ['two', 'three', 'four']) chat.send('msg.new', text(words))
    await world.clock.until(() => messagesOf(chat)[3]?.n === 4)
    await world.clock.advance(1_000)
    const states: string[] = []
    const undo = chat.state.subscribe((state) => states.push(state))
    world.server.closeAll(1006)
    await world.clock.advance(30)
    world.server.restore(id, 2, true)
    say(world, id, 'somebody else')
    say(world, id, 'and more')
    await world.clock.until(() => messagesOf(chat).length === 6 && messagesOf(chat).every(({ n }) => n !== null))
    undo()
    expect(storedIn(world, id)).toEqual(['first', 'two', 'somebody else', 'and more', 'three', 'four'])
    expect(wordsOf(chat)).toEqual(storedIn(world, id))
    expect(states).toEqual(['ready', 'resetting', 'ready'])
  })

  it('R31 I20 brings the whole conversation back when the restored store never had it', async () => {
    const world = createWorld()
    const { client, chat, id } = await talking(world)
    chat.send('msg.new', text('second'))
    await world.clock.until(() => messagesOf(chat)[1]?.n === 2)
    await world.clock.advance(1_000)
    world.server.closeAll(1006)
    await world.clock.advance(30)
    world.server.restore(id, 0)
    world.server.logs.delete(id)
    await world.clock.until(() => storedIn(world, id).length === 2)
    expect(storedIn(world, id)).toEqual(['first', 'second'])
    await world.clock.until(() => client.unsent.value === 0 && chat.state.value === 'ready')
    expect(wordsOf(chat)).toEqual(['first', 'second'])
  })

  it.each([
    ['another epoch', 'knows him', false, false],
    ['the old epoch', 'knows him', true, false],
    ['another epoch', 'never knew him', false, true],
    ['the old epoch', 'never knew him', true, true],
  ])(
    'R31 begins a conversation again that a store with %s, which %s, never had',
    async (_epoch, _who, keepsEpoch, isUnknown) => {
      const world = createWorld()
      const { client, chat, id } = await talking(world)
      chat.send('msg.new', text('second'))
      await world.clock.until(() => messagesOf(chat)[1]?.n === 2)
      await world.clock.advance(1_000)
      world.server.closeAll(1006)
      await world.clock.advance(30)
      world.server.restore(id, 0, keepsEpoch)
      world.server.logs.delete(id)
      if (isUnknown) world.server.tokens.clear()
      await world.clock.until(() => storedIn(world, id).length === 2)
      await world.clock.until(() => client.unsent.value === 0 && chat.state.value === 'ready')
      expect(wordsOf(chat)).toEqual(['first', 'second'])
    },
  )

  it('R31 begins it again though its thread is closed here, and the store never knew the visitor', async () => {
    const world = createWorld()
    const { chat, id } = await talking(world)
    await world.clock.advance(1_000)
    chat.release()
    world.server.closeAll(1006)
    await world.clock.advance(30)
    world.server.restore(id, 0)
    world.server.logs.delete(id)
    world.server.tokens.clear()
    await world.clock.until(() => storedIn(world, id).length === 1)
  })

  it('R31 I20 notices, after a reload too, that the log is shorter than what it acknowledged', async () => {
    const world = createWorld(settle)
    const browser = aBrowser(new IDBFactory())
    const before = await talking(world, { browser })
    before.chat.send('msg.new', text('cut'))
    await world.clock.until(() => messagesOf(before.chat)[1]?.messageId != null)
    await world.clock.advance(1_000)
    before.client.destroy()
    world.server.restore(before.id, 1, true)
    const { client } = world.visitor({ browser })
    client.start()
    const chat = client.open(before.id)
    await world.clock.until(() => storedIn(world, before.id).length === 2 && messagesOf(chat)[1]?.n === 2)
    expect(wordsOf(chat)).toEqual(['first', 'cut'])
  })

  it('R40 never drops the outbox in a reset', async () => {
    const world = createWorld()
    const { client, chat, id } = await talking(world)
    world.server.faults.refuse = () => 'store'
    chat.send('msg.new', text('waiting'))
    await world.clock.advance(100)
    const [connection] = [...world.server.connections]
    connection?.socket?.send(JSON.stringify({ t: 'reset', conversationId: id, why: 'overflow' }))
    await world.clock.until(() => chat.state.value === 'resetting')
    expect(wordsOf(chat)).toEqual(['first', 'waiting (sending)'])
    world.server.faults = {}
    await world.clock.until(() => client.unsent.value === 0)
    expect(storedIn(world, id)).toEqual(['first', 'waiting'])
  })

  it('R40 SYNC-66 settles a command that the snapshot shows, though nobody acknowledged it', async () => {
    const world = createWorld()
    const { client, chat, id } = await talking(world)
    world.server.faults = { swallowsAck: () => true, losesEvent: () => true }
    chat.send('msg.new', text('stored'))
    await world.clock.until(() => storedIn(world, id).length === 2)
    expect(client.unsent.value).toBe(1)
    const [connection] = [...world.server.connections]
    connection?.socket?.send(JSON.stringify({ t: 'reset', conversationId: id, why: 'far' }))
    // Before the deadline for acknowledgements would send it again.
    await world.clock.advance(2_000)
    expect([client.unsent.value, wordsOf(chat)]).toEqual([0, ['first', 'stored']])
    expect(world.server.counts.duplicates).toBe(0)
  })

  it('R40 keeps asking for the snapshot while the server is in trouble', async () => {
    const world = createWorld()
    const { chat, id } = await talking(world)
    world.server.faults.http = (name) => (name === 'getConversation' ? { status: 503, code: 'store' } : null)
    const [connection] = [...world.server.connections]
    connection?.socket?.send(JSON.stringify({ t: 'reset', conversationId: id, why: 'far' }))
    await world.clock.advance(20_000)
    expect(chat.state.value).toBe('resetting')
    say(world, id, 'meanwhile')
    world.server.faults = {}
    await world.clock.until(() => chat.state.value === 'ready')
    expect(wordsOf(chat)).toEqual(['first', 'meanwhile'])
  })

  it('SYNC-93 follows a merge, with what is still to be sent', async () => {
    const world = createWorld()
    const { chat, id } = await talking(world)
    const other = await talking(world)
    const target = world.server.logs.get(other.id)
    const own = world.server.logs.get(id)
    if (!target || !own) throw new Error('no logs')
    target.visitorId = own.visitorId
    const [connection] = [...world.server.connections]
    connection?.socket?.send(JSON.stringify({ t: 'moved', conversationId: id, to: other.id }))
    await world.clock.until(() => chat.id.value === other.id && chat.state.value === 'ready')
    chat.send('msg.new', text('here now'))
    await world.clock.until(() => storedIn(world, other.id).includes('here now'))
  })

  it('says that a conversation is gone', async () => {
    const world = createWorld()
    const { chat, id } = await talking(world)
    const [connection] = [...world.server.connections]
    connection?.socket?.send(JSON.stringify({ t: 'gone', conversationId: id }))
    await world.clock.until(() => chat.state.value === 'gone')
    const missing = world.agent().client.open('cnv_missing')
    await world.clock.until(() => missing.state.value === 'gone')
  })
})

describe('watermarks and typing', () => {
  it('R23 tells others what was received and read, once a second at most, and again after each resume', async () => {
    const world = createWorld()
    const { chat, id } = await talking(world)
    const desk = await serving(world, id)
    for (let i = 0; i < 20; i++) {
      say(world, id, `${i}`)
      chat.read()
      await world.clock.advance(50)
    }
    await world.clock.advance(2_000)
    chat.read()
    await world.clock.advance(2_000)
    const reads = framesOf(world, 'read').map(({ n }) => n as number)
    expect(reads.length).toBeLessThanOrEqual(4)
    expect(reads).toEqual([...reads].sort((a, b) => a - b))
    expect(desk.chat.marks.value.find(({ who }) => who.type === 'visitor')).toMatchObject({ read: 21, recv: 21 })
    const from = world.server.frames.length
    world.server.closeAll(1001)
    await world.clock.advance(2_000)
    expect(framesOf(world, 'read', from)).toMatchObject([{ conversationId: id, n: 21 }])
  })

  it('I32 does not undo "mark as unread" with a late watermark', async () => {
    const world = createWorld()
    const { id } = await talking(world)
    sayMany(world, id, 3)
    const { client, chat } = await serving(world, id)
    chat.read()
    expect(chat.myRead.value).toBe(4)
    world.server.faults.http = () => null
    const fetchBefore = world.server.fetch
    world.server.fetch = async (url, init) =>
      url.endsWith('/unread') ? new Response(JSON.stringify({ read: 1, unread: 3, gen: 7 })) : fetchBefore(url, init)
    const marked = client.call('markUnread', { params: { id }, body: { from: 'msg_1' } })
    await world.clock.advance(1_000)
    await marked
    expect(chat.myRead.value).toBe(1)
    const from = world.server.frames.length
    world.server.closeAll(1001)
    await world.clock.advance(3_000)
    expect(framesOf(world, 'read', from)).toMatchObject([{ n: 1, gen: 7 }])
    chat.read()
    await world.clock.advance(2_000)
    expect(framesOf(world, 'read', from).at(-1)).toMatchObject({ n: 4, gen: 7 })
  })

  it('R24 shows who types for six seconds, or until he has said it', async () => {
    const world = createWorld()
    const { chat, id } = await talking(world)
    const desk = await serving(world, id)
    for (let i = 0; i < 30; i++) {
      chat.setTyping(true)
      await world.clock.advance(100)
    }
    expect(desk.chat.typing.value).toMatchObject([{ actor: { type: 'visitor' }, note: false, text: null }])
    expect(framesOf(world, 'eph')).toHaveLength(1)
    await world.clock.advance(6_000)
    expect(desk.chat.typing.value).toEqual([])
    chat.setTyping(true)
    await world.clock.advance(100)
    chat.send('msg.new', text('said'))
    await world.clock.advance(200)
    expect(desk.chat.typing.value).toEqual([])
  })
})

describe('the place in line', () => {
  it('is what was told last on this line', async () => {
    const world = createWorld()
    const { chat, id } = await talking(world)
    const { queue } = chat as unknown as VisitorHandle // a visitor's client has more of it
    const tell = async (position: number | null) => {
      const frame = JSON.stringify({ t: 'queue', conversationId: id, position, wait: null })
      for (const { socket } of world.server.connections) socket?.send(frame)
      await world.clock.advance(100)
    }
    expect(queue.value).toBeNull()
    await tell(2)
    await tell(1)
    expect(queue.value?.position).toBe(1)
    await tell(null)
    expect(queue.value).toBeNull()
    await tell(3)
    world.server.closeAll(1001)
    await world.clock.advance(3_000)
    expect(queue.value).toBeNull()
  })
})

describe('lists', () => {
  it('SYNC-37 tell rows by the higher number, batched, and begin anew when told to', async () => {
    const world = createWorld()
    const { chat } = await talking(world)
    const { client } = world.agent()
    client.start()
    const page = client.call('listConversations', { query: { view: 'open' } })
    await world.clock.advance(200)
    const { keys, at } = await page
    const list = client.list(keys, at)
    const rows: number[] = []
    let resets = 0
    list.onRows((all) => rows.push(...all.map(({ ord }) => ord)))
    list.onReset(() => resets++)
    await world.clock.advance(500)
    expect(rows).toEqual([1])
    chat.send('msg.new', text('two'))
    await world.clock.advance(500)
    world.server.closeAll(1001)
    chat.send('msg.new', text('three'))
    await world.clock.advance(2_000)
    expect(rows).toEqual([1, 2, 3])
    const connection = [...world.server.connections].find(({ lists }) => lists.size > 0)
    const [log] = world.server.logs.values()
    if (!log) throw new Error('no log')
    const gone: number[] = []
    list.onGone((all) => gone.push(...all.map(({ ord }) => ord)))
    const stale = { t: 'row', keys, ord: 2, row: { ...rowOf(log), ord: 2 } }
    const left = { t: 'gone', key: keys[0], conversationId: log.id, ord: 3 }
    for (const frame of [stale, left, { ...stale, ord: 3, row: rowOf(log) }])
      connection?.socket?.send(JSON.stringify(frame))
    await world.clock.advance(500)
    expect({ rows, gone }).toEqual({ rows: [1, 2, 3], gone: [3] })
    connection?.socket?.send(JSON.stringify({ t: 'reset', list: keys[0], why: 'far' }))
    await world.clock.advance(500)
    expect(resets).toBe(1)
    expect(framesOf(world, 'list').at(-1)).toEqual({ t: 'list', key: keys[0] })
    list.release()
    await world.clock.advance(100)
    expect(framesOf(world, 'unlist')).toHaveLength(1)
  })
})
