import { RANK, type Rank, rankOf } from './bson-type.ts'
import type { Pred } from './filter.ts'
import { compareValues, concat, encodeValue, endOf, sameValue } from './key-codec.ts'
import type { KeyRange } from './kv.ts'

export type RangePred = Extract<Pred, { op: 'gt' | 'gte' | 'lt' | 'lte' }>

/** One interval of one component, within one type. */
export type Interval = {
  readonly rank: Rank
  readonly low?: { readonly value: unknown; readonly inclusive: boolean }
  readonly high?: { readonly value: unknown; readonly inclusive: boolean }
  /** All strings that begin with this; instead of `low` and `high`. */
  readonly prefix?: string
}

export const isRange = (pred: Pred): pred is RangePred =>
  pred.op === 'gt' || pred.op === 'gte' || pred.op === 'lt' || pred.op === 'lte'

function tighter(a: Interval['low'], b: Interval['low'], sign: 1 | -1): Interval['low'] {
  if (!a || !b) return a ?? b
  if (sameValue(a.value, b.value)) return a.inclusive ? b : a
  return compareValues(a.value, b.value) * sign > 0 ? a : b
}

/** The interval of several comparisons with values of one type; null when they name several types, or null itself. */
export function intervalOf(preds: readonly RangePred[]): Interval | null {
  const first = preds[0]
  if (!first) return null
  const rank = rankOf(first.value)
  if (rank === RANK.null || rank === RANK.array || preds.some((pred) => rankOf(pred.value) !== rank)) return null
  let low: Interval['low']
  let high: Interval['low']
  for (const { op, value } of preds) {
    const edge = { value, inclusive: op === 'gte' || op === 'lte' }
    if (op === 'gt' || op === 'gte') low = tighter(low, edge, 1)
    else high = tighter(high, edge, -1)
  }
  return { rank, ...(low && { low }), ...(high && { high }) }
}

/** The literal text a pattern's matches begin with, when it is anchored; `whole` when that is all it says. */
export function literalPrefix(pattern: RegExp): { text: string; whole: boolean } | null {
  if (pattern.flags.replace(/[gyu]/g, '') !== '') return null
  const match = /^\^((?:[^\\^$.*+?()[\]{}|]|\\[^a-zA-Z0-9])+)/.exec(pattern.source)
  if (!match?.[1] || pattern.source.includes('|')) return null
  const whole = match[0].length === pattern.source.length
  const literal = match[1].replace(/\\(.)/g, '$1')
  // A quantifier behind the literal may make its last character optional.
  const text = whole || !/^[*?{]/.test(pattern.source.slice(match[0].length)) ? literal : literal.slice(0, -1)
  return text === '' ? null : { text, whole }
}

/** In a descending component the bytes are inverted, and the order of keys with them. */
const turn = (bytes: Uint8Array, direction: number): Uint8Array =>
  direction === -1 ? bytes.map((byte) => ~byte & 0xff) : bytes

function prefixRange(prefix: Uint8Array, text: string, direction: number): KeyRange {
  const bytes = turn(encodeValue(text).subarray(0, -1), direction)
  return {
    lower: concat(prefix, bytes),
    upper: direction === -1 ? endOf(concat(prefix, bytes)) : concat(prefix, bytes, Buffer.of(0xff)),
  }
}

type Edge = NonNullable<Interval['low']>

/** The keys that begin with `prefix` and whose next component lies in the interval. */
export function rangeOf(prefix: Uint8Array, interval: Interval, direction: number): KeyRange {
  if (interval.prefix !== undefined) return prefixRange(prefix, interval.prefix, direction)
  const { rank, low, high } = interval
  const at = (edge: Edge) => concat(prefix, encodeValue(edge.value, direction))
  const lowerOf = (edge: Edge) => (edge.inclusive ? at(edge) : endOf(at(edge)))
  const upperOf = (edge: Edge) => (edge.inclusive ? endOf(at(edge)) : at(edge))
  const rankByte = direction === -1 ? ~rank & 0xff : rank
  const [first, last] = direction === -1 ? [high, low] : [low, high]
  return {
    lower: first ? lowerOf(first) : concat(prefix, Buffer.of(rankByte)),
    upper: last ? upperOf(last) : concat(prefix, Buffer.of(rankByte + 1)),
  }
}
