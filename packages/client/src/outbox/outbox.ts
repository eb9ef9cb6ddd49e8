import { type ReadonlySignal, signal } from '@preact/signals-core'
import type { Channel, Environment } from '../environment.ts'
import { toJson } from '../json.ts'
import type { Storage } from '../storage/kept.ts'
import { added, type Change, type Entries, type NewEntry } from './entries.ts'

export type Outbox = {
  /** What people see: what is stored, with the changes that are on their way to the storage. */
  shown: ReadonlySignal<Entries>
  /** Resolves when what earlier page loads left is here. */
  ready: Promise<void>
  /** What may be transmitted: persisted entries only (SYNC-60). */
  stored(): Entries
  /** Resolves when the change is persisted (or, without a working storage, remembered). Never rejects. */
  change(change: Change): Promise<void>
  /** A new command: a page that goes away before the storage has it leaves it to the next one. */
  add(entry: NewEntry): Promise<void>
  /** Drops everything at once, what is on its way included: whoever comes next must not send it. */
  clear(): Promise<void>
  close(): void
}

const unchanged: Change = (entries) => entries

/** The outbox of one identity, shared by its tabs. `onStored`: what is stored has changed, by whichever tab. */
export function createOutbox(env: Environment, name: string, storage: Storage, onStored: () => void): Outbox {
  const shown = signal<Entries>([])
  let stored: Entries = []
  let underWay: Change[] = []
  let channel: Channel | null = null
  let left: NewEntry[] = []

  /** Commands on their way to the storage: it answers later, and the page may be gone by then. */
  function note(change: (entries: NewEntry[]) => NewEntry[]): NewEntry[] {
    try {
      const keeper = env.storage()
      const after = change(JSON.parse(keeper?.getItem(name) ?? '[]'))
      if (after.length) keeper?.setItem(name, toJson(after))
      else keeper?.removeItem(name)
      return after
    } catch {
      // Kept away or full (R21): then only what the storage has outlives the page.
      return []
    }
  }
  const drop = (gone: NewEntry[]) => note((all) => all.filter(({ cmid }) => !gone.some((one) => one.cmid === cmid)))

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

  function make(change: Change) {
    underWay.push(change)
    show()
    return run(change)
  }

  /** Once the storage is open, which may be told to wait: other tabs are heard before what they wrote is read. */
  const ready = run((entries) => {
    channel ??= env.openChannel(name, () => void run(unchanged))
    left = note((all) => all)
    return left.reduce((all, entry) => added(entry)(all), entries)
  }).then(() => void drop(left))

  return {
    ...{ shown, ready },
    stored: () => stored,
    change: make,
    add(entry) {
      note((all) => [...all, entry])
      return make(added(entry)).then(() => void drop([entry]))
    },
    clear() {
      note(() => [])
      return make(() => [])
    },
    close: () => void ready.then(() => channel?.close()),
  }
}
