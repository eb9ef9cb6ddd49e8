import { badValue } from '../store-error.ts'
import { type Doc, isPlainObject } from './bson-type.ts'
import { encodeDoc } from './doc-codec.ts'
import { docOf, type Found } from './query.ts'

const isOff = (value: unknown): boolean => value === 0 || value === false
const isOn = (value: unknown): boolean => value === 1 || value === true

function pick(value: unknown, parts: readonly string[]): unknown {
  const [part, ...rest] = parts
  if (part === undefined) return value
  if (Array.isArray(value)) return value.filter(isPlainObject).map((item) => pick(item, parts))
  if (!isPlainObject(value)) return undefined
  if (!Object.hasOwn(value, part)) return {}
  const picked = pick(value[part], rest)
  return picked === undefined ? {} : { [part]: picked }
}

function merge(a: unknown, b: unknown): unknown {
  if (Array.isArray(a) && Array.isArray(b)) return a.map((item, i) => merge(item, b[i]))
  if (!isPlainObject(a) || !isPlainObject(b)) return b
  const merged: Doc = { ...a }
  for (const [key, value] of Object.entries(b)) merged[key] = Object.hasOwn(a, key) ? merge(a[key], value) : value
  return merged
}

function omit(value: unknown, parts: readonly string[]): unknown {
  const [part, ...rest] = parts
  if (part === undefined) return undefined
  if (Array.isArray(value)) return value.map((item) => omit(item, parts))
  if (!isPlainObject(value) || !Object.hasOwn(value, part)) return value
  const { [part]: inner, ...others } = value
  return rest.length === 0 ? others : { ...value, [part]: omit(inner, rest) }
}

/**
 * A projection of names to 1 or 0 as a function; `_id` stays unless it is turned off.
 * @throws StoreError BadValue when it mixes both, or has anything but names
 */
export function compileProjection(projection: Doc | null): (doc: Doc) => Doc {
  const entries = Object.entries(projection ?? {}).filter(([path]) => path !== '_id')
  const withId = !isOff(projection?.['_id'])
  if (!entries.every(([, value]) => isOn(value) || isOff(value))) throw badValue('a projection takes 1 or 0 only')
  const shown = entries.filter(([, value]) => isOn(value)).map(([path]) => path.split('.'))
  const hidden = entries.filter(([, value]) => isOff(value)).map(([path]) => path.split('.'))
  if (shown.length > 0 && hidden.length > 0) throw badValue('Cannot do exclusion in inclusion projection')
  if (shown.length > 0 || (isOn(projection?.['_id']) && hidden.length === 0)) {
    return (doc) =>
      shown.reduce<Doc>((result, parts) => merge(result, pick(doc, parts)) as Doc, withId ? { _id: doc['_id'] } : {})
  }
  const all = withId ? hidden : [['_id'], ...hidden]
  return (doc) => all.reduce<Doc>((result, parts) => omit(result, parts) as Doc, doc)
}

/** The bytes to send for a document found: those stored, unless a projection cuts them. */
export function projector(projection: Doc | null): (found: Found) => Uint8Array {
  if (!projection || Object.keys(projection).length === 0) return (found) => found.raw
  const project = compileProjection(projection)
  return (found) => encodeDoc(project(docOf(found)))
}
