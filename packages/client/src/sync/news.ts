import type { FrameOf, ServerFrame } from '@parley/protocol'

type Heard = { [T in 'notices' | 'own' | 'eph']: Set<(frame: FrameOf<T>) => void> }

/** What an agent is told of besides his lists: that he is to ask again, and who is there. */
export function createNews() {
  const heard: Heard = { notices: new Set(), own: new Set(), eph: new Set() }

  function tell<T extends keyof Heard>(frame: FrameOf<T>, listeners: Set<(frame: FrameOf<T>) => void>): true {
    for (const listener of listeners) listener(frame)
    return true
  }

  return {
    /** True for a frame that is of these. */
    hear(frame: ServerFrame): boolean {
      if (frame.t === 'notices') return tell(frame, heard.notices)
      if (frame.t === 'own') return tell(frame, heard.own)
      return frame.t === 'eph' && tell(frame, heard.eph)
    },
    onNotices: (listener: () => void) => added(heard.notices, listener),
    onPresence: (listener: (frame: FrameOf<'eph'>) => void) => added(heard.eph, listener),
    onOwn: (listener: (changed: FrameOf<'own'>) => void) => added(heard.own, listener),
  }
}

function added<T>(all: Set<T>, one: T): () => void {
  all.add(one)
  return () => all.delete(one)
}
