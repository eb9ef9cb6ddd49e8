import { badValue, StoreError } from '../store-error.ts'
import type { CollectionState, Index } from './catalog.ts'
import { type Constraints, constraintsOf, implies } from './constraints.ts'
import type { FilterNode, Pred } from './filter.ts'
import { endOf } from './key-codec.ts'
import {
  isPinned,
  type PlannedRange,
  rangesOf,
  type SortKey,
  type Spread,
  sortDirection,
  spreadOver,
} from './spread.ts'

export type IndexPlan = {
  readonly type: 'index'
  readonly index: Index
  readonly ranges: readonly PlannedRange[]
  /** The ranges are of values that an array must hold all of: the rest of the key must stand in each of them. */
  readonly isIntersection: boolean
  readonly reverse: boolean
  /** The order of the index is the order asked for. */
  readonly sorted: boolean
  /** Every entry in the ranges matches: no document needs to be judged. */
  readonly exact: boolean
  /** One document may stand at several keys. */
  readonly dedupe: boolean
}

export type Plan = IndexPlan | { readonly type: 'or'; readonly plans: readonly Plan[] }

/** Whether a partial index's filter says of this path that it exists, so that the query need not. */
function demandsExistence(node: FilterNode | null, path: string): boolean {
  if (node?.type === 'and') return node.nodes.some((inner) => demandsExistence(inner, path))
  return node?.type === 'field' && node.path === path && node.preds.some((pred) => pred.op === 'exists' && pred.value)
}

function isMet(index: Index, spread: Spread, path: string, pred: Pred): boolean {
  return spread.uses.has(pred) || (pred.op === 'exists' && pred.value && demandsExistence(index.partialNode, path))
}

/** Whether the ranges say all that the constraints say. */
function isExact(constraints: Constraints, index: Index, spread: Spread): boolean {
  if (constraints.hasOther || constraints.alternatives.length > 0) return false
  return [...constraints.fields].every(([path, preds]) => preds.every((pred) => isMet(index, spread, path, pred)))
}

type Candidate = {
  readonly plan: IndexPlan
  readonly score: number
  readonly isBounded: boolean
  /** All of a unique key is given: no other index leads to fewer documents. */
  readonly isLookup: boolean
}

function isLookupOf(index: Index, spread: Spread): boolean {
  return index.unique && spread.points === index.paths.length && !spread.intersect
}

/** Higher is better: a unique key found whole, then points, then the order of the index, then an interval. */
function scoreOf(plan: IndexPlan, spread: Spread, sort: SortKey): number {
  const { index } = plan
  const order = sort.length > 0 && plan.sorted ? 12 : 0
  const bounds = spread.points * 20 + (spread.interval ? 8 : 0) + (spread.intersect ? 5 : 0)
  return (isLookupOf(index, spread) ? 1000 : 0) + bounds + order + (plan.exact ? 3 : 0) - index.paths.length / 10
}

function candidateOf(index: Index, constraints: Constraints, sort: SortKey): Candidate | null {
  if (index.partialNode && !implies(constraints, index.partialNode)) return null
  const spread = spreadOver(index, constraints)
  const direction = sortDirection(index, spread, sort)
  const isBounded = spread.points > 0 || spread.interval !== null
  const isOrdered = sort.length > 0 && direction !== 0
  if (!isBounded && !isOrdered) return null
  const plan: IndexPlan = {
    type: 'index',
    index,
    ranges: rangesOf(index, spread),
    isIntersection: spread.intersect !== null,
    reverse: direction === -1,
    sorted: direction !== 0,
    exact: isExact(constraints, index, spread),
    dedupe: !isPinned(index, spread),
  }
  return { plan, score: scoreOf(plan, spread, sort), isBounded, isLookup: isLookupOf(index, spread) }
}

function bestIndex(indexes: readonly Index[], constraints: Constraints, sort: SortKey): Candidate | null {
  let best: Candidate | null = null
  for (const index of indexes) {
    const candidate = candidateOf(index, constraints, sort)
    if (candidate?.isLookup) return candidate
    if (candidate && (!best || candidate.score > best.score)) best = candidate
  }
  return best
}

/** A plan for each branch of an `$or`, when every one of them has an index better than `floor`. */
function alternativesPlan(indexes: readonly Index[], constraints: Constraints, floor: number): Plan | null {
  const nodes = constraints.alternatives[0]
  if (!nodes) return null
  const shared: FilterNode[] = [...constraints.fields].map(([path, preds]) => ({ type: 'field', path, preds }))
  const branches = nodes.map((node) => bestIndex(indexes, constraintsOf({ type: 'and', nodes: [...shared, node] }), []))
  const plans = branches.flatMap((branch) => (branch?.isBounded && branch.score > floor ? [branch.plan] : []))
  return plans.length === nodes.length ? { type: 'or', plans } : null
}

export function wholeCollection(collection: CollectionState): IndexPlan {
  const range = { lower: Buffer.alloc(0), upper: endOf(Buffer.alloc(0)), fixed: 0 }
  const rest = { isIntersection: false, reverse: false, sorted: false, exact: false, dedupe: false }
  return { type: 'index', index: collection.primary, ranges: [range], ...rest }
}

export type PlanOptions = { readonly sort: SortKey; readonly hint: SortKey; readonly noTableScan: boolean }

/** The indexes to choose from: the one that is asked for, or all. */
function indexesFor({ primary, indexes }: CollectionState, hint: SortKey): readonly Index[] {
  const all = [primary, ...indexes]
  if (hint.length === 0) return all
  const isMeant = ({ paths, directions }: Index) =>
    paths.length === hint.length && hint.every(([path, sign], i) => paths[i] === path && directions[i] === sign)
  const found = all.filter(isMeant)
  if (found.length === 0) throw badValue('hint provided does not correspond to an existing index')
  return found
}

/**
 * How to find the documents of a filter.
 * @throws StoreError NoQueryExecutionPlans when no index helps and table scans are forbidden
 */
export function planFor(collection: CollectionState, filter: FilterNode, options: PlanOptions): Plan {
  const constraints = constraintsOf(filter)
  const indexes = indexesFor(collection, options.hint)
  const best = bestIndex(indexes, constraints, options.sort)
  if (best?.isLookup) return best.plan
  const isOrdered = options.sort.length > 0 && best?.plan.sorted === true
  const floor = best?.isBounded ? best.score : Number.NEGATIVE_INFINITY
  const alternatives = isOrdered && best?.isBounded ? null : alternativesPlan(indexes, constraints, floor)
  if (alternatives) return alternatives
  if (best) return best.plan
  if (options.noTableScan)
    throw new StoreError(
      'NoQueryExecutionPlans',
      `error processing query on ${collection.name}: No indexed plans available, and running with 'notablescan'`,
    )
  return wholeCollection(collection)
}
