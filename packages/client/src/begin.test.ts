import type { ConversationId } from '@parley/protocol'
import { IDBFactory } from 'fake-indexeddb'
import { describe, expect, it } from 'vitest'
import { createTyping } from './sync/typing.ts'
import { aBrowser } from './testing/fake-environment.ts'
import { framesOf, serving, settle, storedIn } from './testing/scenes.ts'
import { createWorld, messagesOf, text, type World, wordsOf } from './testing/world.ts'
import { createVisitorClient } from './visitor/visitor-client.ts'

const VERA = 'vis_0000000000000000000v'
const SALES = 'dep_0000000000000000000s'
const ADA = 'agt_00000000000000000001'

/** What arrived with a create key, by command. */
const created = (world: World) =>
  framesOf(world, 'send').flatMap(({ create }) => (create ? [create as { key: string }] : []))

describe('an agent’s client begins a conversation', () => {
  it('with the visitor that it names, in every transmission until the first acknowledgement', async () => {
    const world = createWorld()
    const { client } = world.agent()
    client.start()
    world.server.faults.swallowsAck = () => true
    const chat = client.openNew(undefined, { visitorId: VERA, departmentId: SALES })
    chat.send('msg.new', text('May I help?'))
    chat.send('msg.new', text('I saw you look.'))
    await world.clock.advance(15_000)
    world.server.faults = {}
    await world.clock.until(() => client.unsent.value === 0)
    const create = { key: chat.createKey, visitorId: VERA, departmentId: SALES }
    expect(created(world).length).toBeGreaterThan(2)
    for (const one of created(world)) expect(one).toEqual(create)
    expect(world.server.logs.size).toBe(1)
    const id = chat.id.value
    expect(id && [world.server.logs.get(id)?.visitorId, storedIn(world, id)]).toEqual([
      VERA,
      ['May I help?', 'I saw you look.'],
    ])
    expect(wordsOf(chat)).toEqual(['May I help?', 'I saw you look.'])
  })

  it('typed offline, after the page that wrote it is gone, once', async () => {
    const world = createWorld(settle)
    const browser = aBrowser(new IDBFactory())
    const { client } = world.agent(ADA, { browser, network: { isDown: () => true } })
    client.start()
    const { createKey } = client.openNew(undefined, { visitorId: VERA })
    client.openNew(createKey ?? undefined).send('msg.new', text('May I help?'))
    await settle()
    client.destroy()
    const next = world.agent(ADA, { browser })
    next.client.start()
    await world.clock.until(() => world.server.logs.size === 1 && next.client.unsent.value === 0)
    expect(created(world)).toEqual([{ key: createKey, visitorId: VERA }])
    const [log] = world.server.logs.values()
    expect(log && [log.visitorId, storedIn(world, log.id)]).toEqual([VERA, ['May I help?']])
  })

  it('and what is added after a reload to one that was refused names the visitor too', async () => {
    const world = createWorld(settle)
    const browser = aBrowser(new IDBFactory())
    const { client } = world.agent(ADA, { browser })
    client.start()
    world.server.faults.refuse = () => 'at_capacity'
    const { createKey, command } = client.openNew(undefined, { visitorId: VERA })
    const told = command('msg.new', text('May I help?'))
    await world.clock.advance(2_000)
    expect(await told).toEqual({ phase: 'failed', code: 'at_capacity' })
    client.destroy()
    world.server.faults = {}
    const next = world.agent(ADA, { browser })
    next.client.start()
    await settle()
    expect(await next.client.pendingNew()).toEqual([createKey])
    const chat = next.client.openNew(createKey ?? undefined)
    expect(wordsOf(chat)).toEqual(['May I help? (failed)'])
    chat.send('msg.new', text('Still there?'))
    const [first] = messagesOf(chat)
    if (first) chat.retry(first.key)
    await world.clock.until(() => next.client.unsent.value === 0)
    const [log] = world.server.logs.values()
    expect(log && [log.visitorId, storedIn(world, log.id)]).toEqual([VERA, ['Still there?', 'May I help?']])
  })
})

describe('a visitor’s client with whom an agent begins', () => {
  it('is told, and the thread in which nothing was said becomes that conversation, all of it news', async () => {
    const world = createWorld()
    const { env } = world.visitor()
    const client = createVisitorClient({ url: 'http://chat.test', siteKey: 'shop', environment: env })
    client.start()
    const chat = client.openNew()
    await world.clock.until(() => client.connection.value.phase === 'online')
    const visitorId = client.actor.value?.id as `vis_${string}`
    const agent = world.agent().client
    agent.start()
    const begun = agent.openNew(undefined, { visitorId })
    begun.send('msg.new', text('May I help?'))
    await world.clock.until(() => client.begun.value !== null)
    const id = client.begun.value?.conversationId
    expect(id).toBe(begun.id.value)
    expect([chat.id.value, chat.state.value, chat.timeline.value]).toEqual([null, 'ready', []])
    if (id) chat.meet(id)
    await world.clock.until(() => chat.timeline.value.length > 0)
    chat.send('msg.new', text('Yes!'))
    await world.clock.until(() => client.unsent.value === 0)
    expect(id && storedIn(world, id)).toEqual(['May I help?', 'Yes!'])
    await world.clock.until(() => begun.timeline.value.length === 2)
    expect(created(world).filter(({ key }) => key === chat.createKey)).toEqual([])
  })
})

describe('a visitor’s client whose page has not fetched what follows who types', () => {
  it('sees and tells nothing of it, and both once it is there', async () => {
    const world = createWorld()
    const { env } = world.visitor()
    const client = createVisitorClient({ url: 'http://chat.test', siteKey: 'shop', environment: env })
    client.start()
    const chat = client.openNew()
    chat.send('msg.new', text('Is anybody there?'))
    await world.clock.until(() => client.unsent.value === 0)
    const desk = await serving(world, chat.id.value as ConversationId)
    const bothType = async () => {
      chat.setTyping(true)
      desk.chat.setTyping(true)
      await world.clock.advance(200)
    }
    await bothType()
    expect([chat.typing.value, desk.chat.typing.value]).toEqual([[], []])
    client.followTyping(createTyping)
    await world.clock.advance(6_000)
    await bothType()
    expect(chat.typing.value).toMatchObject([{ actor: { type: 'agent' } }])
    expect(desk.chat.typing.value).toMatchObject([{ actor: { type: 'visitor' }, note: false, text: null }])
    client.destroy()
  })
})
