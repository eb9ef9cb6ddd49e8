import { type Interval, rangeOf } from './bounds.ts'
import type { Index } from './catalog.ts'
import { type Constraints, intervalUse, type Points, pointsOf } from './constraints.ts'
import type { Pred } from './filter.ts'
import { concat, encodeValue, endOf } from './key-codec.ts'
import type { KeyRange } from './kv.ts'

export type SortKey = readonly (readonly [path: string, direction: number])[]

/** A range of an index, and how many of its keys' first bytes are the same in all of them. */
export type PlannedRange = KeyRange & { readonly fixed: number }

/** A product of `$in` lists larger than this is not spread over an index. */
const MAX_RANGES = 1000

/** How far the constraints reach into the components of an index. */
export type Spread = {
  /** The beginnings of the keys, one for each combination of points. */
  heads: Uint8Array[]
  /** Components that have one value in all ranges. */
  fixedPaths: Set<string>
  uses: Set<Pred>
  points: number
  /** The component whose array must hold several values, with a beginning of keys for each of them. */
  intersect: { readonly path: string; readonly heads: readonly Uint8Array[] } | null
  interval: Interval | null
  /** The first component that is not a point. */
  next: number
}

type Component = { readonly path: string; readonly direction: number; readonly multikey: boolean }

function intersectAt(spread: Spread, path: string, encoded: readonly Buffer[]): boolean {
  const [head, ...others] = spread.heads
  if (!head || others.length > 0) return false
  spread.intersect = { path, heads: encoded.map((value) => concat(head, value)) }
  return true
}

function multiply(spread: Spread, path: string, encoded: readonly Buffer[]): boolean {
  if (spread.heads.length * encoded.length > MAX_RANGES) return false
  spread.heads = spread.heads.flatMap((head) => encoded.map((value) => concat(head, value)))
  if (encoded.length === 1) spread.fixedPaths.add(path)
  return true
}

function addPoints(spread: Spread, points: Points, { path, direction }: Component): boolean {
  const encoded = points.values.map((value) => encodeValue(value, direction))
  const add = points.mode === 'all' ? intersectAt : multiply
  if (!add(spread, path, encoded)) return false
  for (const pred of points.uses) spread.uses.add(pred)
  spread.points += 1
  spread.next += 1
  return true
}

function addInterval(spread: Spread, preds: readonly Pred[], { multikey }: Component): void {
  const use = intervalUse(preds, multikey)
  if (!use) return
  spread.interval = use.interval
  for (const pred of use.uses) spread.uses.add(pred)
}

const nothing = (): Spread => ({
  heads: [Buffer.alloc(0)],
  fixedPaths: new Set(),
  uses: new Set(),
  points: 0,
  intersect: null,
  interval: null,
  next: 0,
})

/** Walks the components of an index: points as long as there are any, then at most one interval. */
export function spreadOver(index: Index, constraints: Constraints): Spread {
  const spread = nothing()
  for (const [i, path] of index.paths.entries()) {
    // Behind values to intersect the rest of the key must stay the same, so nothing may narrow it.
    if (spread.intersect) break
    const preds = constraints.fields.get(path) ?? []
    const component = { path, direction: index.directions[i] ?? 1, multikey: index.multikey[i] ?? false }
    const points = pointsOf(preds, component.multikey)
    if (points && addPoints(spread, points, component)) continue
    addInterval(spread, preds, component)
    break
  }
  return spread
}

/** The direction of an index's order at a place, if the sort's path is what stands there. */
function directionAt(index: Index, at: number, path: string): number | null {
  if (at === index.paths.length && path === '_id' && index.endsWithId) return 1
  return index.paths[at] === path && !index.multikey[at] ? (index.directions[at] ?? 1) : null
}

/** 1 or -1 when the index, walked from the first open component, gives the order; 0 when it does not. */
export function sortDirection(index: Index, spread: Spread, sort: SortKey): number {
  const open = sort.filter(([path]) => !spread.fixedPaths.has(path))
  const signs = open.map(([path, direction], i) => direction * (directionAt(index, spread.next + i, path) ?? 0))
  const first = signs[0] ?? 1
  return signs.every((sign) => sign === first) ? first : 0
}

export function rangesOf(index: Index, spread: Spread): PlannedRange[] {
  const heads = spread.intersect?.heads ?? spread.heads
  const direction = index.directions[spread.next] ?? 1
  return heads.map((head) => {
    const range = spread.interval ? rangeOf(head, spread.interval, direction) : { lower: head, upper: endOf(head) }
    return { ...range, fixed: head.length }
  })
}

/** Whether each component that may hold an array has one value, so that a document stands there once. */
export function isPinned(index: Index, spread: Spread): boolean {
  return index.paths.every(
    (path, i) => !index.multikey[i] || spread.fixedPaths.has(path) || spread.intersect?.path === path,
  )
}
