import { StoreError } from '../store-error.ts'
import { type Doc, isPlainObject } from './bson-type.ts'
import { EMPTY_ARRAY, encodeKey } from './key-codec.ts'
import { partsOf } from './path.ts'

/** What stands at an indexed path: several values when an array lies on the way. */
type PathValues = { readonly values: readonly unknown[]; readonly isArray: boolean }

function single(value: unknown): PathValues {
  return { values: [value], isArray: false }
}

function ofArray(array: readonly unknown[], parts: readonly string[], at: number): PathValues {
  if (array.length === 0) return { values: [at === parts.length ? EMPTY_ARRAY : undefined], isArray: true }
  if (at === parts.length) return { values: array, isArray: true }
  const values = array.flatMap((element) =>
    isPlainObject(element) ? pathValues(element, parts, at).values : [undefined],
  )
  return { values, isArray: true }
}

function pathValues(value: unknown, parts: readonly string[], at: number): PathValues {
  if (Array.isArray(value)) return ofArray(value, parts, at)
  const part = parts[at]
  if (part === undefined) return single(value)
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return single(undefined)
  return pathValues((value as Doc)[part], parts, at + 1)
}

export type IndexShape = {
  readonly paths: readonly string[]
  readonly directions: readonly number[]
  /** Whether the document's id ends each key: not needed where the keys are unique by themselves. */
  readonly endsWithId: boolean
}

export type DocKeys = {
  readonly keys: readonly Buffer[]
  /** The component that held an array, or -1. */
  readonly arrayAt: number
}

/**
 * All keys of a document in an index, each once: an array gives a key per different element.
 * @throws StoreError CannotIndexParallelArrays when two components hold arrays
 */
export function keysOf(shape: IndexShape, doc: Doc, id: Uint8Array): DocKeys {
  const components = shape.paths.map((path) => pathValues(doc, partsOf(path), 0))
  const arrayAt = components.findIndex((component) => component.isArray)
  if (components.some((component, i) => component.isArray && i !== arrayAt))
    throw new StoreError('CannotIndexParallelArrays', `cannot index parallel arrays [${shape.paths.join('] [')}]`)
  const firsts = components.map((component) => component.values[0])
  const finish = (key: Buffer) => (shape.endsWithId ? Buffer.concat([key, id]) : key)
  if (arrayAt < 0) return { keys: [finish(encodeKey(firsts, shape.directions))], arrayAt }
  const unique = new Map<string, Buffer>()
  for (const value of components[arrayAt]?.values ?? []) {
    const key = finish(encodeKey(firsts.with(arrayAt, value), shape.directions))
    unique.set(key.toString('latin1'), key)
  }
  return { keys: [...unique.values()], arrayAt }
}
