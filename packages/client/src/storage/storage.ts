import type { Environment } from '../environment.ts'
import type { Entries } from '../outbox/entries.ts'
import { STORAGE_MS } from '../times.ts'
import { openIndexedDb } from './indexed-db.ts'
import type { Kept, Storage } from './kept.ts'

/** For Node, and for browsers whose storage fails: lasts as long as the page. */
function memoryStorage(entries: Entries, kept: Kept): Storage {
  return {
    async update(change) {
      entries = change(entries)
      return entries
    },
    async keep(change) {
      kept = change(kept)
      return kept
    },
    close: () => undefined,
  }
}

/** Storage that never fails: once the browser's does, memory goes on from what was last seen of it (SYNC-69). */
export function createStorage(env: Environment, name: string, onLost: () => void): Storage & { persist(): void } {
  let memory: Storage | null = null
  let entries: Entries = []
  let kept: Kept = {}
  let last: Promise<unknown> = Promise.resolve()

  /** Some browsers never answer a request to their storage; a chat must not wait for them. */
  function inTime<T>(task: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const timer = env.setTimeout(reject, STORAGE_MS)
      task.then(resolve, reject).finally(() => env.clearTimeout(timer))
    })
  }

  const open = async () => {
    const factory = await env.indexedDB()
    return factory ? openIndexedDb(factory, name) : memoryStorage([], {})
  }
  let opened = inTime(open())

  async function attempt<T>(task: (storage: Storage) => Promise<T>): Promise<T> {
    try {
      if (!memory) return await inTime(opened.then(task))
    } catch {
      memory = memoryStorage(entries, kept)
      onLost()
    }
    return task(memory)
  }

  /** What a silent storage was asked for goes to memory before anything that came later, and nothing waits twice. */
  function inTurn<T>(task: (storage: Storage) => Promise<T>): Promise<T> {
    const mine = () => attempt(task)
    const turn = last.then(mine, mine)
    last = turn
    return turn
  }

  return {
    async update(change) {
      entries = await inTurn((storage) => storage.update(change))
      return entries
    },
    async keep(change) {
      kept = await inTurn((storage) => storage.keep(change))
      return kept
    },
    /** The browser's storage may be used from now on, or may not any more: what is held goes there, or to memory. */
    persist() {
      opened = opened.then(async (before) => {
        const after = await inTime(open())
        const isNew = ({ cmid }: Entries[number]) => !entries.some((entry) => entry.cmid === cmid)
        await after.update((all) => [...all.filter(isNew), ...entries])
        // Whoever spoke meanwhile is who he is now; whoever did not is who he was.
        await after.keep((had) => (kept.token ? { ...had, ...kept } : had))
        before.close()
        return after
      })
      opened.catch(() => undefined) // the next request meets it, and goes on in memory
    },
    close() {
      opened.then(
        (storage) => storage.close(),
        () => undefined,
      )
    },
  }
}
