import type { Document, FindOptions, Sort } from 'mongodb'
import type { Cursor, FindCursor } from '../database.ts'
import { badValue } from '../store-error.ts'
import { type Doc, isPlainObject } from './bson-type.ts'
import { decodeDoc } from './doc-codec.ts'
import type { Batch, ReadOperation } from './operations.ts'
import type { SortKey } from './spread.ts'

export type SendRead = (operation: ReadOperation) => Promise<unknown>

function directionOf(direction: unknown): number {
  if (direction === 1 || direction === 'asc' || direction === 'ascending') return 1
  if (direction === -1 || direction === 'desc' || direction === 'descending') return -1
  throw badValue(`a sort takes 1 or -1, not ${String(direction)}`)
}

/** The driver's ways to write a sort, as pairs. */
export function sortKeyOf(sort: Sort | undefined): SortKey {
  if (sort === undefined) return []
  if (typeof sort === 'string') return [[sort, 1]]
  if (sort instanceof Map) return [...sort].map(([path, direction]) => [path, directionOf(direction)])
  if (Array.isArray(sort)) return sort.map((item) => (Array.isArray(item) ? pairOf(item) : [String(item), 1]))
  return Object.entries(sort).map(([path, direction]) => [path, directionOf(direction)])
}

/** The index that a read is to walk, as its key; nothing where the planner chooses. */
export function hintOf(hint: FindOptions['hint']): SortKey {
  if (hint === undefined) return []
  if (!isPlainObject(hint)) throw badValue('a hint is the key of an index')
  return sortKeyOf(hint as Sort)
}

const pairOf = (item: readonly unknown[]): [string, number] => [String(item[0]), directionOf(item[1])]

/** Reads batch after batch; `open` is sent at the first read. */
export function createCursor<T>(send: SendRead, open: () => ReadOperation): Cursor<T> {
  let docs: readonly Uint8Array[] = []
  let at = 0
  // 0 is the engine's word for "no more"; -1 is ours for "not asked yet".
  let cursor = -1

  async function refill(): Promise<boolean> {
    if (cursor === 0) return false
    const operation: ReadOperation = cursor < 0 ? open() : { op: 'more', cursor }
    const batch = (await send(operation)) as Batch
    docs = batch.docs
    at = 0
    cursor = batch.cursor
    return docs.length > 0
  }

  async function next(): Promise<T | null> {
    if (at >= docs.length && !(await refill())) return null
    const raw = docs[at++]
    // The caller says what the collection holds, as with the driver.
    return raw ? (decodeDoc(raw) as T) : null
  }

  async function close(): Promise<void> {
    docs = []
    if (cursor > 0) await send({ op: 'close', cursor })
    cursor = 0
  }

  async function toArray(): Promise<T[]> {
    const all: T[] = []
    while (at < docs.length || (await refill())) {
      for (const raw of docs.slice(at)) all.push(decodeDoc(raw) as T)
      at = docs.length
    }
    return all
  }

  return {
    next,
    close,
    toArray,
    [Symbol.asyncIterator]: async function* () {
      try {
        for (let doc = await next(); doc !== null; doc = await next()) yield doc
      } finally {
        await close()
      }
    },
  }
}

export type FindRequest = {
  readonly collection: string
  readonly filter: Doc
  sort: SortKey
  /** The key of the index to walk; empty where the planner chooses. */
  readonly hint: SortKey
  skip: number
  limit: number
  projection: Doc | null
}

export function createFindCursor<T>(send: SendRead, request: FindRequest): FindCursor<T> {
  const cursor: FindCursor<T> = {
    ...createCursor<T>(send, () => ({ op: 'find', ...request })),
    sort: (sort) => {
      request.sort = sortKeyOf(sort)
      return cursor
    },
    skip: (count) => {
      request.skip = count
      return cursor
    },
    // A negative limit is the driver's "one batch"; ours has no other meaning.
    limit: (count) => {
      request.limit = Math.abs(count)
      return cursor
    },
    project: <U extends Document>(projection: Document) => {
      request.projection = isPlainObject(projection) ? projection : null
      // Only the type changes; the cursor is the same, as with the driver.
      return cursor as unknown as FindCursor<U>
    },
  }
  return cursor
}
