import { StoreError } from '../store-error.ts'
import type { Doc } from './bson-type.ts'
import type { Catalog, CollectionState, Index } from './catalog.ts'
import { encodeDoc } from './doc-codec.ts'
import { type DocKeys, keysOf } from './index-keys.ts'
import { encodeValue } from './key-codec.ts'
import { overlaps, valueAt } from './path.ts'

export type Stored = { readonly id: Uint8Array; readonly raw: Uint8Array; readonly doc: Doc }

export function duplicateKey(collection: CollectionState, index: Index, doc: Doc): StoreError {
  const pattern = Object.fromEntries(index.key)
  const value = Object.fromEntries(index.paths.map((path) => [path, valueAt(doc, path) ?? null]))
  const shown = Object.entries(value).map(([path, part]) => `${path}: ${JSON.stringify(part)}`)
  const message = `E11000 duplicate key error collection: ${collection.name} index: ${index.name} dup key: { ${shown.join(', ')} }`
  return new StoreError('DuplicateKey', message, { pattern, value })
}

const NO_KEYS: DocKeys = { keys: [], arrayAt: -1 }

/** A document's keys in an index: none when a partial index leaves it out. */
export function indexKeys(index: Index, doc: Doc, id: Uint8Array): DocKeys {
  return index.covers && !index.covers(doc) ? NO_KEYS : keysOf(index, doc, id)
}

type Difference = { readonly index: Index; readonly added: readonly Buffer[]; readonly removed: readonly Buffer[] }

function differenceOf(index: Index, old: readonly Buffer[], next: readonly Buffer[]): Difference[] {
  const added = next.filter((key) => !old.some((other) => other.equals(key)))
  const removed = old.filter((key) => !next.some((other) => other.equals(key)))
  return added.length === 0 && removed.length === 0 ? [] : [{ index, added, removed }]
}

export type Change = {
  /** Makes the new document; may change the one it is given. */
  readonly make: (doc: Doc) => Doc
  /** The paths that may change; null when anything may. */
  readonly touches: readonly string[] | null
}

export type Replaced = { readonly after: Doc; readonly raw: Uint8Array; readonly modified: boolean }

/** The documents of a collection with all their index entries. Each function changes one document wholly or throws. */
export type Documents = {
  insert(collection: CollectionState, doc: Doc, raw: Uint8Array): void
  /** Puts another version in the place of a stored one. The document handed in is changed. */
  replace(collection: CollectionState, before: Stored, change: Change): Replaced
  remove(collection: CollectionState, stored: Stored): void
}

export function createDocuments(catalog: Catalog): Documents {
  /** Notes the components where an array was met for the first time, before its entries are written. */
  function noteArrays(collection: CollectionState, found: readonly { index: Index; arrayAt: number }[]): void {
    const news = found.filter(({ index, arrayAt }) => arrayAt >= 0 && !index.multikey[arrayAt])
    if (news.length === 0) return
    const state = catalog.find(collection.name) ?? collection
    const indexes = state.spec.indexes.map((spec) => {
      const note = news.find(({ index }) => index.id === spec.id)
      return note ? { ...spec, multikey: spec.multikey.with(note.arrayAt, true) } : spec
    })
    catalog.save(collection.name, { ...state.spec, indexes })
  }

  /** Adds the new entries; when a unique one is taken, takes back those already added and throws. */
  function addEntries(collection: CollectionState, changes: readonly Difference[], doc: Doc, id: Uint8Array): void {
    const entries = changes.flatMap(({ index, added }) => added.map((key) => ({ index, key })))
    const clash = entries.findIndex(({ index, key }) => !index.table.add(key, id))
    if (clash < 0) return
    for (const { index, key } of entries.slice(0, clash)) index.table.remove(key)
    throw duplicateKey(collection, entries[clash]?.index ?? collection.primary, doc)
  }

  function insert(collection: CollectionState, doc: Doc, raw: Uint8Array): void {
    const id = encodeValue(doc['_id'])
    const found = collection.indexes.map((index) => ({ index, ...indexKeys(index, doc, id) }))
    noteArrays(collection, found)
    if (!collection.docs.add(id, raw)) throw duplicateKey(collection, collection.primary, doc)
    try {
      const changes = found.map(({ index, keys }) => ({ index, added: keys, removed: [] }))
      addEntries(collection, changes, doc, id)
    } catch (error) {
      collection.docs.remove(id)
      throw error
    }
  }

  function replace(collection: CollectionState, before: Stored, change: Change): Replaced {
    const { touches } = change
    const affected = collection.indexes.filter((index) => touches === null || isAffected(index, touches))
    const old = affected.map((index) => indexKeys(index, before.doc, before.id))
    const after = change.make(before.doc)
    const raw = encodeDoc(after)
    if (Buffer.compare(raw, before.raw) === 0) return { after, raw, modified: false }
    const found = affected.map((index) => ({ index, ...indexKeys(index, after, before.id) }))
    noteArrays(collection, found)
    const differences = found.flatMap(({ index, keys }, i) => differenceOf(index, old[i]?.keys ?? [], keys))
    addEntries(collection, differences, after, before.id)
    for (const { index, removed } of differences) for (const key of removed) index.table.remove(key)
    collection.docs.put(before.id, raw)
    return { after, raw, modified: true }
  }

  function remove(collection: CollectionState, stored: Stored): void {
    for (const index of collection.indexes)
      for (const key of indexKeys(index, stored.doc, stored.id).keys) index.table.remove(key)
    collection.docs.remove(stored.id)
  }

  return { insert, replace, remove }
}

function isAffected(index: Index, touches: readonly string[]): boolean {
  // A partial filter may name any path; asking for its keys twice is cheaper than following it.
  return index.covers !== null || index.paths.some((path) => touches.some((touched) => overlaps(path, touched)))
}
