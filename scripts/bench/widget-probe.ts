/** What the probe is called in a trace, so that its own work is not taken for the widget's. */
export const PROBE = 'parley-probe.js'

/** What `floors/probe.ts` saw in a host page; times are ms since the navigation began. */
export type Probe = {
  /** The launcher stood on the screen. */
  launcherMs: number | null
  /** The pointer went down. */
  pressedMs: number | null
  /** The first frame after a field of the chat took the focus. */
  usableMs: number | null
  /** Sum of all layout shifts. */
  shift: number
}

/** What `floors/idle-probe.ts` counted since it was asked last: callbacks that ran, and those that still wait. */
export type Idle = { fired: number; armed: number }
