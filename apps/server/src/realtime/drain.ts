import { randomInt } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { CLOSE, type Limits } from '@parley/protocol'
import { type Connection, close, tell } from './connection.ts'

type Deps = { connections(): Connection[]; isBusy(): boolean; limits: Pick<Limits, 'drainMs'> }

const STEP_MS = 100
/** A client comes back within this, at a moment of its own. */
const RETURN_MS = 2_000
/** So long a peer may take to answer a close frame. */
const CLOSE_MS = 1_000

/**
 * Leaves in good order: goodbyes spread evenly over the drain's time (N/drain per second, SYNC-54), then appends in
 * flight, then those who have not gone are closed.
 */
export function createDrain({ connections, isBusy, limits }: Deps) {
  const draining = new AbortController()

  /** Waits until nobody is connected any more, but no longer than `ms`. */
  async function emptied(ms: number): Promise<void> {
    const until = performance.now() + ms
    while (connections().length > 0 && performance.now() < until) await pause(10)
  }

  /** By the clock and not by the count of pauses: a busy process must not need longer than it has. */
  async function sayGoodbye(drainMs: number): Promise<void> {
    const all = connections()
    const began = performance.now()
    for (let told = 0, step = 1; told < all.length && connections().length > 0; step++) {
      const share = drainMs === 0 ? 1 : (performance.now() - began + STEP_MS) / drainMs
      // A step with nobody in it would only make a small server slow to leave.
      const due = Math.max(step, Math.ceil(share * all.length))
      for (const one of all.slice(told, due)) tell(one, { t: 'bye', why: 'drain', afterMs: randomInt(RETURN_MS) })
      told = due
      await pause(drainMs === 0 ? 0 : STEP_MS)
    }
  }

  return {
    isDraining: () => draining.signal.aborted,
    /** Aborted when the drain begins: long-polls answer. */
    signal: draining.signal,

    async run(drainMs: number = limits.drainMs): Promise<void> {
      draining.abort()
      await sayGoodbye(drainMs)
      // Whoever was told last goes by himself too, or the end would be a herd.
      await emptied(Math.min(drainMs, RETURN_MS))
      while (isBusy()) await pause(1)
      for (const one of connections()) close(one, CLOSE.drain)
      await emptied(drainMs === 0 ? 0 : CLOSE_MS)
    },
  }
}
