/** What lasts until the promise is settled. */
export type Lasting = Event & { waitUntil(task: Promise<unknown>): void }
export type Asking = Lasting & { request: Request; respondWith(answer: Promise<Response>): void }
export type Told = Lasting & { data: unknown }
export type Pushing = Lasting & { data: { json(): unknown } | null }
export type Pressing = Lasting & { notification: Pick<Notification, 'data' | 'close'> }

/** A window of this origin. */
type Window = {
  url: string
  visibilityState: DocumentVisibilityState
  focus(): Promise<unknown>
  postMessage(note: object): void
}

/** What the worker takes from its surroundings: the types of a page know no service worker. */
export type WorkerScope = {
  location: { href: string; origin: string }
  caches: CacheStorage
  fetch: typeof fetch
  clients: {
    claim(): Promise<void>
    matchAll(which: { type: 'window'; includeUncontrolled: true }): Promise<readonly Window[]>
    openWindow(url: string): Promise<unknown>
  }
  registration: { showNotification(title: string, options: NotificationOptions & { renotify: boolean }): Promise<void> }
  skipWaiting(): Promise<void>
  addEventListener(type: 'install' | 'activate', listener: (event: Lasting) => void): void
  addEventListener(type: 'fetch', listener: (event: Asking) => void): void
  addEventListener(type: 'message', listener: (event: Told) => void): void
  addEventListener(type: 'push', listener: (event: Pushing) => void): void
  addEventListener(type: 'notificationclick', listener: (event: Pressing) => void): void
}
