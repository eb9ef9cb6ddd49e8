/** One answer of the server as it was told last; `answer` is JSON. */
export type Copy = { key: string; at: number; answer: string }

/** Where copies lie. Everything may fail, as storage does in private windows: then there is no copy. */
export type CopyStore = {
  put(copy: Copy): Promise<void>
  /** Null where there is none, or where it is too old at `now`. */
  get(key: string, now: number): Promise<Copy | null>
  remove(key: string): Promise<unknown>
  close(): void
}

/** Bounds of what one agent leaves in one browser: answers, and characters of them. */
export const MOST_COPIES = 400
export const MOST_LENGTH = 20_000_000
/** One answer that is longer is not worth its place. */
export const MOST_OF_ONE = 1_000_000
/** Nobody tells this browser what was taken from its person while he did not look: what was not seen for so long goes. */
export const MOST_AGE_MS = 30 * 24 * 3_600_000

const COPIES = 'copies'
const BY_AGE = 'at'
/** So many are written between two looks at the bounds. */
const TIDY_EVERY = 20

/** Copies in the browser's own database of this name. */
export async function openCopyStore(factory: IDBFactory, name: string): Promise<CopyStore> {
  const opening = factory.open(name, 1)
  opening.onupgradeneeded = () => {
    opening.result.createObjectStore(COPIES, { keyPath: 'key' }).createIndex(BY_AGE, 'at')
  }
  const database = await settled(opening)
  // Another tab signs out: what it removes must not be held back here.
  database.onversionchange = () => database.close()
  let written = 0

  async function put(copy: Copy): Promise<void> {
    if (copy.answer.length > MOST_OF_ONE) return
    await settled(database.transaction(COPIES, 'readwrite').objectStore(COPIES).put(copy))
    if (++written % TIDY_EVERY === 1) await tidy(copy.at)
  }

  /** The oldest go until the rest is within the bounds. */
  function tidy(now: number): Promise<void> {
    const transaction = database.transaction(COPIES, 'readwrite')
    const walk = transaction.objectStore(COPIES).index(BY_AGE).openCursor(null, 'prev')
    let count = 0
    let length = 0
    walk.onsuccess = () => {
      const cursor = walk.result
      if (!cursor) return
      const copy = cursor.value as Copy
      length += copy.answer.length
      if (++count > MOST_COPIES || length > MOST_LENGTH || isOld(copy, now)) cursor.delete()
      cursor.continue()
    }
    return new Promise((done, fail) => {
      transaction.oncomplete = () => done()
      transaction.onabort = () => fail(transaction.error)
    })
  }

  return {
    put,
    async get(key, now) {
      const copy: Copy | undefined = await settled(database.transaction(COPIES).objectStore(COPIES).get(key))
      return copy && !isOld(copy, now) ? copy : null
    },
    remove: (key) => settled(database.transaction(COPIES, 'readwrite').objectStore(COPIES).delete(key)),
    close: () => database.close(),
  }
}

const isOld = ({ at }: Copy, now: number): boolean => now - at > MOST_AGE_MS

/** Removes all copies of this name; resolves when they are gone. */
export function dropCopyStore(factory: IDBFactory, name: string): Promise<unknown> {
  return settled(factory.deleteDatabase(name))
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}
