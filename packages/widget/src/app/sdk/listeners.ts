import type { EventName } from '@parley/sdk/types'

type Fn = (first: unknown, event?: unknown) => void
type Heard = { type: string; fn: Fn; isOnce: boolean; isOurs: boolean }

/**
 * Who listens to what. The page's functions run in a turn of their own: what one throws is the page's own error, and
 * stops neither the others nor us. Who asks for `ready`, or for everything, after it happened is told at once.
 */
export function createListeners(readyEvent: () => { data?: unknown }) {
  const heard = new Set<Heard>()
  const tell = (one: Heard, event: { data?: unknown }) => {
    if (one.isOnce) heard.delete(one)
    const isWhole = one.isOurs || one.type === '*' // a listener of one name is given what happened, then the event
    queueMicrotask(() => (isWhole ? one.fn(event) : one.fn(event.data, event)))
  }
  return {
    /** For us: no `off` of the page ends it. */
    addOwn(type: EventName, fn: Fn): void {
      heard.add({ type, fn, isOnce: false, isOurs: true })
    },
    add(type: EventName | '*', fn: Fn, isOnce = false): void {
      const one = { type, fn, isOnce, isOurs: false }
      heard.add(one)
      if (type === 'ready' || type === '*') tell(one, readyEvent())
    },
    /** By name and function, by name alone, or the function of `onAny`. */
    remove(type: unknown, fn?: unknown): void {
      for (const one of heard) {
        const isIt = typeof type === 'function' ? one.fn === type : one.type === type && (fn ?? one.fn) === one.fn
        if (isIt && !one.isOurs) heard.delete(one)
      }
    },
    hear(event: { type: string; data?: unknown }): void {
      for (const one of [...heard]) if (one.type === event.type || one.type === '*') tell(one, event)
    },
    clear: () => heard.clear(),
  }
}
