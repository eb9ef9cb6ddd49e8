import { statSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'

/** Up to here the whole file is checked at each start: about 0.3 s. Beyond, only what every read goes through. */
const WHOLE_CHECK_BYTES = 128 * 1024 * 1024

function problemsOf(db: DatabaseSync, pragma: string): string[] {
  const rows = db.prepare(pragma).all()
  return rows.map((row) => String(Object.values(row)[0])).filter((text) => text !== 'ok')
}

function tablesOf(db: DatabaseSync): string[] {
  return db
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table'")
    .all()
    .map((row) => String(row['name']))
}

/** Walks from the root of every table to its first and last leaf; throws where a page on the way is no page. */
function touchTables(db: DatabaseSync, tables: readonly string[]): void {
  // Asked for both at once, SQLite reads the whole table; each by itself it finds by one walk.
  for (const name of tables) db.prepare(`SELECT (SELECT min(k) FROM ${name}), (SELECT max(k) FROM ${name})`).get()
}

function findProblems(file: string): string[] {
  const isSmall = statSync(file).size <= WHOLE_CHECK_BYTES
  const db = new DatabaseSync(file)
  try {
    if (isSmall) return problemsOf(db, 'PRAGMA quick_check(5)')
    touchTables(db, tablesOf(db))
    return ['meta', 'collections'].flatMap((name) => problemsOf(db, `PRAGMA quick_check(${name})`))
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)]
  } finally {
    db.close()
  }
}

/**
 * Refuses a file that is damaged. A write that was cut off by a crash is no damage: SQLite's log leaves it out.
 * Takes a bounded time: a file above 128 MB is not read whole.
 * @throws Error that says what is wrong and what to do
 */
export function refuseDamage(file: string): void {
  const problems = findProblems(file)
  if (problems.length > 0)
    throw new Error(`${file} is damaged: ${problems.join('; ')}. Restore the folder from a backup.`)
}
