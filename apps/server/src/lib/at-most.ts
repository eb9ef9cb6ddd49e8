/** Runs work `count` at a time; whoever comes later waits his turn, at most `waiting` of them, the next gets `full()` thrown. */
export function createAtMost(count: number, waiting: number, full: () => Error) {
  const queue: (() => void)[] = []
  let running = 0

  async function enter(): Promise<void> {
    if (running < count) {
      running += 1
      return
    }
    if (queue.length >= waiting) throw full()
    await new Promise<void>((resolve) => queue.push(resolve))
  }

  /** The place goes to the next in the queue, if any, without becoming free in between. */
  function leave(): void {
    const next = queue.shift()
    if (next) next()
    else running -= 1
  }

  return async <T>(work: () => Promise<T>): Promise<T> => {
    await enter()
    try {
      return await work()
    } finally {
      leave()
    }
  }
}
