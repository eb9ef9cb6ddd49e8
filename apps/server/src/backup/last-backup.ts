import type { Database } from '@parley/database'

type Note = { _id: 'backup'; at: Date }

/** Notes in the store that a backup of it was finished; `at` is the time on the store's clock that the backup is of. */
export async function noteBackup(db: Database, at: Date): Promise<void> {
  await db.collection<Note>('meta').updateOne({ _id: 'backup' }, { $set: { at } }, { upsert: true })
}

/** What time the last finished backup is of; null when there never was one. */
export async function lastBackup(db: Database): Promise<Date | null> {
  return (await db.collection<Note>('meta').findOne({ _id: 'backup' }))?.at ?? null
}
