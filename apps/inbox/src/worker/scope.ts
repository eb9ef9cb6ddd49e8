/** What lasts until the promise is settled. */
export type Lasting = Event & { waitUntil(task: Promise<unknown>): void }
export type Asking = Lasting & { request: Request; respondWith(answer: Promise<Response>): void }
export type Told = Lasting & { data: unknown }

/** What the worker takes from its surroundings: the types of a page know no service worker. */
export type WorkerScope = {
  location: { href: string; origin: string }
  caches: CacheStorage
  fetch: typeof fetch
  clients: { claim(): Promise<void> }
  skipWaiting(): Promise<void>
  addEventListener(type: 'install' | 'activate', listener: (event: Lasting) => void): void
  addEventListener(type: 'fetch', listener: (event: Asking) => void): void
  addEventListener(type: 'message', listener: (event: Told) => void): void
}
