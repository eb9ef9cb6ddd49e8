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

/** Sends the newest `recv` and `read`, at most once a second each. */
export function createWatermarks(env: Environment, transmit: (frame: OutgoingFrame) => boolean): Watermarks {
  const wanted = { recv: 0, read: 0 }
  const unsent = new Set<'recv' | 'read'>()
  let gen: number | undefined
  let timer: unknown = null

  function flush() {
    // What a dead line takes with it is sent again at the resume.
    for (const t of unsent) transmit({ t, n: wanted[t], gen })
    unsent.clear()
    timer = env.setTimeout(() => {
      timer = null
      if (unsent.size) flush()
    }, MARK_MS)
  }
  const send = (kind: 'recv' | 'read') => {
    unsent.add(kind)
    if (timer === null) flush()
  }

  return {
    move(kind, n) {
      if (n <= wanted[kind]) return
      wanted[kind] = n
      send(kind)
    },
    begin(read, newGen) {
      wanted.read = read
      gen = newGen
      unsent.delete('read')
    },
    resend() {
      if (wanted.recv) send('recv')
      if (wanted.read) send('read')
    },
    stop: () => env.clearTimeout(timer),
  }
}
