export type GatherOptions<Item, Result> = {
  /** Writes a batch; one result per item, in its order. Must not throw: a failure is a result. */
  write(batch: readonly Item[]): Promise<readonly Result[]>
  /** The longest wait for company, in ms. */
  waitMs: number
  maxItems: number
  /** How many times what a write takes it may wait (default a half): a store that is quick needs less company. */
  worth?: number
}

/** Mean items of a batch above which it pays to wait; below it, waiting is latency for nothing. */
const BUSY = 1.5
/** Weight of the newest batch in the mean. */
const NEWEST = 0.3

type Waiting<Item, Result> = { item: Item; resolve: (result: Result) => void; reject: (error: unknown) => void }

/**
 * Writes items in batches, one batch in flight, the next one gathering meanwhile (SYNC-21). Waits between 0 ms (quiet)
 * and `waitMs` (busy): one write for many items is what makes a durable store cheap.
 */
export function createGather<Item, Result>({ write, waitMs, maxItems, worth = 0.5 }: GatherOptions<Item, Result>) {
  let waiting: Waiting<Item, Result>[] = []
  let scheduled = false
  let inFlight: Promise<void> | null = null
  let mean = 1
  let writeMs = 0

  function schedule(): void {
    if (scheduled || inFlight || waiting.length === 0) return
    scheduled = true
    const delayMs = mean < BUSY ? 0 : Math.min(waitMs, Math.round(writeMs * worth))
    if (delayMs === 0 || waiting.length >= maxItems) setImmediate(flush)
    else setTimeout(flush, delayMs)
  }

  function flush(): void {
    scheduled = false
    const batch = waiting.slice(0, maxItems)
    waiting = waiting.slice(maxItems)
    mean += NEWEST * (batch.length - mean)
    const startedAt = performance.now()
    inFlight = send(batch).finally(() => {
      writeMs += NEWEST * (performance.now() - startedAt - writeMs)
      inFlight = null
      schedule()
    })
  }

  async function send(batch: Waiting<Item, Result>[]): Promise<void> {
    try {
      const results = await write(batch.map(({ item }) => item))
      batch.forEach(({ resolve, reject }, i) => {
        const result = results[i]
        if (result === undefined) reject(new Error('the batch has no result for an item'))
        else resolve(result)
      })
    } catch (error) {
      for (const { reject } of batch) reject(error)
    }
  }

  return {
    add(item: Item): Promise<Result> {
      return new Promise((resolve, reject) => {
        waiting.push({ item, resolve, reject })
        schedule()
      })
    },
  }
}
export type Gather<Item, Result> = ReturnType<typeof createGather<Item, Result>>
