import type { Limits } from '@parley/protocol'
import type { Logger } from '../../lib/logger.ts'
import { every } from '../../lib/periodic.ts'
import type { Sweeps } from './sweep.ts'

type Deps = { sweeps: Sweeps; limits: Pick<Limits, 'sweepMs' | 'slotReconcileMs'>; log: Logger }

/** When the sweeps run: once at the start, then by the clock; never before the server is ready (SYNC-35). */
export function createSchedule({ sweeps, limits, log }: Deps) {
  let stops: (() => void)[] = []

  async function repair(): Promise<void> {
    const repaired = await sweeps.repair()
    if (repaired) log.info({ repaired }, 'summaries repaired')
  }

  return {
    start(): void {
      repair().catch((error: unknown) => log.warn({ err: error }, 'sweep failed'))
      stops = [
        every(() => limits.sweepMs, repair, log),
        every(() => limits.slotReconcileMs, sweeps.reconcileSlots, log),
      ]
    },
    stop(): void {
      for (const stop of stops.splice(0)) stop()
    },
  }
}
