import type { Logger } from '../lib/logger.ts'

type Work<T extends { _id: string }> = {
  /** Some of what is to be done after `after`, in the order of ids. */
  list(after: T['_id'] | null): Promise<T[]>
  work(record: T): Promise<void>
  isStopped(): boolean
  log: Logger
}

/** All that is to be done, of all workspaces. What fails is told and left for the next look: it keeps nobody else waiting. */
export async function throughAll<T extends { _id: string }>({ list, work, isStopped, log }: Work<T>): Promise<void> {
  for (let after: T['_id'] | null = null; ; ) {
    const page: T[] = await list(after)
    for (const record of page) {
      if (isStopped()) return
      try {
        await work(record)
      } catch (error) {
        log.warn({ err: error, id: record._id }, 'work left for later')
      }
    }
    const last = page.at(-1)
    if (!last) return
    after = last._id
  }
}
