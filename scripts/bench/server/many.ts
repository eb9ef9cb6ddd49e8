import type { Options } from './options.ts'
import { fillHome, newHome, startFilled, startOurs } from './ours.ts'
import { loadAlone } from './round.ts'
import type { Target } from './target.ts'

/** What many stored messages change. */
export type Many = {
  stored: number
  /** From the spawn to the first good `/readyz`: on an empty store, and on a full one. */
  emptyStartMs: number
  fullStartMs: number
  /** Processor seconds of the server until then: what a machine that is busy otherwise does not stretch. */
  emptyStartCpu: number
  fullStartCpu: number
  fillSeconds: number
  /** Seconds of processor time per 1,000 acknowledged messages with that many stored. */
  cpuPer1000: number
  ackP99Ms: number
}

/** Our own server on a store of `options.stored` messages: how long it takes to start, and what a message costs there. */
export async function many(target: Target, options: Options): Promise<Many> {
  const { sockets, stored } = options
  const home = await newHome(target.store)
  try {
    const first = await startOurs(home)
    const { cpuSeconds: emptyStartCpu } = await first.ask({ probe: 'read' })
    await first.stop()
    const began = performance.now()
    const filled = await fillHome(home, { sockets, stored })
    const fillSeconds = (performance.now() - began) / 1000
    const running = await startFilled(home, filled)
    try {
      const { cpuPer1000, load } = await loadAlone({ running, target, options })
      return {
        ...{ stored, fillSeconds, cpuPer1000, ackP99Ms: load.ack.p99 },
        emptyStartMs: first.readyMs,
        emptyStartCpu,
        fullStartMs: running.process.readyMs,
        fullStartCpu: running.startCpu,
      }
    } finally {
      await running.stop()
    }
  } finally {
    await home.remove()
  }
}
