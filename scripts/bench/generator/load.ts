import { percentile } from '../measure.ts'
import type { Crowd } from './crowd.ts'
import { type Dialect, type Heard, tagOf } from './dialect.ts'

/** After the last send, answers are waited for so long, in milliseconds. */
const PATIENCE_MS = 30_000
const SENTENCE = 'Hello, is the blue one in stock, and would it be here by Friday if I order today?'
/** Reasons kept of what went wrong. */
const REASONS = 5

/** Milliseconds. */
export type Quantiles = { p50: number; p99: number; p999: number }
export type LoadOptions = { rate: number; seconds: number }
export type LoadResult = {
  sent: number
  acknowledged: number
  refused: number
  /** Deliveries to watchers: how many there were, and how many there should be. */
  delivered: number
  deliveriesDue: number
  /** Sockets that ended and other things that may not happen; a few of the reasons. */
  troubles: number
  why: string[]
  /** Acknowledged per second, from the first due time to the last acknowledgement. */
  perSecond: number
  /** From the moment a message was due, all three: until its ack, its row at a watcher, itself at one who has it open. */
  ack: Quantiles
  row: Quantiles
  event: Quantiles
  /** How late the load itself was in sending. */
  late: Quantiles
}

function quantilesOf(values: number[]): Quantiles {
  return { p50: percentile(values, 0.5), p99: percentile(values, 0.99), p999: percentile(values, 0.999) }
}

/** Times of a Poisson process: what comes from many independent people. */
function poisson({ rate, seconds }: LoadOptions, from: number): Float64Array {
  const due = new Float64Array(Math.max(1, Math.round(rate * seconds)))
  let at = from
  for (let n = 0; n < due.length; n++) {
    at += (-Math.log(1 - Math.random()) * 1000) / rate
    due[n] = at
  }
  return due
}

/** What is known of each message of one load, by its number. */
function createTally(due: Float64Array, { first, crowd }: { first: number; crowd: Crowd }) {
  const [senders, watchers] = [crowd.visitors.length, crowd.watchers.length]
  const acks: number[] = []
  const rows: number[] = []
  const events: number[] = []
  const answered = new Uint8Array(due.length)
  const told = crowd.watchers.map(() => new Uint8Array(due.length))
  let refused = 0
  let troubles = 0
  let lastAckAt = due[0] ?? 0
  const why = new Set<string>()

  function note(reason: string): void {
    if (why.size < REASONS) why.add(reason.slice(0, 200))
  }

  function settle(n: number, now: number, refusal: string | null): void {
    if (answered[n]) return note('answered twice')
    answered[n] = 1
    if (refusal !== null) {
      refused++
      return note(refusal)
    }
    lastAckAt = now
    acks.push(now - (due[n] ?? 0))
  }

  function deliver(n: number, watcher: number, now: number): void {
    const seen = told[watcher]
    if (!seen || seen[n]) return
    seen[n] = 1
    rows.push(now - (due[n] ?? 0))
  }

  /** A row shows the newest message: it delivers those of the same visitor before it, too. */
  function deliverRow(last: number, watcher: number, now: number): void {
    for (let n = last; n >= 0 && !told[watcher]?.[n]; n -= senders) deliver(n, watcher, now)
  }

  function hear(heard: Heard & { message: number }, watcher: number): void {
    const now = performance.now()
    const n = heard.message - first
    if (n < 0 || n >= due.length) return // of the load before
    if (heard.is === 'ack') settle(n, now, null)
    else if (heard.is === 'refused') settle(n, now, heard.why)
    else if (heard.is === 'told') tellOf(n, heard.as, { watcher, now })
  }

  function tellOf(
    n: number,
    as: 'row' | 'message' | 'event',
    { watcher, now }: { watcher: number; now: number },
  ): void {
    if (as === 'row') deliverRow(n, watcher, now)
    else if (as === 'message') deliver(n, watcher, now)
    else events.push(now - (due[n] ?? 0))
  }

  return {
    hear,
    trouble(reason: string): void {
      troubles++
      note(reason)
    },
    isDone: () => acks.length + refused === due.length && rows.length >= (due.length - refused) * watchers,
    result: (late: number[]): LoadResult => ({
      sent: due.length,
      acknowledged: acks.length,
      refused,
      delivered: rows.length,
      deliveriesDue: due.length * watchers,
      troubles,
      why: [...why],
      perSecond: (acks.length / Math.max(1, lastAckAt - (due[0] ?? 0))) * 1000,
      ack: quantilesOf(acks),
      row: quantilesOf(rows),
      event: quantilesOf(events),
      late: quantilesOf(late),
    }),
  }
}

/** Messages of all loads of this process, so that each has a number of its own. */
let numbered = 0

/** An open loop: each message goes out when it is due, whatever became of those before it; visitors take turns. */
export async function load(crowd: Crowd, dialect: Dialect, options: LoadOptions): Promise<LoadResult> {
  const first = numbered
  const due = poisson(options, performance.now())
  numbered += due.length
  const tally = createTally(due, { first, crowd })
  crowd.listen({ heard: tally.hear, trouble: tally.trouble })
  const late = await sendAll(due, (n) => {
    const sender = crowd.visitors[n % crowd.visitors.length]
    sender?.line.say(dialect.send(sender.visitor, first + n, `${tagOf(first + n)} ${SENTENCE}`))
  })
  await until(tally.isDone)
  crowd.listen(null)
  return tally.result(late)
}

/** Sends each when it is due. Gives how late each was: timers are of a millisecond, and nothing here spins. */
function sendAll(due: Float64Array, send: (n: number) => void): Promise<number[]> {
  const late: number[] = []
  return new Promise((resolve) => {
    function pump(): void {
      for (let at = due[late.length]; at !== undefined && at <= performance.now(); at = due[late.length]) {
        send(late.length)
        late.push(performance.now() - at)
      }
      const next = due[late.length]
      if (next === undefined) resolve(late)
      else setTimeout(pump, Math.max(1, next - performance.now()))
    }
    pump()
  })
}

function until(isDone: () => boolean): Promise<void> {
  const end = performance.now() + PATIENCE_MS
  return new Promise((resolve) => {
    const look = () => (isDone() || performance.now() > end ? resolve() : setTimeout(look, 10))
    look()
  })
}
