import { describe, expect, it } from 'vitest'
import { createFakeClock } from '../testing/fake-clock.ts'
import { debounced, paced } from './debounced.ts'

describe('what waits for a pause', () => {
  it('runs once, after the last call', async () => {
    const clock = createFakeClock()
    const ran: number[] = []
    const ask = debounced(clock, 400, () => ran.push(clock.now()))
    const began = clock.now()
    ask.call()
    await clock.advance(300)
    ask.call()
    await clock.advance(5000)
    expect(ran.map((at) => at - began)).toEqual([700])
  })

  it('runs also where there is no pause, if it is told how long to wait at the most', async () => {
    const clock = createFakeClock()
    const ran: number[] = []
    const ask = debounced(clock, 400, () => ran.push(clock.now()), 1000)
    const began = clock.now()
    for (let i = 0; i < 50; i++) {
      ask.call()
      await clock.advance(50)
    }
    await clock.advance(5000)
    expect(ran.map((at) => at - began)).toEqual([1000, 2000, 2850])
    expect(clock.pending()).toBe(0)
  })

  it('leaves no timer behind', () => {
    const clock = createFakeClock()
    const ask = debounced(clock, 400, () => undefined, 1000)
    ask.call()
    ask.cancel()
    expect(clock.pending()).toBe(0)
  })
})

describe('what keeps a pace', () => {
  it('runs the first at once, those that follow together and in their order', async () => {
    const clock = createFakeClock()
    const ran: string[] = []
    const pace = paced(clock, 200)
    const say = (what: string) => pace.call(() => ran.push(what))
    say('a')
    expect(ran).toEqual(['a'])
    say('b')
    say('c')
    await clock.advance(199)
    expect(ran).toEqual(['a'])
    await clock.advance(1)
    expect(ran).toEqual(['a', 'b', 'c'])
    say('d')
    await clock.advance(200)
    expect(ran).toEqual(['a', 'b', 'c', 'd'])
    await clock.advance(200)
    expect(clock.pending()).toBe(0)
    say('e')
    expect(ran.at(-1)).toBe('e')
  })

  it('drops what waits when it ends', async () => {
    const clock = createFakeClock()
    const ran: string[] = []
    const pace = paced(clock, 200)
    pace.call(() => ran.push('a'))
    pace.call(() => ran.push('b'))
    pace.cancel()
    await clock.advance(1000)
    expect(ran).toEqual(['a'])
    expect(clock.pending()).toBe(0)
  })
})
