import type { Clock } from './clock.ts'
import { createRecentMap } from './recent-map.ts'

/** Answers by key for `forMs`, of at most `max` keys; one read serves all who ask meanwhile. A failure is not kept. */
export function createMemo<T>({ clock, forMs, max }: { clock: Clock; forMs: number; max: number }) {
  const kept = createRecentMap<string, { at: number; answer: Promise<T> }>(max)
  return {
    get(key: string, read: () => Promise<T>): Promise<T> {
      const now = clock.now().getTime()
      const had = kept.get(key)
      if (had && now - had.at < forMs && now >= had.at) return had.answer
      const answer = read()
      kept.set(key, { at: now, answer })
      answer.catch(() => kept.delete(key))
      return answer
    },
    drop: (key: string): boolean => kept.delete(key),
  }
}
