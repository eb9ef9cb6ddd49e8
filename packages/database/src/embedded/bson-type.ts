import { ObjectId } from 'bson'
import { badValue } from '../store-error.ts'

/** A stored document, or any plain object inside one. */
export type Doc = Record<string, unknown>

/**
 * MongoDB's order of types, as the first byte of every key component. The gaps leave room for the byte after a rank to
 * be the end of its range; none is 0x00 (ends an object or array) or 0xff (ends a prefix).
 */
export const RANK = {
  emptyArray: 0x0c,
  null: 0x10,
  number: 0x18,
  string: 0x20,
  object: 0x28,
  array: 0x30,
  binary: 0x38,
  objectId: 0x40,
  boolean: 0x48,
  date: 0x50,
  regexp: 0x58,
} as const

export type Rank = (typeof RANK)[keyof typeof RANK]

export function isPlainObject(value: unknown): value is Doc {
  return typeof value === 'object' && value !== null && rankOfObject(value) === RANK.object
}

function rankOfObject(value: object): Rank {
  if (Array.isArray(value)) return RANK.array
  if (value instanceof Date) return RANK.date
  if (value instanceof ObjectId) return RANK.objectId
  if (value instanceof Uint8Array) return RANK.binary
  if (value instanceof RegExp) return RANK.regexp
  return RANK.object
}

/** The type bracket of a value; a missing value ranks as null, as in MongoDB's indexes. */
export function rankOf(value: unknown): Rank {
  switch (typeof value) {
    case 'string':
      return RANK.string
    case 'number':
      return RANK.number
    case 'boolean':
      return RANK.boolean
    case 'undefined':
      return RANK.null
    case 'object':
      return value === null ? RANK.null : rankOfObject(value)
    default:
      throw badValue(`a ${typeof value} can not be stored`)
  }
}

/** A value of an update may go into many documents, and be changed there: each takes a copy. */
export function copied(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(copied)
  if (!isPlainObject(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, copied(inner)]))
}
