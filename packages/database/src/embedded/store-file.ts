import { existsSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { createCatalogTables } from './catalog.ts'
import { refuseDamage } from './damage.ts'
import { openKv } from './kv.ts'
import { refuseDamagedLog } from './log-check.ts'

/** The store's file in its folder. */
export const STORE_FILE = 'parley.sqlite'
/** "PARL": files of this layout; a file of another one is refused rather than misread. */
const APPLICATION_ID = 0x5041524c

/** Makes the file when it is new, and refuses one that is not ours, untouched, or is damaged. */
export function prepareStoreFile(file: string): void {
  if (isNew(file)) createStoreFile(file)
  else refuseDamage(file)
}

function isNew(file: string): boolean {
  if (!existsSync(file)) {
    if (existsSync(`${file}-wal`))
      throw new Error(`${file} is missing beside its log. Restore the folder from a backup.`)
    return true
  }
  // Before SQLite opens it: it would take the log's first broken frame for its end, and cut what follows.
  refuseDamagedLog(file)
  try {
    return isEmpty(file)
  } catch (error) {
    if (error instanceof ForeignFile) throw error
    const problem = error instanceof Error ? error.message : String(error)
    throw new Error(`${file} is damaged: ${problem}. Restore the folder from a backup.`, { cause: error })
  }
}

/** A database, but none of ours. */
class ForeignFile extends Error {}

function isEmpty(file: string): boolean {
  // A journal is left by a power cut while the store was made; what it holds can only be taken back by writing.
  const db = new DatabaseSync(file, { readOnly: !existsSync(`${file}-journal`) })
  try {
    if (db.prepare('PRAGMA application_id').get()?.['application_id'] === APPLICATION_ID) return false
    // A start that was killed before its first transaction leaves a file with nothing in it.
    if (db.prepare('SELECT name FROM sqlite_schema LIMIT 1').get() === undefined) return true
    throw new ForeignFile(`${file} is not a store of this version of Parley`)
  } finally {
    db.close()
  }
}

/** Makes an empty store. */
export function createStoreFile(file: string): void {
  const kv = openKv(file, 'write')
  kv.begin('write')
  createCatalogTables(kv)
  kv.pragma(`application_id = ${APPLICATION_ID}`)
  kv.commit()
  kv.close()
}
