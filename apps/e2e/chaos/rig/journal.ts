import { appendFileSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

/** What one simulated person did and saw, as it happened. `cmid` names a message for ever. */
export type JournalLine =
  | { at: 'sent'; cmid: string; text: string }
  /** The client told the person that it is stored. */
  | { at: 'acked'; cmid: string; conversationId: string; n: number | null }
  | { at: 'refused'; cmid: string; code: string }
  | { at: 'seen'; conversationId: string; n: number; cmid: string }
  /** One view showed the same message, or the same number, twice. */
  | { at: 'twice'; conversationId: string; what: string }
  /** A view that called itself ready, as it changed: the numbers of its first and last message and how many there are. */
  | { at: 'shown'; conversationId: string; side: Side; first: number; last: number; count: number; isWhole: boolean }
  /** What the person was told of the view: `resetting` says that something is missing. */
  | { at: 'told'; conversationId: string; state: string }
  /** The whole thread as it stood at the end. */
  | { at: 'view'; conversationId: string; side: Side; messages: { n: number | null; cmid: string }[] }

/** Visitors count what they may see, agents everything. */
export type Side = 'visitor' | 'agent'

/** A journal only grows, line by line, in a file of its own: the server never touches it. */
export type Journal = { write(line: JournalLine): void }

export function openJournal(dir: string, name: string): Journal {
  mkdirSync(dir, { recursive: true })
  const file = path.join(dir, `${name}.jsonl`)
  return { write: (line) => appendFileSync(file, `${JSON.stringify(line)}\n`) }
}

/** Every journal of a run by the name of who wrote it, read from the files. */
export function readJournals(dir: string): Map<string, JournalLine[]> {
  const names = readdirSync(dir).filter((name) => name.endsWith('.jsonl'))
  return new Map(
    names.map((name) => {
      const lines = readFileSync(path.join(dir, name), 'utf8').split('\n').filter(Boolean)
      return [name.replace(/\.jsonl$/, ''), lines.map((line) => JSON.parse(line) as JournalLine)]
    }),
  )
}
