import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { Worker } from 'node:worker_threads'
import type { Rows } from '../database.ts'
import { STORE_FILE } from './store-file.ts'

export type SnapshotOptions = { readonly file: string; readonly target: string }
/** What the thread tells: how much is done, and at the end the rows. */
export type SnapshotNews = { readonly share: number } | { readonly rows: Rows }

/** Copies an opened store, while it is read and written, into a new folder, in a thread of its own. */
export async function copyStore(file: string, folder: string, tell?: (share: number) => void): Promise<Rows> {
  await mkdir(folder, { mode: 0o700 })
  const workerData: SnapshotOptions = { file, target: path.join(folder, STORE_FILE) }
  const worker = new Worker(new URL('./snapshot-thread.ts', import.meta.url), { workerData })
  return new Promise((resolve, reject) => {
    worker.on('message', (news: SnapshotNews) => {
      if ('rows' in news) resolve(news.rows)
      else tell?.(news.share)
    })
    worker.once('error', reject)
    worker.once('exit', () => reject(new Error('The copy of the store ended early')))
  })
}
