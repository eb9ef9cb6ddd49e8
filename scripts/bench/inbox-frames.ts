import type { TraceEvent } from './widget-trace.ts'

/** What the browser records so that {@link busyFrames} can tell. */
export const FRAME_CATEGORIES = ['devtools.timeline']

/** The page asks for every frame, so that each begins with this. */
const FRAME = 'FireAnimationFrame'

/**
 * What the page's main thread was busy from each frame to the next, in ms of its own clock, which stands still while other
 * programs have the processor. Of all threads with frames it is the one that has the most: others belong to the browser.
 */
export function busyFrames(events: readonly TraceEvent[]): number[] {
  const frames = events.filter(({ name, ph }) => name === FRAME && ph === 'X')
  const threads = Map.groupBy(frames, ({ pid, tid }) => `${pid} ${tid}`)
  const [page = []] = [...threads.values()].sort((a, b) => b.length - a.length)
  const clock = page.sort((a, b) => a.ts - b.ts).map(({ ts, tts = ts }) => tts / 1000)
  return clock.slice(1).map((ms, i) => ms - (clock[i] ?? ms))
}
