import { IDBFactory } from 'fake-indexeddb'
import { describe, expect, it } from 'vitest'
import { aBrowser } from './testing/fake-environment.ts'
import { framesOf, settle, storedIn, talking } from './testing/scenes.ts'
import { createWorld, messagesOf, text, wordsOf } from './testing/world.ts'

async function fiveTabs() {
  const world = createWorld(settle)
  const browser = aBrowser(new IDBFactory())
  const down = new Set<number>()
  const first = await talking(world, { browser, network: { isDown: () => down.has(0) } })
  const others = [1, 2, 3, 4].map((i) => {
    const tab = world.visitor({ browser, network: { isDown: () => down.has(i) } })
    tab.client.start()
    return { ...tab, chat: tab.client.open(first.id) }
  })
  const tabs = [first, ...others]
  await world.clock.until(() => tabs.every(({ chat }) => chat.state.value === 'ready'))
  await world.clock.advance(1_000)
  return { world, tabs, down, id: first.id }
}

describe('the tabs of one visitor', () => {
  it('R20 I12 show one list, each bubble once, and send each command from one tab', async () => {
    const { world, tabs, id } = await fiveTabs()
    const from = world.server.frames.length
    tabs.forEach(({ chat }, i) => {
      for (const n of [1, 2]) chat.send('msg.new', text(`${i}.${n}`))
    })
    await world.clock.advance(20)
    for (const { chat } of tabs) expect(messagesOf(chat)).toHaveLength(11)
    await world.clock.until(() => tabs.every(({ client }) => client.unsent.value === 0))
    await world.clock.advance(1_000)
    expect(new Set(tabs.map(({ chat }) => wordsOf(chat).join())).size).toBe(1)
    expect(wordsOf(tabs[0]?.chat as never)).toEqual(storedIn(world, id))
    for (let i = 0; i < 5; i++)
      expect(storedIn(world, id).indexOf(`${i}.1`)).toBeLessThan(storedIn(world, id).indexOf(`${i}.2`))
    expect(new Set(storedIn(world, id)).size).toBe(11)
    // Nothing was sent twice but what had to wait for another tab's command.
    expect(world.server.counts.duplicates).toBe(0)
    expect(framesOf(world, 'send', from).length).toBeGreaterThanOrEqual(10)
  })

  it('R20 I12 flush what a tab that went offline left, once and in order', async () => {
    const { world, tabs, down, id } = await fiveTabs()
    down.add(0)
    world.server.closeAll(1006)
    await world.clock.advance(2_000)
    for (const words of ['a', 'b', 'c']) tabs[0]?.chat.send('msg.new', text(words))
    await world.clock.advance(100)
    expect(wordsOf(tabs[1]?.chat as never)).toEqual(['first', 'a (sending)', 'b (sending)', 'c (sending)'])
    await world.clock.until(() => tabs.every(({ client }) => client.unsent.value === 0), 60_000)
    expect(storedIn(world, id)).toEqual(['first', 'a', 'b', 'c'])
    down.clear()
    await world.clock.advance(60_000)
    for (const { chat } of tabs) expect(wordsOf(chat)).toEqual(['first', 'a', 'b', 'c'])
    expect(storedIn(world, id)).toEqual(['first', 'a', 'b', 'c'])
  })

  it('R20 SYNC-67 wait for a tab that went offline until they take over, and not longer', async () => {
    const { world, tabs, down, id } = await fiveTabs()
    down.add(0)
    world.server.closeAll(1006)
    await world.clock.advance(2_000)
    tabs[0]?.chat.send('msg.new', text('offline'))
    await world.clock.advance(100)
    const words = ['a', 'b', 'c', 'd', 'e']
    for (const one of words) tabs[1]?.chat.send('msg.new', text(one))
    await world.clock.until(() => storedIn(world, id).length === 7, 6_000)
    expect(storedIn(world, id)).toEqual(['first', 'offline', ...words])
  })

  it('R20 show two bubbles for the same words said twice, before and after they are stored', async () => {
    const { world, tabs } = await fiveTabs()
    world.server.faults.refuse = () => 'store'
    for (const tab of tabs.slice(0, 2)) tab.chat.send('msg.new', text('same'))
    await world.clock.advance(100)
    for (const { chat } of tabs) expect(wordsOf(chat)).toEqual(['first', 'same (sending)', 'same (sending)'])
    world.server.faults = {}
    await world.clock.until(() => tabs.every(({ client }) => client.unsent.value === 0))
    await world.clock.advance(1_000)
    for (const { chat } of tabs) expect(wordsOf(chat)).toEqual(['first', 'same', 'same'])
  })

  it('R20 shows an own message whose acknowledgement is lost beside one of equal words', async () => {
    const { world, tabs, id } = await fiveTabs()
    world.server.faults = { swallowsAck: () => true, losesEvent: () => true }
    tabs[0]?.chat.send('msg.new', text('first'))
    await world.clock.advance(100)
    expect(wordsOf(tabs[0]?.chat as never)).toEqual(['first', 'first (sending)'])
    expect(storedIn(world, id)).toEqual(['first', 'first'])
  })

  it('R20 tell each other of deleted bubbles', async () => {
    const { world, tabs, id } = await fiveTabs()
    world.server.faults.refuse = () => 'blocked'
    const cmid = tabs[0]?.chat.send('msg.new', text('no'))
    await world.clock.advance(500)
    expect(wordsOf(tabs[3]?.chat as never)).toEqual(['first', 'no (failed)'])
    if (cmid) tabs[3]?.chat.remove(cmid)
    await world.clock.advance(500)
    for (const { chat } of tabs) expect(wordsOf(chat)).toEqual(['first'])
    expect(storedIn(world, id)).toEqual(['first'])
  })

  it('make one visitor when they start at the same time', async () => {
    const world = createWorld(settle)
    const browser = aBrowser(new IDBFactory())
    for (let i = 0; i < 5; i++) world.visitor({ browser }).client.start()
    await world.clock.until(() => framesOf(world, 'hello').length === 5)
    await world.clock.advance(2_000)
    expect(world.server.counts.visitors).toBe(1)
  })

  it('create one conversation when two of them hold the same pending one', async () => {
    const world = createWorld(settle)
    const browser = aBrowser(new IDBFactory())
    let isDown = true
    const network = { isDown: () => isDown }
    const one = world.visitor({ browser, network })
    const chat = one.client.openNew()
    chat.send('msg.new', text('hello'))
    await world.clock.advance(50)
    const two = world.visitor({ browser, network })
    const same = two.client.openNew(chat.createKey ?? undefined)
    one.client.start()
    two.client.start()
    await world.clock.advance(1_000)
    isDown = false
    await world.clock.until(() => chat.id.value !== null && same.id.value === chat.id.value)
    await world.clock.advance(10_000)
    expect(world.server.logs.size).toBe(1)
    expect([wordsOf(chat), wordsOf(same)]).toEqual([['hello'], ['hello']])
  })
})
