import { getContext, onMount, setContext } from 'svelte'
import { type Readable, readable } from 'svelte/store'
import { type EventListeners, listenAll, settingsOf } from '../frameworks.ts'
import { createHandle } from '../handle.ts'
import { keyOf, type LoadOptions } from '../load.ts'
import type { EventMap, EventName, Listener, Parley } from '../types/index.ts'

export type ParleyActionOptions = LoadOptions & {
  /** Listeners by the name of their event: `{ unread: (count) => … }`. */
  on?: EventListeners
}

/** What Svelte calls when the options change and when the element goes. */
export type ParleyAction = { update(options: ParleyActionOptions): void; destroy(): void }

const KEY = Symbol('parley')

/**
 * An action: the widget of a site, on the page while the element is. `<main use:parley={{ url, site, on: { unread } }}>`.
 * Settings that change are changed on the page; another `site`, `url` or `name` is another widget.
 */
export function parley(_element: Element, options: ParleyActionOptions): ParleyAction {
  let held = hold(options)
  return {
    update(changed: ParleyActionOptions): void {
      if (keyOf(changed) !== held.key) {
        held.end()
        held = hold(changed)
      } else held.change(changed)
    },
    destroy: () => held.end(),
  }
}

function hold({ on = {}, ...options }: ParleyActionOptions) {
  const handle = createHandle(options)
  const release = handle.hold()
  let unlisten = listenAll(handle.parley, on)
  let told = JSON.stringify(settingsOf(options))
  return {
    key: keyOf(options),
    change({ on: others = {}, ...changed }: ParleyActionOptions): void {
      unlisten()
      unlisten = listenAll(handle.parley, others)
      const settings = JSON.stringify(settingsOf(changed))
      if (settings !== told) void handle.parley.update(settingsOf(changed))
      told = settings
    },
    end(): void {
      unlisten()
      release()
    },
  }
}

/** While a component is made: the widget of a site for it and everything inside, on the page while it is mounted. */
export function setParley(options: LoadOptions, on: EventListeners = {}): Parley {
  const handle = createHandle(options)
  setContext(KEY, handle.parley)
  onMount(() => {
    const release = handle.hold()
    const unlisten = listenAll(handle.parley, on)
    return () => {
      unlisten()
      release()
    }
  })
  return handle.parley
}

/**
 * While a component is made: the widget of the component around it. Every call is legal at once and waits for the script.
 *
 * @throws Error where no component around called `setParley`.
 */
export function getParley(): Parley {
  const found = getContext<Parley | undefined>(KEY)
  if (!found) throw new Error('getParley: no component around this one called setParley')
  return found
}

/** While a component is made: calls `fn` with each event of this name while it is mounted. */
export function onParley<N extends EventName>(name: N, fn: Listener<N>, widget: Parley = getParley()): void {
  onMount(() => widget.on(name, fn))
}

/** A store of what the newest event of this name told: `const unread = latest('unread', 0)`, then `$unread`. */
export function latest<N extends EventName, F>(
  name: N,
  first: F,
  widget: Parley = getParley(),
): Readable<EventMap[N] | F> {
  return readable<EventMap[N] | F>(first, (set) => widget.on(name, (data) => set(data)))
}

export type { LoadOptions } from '../load.ts'
export type { EventMap, EventName, Listener, Parley } from '../types/index.ts'
