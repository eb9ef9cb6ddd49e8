import { DatabaseSync } from 'node:sqlite'
import { parentPort, workerData } from 'node:worker_threads'
import type { FloorEvent } from './floor.ts'

const db = new DatabaseSync(String(workerData))
db.exec('PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL')
db.exec('CREATE TABLE events (conversation TEXT, n INTEGER, event TEXT, PRIMARY KEY (conversation, n)) WITHOUT ROWID')
const insert = db.prepare('INSERT INTO events VALUES (?, ?, ?)')

parentPort?.on('message', (batch: FloorEvent[]) => {
  db.exec('BEGIN')
  for (const event of batch) insert.run(event.conversationId, event.n, JSON.stringify(event))
  db.exec('COMMIT')
  parentPort?.postMessage(null)
})
