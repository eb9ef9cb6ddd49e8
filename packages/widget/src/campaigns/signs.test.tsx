import type { Trigger } from '@parley/protocol'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { watch } from './signs.ts'

let told: Trigger[] = []
let ending = new AbortController()
beforeEach(() => {
  vi.useFakeTimers()
  told = []
  ending = new AbortController()
})
afterEach(() => {
  ending.abort()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})
const begin = (...triggers: Trigger[]) => watch(triggers, ending.signal, (sign) => told.push(sign))
const look = (state: 'visible' | 'hidden') => {
  vi.spyOn(document, 'visibilityState', 'get').mockReturnValue(state)
  document.dispatchEvent(new Event('visibilitychange'))
}
/** The page's window stands at `top` of a page that is 3000 pixels higher than it. */
function scrollTo(top: number, time = 0): void {
  const box = { scrollTop: top, clientHeight: innerHeight, scrollHeight: innerHeight + 3000 }
  vi.spyOn(document, 'scrollingElement', 'get').mockReturnValue(box as Element)
  const event = new Event('scroll')
  Object.defineProperty(event, 'timeStamp', { value: time })
  dispatchEvent(event)
  vi.advanceTimersByTime(20)
}

describe('time on a page', () => {
  const inSeconds = (seconds: number): Trigger => ({ type: 'time', seconds })

  it('is told once each, at once where none is asked for', () => {
    begin(inSeconds(5), inSeconds(0), inSeconds(2))
    expect(told).toEqual([inSeconds(0)])
    vi.advanceTimersByTime(2_000)
    expect(told).toEqual([inSeconds(0), inSeconds(2)])
    vi.advanceTimersByTime(60_000)
    expect(told).toEqual([inSeconds(0), inSeconds(2), inSeconds(5)])
    expect(vi.getTimerCount()).toBe(0)
  })

  it('stands still while the page is not looked at, and wakes nobody up', () => {
    begin(inSeconds(5))
    vi.advanceTimersByTime(3_000)
    look('hidden')
    expect(vi.getTimerCount()).toBe(0)
    vi.advanceTimersByTime(60_000)
    look('visible')
    vi.advanceTimersByTime(1_900)
    expect(told).toEqual([])
    vi.advanceTimersByTime(200)
    expect(told).toEqual([inSeconds(5)])
  })

  it('ends with the page view', () => {
    begin(inSeconds(5))
    ending.abort()
    expect(vi.getTimerCount()).toBe(0)
    look('visible')
    expect(vi.getTimerCount()).toBe(0)
  })
})

describe('how far a page was scrolled', () => {
  const to = (percent: number): Trigger => ({ type: 'scroll', percent })

  it('is told once each', () => {
    begin(to(50), to(90))
    scrollTo(1000)
    expect(told).toEqual([])
    scrollTo(1500)
    scrollTo(1600)
    expect(told).toEqual([to(50)])
    scrollTo(3000)
    scrollTo(3000)
    expect(told).toEqual([to(50), to(90)])
  })

  it('is not asked of a page that has nothing to scroll, nor of small boxes on it', () => {
    begin(to(1))
    const small = document.body.appendChild(document.createElement('div'))
    small.dispatchEvent(new Event('scroll'))
    vi.advanceTimersByTime(20)
    expect(told).toEqual([])
    small.remove()
  })
})

describe('leaving', () => {
  const exit: Trigger = { type: 'exit' }
  const out = (clientY: number, relatedTarget: EventTarget | null = null) =>
    document.dispatchEvent(new MouseEvent('mouseout', { clientY, relatedTarget }))

  it('is a pointer that goes out through the top, once', () => {
    begin(exit)
    out(300)
    out(-1, document.body)
    expect(told).toEqual([])
    out(-1)
    out(-1)
    expect(told).toEqual([exit])
  })

  it('without a pointer is a page that was read and is scrolled back up fast', () => {
    vi.stubGlobal('matchMedia', () => ({ matches: true }))
    begin(exit)
    out(-1)
    scrollTo(100, 0)
    scrollTo(0, 100)
    expect(told).toEqual([])
    scrollTo(2000, 1_000)
    for (const [top, time] of [
      [1900, 2_000],
      [1300, 4_000],
      [700, 6_000],
    ] as const)
      scrollTo(top, time)
    expect(told).toEqual([])
    scrollTo(2000, 7_000)
    scrollTo(2000 - innerHeight, 7_200)
    expect(told).toEqual([exit])
  })
})

it('what is not asked for is not listened to', () => {
  const added = vi.spyOn(globalThis, 'addEventListener')
  begin({ type: 'event', name: 'x' }, { type: 'js', name: 'y' })
  expect(added).not.toHaveBeenCalled()
  expect(vi.getTimerCount()).toBe(0)
})
