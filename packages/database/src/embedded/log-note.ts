import { createHash } from 'node:crypto'
import { closeSync, constants, existsSync, openSync, readFileSync, readSync, writeSync } from 'node:fs'

/** How many frames a log had, that started anew with this salt, when all of it was in the file. */
export type LogNote = { readonly salt: string; readonly frames: number }

const SALT_AT = 16
const SALT_BYTES = 8
const DIGITS = 10
const SUM_LENGTH = 22
const LENGTH = 2 * SALT_BYTES + 1 + DIGITS + 1 + SUM_LENGTH

const noteFile = (file: string): string => `${file}-note`

function textOf({ salt, frames }: LogNote): string {
  const text = `${salt} ${String(frames).padStart(DIGITS, '0')}`
  return `${text} ${createHash('sha256').update(text).digest('base64url').slice(0, SUM_LENGTH)}`
}

/** The salt in the head of a log, in hexadecimal. */
export const saltOf = (log: Buffer): string => log.toString('hex', SALT_AT, SALT_AT + SALT_BYTES)

function currentSalt(file: string): string {
  const fd = openSync(`${file}-wal`, 'r')
  try {
    const head = Buffer.alloc(SALT_AT + SALT_BYTES)
    readSync(fd, head, 0, head.length, 0)
    return saltOf(head)
  } finally {
    closeSync(fd)
  }
}

/**
 * Notes, beside the file, how far the log has been moved into it; call it when nobody writes to the log. A start then knows
 * a log that is shorter, or damaged before, from one that a power cut tore: it would show old pages beside new ones.
 * It is not flushed: an older note says less, and nothing wrong; a torn one is none.
 */
export function writeLogNote(file: string, frames: number): void {
  if (frames <= 0) return
  try {
    const text = textOf({ salt: currentSalt(file), frames })
    const fd = openSync(noteFile(file), constants.O_RDWR | constants.O_CREAT, 0o600)
    try {
      writeSync(fd, Buffer.from(text), 0, LENGTH, 0)
    } finally {
      closeSync(fd)
    }
  } catch {
    // A full disk fails the writes themselves; without the note a start only knows less.
  }
}

/** The note beside a file; null where there is none, or a torn one. */
export function readLogNote(file: string): LogNote | null {
  if (!existsSync(noteFile(file))) return null
  const text = readFileSync(noteFile(file), 'latin1')
  const [salt = '', frames = ''] = text.split(' ')
  const note = { salt, frames: Number(frames) }
  return text === textOf(note) ? note : null
}
