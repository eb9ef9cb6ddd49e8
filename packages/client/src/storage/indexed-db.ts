import type { Change, Entries, OutboxEntry } from '../outbox/entries.ts'
import type { Kept, Storage } from './kept.ts'

/** Commands by cmid, and one record of what else is kept. */
const ENTRIES = 'entries'
const KEPT = 'kept'

/**
 * One database per identity, one record per command, one transaction per change; it is on disk when the change
 * resolves, which local storage is only seconds later (R19). Rejects as soon as anything fails.
 */
export async function openIndexedDb(factory: IDBFactory, name: string): Promise<Storage> {
  const opening = factory.open(name, 1)
  opening.onupgradeneeded = () => {
    opening.result.createObjectStore(ENTRIES, { keyPath: 'cmid' })
    opening.result.createObjectStore(KEPT)
  }
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    opening.onsuccess = () => resolve(opening.result)
    opening.onerror = opening.onblocked = () => reject(opening.error)
  })
  database.onversionchange = () => database.close()

  /** Reads all of a store, writes what `change` makes of it, and resolves with that when it is stored. */
  const transact = <T>(name: string, change: (store: IDBObjectStore, all: never[]) => T) =>
    new Promise<T>((resolve, reject) => {
      const transaction = database.transaction(name, 'readwrite')
      const store = transaction.objectStore(name)
      const all = store.getAll()
      let after: T
      all.onsuccess = () => {
        try {
          after = change(store, all.result as never[])
        } catch {
          transaction.abort() // what is thrown here would be an exception of the page's
        }
      }
      transaction.oncomplete = () => resolve(after)
      transaction.onabort = () => reject(transaction.error)
    })

  return {
    update: (change: Change) =>
      transact(ENTRIES, (store, before: OutboxEntry[]) => {
        const after = change(before)
        write(store, before, after)
        return after
      }),
    keep: (change) =>
      transact(KEPT, (store, [before = {}]: Kept[]) => {
        const after = change(before)
        if (after !== before) store.put(after, KEPT)
        return after
      }),
    close: () => database.close(),
  }
}

/** Writes what is another object than before, which a change makes of every entry that it touches. */
function write(store: IDBObjectStore, before: OutboxEntry[], after: Entries): void {
  for (const entry of after) if (!before.includes(entry)) store.put(entry)
  for (const { cmid } of before) if (!after.some((entry) => entry.cmid === cmid)) store.delete(cmid)
}
