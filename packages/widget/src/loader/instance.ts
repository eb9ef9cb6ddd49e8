import type { SiteSettings } from '@parley/protocol'
import { type Api, type Profile, run } from './api.ts'
import type { EventName, Frame, Messenger, MessengerModule } from './frame.ts'
import { createLauncher } from './launcher.ts'
import { createStore } from './store.ts'

type Listener = (detail: unknown) => void

/** One widget on the page: the launcher now, the messenger on intent. `onDestroy` is told when it is taken off. */
export function createInstance(settings: SiteSettings, onDestroy: () => void): Api {
  const launcher = createLauncher(settings)
  const store = createStore(settings.key, settings.consent === 'pending')
  const { emit, on } = createListeners()
  let messenger: Messenger | null = null
  let profile: Profile = {}
  let isOpen = false
  let isGone = false

  const isBusy = (busy: boolean) => launcher.button.toggleAttribute('data-busy', busy)

  const frame: Frame = {
    settings,
    root: launcher.root,
    launcher: launcher.button,
    store,
    isReturning: store.read('talks') !== null,
    setOpen,
    emit,
    setUnread(count) {
      launcher.setUnread(count)
      emit('unread', count)
    },
    remember: (talks) => store.write('talks', talks ? '1' : null),
  }

  function begin({ mount }: MessengerModule): Messenger | null {
    if (isGone) return null
    messenger = mount(frame)
    messenger.update(profile)
    return messenger
  }

  const load = once(() => import(settings.messenger).then(begin))

  async function open(): Promise<void> {
    isBusy(true)
    const loaded = await load()
    isBusy(false)
    isOpen &&= loaded !== null
    if (!isOpen || !loaded) return
    launcher.show(true)
    loaded.open()
    emit('opened')
  }

  function setOpen(wanted: boolean): void {
    if (isGone || wanted === isOpen) return
    isOpen = wanted
    if (wanted) return void open()
    launcher.show(false)
    messenger?.close()
    emit('closed')
  }

  const preload = () => void load()
  onIntent(launcher.button, preload)
  launcher.button.addEventListener('click', () => setOpen(!isOpen))
  if (frame.isReturning) whenIdle(preload)

  const api: Api = {
    ...surfaceOf(launcher.button, setOpen, () => isOpen),
    on,
    update(given) {
      profile = { ...profile, ...given }
      messenger?.update(profile)
    },
    destroy() {
      isGone = true
      messenger?.destroy()
      launcher.host.remove()
      onDestroy()
    },
    push: (...calls) => run(api, calls),
  }
  return api
}

/** What opens, closes and hides. */
function surfaceOf(button: HTMLButtonElement, setOpen: (open: boolean) => void, isOpen: () => boolean) {
  return {
    open: () => setOpen(true),
    close: () => setOpen(false),
    toggle: () => setOpen(!isOpen()),
    hide() {
      setOpen(false)
      button.hidden = true
    },
    show() {
      button.hidden = false
    },
  }
}

/** Fetches once; a failure is reported, and the next call tries again. */
function once(fetchMessenger: () => Promise<Messenger | null>): () => Promise<Messenger | null> {
  let loading: Promise<Messenger | null> | null = null
  return () => {
    loading ??= fetchMessenger().catch((error: unknown) => {
      loading = null
      reportError(new Error('Parley: the chat could not be loaded.', { cause: error }))
      return null
    })
    return loading
  }
}

/** Who listens to what. */
function createListeners() {
  const byName = new Map<EventName, Set<Listener>>()
  return {
    emit(name: EventName, detail?: unknown): void {
      for (const listener of byName.get(name) ?? []) listener(detail)
    },
    on(name: EventName, listener: Listener): () => void {
      const set = byName.get(name) ?? new Set()
      byName.set(name, set.add(listener))
      return () => set.delete(listener)
    },
  }
}

/** Whoever comes near the launcher is about to press it: the messenger is fetched meanwhile. */
function onIntent(button: HTMLButtonElement, work: () => void): void {
  for (const intent of ['pointerenter', 'focus', 'touchstart'])
    button.addEventListener(intent, work, { once: true, passive: true })
}

/** A visitor with an open conversation wants his badge: after load, when the page is idle (widget.md). */
function whenIdle(work: () => void): void {
  const soon = () => (globalThis.requestIdleCallback ?? setTimeout)(work)
  if (document.readyState === 'complete') soon()
  else addEventListener('load', soon, { once: true })
}
