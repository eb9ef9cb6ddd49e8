import type { ObjectId } from 'bson'
import { type Doc, RANK, type Rank, rankOf } from './bson-type.ts'

/** Ends a range over everything that begins with a prefix: greater than any rank byte, inverted or not. */
const AFTER_PREFIX = 0xff
const START_BYTES = 4096

let scratch = Buffer.allocUnsafe(START_BYTES)
let used = 0

function reserve(bytes: number): void {
  if (used + bytes <= scratch.length) return
  const next = Buffer.allocUnsafe(Math.max(scratch.length * 2, used + bytes))
  scratch.copy(next, 0, 0, used)
  scratch = next
}

function writeByte(byte: number): void {
  reserve(1)
  scratch[used++] = byte
}

function writeBytes(bytes: Uint8Array): void {
  reserve(bytes.length)
  scratch.set(bytes, used)
  used += bytes.length
}

const escaped = (text: string) =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: 0x00 ends a string in a key, 0x01 escapes both
  text.replace(/[\u0000\u0001]/g, (char) => (char === '\u0000' ? '\u0001\u0001' : '\u0001\u0002'))

/** UTF-8, so that strings sort by code point as in MongoDB, and not by UTF-16 unit as in JavaScript. */
function writeText(text: string): void {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: see `escaped`
  const safe = /[\u0000\u0001]/.test(text) ? escaped(text) : text
  reserve(safe.length * 3 + 1)
  used += scratch.write(safe, used, 'utf8')
  scratch[used++] = 0
}

/** Big-endian with the sign turned, so that bytes sort as numbers do. NaN sorts below all, -0 equals 0. */
function writeNumber(value: number): void {
  reserve(8)
  if (Number.isNaN(value)) {
    scratch.fill(0, used, used + 8)
    used += 8
    return
  }
  scratch.writeDoubleBE(value === 0 ? 0 : value, used)
  const negative = ((scratch[used] ?? 0) & 0x80) !== 0
  if (negative) for (let i = 0; i < 8; i++) scratch[used + i] = ~(scratch[used + i] ?? 0)
  else scratch[used] = (scratch[used] ?? 0) | 0x80
  used += 8
}

/** Field by field: type, name, value; the key order of the object counts, as in MongoDB. */
function writeObject(value: Doc): void {
  for (const name of Object.keys(value)) {
    const field = value[name]
    if (field === undefined) continue
    writeByte(rankOf(field))
    writeText(name)
    writeBody(field)
  }
  writeByte(0)
}

function writeArray(values: readonly unknown[]): void {
  for (const value of values) writeValue(value)
  writeByte(0)
}

function writeBinary(value: Uint8Array): void {
  reserve(4)
  used = scratch.writeUInt32BE(value.length, used)
  writeBytes(value)
}

function writePattern(value: RegExp): void {
  writeText(value.source)
  writeText(value.flags)
}

// The rank says what the value is; TypeScript can not follow it.
const WRITERS: Readonly<Partial<Record<Rank, (value: unknown) => void>>> = {
  [RANK.string]: (value) => writeText(value as string),
  [RANK.number]: (value) => writeNumber(value as number),
  [RANK.date]: (value) => writeNumber((value as Date).getTime()),
  [RANK.boolean]: (value) => writeByte(value === true ? 1 : 0),
  [RANK.objectId]: (value) => writeBytes((value as ObjectId).id),
  [RANK.binary]: (value) => writeBinary(value as Uint8Array),
  [RANK.object]: (value) => writeObject(value as Doc),
  [RANK.array]: (value) => writeArray(value as readonly unknown[]),
  [RANK.regexp]: (value) => writePattern(value as RegExp),
}

function writeBody(value: unknown): void {
  if (typeof value === 'string') writeText(value)
  else WRITERS[rankOf(value)]?.(value)
}

function writeValue(value: unknown): void {
  writeByte(rankOf(value))
  writeBody(value)
}

/** Stands for an empty array in an index: below null and matched by no equality. */
export const EMPTY_ARRAY = Symbol('empty array')

function writeComponent(value: unknown, descending: boolean): void {
  const start = used
  if (value === EMPTY_ARRAY) writeByte(RANK.emptyArray)
  else writeValue(value)
  if (descending) for (let i = start; i < used; i++) scratch[i] = ~(scratch[i] ?? 0)
}

/**
 * One ordered key of several components: comparing the bytes compares the values in MongoDB's order of types and
 * values. Components are self-delimiting, so a key of fewer components is a prefix of those that continue it.
 */
export function encodeKey(values: readonly unknown[], directions?: readonly number[]): Buffer {
  used = 0
  for (let i = 0; i < values.length; i++) writeComponent(values[i], directions?.[i] === -1)
  return Buffer.from(scratch.subarray(0, used))
}

/** One component alone; the same bytes as in `encodeKey`. */
export function encodeValue(value: unknown, direction: number = 1): Buffer {
  used = 0
  writeComponent(value, direction === -1)
  return Buffer.from(scratch.subarray(0, used))
}

export const concat = (...parts: readonly Uint8Array[]): Buffer => Buffer.concat(parts)

/** The end (exclusive) of all keys that begin with `prefix`. */
export const endOf = (prefix: Uint8Array): Buffer => Buffer.concat([prefix, Buffer.of(AFTER_PREFIX)])

/** The first key after `key`, for going on behind it. */
export const after = (key: Uint8Array): Buffer => Buffer.concat([key, Buffer.of(0)])

export const sameValue = (a: unknown, b: unknown): boolean => {
  if (a === b) return true
  if (typeof a !== 'object' && typeof b !== 'object' && typeof a === typeof b) return Number.isNaN(a) && Number.isNaN(b)
  return encodeValue(a).equals(encodeValue(b))
}

/** MongoDB's comparison of two values of any types. */
export const compareValues = (a: unknown, b: unknown): number => Buffer.compare(encodeValue(a), encodeValue(b))
