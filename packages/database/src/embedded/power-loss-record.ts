import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { opsBetween } from './power-loss-copies.ts'
import type { DiskOp, Image } from './power-loss-disk.ts'
import type { WriterMode } from './power-loss-writer.ts'

export type Recording = {
  readonly ops: readonly DiskOp[]
  /** `system calls`: every write and flush, as they were asked for. `copies`: rebuilt from the files between rounds. */
  readonly from: 'system calls' | 'copies'
}
export type Work = { readonly seed: number; readonly rounds: number }

const HEAD_BYTES = 21
const KINDS = { w: 'write', t: 'truncate', c: 'create', u: 'unlink', b: 'begin', f: 'flush', s: 'said' } as const

/** Of the store's files only those that outlive a process: not the index of the log, which is rebuilt, nor the lock. */
const isKept = (file: string) => /^(\.{1,2}|parley\.sqlite(-wal|-journal|-note)?)$/.test(file)

function opOf(kind: keyof typeof KINDS, head: { thread: number; at: number; file: string }, bytes: Buffer): DiskOp {
  const is = KINDS[kind]
  const { thread, at, file } = head
  if (is === 'write') return { is, file, at, bytes }
  if (is === 'truncate') return { is, file, size: at }
  if (is === 'said') return { is, text: bytes.toString('utf8') }
  if (is === 'create' || is === 'unlink') return { is, file }
  return { is, file, thread }
}

/** Reads what power-loss-recorder.c wrote. */
function readJournal(file: string): DiskOp[] {
  const bytes = readFileSync(file)
  const ops: DiskOp[] = []
  for (let at = 0; at < bytes.length; ) {
    const kind = String.fromCharCode(bytes[at] ?? 0) as keyof typeof KINDS // the recorder writes no other
    const nameEnd = at + HEAD_BYTES + bytes.readUInt32LE(at + 13)
    const end = nameEnd + bytes.readUInt32LE(at + 17)
    const name = bytes.toString('utf8', at + HEAD_BYTES, nameEnd)
    const head = { thread: bytes.readUInt32LE(at + 1), at: Number(bytes.readBigInt64LE(at + 5)), file: name }
    if (kind === 's' || isKept(name)) ops.push(opOf(kind, head, bytes.subarray(nameEnd, end)))
    at = end
  }
  return ops
}

type Start = { readonly mode: WriterMode; readonly said: number | 'ignore'; readonly env: Record<string, string> }

function start(dir: string, { seed, rounds }: Work, { mode, said, env }: Start): ChildProcess {
  const script = path.join(import.meta.dirname, 'power-loss-writer.ts')
  const stdio = ['ignore', said, 'inherit', 'ipc'] as const
  return spawn(process.execPath, [script, dir, String(seed), String(rounds), mode], { stdio: [...stdio], env })
}

/** A compiled recorder; null where there is no compiler, or no Linux with glibc. */
export function compileRecorder(): string | null {
  if (process.platform !== 'linux') return null
  const folder = mkdtempSync(path.join(tmpdir(), 'parley-recorder-'))
  const library = path.join(folder, 'recorder.so')
  const source = path.join(import.meta.dirname, 'power-loss-recorder.c')
  const { status } = spawnSync('cc', ['-shared', '-fPIC', '-O1', '-o', library, source])
  if (status === 0) return library
  rmSync(folder, { recursive: true, force: true })
  return null
}

/** Runs the writer under the recorder. */
export async function recordCalls(library: string, work: Work): Promise<Recording> {
  const folder = mkdtempSync(path.join(tmpdir(), 'parley-record-'))
  const journal = path.join(folder, 'journal')
  const dir = path.join(folder, 'data')
  const child = start(dir, work, {
    mode: 'go',
    said: 'ignore',
    env: { LD_PRELOAD: library, PARLEY_DISK: dir, PARLEY_JOURNAL: journal },
  })
  const [code] = await once(child, 'exit')
  if (code !== 0 || !existsSync(journal)) throw new Error(`the recorded writer ended with ${code}`)
  const ops = readJournal(journal)
  rmSync(folder, { recursive: true, force: true })
  return { ops, from: 'system calls' }
}

/**
 * Runs the writer and copies its files between two rounds, when nothing is under way. Knows no flushes: they are taken to
 * be where the log says that a transaction ends.
 */
export async function recordCopies(work: Work): Promise<Recording> {
  const folder = mkdtempSync(path.join(tmpdir(), 'parley-record-'))
  const dir = path.join(folder, 'data')
  const saidFile = path.join(folder, 'said')
  const said = openSync(saidFile, 'w')
  const child = start(dir, work, { mode: 'wait', said, env: {} })
  const ended = once(child, 'exit')
  const ops: DiskOp[] = []
  let before: Image = new Map()
  let heard = 0
  child.on('message', () => {
    const files = filesOf(dir)
    const text = readFileSync(saidFile, 'utf8')
    ops.push(...opsBetween(before, files, text.slice(heard)))
    before = files
    heard = text.length
    child.send('go on')
  })
  const [code] = await ended
  closeSync(said)
  rmSync(folder, { recursive: true, force: true })
  if (code !== 0) throw new Error(`the copied writer ended with ${code}`)
  return { ops, from: 'copies' }
}

function filesOf(dir: string): Image {
  const names = ['parley.sqlite', 'parley.sqlite-wal', 'parley.sqlite-note'].filter((name) =>
    existsSync(path.join(dir, name)),
  )
  return new Map(names.map((name) => [name, readFileSync(path.join(dir, name))]))
}
