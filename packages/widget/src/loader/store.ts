/** Whether the visitor lets the widget keep something in his browser; `pending` until he or the page said. */
export type Consent = 'granted' | 'pending' | 'denied'
export type Store = ReturnType<typeof createStore>

const CONSENT = 'consent'

/**
 * The one way to the page's local storage: small texts under the site's key. Where the site asks for consent (`asks`)
 * they are in memory until it is given, and stay there when it is not.
 */
export function createStore(siteKey: string, asks: boolean) {
  const memory = new Map<string, string | null>()
  const listeners: (() => void)[] = []
  const isKept = () => store.consent === 'granted'
  const keyOf = (name: string) => `parley:${siteKey}:${name}`

  function stored(name: string): string | null {
    try {
      return localStorage.getItem(keyOf(name))
    } catch {
      return null // storage is refused here
    }
  }
  function put(name: string, value: string | null): void {
    try {
      if (value === null) localStorage.removeItem(keyOf(name))
      else localStorage.setItem(keyOf(name), value)
    } catch {
      // storage is refused here: what is in memory lasts as long as the page
    }
  }

  const store = {
    consent: (asks && stored(CONSENT) !== '1' ? 'pending' : 'granted') as Consent,
    read: (name: string): string | null => memory.get(name) ?? (memory.has(name) || !isKept() ? null : stored(name)),
    /** Null forgets it. */
    write(name: string, value: string | null): void {
      memory.set(name, value)
      if (isKept()) put(name, value)
    },
    /** What is in memory is kept from here on, or what was kept is taken away. */
    decide(consent: Consent): void {
      if (consent === store.consent) return
      store.consent = consent
      if (isKept() && asks) memory.set(CONSENT, '1')
      for (const [name, value] of memory) put(name, isKept() ? value : null)
      for (const listener of listeners) listener()
    },
    /** Calls `listener` after each decision, as long as the widget lives. */
    onDecide: (listener: () => void) => void listeners.push(listener),
  }
  return store
}
