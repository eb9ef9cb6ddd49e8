import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/** Tells who holds a folder; only for the message, the lock itself is the operating system's. */
type Holder = { readonly pid: number; readonly host: string; readonly since: string }

function readHolder(file: string): Holder | null {
  try {
    const holder: unknown = JSON.parse(readFileSync(file, 'utf8'))
    // Only this module writes the file; a half-written one fails to parse.
    return holder as Holder
  } catch {
    // The holder may just be writing it; the lock decides, not this file.
    return null
  }
}

function flushFolder(dir: string): void {
  if (process.platform === 'win32') return // has no flush of a folder
  const fd = openSync(dir, 'r')
  try {
    fsyncSync(fd)
  } finally {
    closeSync(fd)
  }
}

/** Makes a folder whose name a power cut can not take away again, with all that was flushed in it. */
function makeFolder(dir: string): void {
  const firstMade = mkdirSync(dir, { recursive: true })
  if (firstMade === undefined) return
  const last = path.dirname(path.resolve(firstMade))
  for (let at = path.resolve(dir); at !== last; at = path.dirname(at)) flushFolder(path.dirname(at))
}

/**
 * Takes a folder for this process. The lock is one of the operating system's on a file of its own, so it ends with the
 * process however it ends: a stale one can not exist.
 * @returns what gives the folder back
 * @throws Error naming the process that has the folder
 */
export function lockFolder(dir: string, since: Date): () => void {
  makeFolder(dir)
  const noteFile = path.join(dir, 'lock.json')
  const lock = new DatabaseSync(path.join(dir, 'lock.sqlite'), { timeout: 0 })
  try {
    lock.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    lock.close()
    const holder = readHolder(noteFile)
    const who = holder ? `process ${holder.pid} on ${holder.host} since ${holder.since}` : 'another process'
    throw new Error(`The data folder ${dir} is in use by ${who}. Stop it first, or choose another folder.`, {
      cause: error,
    })
  }
  const holder: Holder = { pid: process.pid, host: hostname(), since: since.toISOString() }
  writeFileSync(noteFile, `${JSON.stringify(holder)}\n`)
  return () => lock.close()
}
