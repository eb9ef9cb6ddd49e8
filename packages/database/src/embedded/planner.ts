import { StoreError } from '../store-error.ts'
import { type Interval, rangeOf } from './bounds.ts'
import type { CollectionState, Index } from './catalog.ts'
import { type Constraints, constraintsOf, implies, intervalUse, type Points, pointsOf } from './constraints.ts'
import type { FilterNode, Pred } from './filter.ts'
import { concat, encodeValue, endOf } from './key-codec.ts'
import type { KeyRange } from './kv.ts'

export type SortKey = readonly (readonly [path: string, direction: number])[]

/** A range of an index, and how many of its keys' first bytes are the same in all of them. */
export type PlannedRange = KeyRange & { readonly fixed: number }

export type IndexPlan = {
  readonly type: 'index'
  readonly index: Index
  readonly ranges: readonly PlannedRange[]
  /** Values an array must hold besides: the key with the value exchanged must exist for each of them. */
  readonly intersect: { readonly heads: readonly Uint8Array[] } | null
  readonly reverse: boolean
  /** The order of the index is the order asked for. */
  readonly sorted: boolean
  /** Every entry in the ranges matches: no document needs to be judged. */
  readonly exact: boolean
  /** One document may stand at several keys. */
  readonly dedupe: boolean
}

export type Plan = IndexPlan | { readonly type: 'or'; readonly plans: readonly Plan[] }

/** A product of `$in` lists larger than this is not spread over an index. */
const MAX_RANGES = 1000

type Spread = {
  heads: Uint8Array[]
  /** Components that have one value in all ranges. */
  fixedPaths: Set<string>
  uses: Set<Pred>
  points: number
  intersect: readonly Uint8Array[] | null
  interval: Interval | null
  /** The first component that is not a point. */
  next: number
}

function addPoints(spread: Spread, points: Points, path: string, direction: number): boolean {
  const encoded = points.values.map((value) => encodeValue(value, direction))
  if (points.mode === 'all') {
    const head = spread.heads[0]
    if (spread.heads.length !== 1 || !head) return false
    spread.intersect = encoded.map((value) => concat(head, value))
  } else {
    if (spread.heads.length * encoded.length > MAX_RANGES) return false
    spread.heads = spread.heads.flatMap((head) => encoded.map((value) => concat(head, value)))
    if (points.values.length === 1) spread.fixedPaths.add(path)
  }
  for (const pred of points.uses) spread.uses.add(pred)
  spread.points += 1
  spread.next += 1
  return true
}

/** Walks the components of an index: points as long as there are any, then at most one interval. */
function spreadOver(index: Index, constraints: Constraints): Spread {
  const spread: Spread = {
    heads: [Buffer.alloc(0)],
    fixedPaths: new Set(),
    uses: new Set(),
    points: 0,
    intersect: null,
    interval: null,
    next: 0,
  }
  for (const [i, path] of index.paths.entries()) {
    const preds = constraints.fields.get(path) ?? []
    const multikey = index.multikey[i] ?? false
    const points = spread.intersect ? null : pointsOf(preds, multikey)
    if (points && addPoints(spread, points, path, index.directions[i] ?? 1)) continue
    const use = spread.intersect ? null : intervalUse(preds, multikey)
    spread.interval = use?.interval ?? null
    for (const pred of use?.uses ?? []) spread.uses.add(pred)
    break
  }
  return spread
}

/** 1 or -1 when the index, walked from the first open component, gives the order; 0 when it does not. */
function sortDirection(index: Index, spread: Spread, sort: SortKey): number {
  const open = sort.filter(([path]) => !spread.fixedPaths.has(path))
  let sign = 0
  for (const [i, [path, direction]] of open.entries()) {
    const at = spread.next + i
    const isTail = at === index.paths.length && path === '_id' && index.endsWithId
    if (!isTail && (index.paths[at] !== path || index.multikey[at])) return 0
    const own = direction * (isTail ? 1 : (index.directions[at] ?? 1))
    if (sign !== 0 && own !== sign) return 0
    sign = own
  }
  return sign === 0 ? 1 : sign
}

function rangesOf(index: Index, spread: Spread): PlannedRange[] {
  const heads = spread.intersect ?? spread.heads
  const direction = index.directions[spread.next] ?? 1
  return heads.map((head) => {
    const range = spread.interval ? rangeOf(head, spread.interval, direction) : { lower: head, upper: endOf(head) }
    return { ...range, fixed: head.length }
  })
}

/** Equality to a value that must exist says as much as `$exists: true` on the same path. */
function leftOver(constraints: Constraints, index: Index, spread: Spread): boolean {
  if (constraints.hasOther || constraints.alternatives.length > 0) return true
  for (const [path, preds] of constraints.fields) {
    for (const pred of preds) {
      if (spread.uses.has(pred)) continue
      const isGiven = pred.op === 'exists' && pred.value && index.partialNode !== null && index.paths.includes(path)
      if (!isGiven || !onlyExists(index.partialNode, path)) return true
    }
  }
  return false
}

function onlyExists(node: FilterNode | null, path: string): boolean {
  if (node?.type === 'and') return node.nodes.some((inner) => onlyExists(inner, path))
  return node?.type === 'field' && node.path === path && node.preds.some((pred) => pred.op === 'exists' && pred.value)
}

type Candidate = { readonly plan: IndexPlan; readonly score: number }

function candidateOf(index: Index, constraints: Constraints, sort: SortKey): Candidate | null {
  if (index.partialNode && !implies(constraints, index.partialNode)) return null
  const spread = spreadOver(index, constraints)
  const direction = sort.length > 0 ? sortDirection(index, spread, sort) : 1
  const sorted = direction !== 0
  const bounded = spread.points > 0 || spread.interval !== null
  if (!bounded && !(sorted && sort.length > 0)) return null
  const isArrayIndex = index.multikey.includes(true)
  const exact = !leftOver(constraints, index, spread)
  const plan: IndexPlan = {
    type: 'index',
    index,
    ranges: rangesOf(index, spread),
    intersect: spread.intersect && { heads: spread.intersect },
    reverse: direction === -1,
    sorted,
    exact,
    dedupe: isArrayIndex && !isPinned(index, spread),
  }
  return { plan, score: scoreOf(plan, spread, sort) }
}

/** Each array component has one value: a document stands there once. */
function isPinned(index: Index, spread: Spread): boolean {
  if (spread.intersect) return true
  return index.paths.every((path, i) => !index.multikey[i] || spread.fixedPaths.has(path))
}

function scoreOf(plan: IndexPlan, spread: Spread, sort: SortKey): number {
  const { index } = plan
  const isLookup = index.unique && spread.points === index.paths.length
  const order = sort.length > 0 && plan.sorted ? 12 : 0
  const bounds = spread.points * 20 + (spread.interval ? 8 : 0) + (spread.intersect ? 5 : 0)
  return (isLookup ? 1000 : 0) + bounds + order + (plan.exact ? 3 : 0) - index.paths.length / 10
}

function bestIndex(collection: CollectionState, constraints: Constraints, sort: SortKey): Candidate | null {
  let best: Candidate | null = null
  for (const index of [collection.primary, ...collection.indexes]) {
    const candidate = candidateOf(index, constraints, sort)
    if (candidate && (!best || candidate.score > best.score)) best = candidate
  }
  return best
}

const isBounded = (plan: IndexPlan): boolean => plan.ranges.some((range) => range.lower.length > 0)

function alternativesPlan(collection: CollectionState, constraints: Constraints): Plan | null {
  const nodes = constraints.alternatives[0]
  if (!nodes) return null
  const shared: FilterNode[] = [...constraints.fields].map(([path, preds]) => ({ type: 'field', path, preds }))
  const plans = nodes.map((node) => bestIndex(collection, constraintsOf({ type: 'and', nodes: [...shared, node] }), []))
  return plans.every((candidate) => candidate !== null && isBounded(candidate.plan))
    ? { type: 'or', plans: plans.flatMap((candidate) => (candidate ? [{ ...candidate.plan, exact: false }] : [])) }
    : null
}

export function wholeCollection(collection: CollectionState): IndexPlan {
  const range = { lower: Buffer.alloc(0), upper: endOf(Buffer.alloc(0)), fixed: 0 }
  const rest = { intersect: null, reverse: false, sorted: false, exact: false, dedupe: false }
  return { type: 'index', index: collection.primary, ranges: [range], ...rest }
}

export type PlanOptions = { readonly sort: SortKey; readonly noTableScan: boolean }

/**
 * How to find the documents of a filter.
 * @throws StoreError NoQueryExecutionPlans when no index helps and table scans are forbidden
 */
export function planFor(collection: CollectionState, filter: FilterNode, options: PlanOptions): Plan {
  const constraints = constraintsOf(filter)
  const best = bestIndex(collection, constraints, options.sort)
  if (best && isBounded(best.plan)) return best.plan
  const alternatives = alternativesPlan(collection, constraints)
  if (alternatives) return alternatives
  if (best) return best.plan
  if (options.noTableScan)
    throw new StoreError(
      'NoQueryExecutionPlans',
      `error processing query on ${collection.name}: No indexed plans available, and running with 'notablescan'`,
    )
  return wholeCollection(collection)
}
