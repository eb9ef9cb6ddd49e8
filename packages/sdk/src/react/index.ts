'use client'

import {
  createContext,
  createElement,
  type FunctionComponent,
  type ReactNode,
  useContext,
  useEffect,
  useRef,
  useState,
} from 'react'
import { type EventListeners, listenAll, settingsOf } from '../frameworks.ts'
import { createHandle, type Handle } from '../handle.ts'
import { keyOf, type LoadOptions } from '../load.ts'
import type { EventMap, EventName, Listener, Parley } from '../types/index.ts'

export type ParleyProviderProps = LoadOptions & {
  /** Listeners by the name of their event: `{ unread: setCount }`. */
  on?: EventListeners
  children?: ReactNode
}

const Context = createContext<Parley | null>(null)

/**
 * The widget of a site for everything inside: on the page while the provider is mounted, taken off after. Settings that
 * change are changed on the page; another `site`, `url` or `name` is another widget. On a server it does nothing.
 */
export const ParleyProvider: FunctionComponent<ParleyProviderProps> = ({ on, children, ...options }) => {
  const handle = useHandle(options)
  const { parley, hold } = handle
  useEffect(() => hold(), [hold])
  useSettings(handle, options)
  const latest = useRef<EventListeners>({})
  useEffect(() => {
    latest.current = on ?? {}
  })
  const names = Object.keys(on ?? {}).join(' ')
  useEffect(() => {
    const tell = (name: EventName) =>
      ((data, event) => latest.current[name]?.(data as never, event as never)) as Listener<EventName>
    const all = names.split(' ').filter(Boolean) as EventName[]
    return listenAll(parley, Object.fromEntries(all.map((name) => [name, tell(name)])))
  }, [parley, names])
  return createElement(Context.Provider, { value: parley }, children)
}

function useHandle(options: LoadOptions): Handle {
  const key = keyOf(options)
  const [kept, keep] = useState(() => ({ key, handle: createHandle(options) }))
  if (kept.key === key) return kept.handle
  const made = { key, handle: createHandle(options) }
  keep(made) // drawn again at once, before anything of the old one is shown
  return made.handle
}

function useSettings({ parley }: Handle, options: LoadOptions): void {
  const settings = settingsOf(options)
  const text = JSON.stringify(settings)
  const told = useRef({ parley, text })
  useEffect(() => {
    const isNew = told.current.parley === parley && told.current.text !== text
    told.current = { parley, text }
    if (isNew) void parley.update(JSON.parse(text))
  }, [parley, text])
}

/**
 * The widget: every call is legal at once and waits for the script. Calls belong into handlers and effects.
 *
 * @throws Error outside of a `ParleyProvider`.
 */
export function useParley(): Parley {
  const parley = useContext(Context)
  if (!parley) throw new Error('useParley: there is no <ParleyProvider> around this component')
  return parley
}

/** Calls `fn` with each event of this name while the component is mounted; `fn` may be another one at every drawing. */
export function useParleyEvent<N extends EventName>(name: N, fn: Listener<N>): void {
  const parley = useParley()
  const latest = useRef(fn)
  useEffect(() => {
    latest.current = fn
  })
  useEffect(() => parley.on(name, (data, event) => latest.current(data, event)), [parley, name])
}

/** What the newest event of this name told: `useParleyLatest('unread', 0)`. */
export function useParleyLatest<N extends EventName, F>(name: N, first: F): EventMap[N] | F {
  const [value, setValue] = useState<EventMap[N] | F>(first)
  useParleyEvent(name, (data) => setValue(() => data))
  return value
}

export type { LoadOptions } from '../load.ts'
export type { EventMap, EventName, Listener, Parley } from '../types/index.ts'
