import { type ReadonlySignal, signal } from '@preact/signals-core'
import type { Environment } from '../environment.ts'
import { STORAGE_MS } from '../times.ts'
import type { Change, Entries } from './entries.ts'
import { memoryStorage, type OutboxStorage, openIndexedDb } from './storage.ts'

export type Outbox = {
  /** What people see: what is stored, with the changes that are on their way to the storage. */
  shown: ReadonlySignal<Entries>
  /** Resolves when what earlier page loads left is here. */
  ready: Promise<void>
  /** What may be transmitted: persisted entries only (SYNC-60). */
  stored(): Entries
  /** Resolves when the change is persisted (or, without a working storage, remembered). Never rejects. */
  change(change: Change): Promise<void>
  close(): void
}

/**
 * The outbox of one identity, shared by its tabs. `onLost` is called when the storage fails and memory takes over;
 * `onStored` after every change of what is stored, by whichever tab.
 */
export function createOutbox(env: Environment, name: string, on: { lost(): void; stored(): void }): Outbox {
  const shown = signal<Entries>([])
  let stored: Entries = []
  let underWay: Change[] = []
  let memory: OutboxStorage | null = null
  const channel = env.openChannel(name, () => void run(unchanged))

  const open = async () => {
    const factory = env.indexedDB()
    return factory ? openIndexedDb(factory, name) : memoryStorage()
  }
  const storage = inTime(open())
  storage.catch(lose)

  function lose() {
    memory ??= memoryStorage(stored)
    on.lost()
  }

  /** Some browsers never answer a request to their storage; a chat must not wait for them. */
  function inTime<T>(task: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const timer = env.setTimeout(() => reject(new Error('storage does not answer')), STORAGE_MS)
      task.then(resolve, reject).finally(() => env.clearTimeout(timer))
    })
  }

  async function persist(change: Change): Promise<Entries> {
    if (!memory) {
      try {
        const entries = await inTime((await storage).update(change))
        if (change !== unchanged) channel?.post('changed')
        return entries
      } catch {
        lose()
      }
    }
    return (memory ?? memoryStorage()).update(change)
  }

  async function run(change: Change) {
    const entries = await persist(change)
    underWay = underWay.filter((other) => other !== change)
    stored = entries
    show()
    on.stored()
  }

  function show() {
    shown.value = underWay.reduce((entries, change) => change(entries), stored)
  }

  return {
    shown,
    ready: run(unchanged),
    stored: () => stored,
    change(change) {
      underWay.push(change)
      show()
      return run(change)
    },
    close() {
      channel?.close()
      storage.then(
        (opened) => opened.close(),
        () => undefined,
      )
    },
  }
}

const unchanged: Change = (entries) => entries
