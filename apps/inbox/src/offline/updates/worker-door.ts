import { TAKE_OVER } from '../../worker/take-over.ts'

/** `waits`: another build is here and waits; `took_over`: another tab has taken it, and this one shows the build before. */
export type WorkerNews = 'waits' | 'took_over'

/** What a page has to do with the worker that keeps the built inbox in the browser (`src/worker`). */
export type WorkerDoor = {
  /** Begins to keep the inbox. */
  start(onNews: (news: WorkerNews) => void): void
  /** Asks the server whether there is another build. */
  look(): void
  /** The build that waits takes over, which is news; false when none waits. */
  takeOver(): boolean
}

/** Where a browser has no workers (plain http) or refuses them, nothing is kept, and nothing is told. */
export function createWorkerDoor({ navigator }: Window, base: string): WorkerDoor {
  const workers = (navigator as Partial<Navigator>).serviceWorker // absent where the page is no secure one
  let registration: ServiceWorkerRegistration | null = null

  async function register(container: ServiceWorkerContainer, onNews: (news: WorkerNews) => void): Promise<void> {
    // The first worker of all takes over too: that is no other build.
    let isFirst = container.controller === null
    container.addEventListener('controllerchange', () => {
      if (!isFirst) onNews('took_over')
      isFirst = false
    })
    const found = await container.register(`${base}/worker.js`, { scope: base, updateViaCache: 'none' })
    registration = found
    let followed: ServiceWorker | null = null
    const follow = () => {
      const fresh = found.installing
      if (!fresh || fresh === followed) return
      followed = fresh
      fresh.addEventListener('statechange', () => {
        if (fresh.state === 'installed' && container.controller) onNews('waits')
      })
    }
    if (found.waiting && container.controller) onNews('waits')
    found.addEventListener('updatefound', follow)
    follow() // one that another tab, or the load of this page, has begun to install
  }

  return {
    start(onNews) {
      // Refused (a private window, a full disk): the inbox then comes from the server, as before.
      if (workers) register(workers, onNews).catch(() => undefined)
    },
    look() {
      registration?.update().catch(() => undefined) // without a line: the next time
    },
    takeOver() {
      registration?.waiting?.postMessage(TAKE_OVER)
      return Boolean(registration?.waiting)
    },
  }
}
