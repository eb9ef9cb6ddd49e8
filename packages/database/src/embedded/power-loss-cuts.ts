import { transactionEnds } from './power-loss-copies.ts'
import { createDisk, type Disk, type DiskOp, type Fate, type Image, type Loss } from './power-loss-disk.ts'
import type { Random } from './power-loss-random.ts'
import type { Recording } from './power-loss-record.ts'
import { createTold, type Told } from './power-loss-verdict.ts'

/** A disk after a power cut, and what had been told by then. */
export type Cut = { readonly image: Image; readonly told: Told; readonly where: string }

const FILE = 'parley.sqlite'
const LOG = 'parley.sqlite-wal'
const NOTE = 'parley.sqlite-note'
const LOG_HEAD_BYTES = 32
const TAIL_BYTES = 4096
const SECTOR_BYTES = 512
const EDGE_BYTES = 4

const all: Loss = () => 'written'
const nothing: Loss = () => 'lost'

type Step = { readonly op: DiskOp; readonly nr: number; readonly disk: Disk; readonly told: Told }

/** Goes through a recording, op by op; what is asked of the disk at a step is asked before that op. */
function* stepsOf({ ops }: Recording): Generator<Step> {
  const disk = createDisk()
  const told = createTold()
  for (const [nr, op] of ops.entries()) {
    yield { op, nr, disk, told }
    disk.do(op)
    if (op.is === 'said') told.hear(op.text)
  }
}

/** At every flush, before it is done and behind it, and behind all that was told since: nothing may rest on what comes. */
export function* cutsAtFlushes(recording: Recording, random: Random): Generator<Cut> {
  let last: DiskOp['is'] = 'said'
  for (const { op, nr, disk, told } of stepsOf(recording)) {
    const isToldAll = last === 'said' && op.is !== 'said'
    if (isToldAll || last === 'flush') yield { image: disk.cut(nothing, random), told, where: `behind call ${nr - 1}` }
    last = op.is
    if (op.is !== 'flush') continue
    yield { image: disk.cut(nothing, random), told, where: `before flush ${nr}, nothing of it` }
    yield { image: disk.cut(all, random), told, where: `before flush ${nr}, all of it` }
  }
}

/**
 * No power cut, but a disk that gave back a log with one wrong bit in its last record, or a shorter one, when all of it was
 * in the file already.
 */
export function* damagedTails(recording: Recording, random: Random): Generator<Cut> {
  for (const { op, nr, disk, told } of stepsOf(recording)) {
    if (op.is !== 'write' || op.file !== NOTE) continue
    disk.do(op)
    const image = disk.cut(all, random)
    const log = image.get(LOG) ?? Buffer.alloc(0)
    const ends = [LOG_HEAD_BYTES, ...transactionEnds(log)]
    const [start = 0, end = 0] = ends.slice(-2)
    for (const place of [start, start + 500, Math.floor(start + random() * (end - start)), end - 1]) {
      const wrong = Buffer.from(log)
      wrong[place] = (wrong[place] ?? 0) ^ (1 << Math.floor(random() * 8))
      yield { image: new Map([...image, [LOG, wrong]]), told, where: `note ${nr}, wrong bit at ${place} of ${end}` }
    }
    for (const cut of [start, Math.floor(LOG_HEAD_BYTES + random() * (end - LOG_HEAD_BYTES))])
      yield {
        image: new Map([...image, [LOG, log.subarray(0, cut)]]),
        told,
        where: `note ${nr}, cut at ${cut} of ${end}`,
      }
  }
}

/** The calls that make a store: at each of them, with each kind of loss. */
const FIRST_CALLS = 60

export function* cutsAtStart(recording: Recording, random: Random): Generator<Cut> {
  const some: Loss = () => (random() < 0.5 ? 'written' : 'lost')
  for (const { nr, disk, told } of stepsOf(recording)) {
    if (nr > FIRST_CALLS) return
    for (const [kind, loss] of Object.entries({ all, nothing, some }))
      yield { image: disk.cut(loss, random), told, where: `before call ${nr}, ${kind}` }
  }
}

/** Bytes chosen among all that was written, in ascending order. */
function randomBytes(ops: readonly DiskOp[], count: number, random: Random): number[] {
  const total = ops.reduce((sum, op) => sum + (op.is === 'write' ? op.bytes.length : 0), 0)
  return Array.from({ length: count }, () => Math.floor(random() * total)).sort((a, b) => a - b)
}

/** All that was written before a byte has reached the disk, nothing behind it. */
export function* cutsAtRandomBytes(recording: Recording, count: number, random: Random): Generator<Cut> {
  const bytes = randomBytes(recording.ops, count, random)
  let written = 0
  for (const { op, nr, disk, told } of stepsOf(recording)) {
    if (op.is !== 'write') continue
    while (bytes[0] !== undefined && bytes[0] < written + op.bytes.length) {
      const part = (bytes.shift() ?? 0) - written
      // The whole write follows and covers its beginning.
      disk.do({ ...op, bytes: op.bytes.subarray(0, part) })
      yield { image: disk.cut(all, random), told, where: `byte ${part} of call ${nr}` }
    }
    written += op.bytes.length
  }
}

export type LossPlan = {
  readonly count: number
  readonly fate: Fate
  readonly random: Random
  /** Cut only while this file has something that is not flushed. */
  readonly file?: string
}

/**
 * Each sector of what was not flushed has arrived or not, one by one, in parts from nothing to all. The head of the log is
 * 32 bytes within one sector, so it is the old one or the new one.
 */
export function* cutsWithLoss(recording: Recording, { count, fate, random, file }: LossPlan): Generator<Cut> {
  const isOpen = ({ disk }: Step) => (file ? disk.unflushed(file) : disk.unflushed(FILE) + disk.unflushed(LOG)) > 0
  const candidates = new Set<number>()
  for (const step of stepsOf(recording)) if (isOpen(step)) candidates.add(step.nr)
  const chance = Math.min(1, count / Math.max(1, candidates.size))
  const perStep = Math.max(1, Math.round(count / Math.max(1, candidates.size)))
  for (const { nr, disk, told } of stepsOf(recording)) {
    if (!candidates.has(nr) || random() > chance) continue
    for (let i = 0; i < perStep; i++) {
      const share = random()
      const loss: Loss = (write) => {
        if (random() < share) return 'written'
        return write.at < 0 || (write.file === LOG && write.at < LOG_HEAD_BYTES) ? 'lost' : fate
      }
      yield { image: disk.cut(loss, random), told, where: `before call ${nr}, ${fate}` }
    }
  }
}

/**
 * The log cut at bytes of its last 4 KB: what the file was while it grew.
 * @param every 1 for each byte; more for each so many, and each beside the edge of a sector
 */
export function* tailCuts({ ops }: Recording, every: number, random: Random): Generator<Cut> {
  const last = ops.findLastIndex((op) => op.is === 'write' && op.file === LOG)
  if (last < 0) throw new Error('nothing was written to the log')
  const phase = Math.floor(random() * every)
  for (const { nr, op, disk, told } of stepsOf({ ops, from: 'copies' })) {
    if (nr !== last) continue
    disk.do(op)
    const image = disk.cut(all, random)
    const log = image.get(LOG) ?? Buffer.alloc(0)
    const end = transactionEnds(log).at(-1) ?? 0
    const isNear = (cut: number) => (cut + EDGE_BYTES) % SECTOR_BYTES <= 2 * EDGE_BYTES || end - cut <= EDGE_BYTES
    for (let cut = end - TAIL_BYTES; cut <= end; cut++)
      if (cut % every === phase || isNear(cut))
        yield { image: new Map([...image, [LOG, log.subarray(0, cut)]]), told, where: `cut at byte ${cut} of ${end}` }
  }
}
