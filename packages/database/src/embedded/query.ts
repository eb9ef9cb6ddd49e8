import type { Doc } from './bson-type.ts'
import type { Catalog, CollectionState } from './catalog.ts'
import { decodeDoc } from './doc-codec.ts'
import { parseFilter } from './filter.ts'
import { compareValues, encodeKey } from './key-codec.ts'
import type { Kv } from './kv.ts'
import { compileFilter } from './matcher.ts'
import { valueAt } from './path.ts'
import { type Plan, planFor } from './planner.ts'
import { candidatesOf, type Examined, rawOf } from './scan.ts'
import type { SortKey } from './spread.ts'

/** What one thread works with: its connection, and what it knows of the collections. */
export type Engine = { readonly kv: Kv; readonly catalog: Catalog; readonly noTableScan: boolean }

export type Selection = {
  readonly filter: Doc
  readonly sort: SortKey
  /** The key of the index to walk; the planner chooses where there is none. */
  readonly hint?: SortKey
  readonly skip: number
  /** 0 is no limit. */
  readonly limit: number
}

/** A document found; decoded only when somebody needed to look into it. */
export type Found = { readonly id: Uint8Array; readonly raw: Uint8Array; readonly doc: Doc | null }

export const docOf = (found: Found): Doc => found.doc ?? decodeDoc(found.raw)

/** An array sorts by its least element, or by its greatest when descending, as in MongoDB. */
function sortValue(value: unknown, direction: number): unknown {
  if (!Array.isArray(value)) return value
  return value.reduce<unknown>(
    (best, item) => (best === undefined || compareValues(item, best) * direction < 0 ? item : best),
    undefined,
  )
}

function sortKeyOf(doc: Doc, sort: SortKey): Buffer {
  const values = sort.map(([path, direction]) => sortValue(valueAt(doc, path), direction))
  const directions = sort.map(([, direction]) => direction)
  return encodeKey(values, directions)
}

function* matching(collection: CollectionState, plan: Plan, filter: Doc, examined: Examined): Generator<Found> {
  const judge = plan.type === 'index' && plan.exact ? null : compileFilter(parseFilter(filter))
  for (const candidate of candidatesOf(plan, examined)) {
    const raw = rawOf(collection, candidate, examined)
    if (!raw) continue
    const doc = judge ? decodeDoc(raw) : null
    if (!judge || !doc || judge(doc)) yield { id: candidate.id, raw, doc }
  }
}

/** Sorts in memory, keeping no more than twice what is asked for. */
function sortedInMemory(all: Iterable<Found>, sort: SortKey, wanted: number): Found[] {
  let kept: { key: Buffer; found: Found }[] = []
  const order = () => kept.sort((a, b) => Buffer.compare(a.key, b.key))
  for (const found of all) {
    kept.push({ key: sortKeyOf(docOf(found), sort), found })
    if (wanted > 0 && kept.length > wanted * 2 + 64) kept = order().slice(0, wanted)
  }
  return order().map(({ found }) => found)
}

function* sliced(all: Iterable<Found>, skip: number, limit: number): Generator<Found> {
  let seen = 0
  for (const found of all) {
    seen += 1
    if (seen > skip) yield found
    if (limit > 0 && seen >= skip + limit) return
  }
}

export const noneExamined = (): Examined => ({ keys: 0, docs: 0 })

/** The documents of a selection, in its order. */
export function* select(
  engine: Engine,
  name: string,
  selection: Selection,
  examined: Examined = noneExamined(),
): Generator<Found> {
  const node = parseFilter(selection.filter)
  const collection = engine.catalog.find(name)
  if (!collection) return
  const plan = planFor(collection, node, {
    ...{ sort: selection.sort, hint: selection.hint ?? [] },
    noTableScan: engine.noTableScan,
  })
  const all = matching(collection, plan, selection.filter, examined)
  const isSorted = selection.sort.length === 0 || (plan.type === 'index' && plan.sorted)
  const wanted = selection.limit > 0 ? selection.skip + selection.limit : 0
  yield* sliced(isSorted ? all : sortedInMemory(all, selection.sort, wanted), selection.skip, selection.limit)
}

/** Counts without reading a document where the index alone can tell. */
export function countMatching(
  engine: Engine,
  name: string,
  selection: { readonly filter: Doc; readonly limit: number },
  examined: Examined = noneExamined(),
): number {
  const node = parseFilter(selection.filter)
  const collection = engine.catalog.find(name)
  if (!collection) return 0
  const limit = selection.limit > 0 ? selection.limit : Number.MAX_SAFE_INTEGER
  const plan = planFor(collection, node, { sort: [], hint: [], noTableScan: engine.noTableScan })
  if (plan.type === 'index' && plan.exact) {
    if (!plan.dedupe && !plan.isIntersection) {
      let count = 0
      for (const range of plan.ranges) count += plan.index.table.count(range, limit - count)
      examined.keys += count
      return count
    }
    return countUpTo(candidatesOf(plan, examined), limit)
  }
  return countUpTo(matching(collection, plan, selection.filter, examined), limit)
}

function countUpTo(all: Iterable<unknown>, limit: number): number {
  let count = 0
  for (const _ of all) {
    count += 1
    if (count >= limit) break
  }
  return count
}
