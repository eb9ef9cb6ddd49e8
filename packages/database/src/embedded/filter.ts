import { badValue } from '../store-error.ts'
import { type Doc, isPlainObject } from './bson-type.ts'

export type Pred =
  | { op: 'eq' | 'ne'; value: unknown }
  | { op: 'gt' | 'gte' | 'lt' | 'lte'; value: unknown }
  | { op: 'in' | 'nin' | 'all'; values: readonly unknown[] }
  | { op: 'exists'; value: boolean }
  | { op: 'size'; value: number }
  | { op: 'type'; names: readonly string[] }
  | { op: 'regex'; value: RegExp }
  | { op: 'not'; preds: readonly Pred[] }
  | { op: 'elem'; preds: readonly Pred[] }
  | { op: 'elemFilter'; filter: FilterNode }

export type FilterNode =
  | { type: 'and' | 'or' | 'nor'; nodes: readonly FilterNode[] }
  | { type: 'expr'; expression: unknown }
  | { type: 'field'; path: string; preds: readonly Pred[] }

const COMPARISONS = { $eq: 'eq', $ne: 'ne', $gt: 'gt', $gte: 'gte', $lt: 'lt', $lte: 'lte' } as const
const LOGICAL = { $and: 'and', $or: 'or', $nor: 'nor' } as const
const LISTS = { $in: 'in', $nin: 'nin', $all: 'all' } as const

const isOperators = (value: unknown): value is Doc =>
  isPlainObject(value) && Object.keys(value).some((key) => key.startsWith('$'))

function listOf(op: string, value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw badValue(`${op} needs an array`)
  return value
}

function regexOf(value: unknown, options: unknown): RegExp {
  if (value instanceof RegExp && options === undefined) return value
  const source = value instanceof RegExp ? value.source : value
  if (typeof source !== 'string') throw badValue('$regex has to be a string')
  return new RegExp(source, typeof options === 'string' ? options : undefined)
}

function parseElem(value: unknown): Pred {
  if (!isPlainObject(value)) throw badValue('$elemMatch needs an Object')
  if (isOperators(value) && !('$and' in value || '$or' in value || '$nor' in value))
    return { op: 'elem', preds: parseOperators(value) }
  return { op: 'elemFilter', filter: parseFilter(value) }
}

function parseNot(value: unknown): Pred {
  if (value instanceof RegExp) return { op: 'not', preds: [{ op: 'regex', value }] }
  if (!isOperators(value)) throw badValue('$not needs a regex or a document')
  return { op: 'not', preds: parseOperators(value) }
}

function parseOperator(name: string, value: unknown, siblings: Doc): Pred | null {
  if (Object.hasOwn(COMPARISONS, name)) return { op: COMPARISONS[name as keyof typeof COMPARISONS], value }
  if (Object.hasOwn(LISTS, name)) return { op: LISTS[name as keyof typeof LISTS], values: listOf(name, value) }
  switch (name) {
    case '$exists':
      return { op: 'exists', value: Boolean(value) }
    case '$size':
      return { op: 'size', value: Number(value) }
    case '$type':
      return { op: 'type', names: (Array.isArray(value) ? value : [value]).map(String) }
    case '$regex':
      return { op: 'regex', value: regexOf(value, siblings['$options']) }
    case '$options':
      return null
    case '$not':
      return parseNot(value)
    case '$elemMatch':
      return parseElem(value)
    default:
      throw badValue(`unknown operator: ${name}`)
  }
}

function parseOperators(operators: Doc): Pred[] {
  const preds: Pred[] = []
  for (const [name, value] of Object.entries(operators)) {
    const pred = parseOperator(name, value, operators)
    if (pred) preds.push(pred)
  }
  return preds
}

function parseField(path: string, value: unknown): FilterNode {
  if (value instanceof RegExp) return { type: 'field', path, preds: [{ op: 'regex', value }] }
  if (isOperators(value)) return { type: 'field', path, preds: parseOperators(value) }
  return { type: 'field', path, preds: [{ op: 'eq', value }] }
}

function parseLogical(name: keyof typeof LOGICAL, value: unknown): FilterNode {
  const nodes = listOf(name, value).map(parseFilter)
  if (nodes.length === 0) throw badValue(`${name} must be a nonempty array`)
  return { type: LOGICAL[name], nodes }
}

function parseEntry(key: string, value: unknown): FilterNode {
  if (Object.hasOwn(LOGICAL, key)) return parseLogical(key as keyof typeof LOGICAL, value)
  if (key === '$expr') return { type: 'expr', expression: value }
  if (key.startsWith('$')) throw badValue(`unknown top level operator: ${key}`)
  return parseField(key, value)
}

/**
 * A filter as a tree that the matcher compiles and the planner reads.
 * @throws StoreError BadValue on an operator the engine does not know, or a malformed one
 */
export function parseFilter(filter: unknown): FilterNode {
  if (!isPlainObject(filter)) throw badValue('a filter must be an object')
  const entries = Object.entries(filter).filter(([key]) => key !== '$comment')
  const nodes = entries.map(([key, value]) => parseEntry(key, value))
  return nodes.length === 1 && nodes[0] ? nodes[0] : { type: 'and', nodes }
}
