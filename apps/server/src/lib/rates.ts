import type { Clock } from './clock.ts'
import { createRecentMap } from './recent-map.ts'

type Rate = { clock: Clock; count: number; perMs: number; keys: number }

/** Token buckets by key: `count` per `perMs`, all of them at once if need be. Forgets the keys used longest ago. */
export function createRates({ clock, count, perMs, keys }: Rate) {
  const buckets = createRecentMap<string, { left: number; at: number }>(keys)
  return {
    /** Takes one; false when there is none left. */
    take(key: string): boolean {
      const now = clock.now().getTime()
      const { left, at } = buckets.get(key) ?? { left: count, at: now }
      const refilled = Math.min(count, left + (Math.max(0, now - at) * count) / perMs)
      const isTaken = refilled >= 1
      buckets.set(key, { left: isTaken ? refilled - 1 : refilled, at: now })
      return isTaken
    },
  }
}
