import type { SiteSettings } from '@parley/protocol'
import type { Options } from '@parley/sdk/types'
import type { Frame, Given, MessengerModule, ScoutModule, Sdk, SdkModule, Widget } from './frame.ts'
import { createLauncher } from './launcher.ts'
import { createStore } from './store.ts'
import { fail, type Run } from './surface.ts'

type Parts = { settings: SiteSettings; given: Given; widget: Widget }

/**
 * Attributes and options that the SDK understands: `load`, `locale`, `debug`, `department` among them. Whoever listens to
 * events on the window alone says `data-events`.
 */
const OF_SDK = /\b(lo\w+|de\w+|theme|openOn|tags|consent|user|events)\b/

/** What is fetched later, once each; the next call after a failure tries again. Also tells events to whoever is there. */
function createParts(frame: Frame) {
  const { settings, given, widget, store } = frame
  let sdk: Promise<Sdk> | undefined

  function emit(type: string, data?: unknown): void {
    const detail = { type, at: new Date().toISOString(), instance: widget.name, data }
    tellSdk(({ hear }) => hear(detail))
    dispatchEvent(new CustomEvent(`parley:${type}`, { detail }))
  }
  const tellSdk = (tell: (sdk: Sdk) => void) => void sdk?.then(tell, () => undefined) // whoever asked for it was told that it did not come

  const once = <T>(work: () => Promise<T>) => {
    let kept: Promise<T> | undefined
    return () => {
      kept ??= work().catch(() => {
        kept = undefined
        const error = fail('load_failed')
        emit('error', error)
        throw error
      })
      kept.catch(() => undefined)
      return kept
    }
  }
  // Beside the messenger, by the same name but for its last word (scripts/build/widget.ts).
  const begin = <M extends SdkModule | ScoutModule>(name: string) =>
    (import(settings.messenger.replace(/(.*)messenger/, `$1${name}`)) as Promise<M>).then(
      ({ start }) => start(frame) as ReturnType<M['start']>,
    )
  const loadSdk = once(() => {
    sdk = begin<SdkModule>('sdk')
    return sdk
  })
  const beginIdle = (name: string) =>
    whenIdle(
      once(() => begin<ScoutModule>(name)),
      widget.signal,
    )
  if (settings.scout || given.hideOn || given.avoid) beginIdle('scout')
  // The launcher is born with an English name.
  if (!/^en/.test((given as Options).locale || document.documentElement.lang || navigator.language)) beginIdle('names')
  const load = once(async () => {
    const coming = import(settings.messenger)
    store.read('talks') // the first look takes long: meanwhile the thread has nothing else to do
    const { mount } = (await coming) as MessengerModule
    await sdk?.catch(() => undefined) // what the page asked of it before is in force when the chat begins
    if (!widget.signal.aborted) {
      frame.messenger = mount(frame)
      tellSdk(({ attach }) => attach())
    }
    return frame.messenger
  })
  return { emit, load, loadSdk }
}

/** One widget on the page: the launcher now, the messenger on intent, the SDK when a command needs it. */
export function createInstance({ settings, given, widget }: Parts): Run {
  const launcher = createLauncher(settings, given)
  const { button, place } = launcher
  const store = createStore(settings.key, settings.consent === 'pending')
  const { signal } = widget
  let isOpen = false

  const frame = {
    ...{ settings, given, widget, setOpen, isInline: !!place },
    ...{ root: launcher.root, launcher: button, unread: 0 },
    store,
    setUnread(count) {
      frame.unread = count
      emit('unread', count)
    },
    remember: (talks) => store.write('talks', talks ? '1' : null),
    before: (_, what, go) => go(what),
  } as Frame // the rest is put in by the next line
  const { emit, load, loadSdk } = Object.assign(frame, createParts(frame))

  async function setOpen(wanted: boolean): Promise<void> {
    if (wanted === isOpen || (place && !wanted)) return
    if (wanted) return void (await frame.before('open', { view: null }, open))
    isOpen = false
    launcher.show(false)
    frame.messenger?.close()
    emit('closed')
  }

  async function open(): Promise<void> {
    isOpen = true
    button.toggleAttribute('data-busy')
    const loaded = await load().catch(() => null)
    button.toggleAttribute('data-busy')
    isOpen &&= !!loaded
    if (!isOpen) return
    launcher.show(true)
    loaded?.open()
    emit('opened')
  }

  const setShown = (isShown: boolean) => () => {
    if (!isShown) void setOpen(false)
    button.hidden = !isShown
    emit(isShown ? 'shown' : 'hidden')
  }
  const core: Record<string, (() => unknown) | undefined> = {
    __proto__: null as never, // what a page hung on every object is no command
    open: () => setOpen(true),
    close: () => setOpen(false),
    toggle: () => setOpen(!isOpen),
    hide: setShown(false),
    show: setShown(true),
  }

  // The button is ours alone: nobody else sets its handlers. A finger enters, too, before it presses.
  button.onpointerenter = load
  button.onfocus = load
  button.onclick = () => setOpen(!isOpen)
  signal.addEventListener('abort', () => {
    frame.messenger?.destroy()
    launcher.root.host.remove()
    emit('destroyed')
  })
  // A visitor with an open conversation wants his badge (widget.md); availability is asked for where the page shows it.
  const shows = () => document.querySelector('[data-chat-availability]')
  whenIdle(async () => (!(await isEmpty()) && store.read('talks') ? load() : shows() && loadSdk()), signal)
  if (OF_SDK.test(`${Object.keys(given)}`)) void loadSdk()
  emit('ready')
  if (place) void setOpen(true)

  return (method, args) => {
    const own = core[args.length ? '' : method]
    return own ? own() : loadSdk().then(({ call }) => call(method, args))
  }
}

/**
 * Whether no chat was ever opened here, which leaves a database: then the page is spared its first look into local storage,
 * which holds the thread up for as long as all else here takes. Firefox before 126 does not tell.
 */
async function isEmpty(): Promise<unknown> {
  try {
    // Where the origin is `null` Chromium rejects a promise that nobody gets to see, let alone to catch.
    return self.origin[4] && !(await indexedDB.databases()).length
  } catch {
    return null // refused
  }
}

/** After load, when the page is idle. */
function whenIdle(work: () => unknown, signal: AbortSignal): void {
  const soon = () => (globalThis.requestIdleCallback ?? setTimeout)(() => signal.aborted || work())
  if (document.readyState === 'complete') soon()
  else addEventListener('load', soon, { signal })
}
