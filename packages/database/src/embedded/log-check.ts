import { existsSync, readFileSync, statSync } from 'node:fs'
import { readLogNote, saltOf } from './log-note.ts'

// The layout of SQLite's write-ahead log: https://www.sqlite.org/fileformat2.html#walformat
const HEADER_BYTES = 32
const FRAME_HEADER_BYTES = 24
const MAGIC = 0x377f0682
const PAGE_SIZE_AT = 8
/** How often the log started anew. */
const RESTARTS_AT = 12
const SALT_AT = 16
const SUM_AT = 24
const FRAME_SALT_AT = 8
const FRAME_SUM_AT = 16
const COMMIT_AT = 4

type Sum = readonly [number, number]

type Log = {
  readonly bytes: Buffer
  readonly littleEndian: boolean
  readonly frameBytes: number
  /** More pages than this the database can not have. */
  readonly maxPages: number
}

/** SQLite's checksum over a part of the log, going on from another; the length is a multiple of 8. */
function sumOf(log: Log, start: number, end: number, from: Sum): Sum {
  const { bytes, littleEndian } = log
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let [a, b] = from
  for (let at = start; at < end; at += 8) {
    a = (a + view.getUint32(at, littleEndian) + b) >>> 0
    b = (b + view.getUint32(at + 4, littleEndian) + a) >>> 0
  }
  return [a, b]
}

/** The checksum that a part was added to, of what came of it: `sumOf` backwards. */
function sumBefore({ bytes, littleEndian }: Log, start: number, end: number, after: Sum): Sum {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let [a, b] = after
  for (let at = end - 8; at >= start; at -= 8) {
    b = (b - view.getUint32(at + 4, littleEndian) - a) >>> 0
    a = (a - view.getUint32(at, littleEndian) - b) >>> 0
  }
  return [a, b]
}

const readSum = (bytes: Buffer, at: number): Sum => [bytes.readUInt32BE(at), bytes.readUInt32BE(at + 4)]
const isSameSum = (a: Sum, b: Sum): boolean => a[0] === b[0] && a[1] === b[1]

function logOf(bytes: Buffer, databaseBytes: number): Log | null {
  const magic = bytes.readUInt32BE(0)
  if (((magic ^ MAGIC) & ~1) !== 0) return null
  const pageBytes = bytes.readUInt32BE(PAGE_SIZE_AT)
  return {
    bytes,
    littleEndian: magic === MAGIC,
    frameBytes: FRAME_HEADER_BYTES + pageBytes,
    maxPages: (databaseBytes + bytes.length) / pageBytes,
  }
}

const headSum = (log: Log): Sum => sumOf(log, 0, SUM_AT, [0, 0])
const hasWholeHead = (log: Log): boolean => isSameSum(headSum(log), readSum(log.bytes, SUM_AT))

/** A head like that of the log, with another number of restarts, salt and a checksum to go with them. */
function headOf(log: Log, restarts: number, salt: Buffer): Buffer {
  const bytes = Buffer.from(log.bytes.subarray(0, HEADER_BYTES))
  bytes.writeUInt32BE(restarts >>> 0, RESTARTS_AT)
  salt.copy(bytes, SALT_AT)
  for (const [i, part] of headSum({ ...log, bytes }).entries()) bytes.writeUInt32BE(part, SUM_AT + 4 * i)
  return bytes
}

/**
 * Whether a power cut tore the head while the log started anew. What it had is in the file by then and flushed (SQLite
 * starts anew only behind a whole checkpoint), and SQLite takes such a log for an empty one: nothing is lost. The head that
 * was is known from the first frame, whose checksum goes on from it; the new one counts on by one in both its number
 * and the first half of its salt. Any other damage of a head is none of these mixtures.
 */
function isTornRestart(log: Log): boolean {
  const { bytes, frameBytes } = log
  if (HEADER_BYTES + frameBytes > bytes.length) return false
  const salt = bytes.subarray(HEADER_BYTES + FRAME_SALT_AT, HEADER_BYTES + FRAME_SUM_AT)
  const page = HEADER_BYTES + FRAME_HEADER_BYTES
  const behindHead = sumBefore(log, page, HEADER_BYTES + frameBytes, storedSum(log, HEADER_BYTES))
  const sum = sumBefore(log, HEADER_BYTES, HEADER_BYTES + FRAME_SALT_AT, behindHead)
  const now = bytes.readUInt32BE(RESTARTS_AT)
  return [now, now - 1].some((restarts) => {
    const old = headOf(log, restarts, salt)
    if (!isSameSum(readSum(old, SUM_AT), sum)) return false
    const next = Buffer.from(salt)
    next.writeUInt32BE((salt.readUInt32BE(0) + 1) >>> 0, 0)
    // The second half is random: whatever stands there.
    bytes.copy(next, 4, SALT_AT + 4, SUM_AT)
    return isMixture(bytes.subarray(0, HEADER_BYTES), headOf(log, restarts + 1, next), old)
  })
}

/** Whether bytes begin as one and end as another. */
function isMixture(bytes: Buffer, first: Buffer, rest: Buffer): boolean {
  const from = bytes.findIndex((byte, at) => byte !== first[at])
  return from !== -1 && bytes.subarray(from).equals(rest.subarray(from))
}

/** Whether a frame was written since the log last started anew: older ones are left-overs, in the file already. */
const isCurrent = ({ bytes }: Log, at: number): boolean =>
  bytes.compare(bytes, SALT_AT, SALT_AT + 8, at + FRAME_SALT_AT, at + FRAME_SALT_AT + 8) === 0

/** The last frame of a transaction tells the size of the database, in pages; what no size can be is no such frame. */
function endsTransaction({ bytes, maxPages }: Log, at: number): boolean {
  const pages = bytes.readUInt32BE(at + COMMIT_AT)
  return pages > 0 && pages <= maxPages
}

/** The checksum a frame should have behind one with this checksum. */
function sumOfFrame(log: Log, at: number, before: Sum): Sum {
  const sum = sumOf(log, at, at + FRAME_SALT_AT, before)
  return sumOf(log, at + FRAME_HEADER_BYTES, at + log.frameBytes, sum)
}

const storedSum = ({ bytes }: Log, at: number): Sum => readSum(bytes, at + FRAME_SUM_AT)

/** Where the first frame stands whose checksum is wrong: from there on SQLite reads nothing. */
function firstBroken(log: Log): number {
  const { bytes, frameBytes } = log
  let sum = readSum(bytes, SUM_AT)
  let at = HEADER_BYTES
  for (; at + frameBytes <= bytes.length && isCurrent(log, at); at += frameBytes) {
    sum = sumOfFrame(log, at, sum)
    if (!isSameSum(sum, storedSum(log, at))) return at
  }
  return at
}

/** Whether the frame behind this one was written as its continuation. */
function isContinued(log: Log, at: number): boolean {
  const next = at + log.frameBytes
  if (next + log.frameBytes > log.bytes.length || !isCurrent(log, next)) return false
  return isSameSum(sumOfFrame(log, next, storedSum(log, at)), storedSum(log, next))
}

/**
 * Whether a whole transaction and the beginning of another follow: the first was flushed before the other began. Either
 * goes on from the other's last checksum, or a second one has an end. Frames alone prove nothing: one that was taken back
 * because the disk was full leaves its own behind, without an end, and a power cut can leave them behind a torn one.
 */
function isFollowedByOthers(log: Log, broken: number): boolean {
  let isEnded = false
  for (let at = broken; at + log.frameBytes <= log.bytes.length; at += log.frameBytes) {
    if (!endsTransaction(log, at)) continue
    if (isContinued(log, at)) return true
    if (!isCurrent(log, at)) continue
    if (isEnded) return true
    isEnded = true
  }
  return false
}

/** To where the log is in the file already: what a torn log lacks never is. */
function movedEnd(file: string, log: Log): number {
  const note = readLogNote(file)
  return note?.salt === saltOf(log.bytes) ? HEADER_BYTES + note.frames * log.frameBytes : 0
}

/**
 * Refuses a log that is damaged before its end (R02). SQLite itself stops reading at the first broken frame and drops
 * what follows without a word, acknowledged or not. A write cut off by a crash is the last transaction, and is dropped.
 * @throws Error naming the log
 */
export function refuseDamagedLog(file: string): void {
  const name = `${file}-wal`
  const bytes = existsSync(name) ? readFileSync(name) : Buffer.alloc(0)
  if (bytes.length < HEADER_BYTES || bytes.every((byte) => byte === 0)) return
  const log = logOf(bytes, statSync(file).size)
  const isWhole = log !== null && hasWholeHead(log)
  // A head that nothing follows was torn while the log was made.
  if (!isWhole && (bytes.length === HEADER_BYTES || (log && isTornRestart(log)))) return
  const broken = isWhole ? firstBroken(log) : 0
  if (!isWhole || isFollowedByOthers(log, broken) || broken < movedEnd(file, log))
    throw new Error(`${name} is damaged at byte ${broken}, before its end. Restore the folder from a backup.`)
}
