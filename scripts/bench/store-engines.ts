import { DatabaseSync } from 'node:sqlite'
import { openEmbedded } from '@parley/database'

/** A list row of about 300 bytes, as the product keeps them. */
export type Row = { _id: string; team: string; status: string; updatedAt: Date; email: string; n: number; text: string }

/** The operations compared. Every write resolves when it is flushed. */
export type Engine = {
  insert(row: Row): Promise<unknown>
  insertMany(rows: Row[]): Promise<unknown>
  bump(id: string): Promise<unknown>
  /** The 50 of a team and status that changed last. */
  page(team: string, status: string): Promise<unknown>
  byEmail(email: string): Promise<unknown>
  close(): Promise<void>
}

export async function openParley(dir: string): Promise<Engine> {
  const store = await openEmbedded({ dir })
  const rows = store.db.collection<Row>('rows')
  await rows.createIndexes([
    { name: 'list', key: { team: 1, status: 1, updatedAt: -1 } },
    { name: 'email', key: { email: 1 }, unique: true },
  ])
  return {
    insert: (row) => rows.insertOne(row),
    insertMany: (many) => rows.insertMany(many),
    bump: (id) => rows.findOneAndUpdate({ _id: id }, { $inc: { n: 1 } }, { returnDocument: 'after' }),
    page: (team, status) => rows.find({ team, status }).sort({ updatedAt: -1 }).limit(50).toArray(),
    byEmail: (email) => rows.findOne({ email }),
    close: () => store.close(),
  }
}

/** Writes of one turn of the loop share a commit, which is what makes the comparison fair: ours do the same. */
function groupCommit(db: DatabaseSync): (write: () => unknown) => Promise<unknown> {
  let waiting: { write: () => unknown; done: (value: unknown) => void }[] = []
  function commit(): void {
    const batch = waiting
    waiting = []
    db.exec('BEGIN')
    const results = batch.map(({ write }) => write())
    db.exec('COMMIT')
    for (const [n, { done }] of batch.entries()) done(results[n])
  }
  return (write) =>
    new Promise((done) => {
      if (waiting.length === 0) setImmediate(commit)
      waiting.push({ write, done })
    })
}

/** What somebody would write by hand on `node:sqlite`: JSON text, expression indexes, a flush per commit. */
export function openRaw(file: string): Engine {
  const db = new DatabaseSync(file)
  db.exec(
    'PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE rows (id TEXT PRIMARY KEY, doc TEXT) WITHOUT ROWID',
  )
  db.exec("CREATE INDEX list ON rows (doc->>'team', doc->>'status', doc->>'updatedAt' DESC)")
  db.exec("CREATE UNIQUE INDEX email ON rows (doc->>'email')")
  const insert = db.prepare('INSERT INTO rows VALUES (?, ?)')
  const bump = db.prepare("UPDATE rows SET doc = json_set(doc, '$.n', doc->>'n' + 1) WHERE id = ? RETURNING doc")
  const page = db.prepare(
    "SELECT doc FROM rows WHERE doc->>'team' = ? AND doc->>'status' = ? ORDER BY doc->>'updatedAt' DESC LIMIT 50",
  )
  const byEmail = db.prepare("SELECT doc FROM rows WHERE doc->>'email' = ?")
  const write = groupCommit(db)
  const parsed = (row: Record<string, unknown> | undefined): unknown => row && JSON.parse(String(row['doc']))
  const put = (row: Row) => insert.run(row._id, JSON.stringify(row))
  return {
    insert: (row) => write(() => put(row)),
    insertMany: (rows) => write(() => rows.map(put)),
    bump: (id) => write(() => parsed(bump.get(id))),
    page: async (team, status) => page.all(team, status).map(parsed),
    byEmail: async (email) => parsed(byEmail.get(email)),
    close: async () => db.close(),
  }
}
