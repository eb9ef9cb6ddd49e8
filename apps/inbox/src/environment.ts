import { createEnvironment, type Environment } from '@parley/client'
import { createBadge } from './attention/favicon.ts'
import { onPressed, type PushDoor } from './attention/pushes.ts'
import { createSounds, type Sounds } from './attention/sounds.ts'
import { createTabs, type Tabs } from './attention/tabs.ts'
import { type Picture, readPicture } from './format/picture.ts'
import { createInstall, type Install } from './offline/install.ts'

export type Notice = { title: string; body: string; tag: string; onOpen(): void }

type Address = { pathname: string; search: string; hash: string }

/** What the inbox takes from its browser window, beyond what the client takes; the only file that touches globals. */
export type BrowserWindow = {
  env: Environment
  /** Path of the inbox without a trailing slash; the server writes it into the page (`PARLEY_INBOX_PATH`). */
  base: string
  /** Where agents' requests go: the origin of this page, the only one that agent routes answer. */
  origin: string
  languages: readonly string[]
  address(): Address
  push(path: string): void
  replace(path: string): void
  onAddress(listener: () => void): () => void
  /** The browser asks before the page is left, until the result is called. */
  onLeave(): () => void
  /** Whether a person looks at this window now. */
  isAttended(): boolean
  onAttention(listener: () => void): () => void
  setTitle(title: string): void
  /** How much waits, on the tab's picture. */
  setBadge(count: number): void
  setLanguage(tag: string, direction: 'ltr' | 'rtl'): void
  setTheme(theme: 'light' | 'dark' | 'auto'): void
  copy(text: string): Promise<void>
  /** Reads a file as a picture. Rejects when it is none. */
  picture(file: Blob): Promise<Picture>
  /** An empty tab, to be called while something is pressed; `go` leads it somewhere, null closes it. */
  openTab(): { go(url: string | null): void }
  /** Whether the system may show notices; `unsupported` where it cannot (plain http, some phones). */
  notifyPermission(): NotificationPermission | 'unsupported'
  /** Asks the person whether the system may show notices; false when he or the browser refuses. */
  askToNotify(): Promise<boolean>
  /** Shows a notice of the system; one of the same `tag` takes the place of the one before. */
  notify(notice: Notice): void
  sounds: Sounds
  /** Push messages, for when no window is open; fetched where they are wanted. */
  pushes(): Promise<PushDoor>
  /** A notification was pressed that leads to `path` of the inbox. */
  onPressed(listener: (path: string) => void): () => void
  /** A person touches the page: sounds may be heard from now on. */
  onTouch(listener: () => void): () => void
  /** What the tabs of this name settle among themselves. */
  tabs(name: string): Tabs
  install: Install
  /** Forgets everything and begins anew: after a sign-out nothing of a person may stay in memory. */
  reload(): void
  isApple: boolean
}

export function createBrowserWindow(): BrowserWindow {
  const base = (document.querySelector<HTMLMetaElement>('meta[name=parley-inbox]')?.content ?? '/').replace(/\/$/, '')
  return {
    ...{ env: createEnvironment(), base, install: createInstall(window) },
    origin: location.origin,
    languages: navigator.languages,
    address: () => location,
    push: (path) => history.pushState(null, '', path),
    replace: (path) => history.replaceState(null, '', path),
    onAddress: (listener) => listen(window, 'popstate', listener),
    onLeave: () => listen(window, 'beforeunload', (event) => event.preventDefault()),
    isAttended: () => document.visibilityState === 'visible' && document.hasFocus(),
    onAttention(listener) {
      const undo = [
        listen(window, 'focus', listener),
        listen(window, 'blur', listener),
        listen(document, 'visibilitychange', listener),
      ]
      return () => {
        for (const one of undo) one()
      }
    },
    setTitle(title) {
      document.title = title
    },
    setBadge: createBadge(document),
    setLanguage(tag, direction) {
      document.documentElement.lang = tag
      document.documentElement.dir = direction
    },
    setTheme(theme) {
      if (theme === 'auto') delete document.documentElement.dataset['theme']
      else document.documentElement.dataset['theme'] = theme
    },
    copy: (text) => navigator.clipboard.writeText(text),
    picture: readPicture,
    openTab,
    notifyPermission: () => ('Notification' in window ? Notification.permission : 'unsupported'),
    askToNotify: async () => 'Notification' in window && (await Notification.requestPermission()) === 'granted',
    notify,
    sounds: createSounds(window),
    pushes: async () => (await import('./attention/push-door.ts')).createPushDoor(window, base),
    onPressed: (listener) => onPressed(navigator, listener),
    onTouch(listener) {
      const undo = [listen(window, 'pointerdown', listener), listen(window, 'keydown', listener)]
      return () => {
        for (const one of undo) one()
      }
    },
    tabs: (name) => createTabs(name, navigator.locks),
    reload: () => location.reload(),
    isApple: /Mac|iP(hone|ad)/.test(navigator.userAgent),
  }
}

function notify({ title, body, tag, onOpen }: Notice): void {
  if (!('Notification' in window) || Notification.permission !== 'granted') return
  const shown = new Notification(title, { body, tag })
  shown.onclick = () => {
    window.focus()
    onOpen()
    shown.close()
  }
}

function listen(target: EventTarget, type: string, listener: (event: Event) => void): () => void {
  target.addEventListener(type, listener)
  return () => target.removeEventListener(type, listener)
}

/** The page that opens in it has no hold on ours. */
function openTab(): { go(url: string | null): void } {
  const tab = window.open('', '_blank')
  if (tab) tab.opener = null
  return {
    go(url) {
      if (url === null || !tab) tab?.close()
      else tab.location.href = url
    },
  }
}
