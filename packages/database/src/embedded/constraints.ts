import { type Interval, intervalOf, isRange, literalPrefix, type RangePred } from './bounds.ts'
import { RANK, rankOf } from './bson-type.ts'
import { equalTo } from './compare.ts'
import type { FilterNode, Pred } from './filter.ts'
import { compileFilter } from './matcher.ts'

/** A filter as the planner sees it: what must hold of each path, and what no index can help with. */
export type Constraints = {
  readonly fields: ReadonlyMap<string, readonly Pred[]>
  readonly alternatives: readonly (readonly FilterNode[])[]
  readonly hasOther: boolean
}

export function constraintsOf(node: FilterNode): Constraints {
  const fields = new Map<string, Pred[]>()
  const alternatives: (readonly FilterNode[])[] = []
  let hasOther = false
  const visit = (part: FilterNode): void => {
    switch (part.type) {
      case 'field':
        fields.set(part.path, [...(fields.get(part.path) ?? []), ...part.preds])
        return
      case 'and':
        part.nodes.forEach(visit)
        return
      case 'or':
        alternatives.push(part.nodes)
        return
      case 'nor':
      case 'expr':
        hasOther = true
    }
  }
  visit(node)
  return { fields, alternatives, hasOther }
}

/** Values one of which a component must equal, or (`mode: 'all'`) all of which an array in it must hold. */
export type Points = {
  readonly mode: 'any' | 'all'
  readonly values: readonly unknown[]
  readonly uses: readonly Pred[]
}

const isPoint = (value: unknown, multikey: boolean): boolean => {
  if (value instanceof RegExp || Array.isArray(value)) return false
  return !(multikey && rankOf(value) === RANK.null)
}

/** The values that a predicate demands, each of them. */
function requiredBy(pred: Pred): readonly unknown[] {
  if (pred.op === 'eq') return [pred.value]
  return pred.op === 'all' ? pred.values : []
}

/** The points of a component. Only one predicate is used, but for several equalities on an array: all must be in it. */
export function pointsOf(preds: readonly Pred[], multikey: boolean): Points | null {
  const required = preds.flatMap((pred) => {
    const values = requiredBy(pred)
    return values.length > 0 && values.every((value) => isPoint(value, multikey)) ? [{ pred, values }] : []
  })
  if (required.length > 0) {
    const used = multikey ? required : required.slice(0, 1)
    const values = distinct(used.flatMap(({ values: inner }) => inner))
    if (values.length === 1) return { mode: 'any', values, uses: used.map(({ pred }) => pred) }
    if (multikey) return { mode: 'all', values, uses: used.map(({ pred }) => pred) }
    return { mode: 'any', values: values.slice(0, 1), uses: [] }
  }
  const list = preds.find((pred) => pred.op === 'in' && pred.values.every((value) => isPoint(value, multikey)))
  return list?.op === 'in' ? { mode: 'any', values: distinct(list.values), uses: [list] } : null
}

function distinct(values: readonly unknown[]): unknown[] {
  const kept: unknown[] = []
  const seen = new Set<unknown>()
  for (const value of values) {
    const isScalar = typeof value === 'string' || typeof value === 'number'
    if (isScalar ? seen.has(value) : kept.some(equalTo(value))) continue
    seen.add(value)
    kept.push(value)
  }
  return kept
}

export type IntervalUse = { readonly interval: Interval; readonly uses: readonly Pred[] }

/** Several comparisons that hold for one element. Values that are no arrays stand in the interval too: never exact. */
function elemInterval(preds: readonly Pred[]): IntervalUse | null {
  for (const pred of preds) {
    if (pred.op !== 'elem') continue
    const ranges = pred.preds.filter(isRange)
    const interval = intervalOf(ranges)
    if (interval) return { interval, uses: [] }
  }
  return null
}

function prefixInterval(preds: readonly Pred[]): IntervalUse | null {
  for (const pred of preds) {
    const literal = pred.op === 'regex' ? literalPrefix(pred.value) : null
    if (literal) return { interval: { rank: RANK.string, prefix: literal.text }, uses: literal.whole ? [pred] : [] }
  }
  return null
}

/** The interval of a component. Over arrays two comparisons may hold for two elements, so only one is used. */
export function intervalUse(preds: readonly Pred[], multikey: boolean): IntervalUse | null {
  const fromElem = elemInterval(preds)
  if (fromElem) return fromElem
  const ranges = preds.filter(isRange)
  const used = multikey ? ranges.slice(0, 1) : ranges
  const interval = intervalOf(used)
  return interval ? { interval, uses: used } : prefixInterval(preds)
}

const isNullish = (value: unknown): boolean => value === null || value === undefined

/** Whether a predicate holds only for values that exist and are not null. */
function needsValue(pred: Pred): boolean {
  switch (pred.op) {
    case 'eq':
    case 'gt':
    case 'gte':
    case 'lt':
    case 'lte':
      return !isNullish(pred.value)
    case 'in':
      return !pred.values.some(isNullish)
    case 'all':
      return pred.values.length > 0 && !pred.values.some(isNullish)
    case 'exists':
      return pred.value
    case 'regex':
    case 'size':
    case 'type':
    case 'elem':
    case 'elemFilter':
      return true
    case 'ne':
    case 'nin':
    case 'not':
      return false
  }
}

/** Whether what the query says of a path implies one predicate of a partial index. */
function impliesPred(preds: readonly Pred[], wanted: Pred): boolean {
  if (wanted.op === 'exists' && wanted.value) return preds.some(needsValue)
  const holds = compileFilter({ type: 'field', path: 'v', preds: [wanted] })
  return preds.some((pred) => {
    if (pred.op === 'eq') return holds({ v: pred.value })
    if (pred.op === 'in') return pred.values.length > 0 && pred.values.every((value) => holds({ v: value }))
    return isRange(pred) && isRange(wanted) && impliesRange(pred, wanted)
  })
}

/** `a > 5` implies `a > 3`, `a >= 5` and `a > 5`. */
function impliesRange(pred: RangePred, wanted: RangePred): boolean {
  const isLow = pred.op === 'gt' || pred.op === 'gte'
  if (isLow !== (wanted.op === 'gt' || wanted.op === 'gte')) return false
  if (pred.op === wanted.op && equalTo(pred.value)(wanted.value)) return true
  return compileFilter({ type: 'field', path: 'v', preds: [wanted] })({ v: pred.value })
}

/** Whether every document that meets the constraints meets a partial index's filter, so that the index holds it. */
export function implies(constraints: Constraints, partial: FilterNode): boolean {
  switch (partial.type) {
    case 'field':
      return partial.preds.every((wanted) => impliesPred(constraints.fields.get(partial.path) ?? [], wanted))
    case 'and':
      return partial.nodes.every((node) => implies(constraints, node))
    case 'or':
    case 'nor':
    case 'expr':
      return false
  }
}
