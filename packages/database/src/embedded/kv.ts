import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { openConnection, pragma } from './connection.ts'
import { after } from './key-codec.ts'
import { writeLogNote } from './log-note.ts'

export type Entry = readonly [key: Uint8Array, value: Uint8Array]
export type KeyRange = { readonly lower: Uint8Array; readonly upper: Uint8Array }

/** What the engine asks of an ordered table of bytes. */
export type Table = {
  get(key: Uint8Array): Uint8Array | undefined
  /** Writes unless the key is there already; tells whether it wrote. */
  add(key: Uint8Array, value: Uint8Array): boolean
  put(key: Uint8Array, value: Uint8Array): void
  remove(key: Uint8Array): void
  /** At most `limit` entries with lower <= key < upper, in key order or against it. */
  range(range: KeyRange, limit: number, reverse: boolean): Entry[]
  /** The number of entries in the range, counted no further than `limit`. */
  count(range: KeyRange, limit: number): number
  /** The first `limit` entries' part of the range, in key order or against it, and how many there are. */
  piece(range: KeyRange, limit: number, reverse: boolean): { range: KeyRange; count: number }
  /**
   * The entries of the range whose key, its first `fixed` bytes exchanged for each of `heads`, has the same value there.
   * Asked in one statement: a key is found in a tenth of the time that it takes from here.
   */
  shared(range: KeyRange & { readonly fixed: number }, heads: readonly Uint8Array[], reverse: boolean): Entry[]
}

export type Kv = {
  table(name: string): Table
  createTable(name: string): void
  dropTable(name: string): void
  begin(mode: 'read' | 'write'): void
  commit(): void
  rollback(): void
  /** Runs `work`; what it wrote is taken back when it throws. Throws LostTransaction when all else was, too. */
  savepoint<T>(work: () => T): T
  /** Moves what the log has gathered into the file, and notes it; only for who writes, between two commits. */
  checkpoint(): void
  /** Sets or reads a setting of SQLite; tells what it answers. */
  pragma(text: string): unknown
  close(): void
}

/** The whole transaction is gone: nothing in it was done, and nothing more may be done as if it were there. */
export class LostTransaction extends Error {
  constructor(cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause })
  }
}

const lost = (cause: unknown): LostTransaction => new LostTransaction(cause)

type Statement = () => StatementSync

// The name is made of letters, digits and underscores by the catalog, never of user text.
function openTable(db: DatabaseSync, name: string): Table {
  /** Prepared when first needed: a table is known before it is made, and most statements of most tables never run. */
  const statement = (sql: string): Statement => {
    let made: StatementSync | undefined
    return () => {
      if (made) return made
      made = db.prepare(sql)
      made.setReturnArrays(true)
      return made
    }
  }
  const get = statement(`SELECT v FROM ${name} WHERE k = ?`)
  const add = statement(`INSERT OR IGNORE INTO ${name} (k, v) VALUES (?, ?)`)
  const put = statement(`INSERT OR REPLACE INTO ${name} (k, v) VALUES (?, ?)`)
  const remove = statement(`DELETE FROM ${name} WHERE k = ?`)
  const ranges = [false, true].map((reverse) =>
    statement(`SELECT k, v FROM ${name} WHERE k >= ? AND k < ? ${orderOf(reverse)} LIMIT ?`),
  )
  const count = statement(`SELECT count(*) FROM (SELECT 1 FROM ${name} WHERE k >= ? AND k < ? LIMIT ?)`)
  const ends = [false, true].map((reverse) =>
    statement(
      `SELECT count(*), min(k), max(k) FROM (SELECT k FROM ${name} WHERE k >= ? AND k < ? ${orderOf(reverse)} LIMIT ?)`,
    ),
  )
  const shared = new Map<string, Statement>()
  // With setReturnArrays a row is an array; the types of node:sqlite only know objects.
  return {
    get: (key) => (get().get(key) as unknown as [Uint8Array] | undefined)?.[0],
    add: (key, value) => add().run(key, value).changes === 1,
    put: (key, value) => void put().run(key, value),
    remove: (key) => void remove().run(key),
    range: ({ lower, upper }, limit, reverse) =>
      ranges[reverse ? 1 : 0]?.().all(lower, upper, limit) as unknown as Entry[],
    count: ({ lower, upper }, limit) => (count().get(lower, upper, limit) as unknown as [number] | undefined)?.[0] ?? 0,
    piece: ({ lower, upper }, limit, reverse) => {
      const row = ends[reverse ? 1 : 0]?.().get(lower, upper, limit) as unknown as [number, Uint8Array, Uint8Array]
      const [many, least, greatest] = row
      if (many < limit) return { range: { lower, upper }, count: many }
      return { range: reverse ? { lower: least, upper } : { lower, upper: after(greatest) }, count: many }
    },
    shared: ({ lower, upper, fixed }, heads, reverse) => {
      const sql = sharedSql(name, heads.length, reverse)
      const made = shared.get(sql) ?? statement(sql)
      shared.set(sql, made)
      const others = heads.flatMap((head) => [head, fixed + 1])
      return made().all(lower, upper, ...others) as unknown as Entry[]
    },
  }
}

const orderOf = (reverse: boolean): string => (reverse ? 'ORDER BY k DESC' : 'ORDER BY k')

/** `||` makes a text of two blobs, byte by byte: the cast takes it for bytes again. */
function sharedSql(name: string, heads: number, reverse: boolean): string {
  const other = `EXISTS (SELECT 1 FROM ${name} AS b WHERE b.k = CAST(? || substr(a.k, ?) AS BLOB) AND b.v = a.v)`
  const others = Array.from({ length: heads }, () => ` AND ${other}`).join('')
  return `SELECT k, v FROM ${name} AS a WHERE k >= ? AND k < ?${others} ${orderOf(reverse)}`
}

/**
 * Opens one connection to the store's file. A thread has exactly one.
 * @throws Error of node:sqlite when the file is no database or is damaged
 */
export function openKv(file: string, mode: 'read' | 'write'): Kv {
  const db = openConnection(file, mode)
  const tables = new Map<string, Table>()
  const [begin, beginRead, commit, rollback] = ['BEGIN IMMEDIATE', 'BEGIN', 'COMMIT', 'ROLLBACK'].map((sql) =>
    db.prepare(sql),
  )
  const [save, release, undo] = ['SAVEPOINT op', 'RELEASE op', 'ROLLBACK TO op'].map((sql) => db.prepare(sql))
  return {
    table: (name) => {
      const table = tables.get(name) ?? openTable(db, name)
      tables.set(name, table)
      return table
    },
    createTable: (name) => db.exec(`CREATE TABLE ${name} (k BLOB PRIMARY KEY, v BLOB NOT NULL) WITHOUT ROWID`),
    dropTable: (name) => {
      tables.delete(name)
      db.exec(`DROP TABLE ${name}`)
    },
    begin: (kind) => void (kind === 'write' ? begin : beginRead)?.run(),
    commit: () => void commit?.run(),
    rollback: () => {
      if (db.isTransaction) rollback?.run()
    },
    savepoint: (work) => {
      save?.run()
      try {
        return work()
      } catch (error) {
        // A full or failing disk makes SQLite take back the whole transaction, and this part with it.
        if (!db.isTransaction) throw lost(error)
        undo?.run()
        throw error
      } finally {
        if (db.isTransaction) release?.run()
      }
    },
    checkpoint: () => {
      const { log, checkpointed } = db.prepare('PRAGMA wal_checkpoint(PASSIVE)').get() ?? {}
      if (log === checkpointed) writeLogNote(file, Number(log))
    },
    pragma: (text) => pragma(db, text),
    close: () => db.close(),
  }
}
