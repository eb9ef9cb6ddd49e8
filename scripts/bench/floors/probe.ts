import type { Probe } from '../widget-probe.ts'

// This runs in the host page ahead of every script of it, the same for each widget and for the page without one. It waits
// for things that happen (a shadow root, a focus) instead of looking at every frame, so that it costs next to nothing.

type Shift = PerformanceEntry & { value: number }
type Moment = 'launcher' | 'pressed' | 'usable'

/** The bench listens at `parleyTell`: nobody has to ask the page, which would cost it time. */
const scope = globalThis as { parleyTell?: (what: Moment) => void; parleyProbe?: Probe }
const probe: Probe = { launcherMs: null, pressedMs: null, usableMs: null, shift: 0 }

/** The mark tells a trace which thread is the page's, and when it was. */
function tell(what: Moment, ms: number): void {
  if (probe[`${what}Ms`] !== null) return
  probe[`${what}Ms`] = ms
  performance.mark(`parley:${what}`)
  scope.parleyTell?.(what)
}

/** Calls back in the task after the next frame was made: what is in the document now is on the screen then. */
function afterFrame(done: () => void): void {
  const { port1, port2 } = new MessageChannel()
  port1.onmessage = () => {
    port1.close()
    done()
  }
  requestAnimationFrame(() => port2.postMessage(null))
}

/** A focus that moves within one shadow root is told in there only. */
function onFocus({ target }: Event): void {
  if (!(target instanceof HTMLTextAreaElement) || target.disabled) return
  afterFrame(() => target.checkVisibility() && tell('usable', performance.now()))
}

const { attachShadow } = Element.prototype
Element.prototype.attachShadow = function (init) {
  const root = attachShadow.call(this, init)
  root.addEventListener('focusin', onFocus)
  afterFrame(() => root.querySelector('button')?.checkVisibility() && tell('launcher', performance.now()))
  return root
}
document.addEventListener('pointerdown', ({ timeStamp }) => tell('pressed', timeStamp), { capture: true })
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) probe.shift += (entry as Shift).value
}).observe({ type: 'layout-shift', buffered: true })
scope.parleyProbe = probe
