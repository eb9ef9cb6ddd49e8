import { createEnvironment, type Environment } from '@parley/client'

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
  /** Whether a person looks at this window now. */
  isAttended(): boolean
  onAttention(listener: () => void): () => void
  setTitle(title: string): void
  setLanguage(tag: string): void
  setTheme(theme: 'light' | 'dark' | 'auto'): void
  copy(text: string): Promise<void>
  /** Forgets everything and begins anew: after a sign-out nothing of a person may stay in memory. */
  reload(): void
  isApple: boolean
}

export function createBrowserWindow(): BrowserWindow {
  return {
    env: createEnvironment(),
    base: (document.querySelector<HTMLMetaElement>('meta[name=parley-inbox]')?.content ?? '/').replace(/\/$/, ''),
    origin: location.origin,
    languages: navigator.languages,
    address: () => location,
    push: (path) => history.pushState(null, '', path),
    replace: (path) => history.replaceState(null, '', path),
    onAddress: (listener) => listen(window, 'popstate', listener),
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
    setLanguage(tag) {
      document.documentElement.lang = tag
    },
    setTheme(theme) {
      if (theme === 'auto') delete document.documentElement.dataset['theme']
      else document.documentElement.dataset['theme'] = theme
    },
    copy: (text) => navigator.clipboard.writeText(text),
    reload: () => location.reload(),
    isApple: /Mac|iP(hone|ad)/.test(navigator.userAgent),
  }
}

function listen(target: EventTarget, type: string, listener: () => void): () => void {
  target.addEventListener(type, listener)
  return () => target.removeEventListener(type, listener)
}
