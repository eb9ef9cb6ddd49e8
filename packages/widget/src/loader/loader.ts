import type { SiteSettings } from '@parley/protocol'
import type { EventName, Messenger, MessengerModule } from './frame.ts'
import { createLauncher } from './launcher.ts'

/** The site's settings, put ahead of this text by the server in `/s/KEY.js`; absent in the pinned form `/parley.js`. */
declare const PARLEY_SITE: SiteSettings | undefined

type Listener = (detail: unknown) => void
type Call = [name: string, ...args: unknown[]] | ((parley: Api) => void)

/** The global `Parley`: one surface, whether the messenger is loaded or not. */
export type Api = {
  open(): void
  close(): void
  toggle(): void
  /** Hides the launcher (and closes the chat), or shows it again. */
  hide(): void
  show(): void
  /** What the visitor's page knows of him; unverified. */
  update(profile: { name?: string; email?: string }): void
  on(name: EventName, listener: Listener): () => void
  /** Takes everything off the page. */
  destroy(): void
  /** Runs a queued call: `['open']`, or a function that gets this object. */
  push(...calls: Call[]): void
}

type Scope = { Parley?: Api | Call[] }

const scope = globalThis as Scope
const script = document.currentScript as HTMLScriptElement | null

function start(settings: SiteSettings): void {
  const early = scope.Parley
  if (early && !Array.isArray(early)) return // the tag stands twice on this page
  const queued: Call[] = early ?? []
  const launcher = createLauncher(settings)
  const listeners = new Map<EventName, Set<Listener>>()
  const flag = `parley:${settings.key}:talks`
  let loading: Promise<Messenger | null> | null = null
  let messenger: Messenger | null = null
  let isOpen = false
  let isGone = false
  let pendingProfile: Parameters<Api['update']>[0] | null = null

  const emit = (name: EventName, detail?: unknown) => {
    for (const listener of listeners.get(name) ?? []) listener(detail)
  }

  function load(): Promise<Messenger | null> {
    loading ??= import(settings.messenger).then(
      ({ mount }: MessengerModule) => {
        if (isGone) return null
        messenger = mount({
          settings,
          root: launcher.root,
          launcher: launcher.button,
          isReturning: isReturning(),
          setOpen,
          emit,
          setUnread(count) {
            launcher.setUnread(count)
            emit('unread', count)
          },
          remember(hasConversation) {
            try {
              if (hasConversation) localStorage.setItem(flag, '1')
              else localStorage.removeItem(flag)
            } catch {
              // storage is refused here: the badge waits for the first click
            }
          },
        })
        if (pendingProfile) messenger.update(pendingProfile)
        return messenger
      },
      (error) => {
        loading = null // the next click tries again
        launcher.button.removeAttribute('aria-busy')
        console.error('Parley: the chat could not be loaded.', error)
        return null
      },
    )
    return loading
  }

  function setOpen(open: boolean): void {
    if (isGone || open === isOpen) return
    isOpen = open
    if (!open) {
      launcher.show(false)
      messenger?.close()
      emit('closed')
      return
    }
    launcher.button.setAttribute('aria-busy', 'true')
    load().then((loaded) => {
      launcher.button.removeAttribute('aria-busy')
      if (!loaded) isOpen = false
      if (!isOpen || !loaded) return
      launcher.show(true)
      loaded.open()
      emit('opened')
    })
  }

  function isReturning(): boolean {
    try {
      return localStorage.getItem(flag) !== null
    } catch {
      return false // storage is refused here
    }
  }

  const preload = () => void load()
  for (const intent of ['pointerenter', 'focus', 'touchstart'])
    launcher.button.addEventListener(intent, preload, { once: true, passive: true })
  launcher.button.addEventListener('click', () => setOpen(!isOpen))

  const api: Api = {
    open: () => setOpen(true),
    close: () => setOpen(false),
    toggle: () => setOpen(!isOpen),
    hide() {
      setOpen(false)
      launcher.button.hidden = true
    },
    show() {
      launcher.button.hidden = false
    },
    update(profile) {
      pendingProfile = { ...pendingProfile, ...profile }
      messenger?.update(profile)
    },
    on(name, listener) {
      const set = listeners.get(name) ?? new Set()
      listeners.set(name, set.add(listener))
      return () => set.delete(listener)
    },
    destroy() {
      isGone = true
      messenger?.destroy()
      launcher.host.remove()
      if (scope.Parley === api) delete scope.Parley
    },
    push(...calls) {
      for (const call of calls) {
        if (typeof call === 'function') call(api)
        else {
          const [name, ...args] = call
          if (Object.hasOwn(api, name)) (api[name as keyof Api] as (...args: unknown[]) => void)(...args)
        }
      }
    },
  }
  scope.Parley = api
  api.push(...queued)
  connectWhenIdle()

  /** A visitor with an open conversation wants his badge: after load, when the page is idle (widget.md). */
  function connectWhenIdle(): void {
    if (!isReturning()) return
    const soon = () => (globalThis.requestIdleCallback ?? setTimeout)(preload)
    if (document.readyState === 'complete') soon()
    else addEventListener('load', soon, { once: true })
  }
}

/** Pages that pin the loader by its hash name their site in the tag; the settings are one request more. */
async function fetchSettings(): Promise<SiteSettings> {
  const { origin } = new URL(script?.src ?? '', location.href)
  const response = await fetch(`${origin}/api/v1/sites/${script?.dataset.site}/settings`)
  if (!response.ok) throw new Error(`Parley: no settings for this site (${response.status}). Is this page's origin on its list?`)
  return response.json()
}

function whenBody(settings: SiteSettings): void {
  if (document.body) start(settings)
  else addEventListener('DOMContentLoaded', () => start(settings), { once: true })
}

if (typeof PARLEY_SITE !== 'undefined') whenBody(PARLEY_SITE)
else fetchSettings().then(whenBody, (error) => console.error(error))
