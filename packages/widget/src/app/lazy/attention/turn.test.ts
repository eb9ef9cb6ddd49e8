import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import { createTurns, type Turns } from './turn.ts'

describe('the turns of tabs', () => {
  let tabs: Turns[] = []
  const open = (count: number, name = `t${Math.random()}`) => {
    tabs = Array.from({ length: count }, () => createTurns(name))
    return name
  }
  afterEach(() => {
    for (const tab of tabs) tab.end()
  })
  const takers = async (key: string) => (await Promise.all(tabs.map((tab) => tab.take(key)))).filter(Boolean).length

  it('R20 one of five tabs rings for a message', async () => {
    open(5)
    expect(await takers('cnv:1')).toBe(1)
    expect(await takers('cnv:2')).toBe(1)
    expect(await takers('cnv:1')).toBe(0)
  })

  it('R20 a tab that was frozen meanwhile stays silent', async () => {
    const name = open(2)
    expect(await takers('cnv:1')).toBe(1)
    const thawed = createTurns(name)
    tabs.push(thawed)
    expect(await thawed.take('cnv:1')).toBe(false)
  })

  it('nobody rings for what is looked at in one of them', async () => {
    open(3)
    tabs[0]?.settle('cnv:1')
    await pause(20)
    expect(await takers('cnv:1')).toBe(0)
  })

  it.each([
    null,
    7,
    'claim',
    [],
    { is: 'claim' },
    { is: 'taken', key: 5 },
    { is: 'claim', key: 'k', by: 'x' },
    {
      is: 'taken',
      key: 'k'.repeat(1000),
    },
  ])('takes no harm from %j of a stranger', async (word) => {
    const name = open(1)
    const stranger = new BroadcastChannel(name)
    stranger.postMessage(word)
    await pause(20)
    expect(await takers('k')).toBe(1)
    stranger.close()
  })

  it('takes every turn where tabs cannot talk', async () => {
    const { BroadcastChannel } = globalThis
    Object.defineProperty(globalThis, 'BroadcastChannel', {
      configurable: true,
      value: function refused() {
        throw new DOMException('denied', 'SecurityError')
      },
    })
    open(1)
    Object.defineProperty(globalThis, 'BroadcastChannel', { configurable: true, value: BroadcastChannel })
    expect(await takers('cnv:1')).toBe(1)
  })
})
