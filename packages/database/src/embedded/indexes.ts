import { StoreError } from '../store-error.ts'
import { rangeOf } from './bounds.ts'
import { RANK } from './bson-type.ts'
import { type Catalog, type CollectionState, type IndexSpec, indexTable } from './catalog.ts'
import { decodeDoc, encodeDoc } from './doc-codec.ts'
import { duplicateKey, indexKeys } from './documents.ts'
import type { IndexRequest } from './operations.ts'
import { wholeCollection } from './planner.ts'
import { type Engine, noneExamined } from './query.ts'
import { candidatesOf } from './scan.ts'
import type { Writing } from './write.ts'

/** How many documents one sweep takes out of one index, so that others' writes do not wait behind it. */
const SWEEP_DOCS = 500

const sameJson = (a: unknown, b: unknown) => Buffer.compare(encodeDoc(a), encodeDoc(b)) === 0

function isSame(request: IndexRequest, spec: IndexSpec): boolean {
  const { key, unique, partial, expireAfterSeconds } = spec
  const { name: _, ...asked } = request
  return sameJson(asked, { key, unique, partial, expireAfterSeconds })
}

function existing(collection: CollectionState, request: IndexRequest): boolean {
  for (const spec of collection.spec.indexes) {
    if (spec.name === request.name) {
      if (isSame(request, spec)) return true
      throw new StoreError(
        'IndexKeySpecsConflict',
        `An existing index has the same name as the requested index: ${spec.name}`,
      )
    }
    if (sameJson(spec.key, request.key) && sameJson(spec.partial, request.partial))
      throw new StoreError('IndexOptionsConflict', `Index already exists with a different name: ${spec.name}`)
  }
  return false
}

function checkRequest(request: IndexRequest): void {
  const isValid = request.key.length > 0 && request.key.every(([path, dir]) => path !== '' && (dir === 1 || dir === -1))
  if (!isValid) throw new StoreError('CannotCreateIndex', `an index takes paths with 1 or -1: ${request.name}`)
  if (request.expireAfterSeconds !== null && request.key.length !== 1)
    throw new StoreError('CannotCreateIndex', 'TTL indexes are single-field indexes')
}

function buildIndex(engine: Engine, name: string, request: IndexRequest): void {
  const collection = engine.catalog.ensure(name)
  if (existing(collection, request)) return
  const { spec } = collection
  const id = spec.nextIndexId
  engine.kv.createTable(indexTable(spec.id, id))
  const made: IndexSpec = { ...request, id, multikey: request.key.map(() => false) }
  const state = engine.catalog.save(name, { ...spec, nextIndexId: id + 1, indexes: [...spec.indexes, made] })
  const multikey = fill(state, id)
  if (multikey.includes(true))
    engine.catalog.save(name, { ...state.spec, indexes: [...spec.indexes, { ...made, multikey }] })
}

/** Writes the entries of all documents there are; tells in which components arrays were met. */
function fill(collection: CollectionState, indexId: number): boolean[] {
  const index = collection.indexes.find((one) => one.id === indexId)
  const multikey = index?.paths.map(() => false) ?? []
  if (!index) return multikey
  for (const { id, raw } of candidatesOf(wholeCollection(collection), noneExamined())) {
    const doc = decodeDoc(raw ?? Buffer.alloc(0))
    const { keys, arrayAt } = indexKeys(index, doc, id)
    if (arrayAt >= 0) multikey[arrayAt] = true
    if (!keys.every((key) => index.table.add(key, id))) throw duplicateKey(collection, index, doc)
  }
  return multikey
}

/** Makes the indexes that are not there yet, filled from the documents there are. */
export function createIndexes(engine: Engine, name: string, requests: readonly IndexRequest[]): void {
  for (const request of requests) {
    checkRequest(request)
    buildIndex(engine, name, request)
  }
}

/** Drops all collections. */
export function dropAll(catalog: Catalog): void {
  for (const name of catalog.names()) catalog.drop(name)
}

function expireIn(writing: Writing, collection: CollectionState): number {
  let removed = 0
  for (const index of collection.indexes) {
    if (index.expireAfterSeconds === null) continue
    const due = new Date(writing.now.getTime() - index.expireAfterSeconds * 1000)
    const edge = { value: due, inclusive: true }
    const range = rangeOf(Buffer.alloc(0), { rank: RANK.date, high: edge }, index.directions[0] ?? 1)
    for (const [, id] of index.table.range(range, SWEEP_DOCS, false)) {
      const raw = collection.docs.get(id)
      if (!raw) continue
      writing.documents.remove(collection, { id, raw, doc: decodeDoc(raw) })
      removed += 1
    }
  }
  return removed
}

/** Removes documents whose time has come; at most a few hundred per index, so the caller repeats until it gets 0. */
export function expire(writing: Writing): number {
  const { catalog } = writing.engine
  return catalog.names().reduce((sum, name) => {
    const collection = catalog.find(name)
    return collection ? sum + expireIn(writing, collection) : sum
  }, 0)
}
