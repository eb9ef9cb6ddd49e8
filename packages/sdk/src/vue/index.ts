import {
  type DefineSetupFnComponent,
  defineComponent,
  type InjectionKey,
  inject,
  onBeforeUnmount,
  onMounted,
  provide,
  type ShallowRef,
  shallowRef,
  watch,
} from 'vue'
import { type EventListeners, listenAll, settingsOf } from '../frameworks.ts'
import { createHandle } from '../handle.ts'
import type { LoadOptions } from '../load.ts'
import type { EventMap, EventName, Listener, Off, Parley } from '../types/index.ts'

const KEY: InjectionKey<Parley> = Symbol('parley')

/** Runs `begin` once the component is mounted, and what it returned before it goes; on a server neither. */
function whileMounted(begin: () => Off): void {
  let end: Off | null = null
  onMounted(() => {
    end = begin()
  })
  onBeforeUnmount(() => end?.())
}

/**
 * For the `setup` of a component: the widget of a site for it and everything inside, on the page while it is mounted.
 * `options` may be a getter: settings that change are changed on the page.
 */
export function provideParley(options: LoadOptions | (() => LoadOptions), on: EventListeners = {}): Parley {
  const read = typeof options === 'function' ? options : () => options
  const { parley, hold } = createHandle(read())
  provide(KEY, parley)
  whileMounted(hold)
  whileMounted(() => listenAll(parley, on))
  watch(
    () => JSON.stringify(settingsOf(read())),
    (settings) => void parley.update(JSON.parse(settings)),
  )
  return parley
}

export type ParleyProviderProps = {
  options: LoadOptions
  /** Listeners by the name of their event. */
  on?: EventListeners
}

/** The same as a component: `<ParleyProvider :options="{ url, site }" :on="{ unread }">`. */
export const ParleyProvider: DefineSetupFnComponent<ParleyProviderProps> = defineComponent(
  (props: ParleyProviderProps, { slots }) => {
    provideParley(() => props.options, props.on)
    return () => slots['default']?.()
  },
  { name: 'ParleyProvider', props: ['options', 'on'] },
)

/**
 * The widget: every call is legal at once and waits for the script.
 *
 * @throws Error outside of `provideParley`.
 */
export function useParley(): Parley {
  const parley = inject(KEY, null)
  if (!parley) throw new Error('useParley: no component around this one called provideParley')
  return parley
}

/** Calls `fn` with each event of this name while the component is mounted. */
export function useParleyEvent<N extends EventName>(name: N, fn: Listener<N>, parley: Parley = useParley()): void {
  whileMounted(() => parley.on(name, fn))
}

/** What the newest event of this name told: `const unread = useParleyLatest('unread', 0)`. */
export function useParleyLatest<N extends EventName, F>(
  name: N,
  first: F,
  parley: Parley = useParley(),
): Readonly<ShallowRef<EventMap[N] | F>> {
  const latest = shallowRef(first) as ShallowRef<EventMap[N] | F> // the ref's own type is a union over every event
  useParleyEvent(
    name,
    (data) => {
      latest.value = data
    },
    parley,
  )
  return latest
}

export type { LoadOptions } from '../load.ts'
export type { EventMap, EventName, Listener, Parley } from '../types/index.ts'
