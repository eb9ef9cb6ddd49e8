import type { CollectionState, Index } from './catalog.ts'
import { decodeDoc } from './doc-codec.ts'
import { indexKeys } from './documents.ts'
import { endOf } from './key-codec.ts'
import { wholeCollection } from './planner.ts'
import { type Engine, noneExamined } from './query.ts'
import { candidatesOf } from './scan.ts'

export type IndexCheck = {
  readonly collection: string
  readonly index: string
  /** Entries the documents should have, and those that are there under another document or not at all. */
  readonly expected: number
  readonly wrong: number
  /** Entries there are; more than expected are left-overs. */
  readonly entries: number
}

const ALL = { lower: Buffer.alloc(0), upper: endOf(Buffer.alloc(0)) }

function checkIndex(collection: CollectionState, index: Index): IndexCheck {
  let expected = 0
  let wrong = 0
  for (const { id, raw } of candidatesOf(wholeCollection(collection), noneExamined())) {
    const { keys } = indexKeys(index, decodeDoc(raw ?? Buffer.alloc(0)), id)
    expected += keys.length
    wrong += keys.filter((key) => Buffer.compare(index.table.get(key) ?? Buffer.alloc(0), id) !== 0).length
  }
  const entries = index.table.count(ALL, Number.MAX_SAFE_INTEGER)
  return { collection: collection.name, index: index.name, expected, wrong, entries }
}

/** Compares every index with the documents, entry by entry. Takes as long as reading everything. */
export function checkIndexes(engine: Engine): IndexCheck[] {
  return engine.catalog.names().flatMap((name) => {
    const collection = engine.catalog.find(name)
    return collection ? collection.indexes.map((index) => checkIndex(collection, index)) : []
  })
}
