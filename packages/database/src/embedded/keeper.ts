import type { Thread } from './thread.ts'

export type KeeperOperation = { readonly op: 'checkpoint' }

/** Moves what the log has gathered into the file, by a thread of its own: neither reads nor writes wait for it. */
export type Keeper = {
  /** Counts writes; call it for each. */
  wrote(): void
  stop(): void
}

/** About 8 to 20 MB of log at the sizes of our documents: what a start after a crash has to go through. */
const WRITES_PER_CHECKPOINT = 1000
const CHECKPOINT_EVERY_MS = 1000

export function createKeeper(thread: Thread<KeeperOperation>): Keeper {
  let writes = 0
  let isRunning = false

  async function checkpoint(): Promise<void> {
    if (isRunning || writes === 0) return
    isRunning = true
    writes = 0
    // One that fails leaves the log as it is; the next one takes it along, and a full disk fails the writes themselves.
    await thread.send({ op: 'checkpoint' }).catch(() => null)
    isRunning = false
  }

  const timer = setInterval(() => void checkpoint(), CHECKPOINT_EVERY_MS)
  timer.unref()
  return {
    wrote: () => {
      writes += 1
      if (writes >= WRITES_PER_CHECKPOINT) void checkpoint()
    },
    stop: () => clearInterval(timer),
  }
}
