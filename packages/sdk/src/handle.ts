import { keyOf, type LoadOptions, load } from './load.ts'
import { createSurface } from './surface.ts'
import type { Parley } from './types/index.ts'

export type Handle = {
  /** Every call on it waits until somebody holds it and the script has come. */
  parley: Parley
  /** Puts the widget on the page; what it returns takes it off when nobody else holds it. */
  hold(): () => void
}

/** How many hold the widget of a key, on this page. */
const holders = new Map<string, number>()

/** A promise that is pending until it is told which it follows. */
function later(): { there: Promise<Parley>; follow: (parley: Promise<Parley>) => void } {
  let follow: (parley: Promise<Parley>) => void = () => undefined
  const there = new Promise<Parley>((go) => {
    follow = go
  })
  there.catch(() => undefined) // told to whoever calls
  return { there, follow }
}

/**
 * A widget for a part of a page that comes and goes. It may be made while a component is drawn, also on a server: nothing
 * happens before `hold`. Whoever lets go and holds again in the same task, as frameworks do that mount twice, changes nothing.
 */
export function createHandle(options: LoadOptions): Handle {
  const key = keyOf(options)
  let now = later()
  let isBegun = false
  let own = 0

  /** Calls wait again: for whoever holds it next, or for the next try. */
  function wait(): void {
    now = later()
    isBegun = false
  }

  /** It was taken off, by whoever. Those who hold it are told so by their calls. */
  function reset(): void {
    if (isBegun && !own) wait()
  }

  function begin(): void {
    if (isBegun) return
    isBegun = true
    const loaded = load(options)
    now.follow(loaded)
    loaded.then((parley) => void parley.once('destroyed', reset), wait)
  }

  function end(): void {
    if (holders.get(key)) return
    holders.delete(key)
    const { there } = now
    if (isBegun) there.then((parley) => parley.destroy()).catch(() => undefined) // it never came: nothing to take off
    reset()
  }

  return {
    parley: createSurface((isCall) => {
      if (isCall && own && !isBegun) begin() // it did not come: whoever calls tries again
      return now.there
    }, options?.name ?? options?.site),
    hold() {
      own += 1
      holders.set(key, (holders.get(key) ?? 0) + 1)
      begin()
      let isHeld = true
      return () => {
        if (!isHeld) return
        isHeld = false
        own -= 1
        holders.set(key, (holders.get(key) ?? 1) - 1)
        setTimeout(end) // a task later: a component that is mounted twice holds again before
      }
    },
  }
}

/**
 * The widget of a site at once: every call is legal before the script has come, and waits for it, in order. For pages that do
 * not want to `await load(…)` first. On a server every promise stays pending.
 */
export function createParley(options: LoadOptions): Parley {
  const handle = createHandle(options)
  handle.hold()
  return handle.parley
}
