import { existsSync, readFileSync } from 'node:fs'

// The layout of SQLite's write-ahead log: https://www.sqlite.org/fileformat2.html#walformat
const HEADER_BYTES = 32
const FRAME_HEADER_BYTES = 24
const MAGIC = 0x377f0682
const PAGE_SIZE_AT = 8
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

const readSum = (bytes: Buffer, at: number): Sum => [bytes.readUInt32BE(at), bytes.readUInt32BE(at + 4)]
const isSameSum = (a: Sum, b: Sum): boolean => a[0] === b[0] && a[1] === b[1]

function logOf(bytes: Buffer): Log | null {
  const magic = bytes.readUInt32BE(0)
  if (((magic ^ MAGIC) & ~1) !== 0) return null
  const log = {
    bytes,
    littleEndian: magic === MAGIC,
    frameBytes: FRAME_HEADER_BYTES + bytes.readUInt32BE(PAGE_SIZE_AT),
  }
  return isSameSum(sumOf(log, 0, SUM_AT, [0, 0]), readSum(bytes, SUM_AT)) ? log : null
}

/** Whether a frame was written since the log last started anew: older ones are left-overs, in the file already. */
const isCurrent = ({ bytes }: Log, at: number): boolean =>
  bytes.compare(bytes, SALT_AT, SALT_AT + 8, at + FRAME_SALT_AT, at + FRAME_SALT_AT + 8) === 0

const endsTransaction = ({ bytes }: Log, at: number): boolean => bytes.readUInt32BE(at + COMMIT_AT) !== 0

/** Where the first frame stands whose checksum is wrong: from there on SQLite reads nothing. */
function firstBroken(log: Log): number {
  const { bytes, frameBytes } = log
  let sum = readSum(bytes, SUM_AT)
  let at = HEADER_BYTES
  for (; at + frameBytes <= bytes.length && isCurrent(log, at); at += frameBytes) {
    sum = sumOf(log, at, at + 8, sum)
    sum = sumOf(log, at + FRAME_HEADER_BYTES, at + frameBytes, sum)
    if (!isSameSum(sum, readSum(bytes, at + FRAME_SUM_AT))) return at
  }
  return at
}

/** Whether a whole transaction and the beginning of another follow: the first was flushed before the other began. */
function isFollowedByOthers(log: Log, broken: number): boolean {
  let isEnded = false
  for (let at = broken; at + log.frameBytes <= log.bytes.length; at += log.frameBytes) {
    if (!isCurrent(log, at)) continue
    if (isEnded) return true
    isEnded = endsTransaction(log, at)
  }
  return false
}

/**
 * Refuses a log that is damaged before its end (R02). SQLite itself stops reading at the first broken frame and drops
 * what follows without a word, acknowledged or not. A write cut off by a crash is the last transaction, and is dropped.
 * @throws Error naming the log
 */
export function refuseDamagedLog(file: string): void {
  const name = `${file}-wal`
  const bytes = existsSync(name) ? readFileSync(name) : Buffer.alloc(0)
  if (bytes.length <= HEADER_BYTES || bytes.every((byte) => byte === 0)) return
  const log = logOf(bytes)
  const broken = log ? firstBroken(log) : 0
  if (!log || isFollowedByOthers(log, broken))
    throw new Error(`${name} is damaged at byte ${broken}, before its end. Restore the folder from a backup.`)
}
