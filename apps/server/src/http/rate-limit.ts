import { isIPv6 } from 'node:net'
import { AppError } from '../errors/app-error.ts'
import type { Clock } from '../lib/clock.ts'

/** A bucket holds `burst` and gains `perSecond`. */
export type Rate = { burst: number; perSecond: number }
export type RateLimiter = {
  /** Takes one from the bucket `name` of `key`. Throws `rate` with `retryAfterMs` when it is empty. */
  take(name: string, key: string, rate: Rate): void
  /** Gives one back: the try that it was taken for turned out to be honest. */
  give(name: string, key: string): void
}

/** Buckets kept at most; beyond it the least recently used goes, so a flood of keys costs bounded memory. */
const BUCKETS = 50_000

/** Token buckets of this process. Instances each have their own: with n of them a caller gets at most n times the rate. */
export function createRateLimiter(clock: Clock): RateLimiter {
  const buckets = new Map<string, { left: number; at: number }>()
  return {
    take(name, key, { burst, perSecond }) {
      const id = `${name}\n${key}`
      const now = clock.now().getTime()
      const before = buckets.get(id) ?? { left: burst, at: now }
      const left = Math.min(burst, before.left + (Math.max(0, now - before.at) / 1000) * perSecond)
      buckets.delete(id)
      buckets.set(id, { left: Math.max(0, left - 1), at: now })
      if (buckets.size > BUCKETS) buckets.delete(buckets.keys().next().value ?? id)
      if (left < 1) {
        throw new AppError('rate', 'Too many requests; wait and try again.', {
          retryAfterMs: Math.ceil(((1 - left) / perSecond) * 1000),
        })
      }
    },
    give(name, key) {
      const bucket = buckets.get(`${name}\n${key}`)
      if (bucket) bucket.left += 1
    },
  }
}

/** Who an address stands for: an IPv4 address itself, of IPv6 the /64 that one customer line has (N87). */
export function addressKey(ip: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip)?.[1]
  if (mapped) return mapped
  if (!isIPv6(ip)) return ip
  const [head = '', tail] = ip.toLowerCase().split('::')
  const left = head === '' ? [] : head.split(':')
  const right = tail ? tail.split(':') : []
  const groups =
    tail === undefined ? left : [...left, ...Array(Math.max(0, 8 - left.length - right.length)).fill('0'), ...right]
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`
}
