import { StoreError } from '../store-error.ts'
import type { Doc } from './bson-type.ts'
import { decodeDoc, encodeDoc } from './doc-codec.ts'
import { type FilterNode, parseFilter } from './filter.ts'
import type { IndexShape } from './index-keys.ts'
import { encodeValue, endOf } from './key-codec.ts'
import type { Kv, Table } from './kv.ts'
import { compileFilter, type Matcher } from './matcher.ts'

/** An index as the catalog stores it. */
export type IndexSpec = {
  readonly id: number
  readonly name: string
  readonly key: readonly (readonly [path: string, direction: number])[]
  readonly unique: boolean
  readonly partial: Doc | null
  readonly expireAfterSeconds: number | null
  /** Per component: an array was stored there once. Never goes back to false. */
  readonly multikey: readonly boolean[]
}

export type Index = IndexSpec &
  IndexShape & {
    readonly table: Table
    /** The documents table itself, whose key is the id. */
    readonly isPrimary: boolean
    readonly partialNode: FilterNode | null
    readonly covers: Matcher | null
  }

type CollectionSpec = { readonly id: number; readonly nextIndexId: number; readonly indexes: readonly IndexSpec[] }

export type CollectionState = {
  readonly name: string
  readonly spec: CollectionSpec
  readonly docs: Table
  readonly primary: Index
  readonly indexes: readonly Index[]
}

/** Collections and indexes as this connection knows them. */
export type Catalog = {
  /** Reads anew what another connection has changed; call it first in each transaction. */
  refresh(): void
  find(name: string): CollectionState | undefined
  names(): string[]
  ensure(name: string): CollectionState
  save(name: string, spec: CollectionSpec): CollectionState
  drop(name: string): void
}

const META = 'meta'
const COLLECTIONS = 'collections'
const ALL = { lower: Buffer.alloc(0), upper: endOf(Buffer.alloc(0)) }
const VERSION = encodeValue('version')
const NEXT_ID = encodeValue('nextId')

function shapeOf(spec: IndexSpec): IndexShape {
  const paths = spec.key.map(([path]) => path)
  return {
    paths,
    directions: spec.key.map(([, direction]) => direction),
    endsWithId: !spec.unique && !paths.includes('_id'),
  }
}

export const indexTable = (collectionId: number, indexId: number): string => `x${collectionId}_${indexId}`
const docsTable = (collectionId: number) => `d${collectionId}`

function indexOf(kv: Kv, collectionId: number, spec: IndexSpec): Index {
  const partialNode = spec.partial && parseFilter(spec.partial)
  return {
    ...spec,
    ...shapeOf(spec),
    table: kv.table(indexTable(collectionId, spec.id)),
    isPrimary: false,
    partialNode,
    covers: partialNode && compileFilter(partialNode),
  }
}

function primaryOf(docs: Table): Index {
  return {
    id: 0,
    name: '_id_',
    key: [['_id', 1]],
    unique: true,
    partial: null,
    expireAfterSeconds: null,
    multikey: [false],
    paths: ['_id'],
    directions: [1],
    endsWithId: false,
    table: docs,
    isPrimary: true,
    partialNode: null,
    covers: null,
  }
}

function stateOf(kv: Kv, name: string, spec: CollectionSpec): CollectionState {
  const docs = kv.table(docsTable(spec.id))
  const indexes = spec.indexes.map((index) => indexOf(kv, spec.id, index))
  return { name, spec, docs, primary: primaryOf(docs), indexes }
}

function readNumber(kv: Kv, key: Uint8Array): number {
  const bytes = kv.table(META).get(key)
  return bytes ? Number(Buffer.from(bytes).toString()) : 0
}

function raise(kv: Kv, key: Uint8Array): number {
  const next = readNumber(kv, key) + 1
  kv.table(META).put(key, Buffer.from(String(next)))
  return next
}

/** Makes the catalog's own tables in a new file. Call inside a write transaction. */
export function createCatalogTables(kv: Kv): void {
  kv.createTable(META)
  kv.createTable(COLLECTIONS)
  raise(kv, VERSION)
}

export function openCatalog(kv: Kv): Catalog {
  let version = 0
  const states = new Map<string, CollectionState>()

  function refresh(): void {
    const current = readNumber(kv, VERSION)
    if (current === version) return
    states.clear()
    for (const [, value] of kv.table(COLLECTIONS).range(ALL, Number.MAX_SAFE_INTEGER, false)) {
      const { name, spec } = decodeDoc(value) as { name: string; spec: CollectionSpec }
      states.set(name, stateOf(kv, name, spec))
    }
    version = current
  }

  function save(name: string, spec: CollectionSpec): CollectionState {
    kv.table(COLLECTIONS).put(encodeValue(name), encodeDoc({ name, spec }))
    version = raise(kv, VERSION)
    const state = stateOf(kv, name, spec)
    states.set(name, state)
    return state
  }

  return {
    refresh,
    find: (name) => states.get(name),
    names: () => [...states.keys()],
    save,
    ensure: (name) => {
      const known = states.get(name)
      if (known) return known
      if (name === '' || name.includes('$')) throw new StoreError('BadValue', `Invalid collection name: ${name}`)
      const id = raise(kv, NEXT_ID)
      kv.createTable(docsTable(id))
      return save(name, { id, nextIndexId: 1, indexes: [] })
    },
    drop: (name) => {
      const state = states.get(name)
      if (!state) return
      for (const index of state.indexes) kv.dropTable(indexTable(state.spec.id, index.id))
      kv.dropTable(docsTable(state.spec.id))
      kv.table(COLLECTIONS).remove(encodeValue(name))
      version = raise(kv, VERSION)
      states.delete(name)
    },
  }
}
