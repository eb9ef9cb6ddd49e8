import { badValue } from '../store-error.ts'
import { copied, type Doc, isPlainObject } from './bson-type.ts'
import { parseFilter } from './filter.ts'
import { compareValues } from './key-codec.ts'
import { compileFilter } from './matcher.ts'
import { valueAt } from './path.ts'
import { readAt, writeAt } from './update-path.ts'

type Push = { items: readonly unknown[]; position?: number; slice?: number; sort?: unknown }

const PUSH_MODIFIERS = new Set(['$each', '$position', '$slice', '$sort'])

function pushOf(value: unknown): Push {
  if (!isPlainObject(value) || !Array.isArray(value['$each'])) return { items: [value] }
  const unknown = Object.keys(value).find((key) => !PUSH_MODIFIERS.has(key))
  if (unknown) throw badValue(`Unrecognized clause in $push: ${unknown}`)
  const { $each, $position, $slice, $sort } = value
  return {
    items: $each,
    ...(typeof $position === 'number' && { position: $position }),
    ...(typeof $slice === 'number' && { slice: $slice }),
    ...($sort !== undefined && { sort: $sort }),
  }
}

function comparison(sort: unknown): (a: unknown, b: unknown) => number {
  if (typeof sort === 'number') return (a, b) => sort * compareValues(a, b)
  if (!isPlainObject(sort)) throw badValue('$sort takes a direction or a document')
  const keys = Object.entries(sort)
  return (a, b) => {
    for (const [path, direction] of keys) {
      const order = Number(direction) * compareValues(valueAt(a, path), valueAt(b, path))
      if (order !== 0) return order
    }
    return 0
  }
}

const sliced = (items: unknown[], count: number) => (count < 0 ? items.slice(count) : items.slice(0, count))

export function compilePush(path: string, value: unknown): (doc: Doc) => void {
  const push = pushOf(value)
  const order = push.sort === undefined ? null : comparison(push.sort)
  return (doc) => {
    const current = readAt(doc, path)
    if (current !== undefined && !Array.isArray(current))
      throw badValue(`The field '${path}' must be an array but is not`)
    let items: unknown[] = [...(current ?? [])]
    items.splice(push.position ?? items.length, 0, ...push.items.map(copied))
    if (order) items.sort(order)
    if (push.slice !== undefined) items = sliced(items, push.slice)
    writeAt(doc, path, items)
  }
}

/** `$pull` takes a value, a condition on the element, or a filter on the fields of elements that are objects. */
function pullTest(value: unknown): (element: unknown) => boolean {
  const isFieldFilter = isPlainObject(value) && !Object.keys(value).some((key) => key.startsWith('$'))
  if (isFieldFilter) {
    const matcher = compileFilter(parseFilter(value))
    return (element) => isPlainObject(element) && matcher(element)
  }
  const matcher = compileFilter(parseFilter({ element: value }))
  return (element) => matcher({ element })
}

export function compilePull(path: string, value: unknown): (doc: Doc) => void {
  const test = pullTest(value)
  return (doc) => {
    const current = readAt(doc, path)
    if (current === undefined) return
    if (!Array.isArray(current)) throw badValue(`Cannot apply $pull to a non-array value at '${path}'`)
    writeAt(
      doc,
      path,
      current.filter((element) => !test(element)),
    )
  }
}
