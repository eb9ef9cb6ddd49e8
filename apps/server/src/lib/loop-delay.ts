import { monitorEventLoopDelay } from 'node:perf_hooks'

const SAMPLE_MS = 20
const WINDOW_MS = 1_000

export type LoopDelay = {
  /** Milliseconds of the last full second. */
  ms(): number
}

/**
 * How late the event loop runs: the delay that a frame meets which comes at a random moment. One turn of 500 ms in a
 * second counts, for half of what came had to wait for it; one pause of 200 ms for the garbage collector does not.
 */
export function createLoopDelay(): LoopDelay {
  const histogram = monitorEventLoopDelay({ resolution: SAMPLE_MS })
  histogram.enable()
  let delayMs = 0
  const timer = setInterval(() => {
    if (histogram.count > 0) delayMs = met(histogram)
    histogram.reset()
  }, WINDOW_MS)
  timer.unref()
  return { ms: () => delayMs }
}

/** A long delay is met by more frames than a short one: each delay (ns) is weighted by its own length. */
function met({ mean, stddev }: { mean: number; stddev: number }): number {
  return Math.max(0, (mean + stddev ** 2 / mean) / 1e6 - SAMPLE_MS)
}
