import { describe, expect, it } from 'vitest'
import { beating, framesOf, serving, talking } from './testing/scenes.ts'
import { createWorld } from './testing/world.ts'

const INES = { type: 'agent', id: 'agt_00000000000000000009', name: 'Ines' } as const

describe('who looks at a conversation', () => {
  async function aScene() {
    const world = createWorld()
    const { id } = await talking(world)
    const { chat } = await serving(world, id)
    const looks = (d: boolean) => {
      for (const { socket } of world.server.connections)
        socket?.send(JSON.stringify({ t: 'eph', conversationId: id, k: 'cursor', d, from: INES }))
      return world.clock.advance(50)
    }
    const told = () => framesOf(world, 'eph').flatMap((frame) => ('d' in frame ? frame.d : []))
    const viewers = () => chat.viewers.value.map(({ actor }) => actor.id)
    return { world, chat, looks, told, viewers }
  }

  it('R24 is forgotten when nothing is said any more: a tab that dies says nothing', async () => {
    const { world, looks, viewers, chat } = await aScene()
    await looks(true)
    expect(viewers()).toEqual([INES.id])
    expect(chat.typing.value).toEqual([])
    await beating(world, 20_000)
    expect(viewers()).toEqual([INES.id])
    await beating(world, 10_000)
    expect(viewers()).toEqual([])
  })

  it('ends when it is said to', async () => {
    const { looks, viewers } = await aScene()
    await looks(true)
    await looks(false)
    expect(viewers()).toEqual([])
  })

  it('is said again and again while somebody looks, at once to whoever comes, and once that it is over', async () => {
    const { world, chat, looks, told } = await aScene()
    const end = chat.look()
    await world.clock.advance(50)
    expect(told()).toEqual([true])
    await looks(true)
    expect(told()).toEqual([true, true])
    await looks(true)
    await beating(world, 21_000)
    expect(told()).toEqual([true, true, true, true])
    end()
    await beating(world, 30_000)
    expect(told().slice(4)).toEqual([false])
  })
})
