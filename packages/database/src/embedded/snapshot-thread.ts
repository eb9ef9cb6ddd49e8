import { chmodSync } from 'node:fs'
import { backup, DatabaseSync } from 'node:sqlite'
import { parentPort, workerData } from 'node:worker_threads'
import type { Rows } from '../database.ts'
import { openCatalog } from './catalog.ts'
import { endOf } from './key-codec.ts'
import { openKv } from './kv.ts'
import type { SnapshotNews, SnapshotOptions } from './snapshot.ts'

/** 2 MB: few enough that the copy never keeps a processor for long. */
const PAGES_AT_ONCE = 512
/** How long to wait for the lock of a checkpoint. */
const BUSY_MS = 10_000
const ALL = { lower: Buffer.alloc(0), upper: endOf(Buffer.alloc(0)) }

// Worker data is made by snapshot.ts, which has this type.
const { file, target } = workerData as SnapshotOptions
const tell = (news: SnapshotNews): void => parentPort?.postMessage(news)

/**
 * One read transaction around all steps: they then see one moment of the store. Without it each write between two steps
 * begins the copy anew, and under load it never ends.
 */
async function copy(): Promise<void> {
  const source = new DatabaseSync(file, { timeout: BUSY_MS })
  try {
    source.exec('PRAGMA query_only = 1')
    source.exec('BEGIN')
    source.prepare('SELECT count(*) FROM sqlite_schema').get() // the transaction begins at its first read
    await backup(source, target, {
      rate: PAGES_AT_ONCE,
      progress: ({ totalPages, remainingPages }) => tell({ share: 1 - remainingPages / totalPages }),
    })
    source.exec('COMMIT')
  } finally {
    source.close()
  }
}

/** A copy is one file, without a log beside it, and is read once before anybody relies on it. */
function finish(): void {
  chmodSync(target, 0o600)
  const db = new DatabaseSync(target)
  try {
    db.exec('PRAGMA journal_mode = DELETE')
    const [problem] = Object.values(db.prepare('PRAGMA quick_check(1)').get() ?? {})
    if (problem !== 'ok') throw new Error(`The store is damaged: ${problem}. Restore it from an older backup.`)
  } finally {
    db.close()
  }
}

function countRows(): Rows {
  const kv = openKv(target, 'read')
  try {
    const catalog = openCatalog(kv)
    catalog.refresh()
    return Object.fromEntries(
      catalog.names().map((name) => [name, catalog.find(name)?.docs.count(ALL, Number.MAX_SAFE_INTEGER) ?? 0]),
    )
  } finally {
    kv.close()
  }
}

await copy()
tell({ share: 1 })
finish()
tell({ rows: countRows() })
