import { type ReadonlySignal, signal } from '@preact/signals-core'
import type { Environment } from '../environment.ts'
import type { Storage } from '../storage/kept.ts'
import type { Change, Entries } from './entries.ts'

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

const unchanged: Change = (entries) => entries

/** The outbox of one identity, shared by its tabs. `onStored`: what is stored has changed, by whichever tab. */
export function createOutbox(env: Environment, name: string, storage: Storage, onStored: () => void): Outbox {
  const shown = signal<Entries>([])
  let stored: Entries = []
  let underWay: Change[] = []
  const channel = env.openChannel(name, () => void run(unchanged))

  function show() {
    shown.value = underWay.reduce((entries, change) => change(entries), stored)
  }

  async function run(change: Change) {
    stored = await storage.update(change)
    if (change !== unchanged) channel?.post('changed')
    underWay = underWay.filter((other) => other !== change)
    show()
    onStored()
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
    close: () => channel?.close(),
  }
}
