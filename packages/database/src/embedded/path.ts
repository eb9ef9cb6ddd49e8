import { type Doc, isPlainObject } from './bson-type.ts'

const INDEX = /^\d+$/
const cache = new Map<string, readonly string[]>()
/** Paths come from code, not from users; the bound only guards against a mistake. */
const MAX_CACHED_PATHS = 1000

export function partsOf(path: string): readonly string[] {
  const known = cache.get(path)
  if (known) return known
  const parts = path.split('.')
  if (cache.size < MAX_CACHED_PATHS) cache.set(path, parts)
  return parts
}

/**
 * Walks a dotted path as a query does: through arrays into each of their objects, and into a numbered element. Calls
 * `test` with every value reached, `undefined` where the path ends early, and stops at the first `true`.
 */
export function reach(value: unknown, parts: readonly string[], test: (value: unknown) => boolean, at = 0): boolean {
  const part = parts[at]
  if (part === undefined) return test(value)
  if (Array.isArray(value)) {
    if (INDEX.test(part) && Number(part) < value.length && reach(value[Number(part)], parts, test, at + 1)) return true
    return value.some((element) => isPlainObject(element) && reach(element, parts, test, at))
  }
  if (typeof value === 'object' && value !== null) {
    return reach(Object.hasOwn(value, part) ? (value as Doc)[part] : undefined, parts, test, at + 1)
  }
  return test(undefined)
}

/** The value at a path without looking into arrays, for keys and messages. */
export function valueAt(doc: unknown, path: string): unknown {
  let value: unknown = doc
  for (const part of partsOf(path)) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined
    value = (value as Doc)[part]
  }
  return value
}

/** Whether one of two paths contains the other: a change at `a` may change what stands at `b`. */
export const overlaps = (a: string, b: string): boolean => a === b || a.startsWith(`${b}.`) || b.startsWith(`${a}.`)
