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

/** {@link createAtMost} for each key by itself: who has much to do waits for himself, not others for him. */
export function createAtMostEach(count: number, waiting: number, full: () => Error) {
  const keys = new Map<string, { run: ReturnType<typeof createAtMost>; users: number }>()

  return async <T>(key: string, work: () => Promise<T>): Promise<T> => {
    const one = keys.get(key) ?? { run: createAtMost(count, waiting, full), users: 0 }
    keys.set(key, one)
    one.users += 1
    try {
      return await one.run(work)
    } finally {
      one.users -= 1
      if (one.users === 0) keys.delete(key)
    }
  }
}
