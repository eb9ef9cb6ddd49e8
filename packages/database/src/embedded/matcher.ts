import { badValue } from '../store-error.ts'
import { type Doc, isPlainObject, RANK, type Rank, rankOf } from './bson-type.ts'
import { compareSameRank, equalTo } from './compare.ts'
import { askMingo } from './expression.ts'
import type { FilterNode, Pred } from './filter.ts'
import { partsOf, reach } from './path.ts'

export type Matcher = (doc: Doc) => boolean
type Test = (value: unknown) => boolean

const TYPE_RANKS: Readonly<Record<string, Rank>> = {
  double: RANK.number,
  int: RANK.number,
  long: RANK.number,
  number: RANK.number,
  string: RANK.string,
  object: RANK.object,
  array: RANK.array,
  binData: RANK.binary,
  objectId: RANK.objectId,
  bool: RANK.boolean,
  date: RANK.date,
  null: RANK.null,
}

/** A test on a value holds for an array when it holds for the array itself or for one of its elements. */
const orElement =
  (test: Test): Test =>
  (value) =>
    test(value) || (Array.isArray(value) && value.some(test))

function ordered(value: unknown, holds: (order: number) => boolean): Test {
  const rank = rankOf(value)
  if (rank === RANK.null) return (other) => (other === null || other === undefined) && holds(0)
  return (other) => other !== undefined && rankOf(other) === rank && holds(compareSameRank(other, value))
}

function oneOf(values: readonly unknown[]): Test {
  const patterns = values.filter((value) => value instanceof RegExp)
  const plain = new Set<unknown>(values.filter((value) => typeof value === 'string' || typeof value === 'number'))
  const others = values
    .filter((value) => !(value instanceof RegExp) && typeof value !== 'string' && typeof value !== 'number')
    .map(equalTo)
  return (other) =>
    plain.has(other) ||
    others.some((equal) => equal(other)) ||
    (typeof other === 'string' && patterns.some((pattern) => matches(pattern, other)))
}

/** `test` of a pattern with the `g` or `y` flag starts where the last call ended; `search` does not. */
const matches = (pattern: RegExp, text: string): boolean => text.search(pattern) >= 0

function ofType(names: readonly string[]): Test {
  const ranks = names.map((name) => {
    const rank = TYPE_RANKS[name]
    if (rank === undefined) throw badValue(`Unknown type name alias: ${name}`)
    return rank
  })
  return (value) => value !== undefined && ranks.includes(rankOf(value))
}

function elementTest(pred: Extract<Pred, { op: 'elem' | 'elemFilter' }>): Test {
  if (pred.op === 'elemFilter') {
    const matcher = compileNode(pred.filter)
    return (value) => Array.isArray(value) && value.some((element) => isPlainObject(element) && matcher(element))
  }
  const tests = pred.preds.map((inner) => {
    const test = valueTest(inner)
    return isNegative(inner) ? (value: unknown) => !test(value) : test
  })
  return (value) => Array.isArray(value) && value.some((element) => tests.every((test) => test(element)))
}

/** `ne`, `nin` and `not` hold when their positive holds nowhere on the path. */
const isNegative = (pred: Pred): boolean => pred.op === 'ne' || pred.op === 'nin' || pred.op === 'not'

function valueTest(pred: Pred): Test {
  switch (pred.op) {
    case 'eq':
    case 'ne':
      return orElement(equalTo(pred.value))
    case 'gt':
      return orElement(ordered(pred.value, (order) => order > 0))
    case 'gte':
      return orElement(ordered(pred.value, (order) => order >= 0))
    case 'lt':
      return orElement(ordered(pred.value, (order) => order < 0))
    case 'lte':
      return orElement(ordered(pred.value, (order) => order <= 0))
    case 'in':
    case 'nin':
      return orElement(oneOf(pred.values))
    case 'regex':
      return orElement((value) => typeof value === 'string' && matches(pred.value, value))
    case 'exists':
      return (value) => value !== undefined
    case 'size':
      return (value) => Array.isArray(value) && value.length === pred.value
    case 'type':
      return orElement(ofType(pred.names))
    case 'elem':
    case 'elemFilter':
      return elementTest(pred)
    case 'all':
    case 'not':
      throw badValue(`$${pred.op} can not stand here`)
  }
}

function compilePred(path: string, pred: Pred): Matcher {
  const parts = partsOf(path)
  if (pred.op === 'all') {
    const each = pred.values.map((value) => compilePred(path, { op: 'eq', value }))
    return (doc) => each.length > 0 && each.every((matcher) => matcher(doc))
  }
  if (pred.op === 'not') {
    const all = pred.preds.map((inner) => compilePred(path, inner))
    return (doc) => !all.every((matcher) => matcher(doc))
  }
  const test = valueTest(pred)
  const negative = isNegative(pred) || (pred.op === 'exists' && !pred.value)
  return negative ? (doc) => !reach(doc, parts, test) : (doc) => reach(doc, parts, test)
}

/** Expressions are mingo's: the aggregation language is large, and no hot query uses it. */
function compileExpression(expression: unknown): Matcher {
  const query = askMingo(({ Query }) => new Query({ $expr: expression }))
  return (doc) => askMingo(() => query.test(doc))
}

function compileNode(node: FilterNode): Matcher {
  switch (node.type) {
    case 'field': {
      const all = node.preds.map((pred) => compilePred(node.path, pred))
      const only = all[0]
      return all.length === 1 && only ? only : (doc) => all.every((matcher) => matcher(doc))
    }
    case 'expr':
      return compileExpression(node.expression)
    case 'and': {
      const all = node.nodes.map(compileNode)
      return (doc) => all.every((matcher) => matcher(doc))
    }
    case 'or': {
      const any = node.nodes.map(compileNode)
      return (doc) => any.some((matcher) => matcher(doc))
    }
    case 'nor': {
      const none = node.nodes.map(compileNode)
      return (doc) => !none.some((matcher) => matcher(doc))
    }
  }
}

/** The judge: whether a document matches, whatever an index said. */
export const compileFilter = (node: FilterNode): Matcher => compileNode(node)
