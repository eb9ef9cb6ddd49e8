import type { InsertResult } from './store.ts'

type Options = {
  /** Writes a batch, and says what became of each. */
  insert(batch: readonly GatheredEvent[]): Promise<InsertResult[]>
  /** Longest wait for company, ms. */
  maxWaitMs: number
  maxEvents: number
  /** Monotonic milliseconds. */
  now(): number
}

type GatheredEvent = Parameters<import('./store.ts').LogStore['insert']>[0][number]
type Waiting = { event: GatheredEvent; settle(result: InsertResult): void }

/** Arrivals are counted over this long to tell quiet from busy. */
const RATE_WINDOW_MS = 100
/** From this many arrivals in the window on, company is worth waiting for (`server.md`: at 500/s a short wait halves the cost). */
const BUSY_ARRIVALS = 20

/**
 * Gathers appends of different conversations into batches: one in flight, the next gathering meanwhile, with no wait when
 * quiet and up to `maxWaitMs` when busy. The caller keeps at most one event of a conversation here (SYNC-21).
 */
export function createGather({ insert, maxWaitMs, maxEvents, now }: Options) {
  let waiting: Waiting[] = []
  let inFlight = false
  let isArmed = false
  let windowStart = 0
  let arrivals = 0
  let rate = 0

  function count(): void {
    const at = now()
    if (at - windowStart > RATE_WINDOW_MS) {
      rate = at - windowStart > 2 * RATE_WINDOW_MS ? 0 : arrivals
      windowStart = at
      arrivals = 0
    }
    arrivals++
  }

  function arm(): void {
    if (inFlight || isArmed || waiting.length === 0) return
    isArmed = true
    const isBusy = Math.max(rate, arrivals) >= BUSY_ARRIVALS && waiting.length < maxEvents
    if (isBusy) setTimeout(flush, maxWaitMs)
    else setImmediate(flush)
  }

  function flush(): void {
    isArmed = false
    const batch = waiting.slice(0, maxEvents)
    waiting = waiting.slice(maxEvents)
    inFlight = true
    insert(batch.map(({ event }) => event))
      .catch(() => batch.map((): InsertResult => 'unknown')) // whatever went wrong, the outcome is looked up by cmid
      .then((results) => {
        inFlight = false
        for (const [i, { settle }] of batch.entries()) settle(results[i] ?? 'unknown')
        arm()
      })
  }

  return {
    insert(event: GatheredEvent): Promise<InsertResult> {
      count()
      return new Promise((settle) => {
        waiting.push({ event, settle })
        arm()
      })
    },
    /** Events that are waiting or being written. */
    pending: () => waiting.length + (inFlight ? 1 : 0),
  }
}
export type Gather = ReturnType<typeof createGather>
