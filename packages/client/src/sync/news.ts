import type { FrameOf, ServerFrame } from '@parley/protocol'

/** What an agent is told of besides his lists: that he is to ask again. */
export function createNews() {
  const noticing = new Set<() => void>()
  const owning = new Set<(changed: FrameOf<'own'>) => void>()
  return {
    /** True for a frame that is of these. */
    hear(frame: ServerFrame): boolean {
      if (frame.t === 'notices') for (const listener of noticing) listener()
      else if (frame.t === 'own') for (const listener of owning) listener(frame)
      else return false
      return true
    },
    onNotices: (listener: () => void) => added(noticing, listener),
    onOwn: (listener: (changed: FrameOf<'own'>) => void) => added(owning, listener),
  }
}

function added<T>(all: Set<T>, one: T): () => void {
  all.add(one)
  return () => all.delete(one)
}
