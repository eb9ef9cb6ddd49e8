import type { Change, Entries, OutboxEntry } from './entries.ts'

/** Where the outbox lies. `update` applies the change to what is stored, atomically over all tabs, and tells the result. */
export type OutboxStorage = {
  update(change: Change): Promise<Entries>
  close(): void
}

const STORE = 'entries'

/** For Node, and for browsers whose storage throws: lasts as long as the page. */
export function memoryStorage(entries: Entries = []): OutboxStorage {
  let held = entries
  return {
    async update(change) {
      held = change(held)
      return held
    },
    close: () => undefined,
  }
}

/** One database per identity, one record per command, one transaction per change. Rejects as soon as anything fails. */
export async function openIndexedDb(factory: IDBFactory, name: string): Promise<OutboxStorage> {
  const opening = factory.open(name, 1)
  opening.onupgradeneeded = () => opening.result.createObjectStore(STORE, { keyPath: 'cmid' })
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    opening.onsuccess = () => resolve(opening.result)
    opening.onerror = opening.onblocked = () => reject(opening.error)
  })
  database.onversionchange = () => database.close()

  const update = (change: Change) =>
    new Promise<Entries>((resolve, reject) => {
      const transaction = database.transaction(STORE, 'readwrite')
      const store = transaction.objectStore(STORE)
      let after: Entries = []
      const all = store.getAll()
      all.onsuccess = () => {
        after = change(all.result)
        write(store, all.result, after)
      }
      transaction.oncomplete = () => resolve(after)
      transaction.onabort = () => reject(transaction.error)
    })
  return { update, close: () => database.close() }
}

/** Writes what is another object than before, which a change makes of every entry that it touches. */
function write(store: IDBObjectStore, before: OutboxEntry[], after: Entries): void {
  for (const entry of after) if (!before.includes(entry)) store.put(entry)
  for (const { cmid } of before) if (!after.some((entry) => entry.cmid === cmid)) store.delete(cmid)
}
