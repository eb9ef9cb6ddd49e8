import type { Kept, Storage } from './kept.ts'

/** The identity's proof and what goes with it: read at once from memory, once `ready`. */
export type Keep = {
  ready: Promise<void>
  read(): Kept
  /** Changes what all tabs share; what another tab wrote meanwhile is there before. */
  change(change: (kept: Kept) => Kept): Promise<void>
}

export function createKeep(storage: Storage): Keep {
  let held: Kept = {}
  const change: Keep['change'] = async (next) => {
    held = await storage.keep(next)
  }
  return { ready: change((kept) => kept), read: () => held, change }
}
