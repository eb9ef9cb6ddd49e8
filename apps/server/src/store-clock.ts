import type { Store } from '@parley/database'
import { type Clock, systemClock } from './lib/clock.ts'

/** How often the distance to the store's clock is measured, in milliseconds (SYNC-78). */
const MEASURED_EVERY_MS = 60_000

export type StoreClock = Clock & { stop(): void }

/** The store's time, as this machine's clock plus a distance that is measured at the start and each minute (SYNC-78). */
export async function createStoreClock(store: Pick<Store, 'now'>): Promise<StoreClock> {
  let offsetMs = 0
  async function measure(): Promise<void> {
    const before = systemClock.now().getTime()
    const there = (await store.now()).getTime()
    const after = systemClock.now().getTime()
    offsetMs = Math.round(there - (before + after) / 2)
  }
  await measure()
  const timer = setInterval(() => {
    measure().catch(() => undefined) // the store is away; readiness tells
  }, MEASURED_EVERY_MS)
  timer.unref()
  return { now: () => new Date(systemClock.now().getTime() + offsetMs), stop: () => clearInterval(timer) }
}
