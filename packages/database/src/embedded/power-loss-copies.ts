import type { DiskOp, Image } from './power-loss-disk.ts'

const FILE = 'parley.sqlite'
const LOG = 'parley.sqlite-wal'
const PAGE_BYTES = 4096
// The layout of SQLite's write-ahead log: https://www.sqlite.org/fileformat2.html#walformat
const HEADER_BYTES = 32
const FRAME_BYTES = 24 + PAGE_BYTES
const THREAD = 0

const flushed = (file: string): DiskOp[] => [
  { is: 'begin', file, thread: THREAD },
  { is: 'flush', file, thread: THREAD },
]

/** Where the transactions of a log end, as far as it was written since it last started anew. */
export function transactionEnds(log: Buffer): number[] {
  const ends: number[] = []
  for (let at = HEADER_BYTES; at + FRAME_BYTES <= log.length; at += FRAME_BYTES) {
    if (log.compare(log, 16, 24, at + 8, at + 16) !== 0) break
    if (log.readUInt32BE(at + 4) !== 0) ends.push(at + FRAME_BYTES)
  }
  return ends
}

function logOps(before: Buffer, after: Buffer): DiskOp[] {
  let at = transactionEnds(before).at(-1) ?? HEADER_BYTES
  return transactionEnds(after)
    .filter((end) => end > at)
    .flatMap((end) => {
      const write: DiskOp = { is: 'write', file: LOG, at, bytes: after.subarray(at, end) }
      at = end
      return [write, ...flushed(LOG)]
    })
}

/** What a checkpoint of the whole log writes: the newest of each page. Only what is flushed may be moved, and all is. */
function checkpointOps(log: Buffer): DiskOp[] {
  const pages = new Map<number, Buffer>()
  const end = transactionEnds(log).at(-1) ?? 0
  for (let at = HEADER_BYTES; at < end; at += FRAME_BYTES)
    pages.set(log.readUInt32BE(at) - 1, log.subarray(at + FRAME_BYTES - PAGE_BYTES, at + FRAME_BYTES))
  const ops = [...pages].map(([page, bytes]): DiskOp => ({ is: 'write', file: FILE, at: page * PAGE_BYTES, bytes }))
  return ops.length === 0 ? [] : [...ops, ...flushed(FILE)]
}

const linesOf = (said: string, kind: 's' | 'a'): DiskOp => ({
  is: 'said',
  text: said
    .split('\n')
    .filter((line) => line.startsWith(kind))
    .join('\n'),
})

/**
 * What was done between two copies, as far as it can be told, and a checkpoint behind it, as there may have been one. Where
 * the log started anew it can not be told, and the files as they are stand for it.
 */
export function opsBetween(before: Image, after: Image, said: string): DiskOp[] {
  const [old, log] = [before.get(LOG), after.get(LOG)]
  const [sent, acknowledged] = [linesOf(said, 's'), linesOf(said, 'a')]
  if (!old || !log || old.compare(log, 0, HEADER_BYTES, 0, HEADER_BYTES) !== 0)
    return [sent, { is: 'base', files: after }, acknowledged]
  return [sent, ...logOps(old, log), acknowledged, ...checkpointOps(log)]
}
