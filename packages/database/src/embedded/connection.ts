import { DatabaseSync } from 'node:sqlite'

/** A commit logs whole pages, about seven for an event: pages of 8192 cost a fifth more CPU (measured). */
const PAGE_BYTES = 4096
/** A log that one large write made longer than this is cut when it starts anew. */
const MAX_IDLE_LOG_BYTES = 67_108_864
/**
 * Pages that a connection keeps. What another connection commits empties a reader's, so it needs room for one operation;
 * what is not here the system has.
 */
const CACHE_KIB = { read: 8_192, write: 16_384 }
/** How long a connection waits for another's lock; only a checkpoint or a backup can hold one. */
const BUSY_MS = 10_000

/** Sets or reads a setting of SQLite; tells what it answers. */
export const pragma = (db: DatabaseSync, text: string): unknown =>
  Object.values(db.prepare(`PRAGMA ${text}`).get() ?? {})[0]

/**
 * Opens a file of the store as all its threads do.
 * @throws Error of node:sqlite when the file is no database or is damaged
 */
export function openConnection(file: string, mode: 'read' | 'write'): DatabaseSync {
  const db = new DatabaseSync(file, { timeout: BUSY_MS })
  if (mode === 'write') {
    db.exec(`PRAGMA page_size = ${PAGE_BYTES}`)
    const journal = pragma(db, 'journal_mode = WAL')
    if (journal !== 'wal') throw new Error(`${file}: this file system can not hold the store (journal mode ${journal})`)
    // FULL flushes the log inside COMMIT, before readers are shown the new end of it: durable first, visible second.
    db.exec('PRAGMA synchronous = FULL')
    // The keeper does it, in a thread of its own.
    db.exec('PRAGMA wal_autocheckpoint = 0')
    db.exec(`PRAGMA journal_size_limit = ${MAX_IDLE_LOG_BYTES}`)
  }
  db.exec(`PRAGMA cache_size = -${CACHE_KIB[mode]}`)
  db.exec('PRAGMA temp_store = MEMORY')
  if (mode === 'read') db.exec('PRAGMA query_only = 1')
  return db
}
