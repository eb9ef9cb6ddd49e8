import { RANK, rankOf } from './bson-type.ts'
import { encodeValue } from './key-codec.ts'

/** By code point: UTF-16 units from 0xd800 on need turning, since surrogates stand for the highest code points. */
export function compareText(a: string, b: string): number {
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i)
    const y = b.charCodeAt(i)
    if (x !== y) return turned(x) - turned(y)
  }
  return a.length - b.length
}

function turned(unit: number): number {
  if (unit < 0xd800) return unit
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800
}

/** Compares values of one type; `a` and `b` must have the same rank. */
export function compareSameRank(a: unknown, b: unknown): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  if (typeof a === 'string' && typeof b === 'string') return compareText(a, b)
  if (a instanceof Date && b instanceof Date) return a.getTime() - b.getTime()
  return Buffer.compare(encodeValue(a), encodeValue(b))
}

/** A test for MongoDB's equality: null equals missing, and the key order of objects counts. */
export function equalTo(value: unknown): (other: unknown) => boolean {
  const rank = rankOf(value)
  if (rank === RANK.null) return (other) => other === null || other === undefined
  if (rank === RANK.number && Number.isNaN(value)) return (other) => Number.isNaN(other)
  if (rank === RANK.string || rank === RANK.number || rank === RANK.boolean) return (other) => other === value
  const bytes = encodeValue(value)
  return (other) => rankOf(other) === rank && bytes.equals(encodeValue(other))
}
