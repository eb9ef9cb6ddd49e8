export type Checkpoint = () => Promise<unknown>

/**
 * Moves what the log has gathered into the file. The bulk is moved by a thread of its own, for which neither reads nor
 * writes wait. What was written meanwhile the writer moves between two commits: only when nothing is left can the log
 * start anew, and one that never does grows for ever under a steady load (measured: 430 MB in 7 s).
 */
export type Keeper = {
  /** Counts documents written; call it for each write. */
  wrote(documents: number): void
  stop(): void
}

/** About 30 MB of log at the sizes of our documents: what a start after a crash has to go through. */
const WRITES_PER_CHECKPOINT = 1000
const CHECKPOINT_EVERY_MS = 1000

export function createKeeper(bulk: Checkpoint, rest: Checkpoint): Keeper {
  let writes = 0
  let isRunning = false

  async function checkpoint(): Promise<void> {
    if (isRunning || writes === 0) return
    isRunning = true
    writes = 0
    // One that fails leaves the log as it is; the next one takes it along, and a full disk fails the writes themselves.
    await bulk()
      .then(rest)
      .catch(() => null)
    isRunning = false
  }

  const timer = setInterval(() => void checkpoint(), CHECKPOINT_EVERY_MS)
  timer.unref()
  return {
    wrote: (documents) => {
      writes += documents
      if (writes >= WRITES_PER_CHECKPOINT) void checkpoint()
    },
    stop: () => clearInterval(timer),
  }
}
