import type { CollectionState } from './catalog.ts'
import { after } from './key-codec.ts'
import type { Entry, Table } from './kv.ts'
import type { IndexPlan, Plan } from './planner.ts'
import type { PlannedRange } from './spread.ts'

/** What a query touched; a test's door to the planner's promises. */
export type Examined = { keys: number; docs: number }

export type Candidate = { readonly id: Uint8Array; readonly raw: Uint8Array | undefined }

type Scanned = { readonly key: Uint8Array; readonly value: Uint8Array }

const FIRST_CHUNK = 16
const MAX_CHUNK = 256
/**
 * How far the values of an intersection are counted to find the rarest: first, and once more when a walk gets long, since
 * a key is counted in a tenth of the time that it takes to look for it elsewhere.
 */
const RARE_LIMIT = 1000
const RARE_LIMIT_OF_LONG_WALKS = 64_000
/** Keys of an intersection that one statement walks: few at first, since whoever asks often has enough soon. */
const FIRST_PIECE = 256
const MAX_PIECE = 4096

/** Reads a range in growing pieces, each a finished statement: another read or write may come between two of them. */
function* entriesOf(table: Table, range: PlannedRange, reverse: boolean, examined: Examined): Generator<Entry> {
  let { lower, upper } = range
  for (let size = FIRST_CHUNK; ; size = Math.min(size * 4, MAX_CHUNK)) {
    const entries = table.range({ lower, upper }, size, reverse)
    for (const entry of entries) {
      examined.keys += 1
      yield entry
    }
    const last = entries.at(-1)
    if (!last || entries.length < size) return
    if (reverse) upper = last[0]
    else lower = after(last[0])
  }
}

type Head = { readonly scan: Generator<Entry>; readonly fixed: number; entry: Entry }

function headsOf(plan: IndexPlan, examined: Examined): Head[] {
  const heads: Head[] = []
  for (const range of plan.ranges) {
    const scan = entriesOf(plan.index.table, range, plan.reverse, examined)
    const first = scan.next()
    if (!first.done) heads.push({ scan, fixed: range.fixed, entry: first.value })
  }
  return heads
}

/** Several ranges, each in order by what follows its fixed part, as one sequence in that order. */
function* merged(plan: IndexPlan, examined: Examined): Generator<Scanned> {
  const sign = plan.reverse ? -1 : 1
  const order = (a: Head, b: Head) => sign * Buffer.compare(a.entry[0].subarray(a.fixed), b.entry[0].subarray(b.fixed))
  const heads = headsOf(plan, examined)
  while (heads.length > 0) {
    const least = heads.reduce((best, head) => (order(head, best) < 0 ? head : best))
    yield { key: least.entry[0], value: least.entry[1] }
    const next = least.scan.next()
    if (next.done) heads.splice(heads.indexOf(least), 1)
    else least.entry = next.value
  }
}

function* inTurn(plan: IndexPlan, examined: Examined): Generator<Scanned> {
  for (const range of plan.ranges)
    for (const [key, value] of entriesOf(plan.index.table, range, plan.reverse, examined)) yield { key, value }
}

/** The values of an intersection by how many keys each has, the rarest first. */
function byRarity(table: Table, ranges: readonly PlannedRange[], limit: number): PlannedRange[] {
  const counted = ranges.map((range) => ({ range, count: table.count(range, limit) }))
  return counted.sort((a, b) => a.count - b.count).map(({ range }) => range)
}

const headOf = ({ lower, fixed }: PlannedRange): Uint8Array => lower.subarray(0, fixed)

/** What of a range lies beyond a place that all the ranges of an intersection share. */
function beyond(range: PlannedRange, place: Uint8Array, reverse: boolean): PlannedRange {
  const edge = Buffer.concat([headOf(range), place])
  return reverse ? { ...range, upper: edge } : { ...range, lower: edge }
}

/** Walks the rarest value's keys, piece by piece, and asks for each other value whether the same document stands there too. */
function* intersected(plan: IndexPlan, examined: Examined): Generator<Scanned> {
  const { table } = plan.index
  let ranges = byRarity(table, plan.ranges, RARE_LIMIT)
  for (let size = FIRST_PIECE; ; size = Math.min(size * 4, MAX_PIECE)) {
    const [rarest, ...others] = ranges
    if (!rarest) return
    const piece = table.piece(rarest, size, plan.reverse)
    examined.keys += piece.count * ranges.length
    const walked = { ...piece.range, fixed: rarest.fixed }
    for (const [key, value] of table.shared(walked, others.map(headOf), plan.reverse)) yield { key, value }
    if (piece.count < size) return
    const place = (plan.reverse ? walked.lower : walked.upper).subarray(rarest.fixed)
    ranges = ranges.map((range) => beyond(range, place, plan.reverse))
    if (size * 4 === MAX_PIECE) ranges = byRarity(table, ranges, RARE_LIMIT_OF_LONG_WALKS)
  }
}

function scanned(plan: IndexPlan, examined: Examined): Generator<Scanned> {
  if (plan.isIntersection) return intersected(plan, examined)
  return plan.sorted && plan.ranges.length > 1 ? merged(plan, examined) : inTurn(plan, examined)
}

function* indexCandidates(plan: IndexPlan, examined: Examined): Generator<Candidate> {
  const seen = new Set<string>()
  for (const { key, value } of scanned(plan, examined)) {
    const candidate = plan.index.isPrimary ? { id: key, raw: value } : { id: value, raw: undefined }
    if (plan.dedupe && !isNew(seen, candidate.id)) continue
    yield candidate
  }
}

function isNew(seen: Set<string>, id: Uint8Array): boolean {
  const text = Buffer.from(id.buffer, id.byteOffset, id.byteLength).toString('latin1')
  if (seen.has(text)) return false
  seen.add(text)
  return true
}

/** The documents a plan leads to, each once, in the order of the plan. */
export function* candidatesOf(plan: Plan, examined: Examined): Generator<Candidate> {
  if (plan.type === 'index') return yield* indexCandidates(plan, examined)
  const seen = new Set<string>()
  for (const branch of plan.plans)
    for (const candidate of candidatesOf(branch, examined)) if (isNew(seen, candidate.id)) yield candidate
}

/** The stored bytes of a candidate; nothing when the document went away since its key was read. */
export function rawOf(collection: CollectionState, candidate: Candidate, examined: Examined): Uint8Array | undefined {
  examined.docs += 1
  return candidate.raw ?? collection.docs.get(candidate.id)
}
