import type { LoadOptions } from './load.ts'
import type { EventName, Listener, Off, Options, Parley } from './types/index.ts'

/** Listeners by the name of their event. */
export type EventListeners = { [N in EventName]?: Listener<N> }

/** What can change while the widget stands. */
export function settingsOf({ url: _url, site: _site, name: _name, nonce: _nonce, ...settings }: LoadOptions): Options {
  return settings
}

/** Listens to each of them; what it returns ends them all. */
export function listenAll(parley: Parley, listeners: EventListeners): Off {
  const ends = Object.entries(listeners).map(([name, fn]) => parley.on(name as EventName, fn as Listener<EventName>))
  return () => {
    for (const end of ends) end()
  }
}
