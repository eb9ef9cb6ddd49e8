import type { ListHandle } from '@parley/client'
import { paced, type Timers } from './debounced.ts'

/**
 * Between two changes of a list on screen: rows that jump twenty times in a second can be neither read nor pressed, and
 * each time the whole list is drawn.
 */
const PACE_MS = 200

/** A live list that tells of its first change at once, and of what follows a few times in a second. */
export function pacedList(live: ListHandle, timers: Timers): ListHandle {
  const pace = paced(timers, PACE_MS)
  return {
    onRows: (listener) => live.onRows((rows) => pace.call(() => listener(rows))),
    onGone: (listener) => live.onGone((gone) => pace.call(() => listener(gone))),
    onReset: live.onReset,
    release() {
      pace.cancel()
      live.release()
    },
  }
}
