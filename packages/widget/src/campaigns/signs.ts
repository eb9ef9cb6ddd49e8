import type { Trigger } from '@parley/protocol'

/** Whoever scrolls back up half a window within this time, after reading on, is about to leave. Milliseconds. */
const FLICK_MS = 600
/** Percent of a page that was read before going back up means leaving. */
const READ_ON = 25

type Of<T extends Trigger['type']> = Extract<Trigger, { type: T }>
type Tell = (sign: Trigger) => void

/**
 * Watches one page view for `triggers`, each told once; ended by `signal`. Listens to no more than is asked for: passive
 * listeners, and one timer while the page is looked at and there is still something to wait for.
 */
export function watch(triggers: readonly Trigger[], signal: AbortSignal, tell: Tell): void {
  const of = <T extends Trigger['type']>(type: T) => triggers.filter((one): one is Of<T> => one.type === type)
  const [times, depths, exits] = [of('time'), of('scroll'), of('exit')]
  if (times.length) watchTime(times, signal, tell)
  if (depths.length) watchDepth(depths, signal, tell)
  if (exits[0]) watchExit(exits[0], signal, tell)
}

/** Time passes while the page is on screen only. */
function watchTime(times: readonly Of<'time'>[], signal: AbortSignal, tell: Tell): void {
  const due = [...times].sort((a, b) => a.seconds - b.seconds)
  let spent = 0
  let since: number | null = null
  let timer: ReturnType<typeof setTimeout> | undefined

  function look(): void {
    clearTimeout(timer)
    const now = performance.now()
    if (since !== null) spent += now - since
    since = document.visibilityState === 'visible' ? now : null
    while (due[0] && due[0].seconds * 1000 <= spent + 5) tell(due.shift() as Of<'time'>)
    if (due[0] && since !== null && !signal.aborted) timer = setTimeout(look, due[0].seconds * 1000 - spent)
  }
  document.addEventListener('visibilitychange', look, { signal })
  signal.addEventListener('abort', () => clearTimeout(timer))
  look()
}

/** How far a scroll came: 0 to 100, of the window or of an element that fills most of it; null of any smaller one. */
function depthOf(target: EventTarget | null): { percent: number; top: number } | null {
  const box = target instanceof Element ? target : document.scrollingElement
  if (!box || box.clientHeight < innerHeight / 2) return null
  const far = box.scrollHeight - box.clientHeight
  return far > 0 ? { percent: (Math.max(0, box.scrollTop) / far) * 100, top: box.scrollTop } : null
}

function onScroll(signal: AbortSignal, look: (at: { percent: number; top: number }, time: number) => void): void {
  let frame = 0
  const listener = ({ target, timeStamp }: Event) => {
    // Layout is read once a frame, when it is known anyway.
    frame ||= requestAnimationFrame(() => {
      frame = 0
      const at = depthOf(target)
      if (at && !signal.aborted) look(at, timeStamp)
    })
  }
  addEventListener('scroll', listener, { signal, passive: true, capture: true })
  signal.addEventListener('abort', () => cancelAnimationFrame(frame))
}

function watchDepth(depths: readonly Of<'scroll'>[], signal: AbortSignal, tell: Tell): void {
  const done = new AbortController()
  let due = depths
  onScroll(AbortSignal.any([signal, done.signal]), ({ percent }) => {
    const reached = due.filter((one) => one.percent <= percent + 0.5)
    due = due.filter((one) => !reached.includes(one))
    if (!due.length) done.abort()
    for (const one of reached) tell(one)
  })
}

/** The pointer leaves through the top of the window; without one, a page that was read is scrolled back up fast. */
function watchExit(sign: Of<'exit'>, signal: AbortSignal, tell: Tell): void {
  const done = new AbortController()
  const until = AbortSignal.any([signal, done.signal])
  const leave = () => {
    done.abort()
    tell(sign)
  }
  if (!matchMedia('(hover:none)').matches) {
    const onOut = (event: MouseEvent) => !event.relatedTarget && event.clientY <= 0 && leave()
    document.addEventListener('mouseout', onOut, { signal: until, passive: true })
    return
  }
  let deepest = 0
  let turn = { top: 0, time: 0 }
  let last = 0
  onScroll(until, ({ percent, top }, time) => {
    deepest = Math.max(deepest, percent)
    if (top >= last) turn = { top, time }
    last = top
    const isFast = time - turn.time < FLICK_MS && turn.top - top > innerHeight / 2
    if (isFast && deepest >= READ_ON) leave()
  })
}
