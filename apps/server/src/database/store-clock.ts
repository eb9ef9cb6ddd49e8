import type { Store } from '@parley/database'
import { LIMITS } from '@parley/protocol'
import { type Clock, systemClock } from '../lib/clock.ts'

/** The offset is measured again so often, in milliseconds. */
const EVERY_MS = 60_000

export type StoreClock = Clock & {
  /** Beyond two seconds of offset this instance is not ready (SYNC-78). */
  isTrue(): boolean
  /** Measures now. */
  measure(): Promise<void>
  stop(): void
}

/** The store's time on this machine: its offset is measured at the start and each minute, halving the round trip. */
export async function createStoreClock(store: Pick<Store, 'now'>, local: Clock = systemClock): Promise<StoreClock> {
  let offsetMs = 0
  async function measure(): Promise<void> {
    const sent = local.now().getTime()
    const there = (await store.now()).getTime()
    offsetMs = there - (sent + local.now().getTime()) / 2
  }
  await measure()
  // A store that does not answer is noticed by whoever needs it; the offset of a minute ago still holds.
  const timer = setInterval(() => void measure().catch(() => undefined), EVERY_MS)
  timer.unref()
  return {
    now: () => new Date(local.now().getTime() + Math.round(offsetMs)),
    isTrue: () => Math.abs(offsetMs) <= LIMITS.clockOffsetMs,
    measure,
    stop: () => clearInterval(timer),
  }
}
