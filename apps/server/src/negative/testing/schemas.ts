import fc from 'fast-check'
import * as z from 'zod'

/** The part of JSON Schema that our declarations come out as. */
export type Schema = {
  type?: string
  const?: unknown
  enum?: unknown[]
  properties?: Record<string, Schema>
  required?: string[]
  additionalProperties?: boolean | Schema
  propertyNames?: Schema
  items?: Schema | false
  prefixItems?: Schema[]
  minItems?: number
  maxItems?: number
  anyOf?: Schema[]
  oneOf?: Schema[]
  pattern?: string
  format?: string
  minLength?: number
  maxLength?: number
  minimum?: number
  maximum?: number
}

export type Path = (string | number)[]

/** Where one value stands in what a caller sends. */
export type Place = {
  path: Path
  /** The shapes it may have, `null` among them: one, or the members of a union. */
  shapes: Schema[]
  isOptional: boolean
  /** A value that is taken here. */
  example: unknown
}

const ANY: Schema = {}
const SEED = 4

/** Every route asks for the same schemas and texts again and again, and to make one takes longer than a request. */
function once<Key, Made>(
  keep: { get(key: Key): Made | undefined; set(key: Key, made: Made): unknown },
  make: (key: Key) => Made,
) {
  return (key: Key): Made => {
    const known = keep.get(key)
    if (known !== undefined) return known
    const made = make(key)
    keep.set(key, made)
    return made
  }
}

export const schemaOf = once<z.ZodType, Schema>(
  new WeakMap(),
  (type) => z.toJSONSchema(type, { io: 'input', unrepresentable: 'any' }) as Schema, // what the library documents
)

/** Texts of a pattern. */
export const textsOf = once<string, fc.Arbitrary<string>>(new Map(), (pattern) =>
  fc.stringMatching(new RegExp(pattern)),
)

const exampleOfPattern = once<string, string>(
  new Map(),
  (pattern) => fc.sample(textsOf(pattern), { numRuns: 1, seed: SEED })[0] ?? '',
)

/** The members of a union, however deep it nests; the schema itself where there is none. */
export function shapesOf(schema: Schema): Schema[] {
  const members = schema.anyOf ?? schema.oneOf
  return members ? members.flatMap(shapesOf) : [schema]
}

/** The smallest value that a schema takes; patterns are answered by a text made for them. */
export function exampleOf(schema: Schema): unknown {
  const [shape = ANY] = shapesOf(schema)
  if (shape.const !== undefined) return shape.const
  if (shape.enum) return shape.enum[0]
  switch (shape.type) {
    case 'object':
      return exampleObject(shape)
    case 'array':
      return shape.prefixItems?.map(exampleOf) ?? Array.from({ length: shape.minItems ?? 0 }, () => exampleItem(shape))
    case 'integer':
    case 'number':
      return Math.max(shape.minimum ?? 0, 0)
    case 'boolean':
      return true
    case 'null':
      return null
    default:
      return exampleText(shape)
  }
}

function exampleObject({ properties = {}, required = [] }: Schema): object {
  return Object.fromEntries(required.map((key) => [key, exampleOf(properties[key] ?? ANY)]))
}

function exampleText({ pattern, format, minLength = 1 }: Schema): string {
  if (format === 'uri') return 'https://shop.example/tea'
  if (pattern === undefined) return 'x'.repeat(Math.max(1, minLength))
  return exampleOfPattern(pattern)
}

function exampleItem({ items, prefixItems }: Schema): unknown {
  return exampleOf(prefixItems?.[0] ?? (items || ANY))
}

/**
 * Every place of a value of `schema`, its own included: of objects each declared field, whether `good` has it or not, of
 * lists the first item, of maps one entry.
 */
export function placesOf(schema: Schema, good: unknown, path: Path = [], isOptional = false): Place[] {
  const shapes = shapesOf(schema)
  const example = good === undefined ? exampleOf(schema) : good
  const here: Place = { path, shapes, isOptional, example }
  const inside = good === undefined ? shapes : shapes.filter((shape) => isOf(shape, good))
  return [here, ...inside.flatMap((shape) => placesInside(shape, example, path))]
}

/** Whether `value` is of this member of a union: by the words that tell its members apart. */
function isOf({ properties = {} }: Schema, value: unknown): boolean {
  return !isObject(value) || Object.entries(properties).every(([key, field]) => isSame(field.const, value[key]))
}
const isSame = (word: unknown, value: unknown) => word === undefined || value === undefined || word === value

function placesInside(shape: Schema, example: unknown, path: Path): Place[] {
  if (shape.type === 'object') return fieldsOf(shape, isObject(example) ? example : {}, path)
  if (shape.type !== 'array') return []
  const items = shape.prefixItems ?? (shape.items ? [shape.items] : [])
  return items.flatMap((item, n) => placesOf(item, Array.isArray(example) ? example[n] : undefined, [...path, n]))
}

function fieldsOf(shape: Schema, example: Record<string, unknown>, path: Path): Place[] {
  const { properties = {}, required = [], additionalProperties: entry } = shape
  const declared = Object.entries(properties).flatMap(([key, field]) =>
    placesOf(field, example[key], [...path, key], !required.includes(key)),
  )
  if (typeof entry !== 'object') return declared
  const key = Object.keys(example)[0] ?? String(exampleOf(shape.propertyNames ?? ANY))
  return [...declared, ...placesOf(entry, example[key], [...path, key])]
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** `value` with `by` at `path`; what is missing on the way is made from nothing, so give places of {@link placesOf}. */
export function replaced(value: unknown, [key, ...rest]: Path, by: unknown): unknown {
  if (key === undefined) return by
  if (typeof key === 'number') {
    const list = Array.isArray(value) ? [...value] : []
    list[key] = replaced(list[key], rest, by)
    return list
  }
  const fields = isObject(value) ? value : {}
  return { ...fields, [key]: replaced(fields[key], rest, by) }
}

/** `value` without what stands at `path`. */
export function without(value: unknown, [key, ...rest]: Path): unknown {
  if (Array.isArray(value) && typeof key === 'number')
    return value.map((item, i) => (i === key ? without(item, rest) : item))
  if (!isObject(value) || typeof key !== 'string') return value
  if (rest.length > 0) return { ...value, [key]: without(value[key], rest) }
  return Object.fromEntries(Object.entries(value).filter(([name]) => name !== key))
}

/** What stands at `path`. */
export function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((inner, key) => (inner as Record<string | number, unknown> | undefined)?.[key], value)
}

/** The path as people read it: `body.attachments.0`. */
export function nameOf(path: Path): string {
  return path.length === 0 ? '(all)' : path.join('.')
}
