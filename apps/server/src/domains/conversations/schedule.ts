import { setTimeout as pause } from 'node:timers/promises'
import type { Limits } from '@parley/protocol'
import type { Logger } from '../../lib/logger.ts'
import { every } from '../../lib/periodic.ts'
import type { Sweeps } from './sweep.ts'

type Deps = {
  sweeps: Sweeps
  limits: Pick<Limits, 'sweepMs' | 'leaseMs' | 'slotReconcileMs' | 'dueMs'>
  log: Logger
}

/** When the sweeps run: once at the start, then by the clock; never before the server is ready (SYNC-35). */
export function createSchedule({ sweeps, limits, log }: Deps) {
  let stops: (() => void)[] = []
  let isStopped = false

  async function repair(unlessWithinMs = 0): Promise<boolean> {
    const repaired = await sweeps.repair(unlessWithinMs)
    if (repaired) log.info({ repaired }, 'summaries repaired')
    return repaired !== null
  }

  /** Whoever held the lease may have died with it: it is asked for again when that has run out. */
  async function firstRepair(): Promise<void> {
    while (!isStopped && !(await repair())) await pause(limits.leaseMs, undefined, { ref: false })
  }

  /** Another instance may have swept meanwhile. */
  async function nextRepair(): Promise<void> {
    await repair(limits.sweepMs / 2)
  }

  async function wake(): Promise<void> {
    await sweeps.wake()
  }

  return {
    start(): void {
      firstRepair().catch((error: unknown) => log.warn({ err: error }, 'sweep failed'))
      stops = [
        every(() => limits.sweepMs, nextRepair, log),
        every(() => limits.slotReconcileMs, sweeps.reconcileSlots, log),
        every(() => limits.dueMs, wake, log),
      ]
    },
    stop(): void {
      isStopped = true
      for (const stop of stops.splice(0)) stop()
    },
  }
}
