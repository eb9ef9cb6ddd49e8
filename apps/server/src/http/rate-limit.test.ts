import { describe, expect, it } from 'vitest'
import { addressKey, createRateLimiter } from './rate-limit.ts'

function aLimiter() {
  let now = Date.UTC(2030, 0, 1)
  return { limiter: createRateLimiter({ now: () => new Date(now) }), pass: (ms: number) => (now += ms) }
}

describe('a rate limit', () => {
  const rate = { burst: 3, perSecond: 0.5 }

  it('lets a burst through, then says how long to wait, and keeps its word', () => {
    const { limiter, pass } = aLimiter()
    const take = () => limiter.take('x', 'a', rate)
    for (let n = 0; n < 3; n++) take()
    expect(take).toThrow(expect.objectContaining({ code: 'rate', data: { retryAfterMs: 2_000 } }))
    pass(2_000)
    expect(take).not.toThrow()
    expect(take).toThrow()
  })

  it('keeps keys and names apart, and takes back what was honest', () => {
    const { limiter } = aLimiter()
    for (let n = 0; n < 10; n++) {
      limiter.take('x', 'a', rate)
      limiter.give('x', 'a')
    }
    for (const [name, key] of [
      ['x', 'a'],
      ['x', 'b'],
      ['y', 'a'],
    ] as const) {
      expect(() => limiter.take(name, key, rate)).not.toThrow()
    }
  })

  it.each([
    ['203.0.113.7', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2::9', '2001:db8:1:2::/64'],
    ['2001:DB8:0001:2:ffff::', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
  ])('N87 counts %s as %s', (address, key) => {
    expect(addressKey(address)).toBe(key)
  })
})
