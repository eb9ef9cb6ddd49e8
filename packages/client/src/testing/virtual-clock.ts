type Timer = { at: number; order: number; run: () => void }

/** Time that passes only when told: timers fire in order, and promises settle between them. */
export type VirtualClock = {
  now(): number
  setTimeout(run: () => void, ms: number): unknown
  clearTimeout(timer: unknown): void
  /** Timers not fired yet. */
  pending(): number
  /** Lets `ms` pass. */
  advance(ms: number): Promise<void>
  /** Lets time pass until `met` holds; throws after `withinMs`. */
  until(met: () => boolean, withinMs?: number): Promise<void>
}

/** `settle` is awaited before and after each timer: one turn of the event loop unless something slower is involved. */
export function createClock(startMs = Date.UTC(2026, 10, 20, 9), settle: () => Promise<void> = turn): VirtualClock {
  const timers = new Set<Timer>()
  let nowMs = startMs
  let order = 0

  const nextBefore = (endMs: number) => {
    let first: Timer | undefined
    for (const timer of timers) {
      if (timer.at <= endMs && (!first || timer.at < first.at || (timer.at === first.at && timer.order < first.order)))
        first = timer
    }
    return first
  }
  async function step(endMs: number): Promise<boolean> {
    const timer = nextBefore(endMs)
    if (!timer) return false
    timers.delete(timer)
    nowMs = Math.max(nowMs, timer.at)
    timer.run()
    await settle()
    return true
  }
  async function advance(ms: number) {
    const endMs = nowMs + ms
    await settle()
    while (await step(endMs));
    nowMs = endMs
  }

  return {
    now: () => nowMs,
    setTimeout(run, ms) {
      const timer = { at: nowMs + Math.max(0, ms), order: order++, run }
      timers.add(timer)
      return timer
    },
    clearTimeout: (timer) => void timers.delete(timer as Timer),
    pending: () => timers.size,
    advance,
    async until(met, withinMs = 120_000) {
      const endMs = nowMs + withinMs
      await settle()
      while (!met()) if (!(await step(endMs))) throw new Error(`not met within ${withinMs} ms`)
    },
  }
}

/** One turn of the event loop: every promise that can settle has settled. */
export function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
