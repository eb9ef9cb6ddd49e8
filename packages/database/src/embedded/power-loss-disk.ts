import type { Random } from './power-loss-random.ts'

/**
 * A disk as a power cut leaves it. What was flushed stands; of what was not, each sector (512 bytes) of each write may have
 * reached the disk or not, in any order. Bytes beside a write, in the same sector, stay: SQLite relies on it ("powersafe
 * overwrite"), and so do file systems.
 */
export type DiskOp =
  | { readonly is: 'write'; readonly file: string; readonly at: number; readonly bytes: Buffer }
  | { readonly is: 'truncate'; readonly file: string; readonly size: number }
  /** A new or removed name; `.` is the folder of the store itself, whose name is in the folder `..`. */
  | { readonly is: 'create' | 'unlink'; readonly file: string }
  /** A flush holds what was written before it began, once it is done. */
  | { readonly is: 'begin' | 'flush'; readonly file: string; readonly thread: number }
  | { readonly is: 'said'; readonly text: string }
  /** All files as they stand, flushed: what went before is not known call by call. */
  | { readonly is: 'base'; readonly files: Image }

/** What becomes of a sector of a write that was not flushed. */
export type Fate = 'written' | 'lost' | 'zeros' | 'garbage'
export type Loss = (write: { readonly file: string; readonly at: number }) => Fate

export type Image = ReadonlyMap<string, Buffer>

type Pending = Extract<DiskOp, { is: 'write' | 'truncate' }> & { readonly nr: number }
type Inode = { flushed: Buffer<ArrayBufferLike>; pending: Pending[] }
type NameOp = { readonly nr: number; readonly file: string; readonly inode: Inode | null }

const SECTOR_BYTES = 512

function grown(bytes: Buffer, size: number): Buffer {
  return size <= bytes.length ? bytes : Buffer.concat([bytes, Buffer.alloc(size - bytes.length)])
}

function resized(bytes: Buffer, size: number): Buffer {
  return size <= bytes.length ? bytes.subarray(0, size) : grown(bytes, size)
}

/** The pieces of a write, cut where sectors of the file begin. */
function* sectorsOf(at: number, length: number): Generator<readonly [from: number, to: number]> {
  for (let from = at; from < at + length; ) {
    const to = Math.min(at + length, (Math.floor(from / SECTOR_BYTES) + 1) * SECTOR_BYTES)
    yield [from, to]
    from = to
  }
}

function fill(bytes: Buffer, from: number, to: number, { fate, random }: { fate: Fate; random: Random }): void {
  if (fate === 'zeros') bytes.fill(0, from, to)
  if (fate === 'garbage') for (let at = from; at < to; at++) bytes[at] = Math.floor(random() * 256)
}

function applied(bytes: Buffer, op: Pending, loss: Loss | null, random: Random): Buffer {
  if (op.is === 'truncate') return loss?.({ file: op.file, at: op.size }) === 'lost' ? bytes : resized(bytes, op.size)
  const result = grown(bytes, op.at + op.bytes.length)
  for (const [from, to] of sectorsOf(op.at, op.bytes.length)) {
    const fate = loss?.({ file: op.file, at: from }) ?? 'written'
    if (fate === 'written') op.bytes.copy(result, from, from - op.at, to - op.at)
    else fill(result, from, to, { fate, random })
  }
  return result
}

export type Disk = {
  /** Goes on to what the process did next. */
  do(op: DiskOp): void
  /** What is on the disk when the power goes now: what was flushed, and of the rest what `loss` says, sector by sector. */
  cut(loss: Loss, random: Random): Image
  /** Bytes that were written and not flushed. */
  unflushed(file: string): number
}

type Names = {
  /** The file of a name as the process sees it; made when it is first asked for. */
  inodeOf(file: string): Inode
  change(file: string, isNew: boolean, nr: number): void
  /** Holds the changes of one folder that came before this number. */
  flush(folder: string, before: number): void
  reset(files: Image): void
  /** The names on the disk; of what was not flushed the first ones, up to the first that is lost. */
  cut(loss: Loss): Map<string, Inode>
}

const isIn = (folder: string, file: string) => (folder === '..') === (file === '.')

function setName(target: Map<string, Inode>, { file, inode }: NameOp): void {
  if (inode) target.set(file, inode)
  else target.delete(file)
}

function createNames(): Names {
  const names = new Map<string, Inode>()
  const flushed = new Map<string, Inode>()
  let pending: NameOp[] = []

  function inodeOf(file: string): Inode {
    const inode = names.get(file) ?? { flushed: Buffer.alloc(0), pending: [] }
    names.set(file, inode)
    return inode
  }

  return {
    inodeOf,
    change(file, isNew, nr) {
      names.delete(file)
      pending.push({ nr, file, inode: isNew ? inodeOf(file) : null })
    },
    flush(folder, before) {
      const done = pending.filter((op) => op.nr < before && isIn(folder, op.file))
      pending = pending.filter((op) => !done.includes(op))
      for (const op of done) setName(flushed, op)
    },
    reset(files) {
      pending = []
      for (const map of [names, flushed]) map.clear()
      for (const [file, bytes] of files) names.set(file, { flushed: Buffer.from(bytes), pending: [] })
      for (const file of [...files.keys(), '.']) flushed.set(file, inodeOf(file))
    },
    cut(loss) {
      const found = new Map(flushed)
      for (const op of pending) {
        if (loss({ file: op.file, at: -1 }) !== 'written') break
        setName(found, op)
      }
      return found
    },
  }
}

function flushInode(inode: Inode, before: number): void {
  for (const op of inode.pending) if (op.nr < before) inode.flushed = applied(inode.flushed, op, null, () => 0)
  inode.pending = inode.pending.filter((op) => op.nr >= before)
}

export function createDisk(): Disk {
  const names = createNames()
  /** Where the flush that a thread is in began. */
  const begun = new Map<number, number>()
  let nr = 0

  function flush(file: string, before: number): void {
    if (file === '.' || file === '..') names.flush(file, before)
    else flushInode(names.inodeOf(file), before)
  }

  return {
    do(op) {
      nr++
      switch (op.is) {
        case 'base':
          return names.reset(op.files)
        case 'create':
        case 'unlink':
          return names.change(op.file, op.is === 'create', nr)
        case 'write':
        case 'truncate':
          return void names.inodeOf(op.file).pending.push({ ...op, nr })
        case 'begin':
          return void begun.set(op.thread, nr)
        case 'flush':
          return flush(op.file, begun.get(op.thread) ?? 0)
        case 'said':
          return
      }
    },
    cut(loss, random) {
      const found = names.cut(loss)
      // Without the folder there is nothing, whatever was flushed in it.
      if (!found.delete('.')) return new Map()
      const image = new Map<string, Buffer>()
      for (const [file, { flushed, pending }] of found) {
        let bytes: Buffer = Buffer.from(flushed)
        for (const op of pending) bytes = applied(bytes, op, loss, random)
        image.set(file, bytes)
      }
      return image
    },
    unflushed: (file) =>
      names.inodeOf(file).pending.reduce((sum, op) => sum + (op.is === 'write' ? op.bytes.length : 0), 0),
  }
}
