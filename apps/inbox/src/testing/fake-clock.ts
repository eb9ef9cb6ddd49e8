/** Time that stands still until a test moves it. */
export function createFakeClock(startMs = Date.parse('2026-03-10T10:00:00Z')) {
  let now = startMs
  let last = 0
  const timers = new Map<number, { at: number; run(): void }>()
  return {
    now: () => now,
    setTimeout(run: () => void, ms: number): unknown {
      timers.set(++last, { at: now + ms, run })
      return last
    },
    clearTimeout(timer: unknown) {
      timers.delete(timer as number)
    },
    /** Moves time on and runs what falls due, then lets promises settle. */
    async advance(ms: number) {
      const end = now + ms
      for (;;) {
        const due = [...timers].filter(([, { at }]) => at <= end).sort(([, a], [, b]) => a.at - b.at)[0]
        if (!due) break
        const [id, { at, run }] = due
        timers.delete(id)
        now = at
        run()
        await settle()
      }
      now = end
      await settle()
    },
    pending: () => timers.size,
  }
}

/** Lets every promise that can go on do so. */
export async function settle(): Promise<void> {
  for (let i = 0; i < 20; i++) await Promise.resolve()
}
