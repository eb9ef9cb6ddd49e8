import { randomInt } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { CLOSE, type Limits } from '@parley/protocol'
import { type Connection, close, tell } from './connection.ts'

type Deps = { connections(): Connection[]; isBusy(): boolean; limits: Pick<Limits, 'drainMs'> }

const STEP_MS = 100
/** A client comes back within this, at a moment of its own. */
const RETURN_MS = 2_000

/** Leaves in good order: goodbyes spread over the drain's time, then appends in flight, then the rest is closed. */
export function createDrain({ connections, isBusy, limits }: Deps) {
  const draining = new AbortController()

  return {
    isDraining: () => draining.signal.aborted,
    /** Aborted when the drain begins: long-polls answer. */
    signal: draining.signal,

    async run(drainMs: number = limits.drainMs): Promise<void> {
      draining.abort()
      const all = connections()
      const steps = Math.max(1, Math.floor(drainMs / STEP_MS))
      const perStep = Math.ceil(all.length / steps)
      for (let i = 0; i < all.length; i += perStep) {
        for (const one of all.slice(i, i + perStep)) {
          tell(one, { t: 'bye', why: 'drain', afterMs: randomInt(RETURN_MS) })
        }
        await pause(drainMs === 0 ? 0 : STEP_MS)
      }
      while (isBusy()) await pause(1)
      for (const one of connections()) close(one, CLOSE.drain)
    },
  }
}
