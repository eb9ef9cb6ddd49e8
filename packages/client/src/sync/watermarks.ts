import type { OutgoingFrame } from '../connection/link.ts'
import type { Environment } from '../environment.ts'
import { MARK_MS } from '../times.ts'

export type Watermarks = {
  move(kind: 'recv' | 'read', n: number): void
  /** From here on: a watermark set back by hand raises `gen`, so that late ones cannot undo it (I32). */
  begin(read: number, gen: number | undefined): void
  /** After each resume: watermarks are not acknowledged, so the newest are sent again. */
  resend(): void
  stop(): void
}

/** Sends the newest `recv` and `read`, at most once a second each. `transmit` tells whether the line took it. */
export function createWatermarks(env: Environment, transmit: (frame: OutgoingFrame) => boolean): Watermarks {
  const wanted = { recv: 0, read: 0 }
  let unsent = new Set<'recv' | 'read'>()
  let gen: number | undefined
  let timer: unknown = null

  function flush() {
    const due = unsent
    unsent = new Set()
    for (const t of due) {
      const sent = transmit({ t, n: wanted[t], ...(gen === undefined ? {} : { gen }) })
      if (!sent) unsent.add(t)
    }
    timer = env.setTimeout(() => {
      timer = null
      if (unsent.size && unsent.size !== due.size) flush()
    }, MARK_MS)
  }

  return {
    move(kind, n) {
      if (n <= wanted[kind]) return
      wanted[kind] = n
      unsent.add(kind)
      if (timer === null) flush()
    },
    begin(read, newGen) {
      wanted.read = read
      gen = newGen
      unsent.delete('read')
    },
    resend() {
      for (const kind of ['recv', 'read'] as const) if (wanted[kind]) unsent.add(kind)
      if (timer === null) flush()
    },
    stop: () => env.clearTimeout(timer),
  }
}
