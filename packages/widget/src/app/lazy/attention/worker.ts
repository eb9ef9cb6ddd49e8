/** The file of one line on the page's own origin; on our own pages it is ours. */
export const WORKER = '/parley-sw.js'

/** Where the worker of a site is registered: there are no pages. */
export const pathOf = (siteKey: string): string => `/parley-sw/${siteKey}/`

/** What there is of the worker on this page's origin. */
export function createWorker({ navigator, fetch }: Window & typeof globalThis, path: string) {
  /** Not a worker of the page's own whose scope is above ours. */
  async function ours(): Promise<ServiceWorkerRegistration | undefined> {
    const found = await navigator.serviceWorker.getRegistration(path)
    return found && new URL(found.scope).pathname === path ? found : undefined
  }
  return {
    subscription: async () => (await ours())?.pushManager.getSubscription(),
    async isThere(): Promise<boolean> {
      if (await ours()) return true
      const answer = await fetch(WORKER, { method: 'HEAD', redirect: 'error' })
      return answer.ok && /javascript/.test(answer.headers.get('content-type') ?? '')
    },
  }
}

/** What calls this browser back for the site, if anything does. */
export async function subscriptionOf(siteKey: string): Promise<PushSubscription | null> {
  const { Notification, navigator } = window
  if (!('serviceWorker' in navigator) || Notification?.permission !== 'granted') return null
  return (await createWorker(window, pathOf(siteKey)).subscription()) ?? null
}
