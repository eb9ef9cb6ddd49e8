import type { Database } from '@parley/database'

/** What the checker reads of an event as it lies in the store. */
export type StoredEvent = {
  conversationId: string
  ord: number
  vseq?: number
  vmax: number
  kind: string
  cmid: string
  actor: { type: string; id: string }
  body: { text?: string } | null
  ts: Date
}

/** The log of every conversation, in its order, read past the server. */
export async function readLogs(db: Database): Promise<Map<string, StoredEvent[]>> {
  const logs = new Map<string, StoredEvent[]>()
  const workspaces = await db.collection<{ _id: string }>('workspaces').find({}).toArray()
  for (const { _id: workspaceId } of workspaces) {
    const events = db
      .collection<StoredEvent & { workspaceId: string }>('events')
      .find({ workspaceId })
      .sort({ conversationId: 1, ord: 1 })
    for await (const event of events) {
      const log = logs.get(event.conversationId) ?? []
      log.push(event)
      logs.set(event.conversationId, log)
    }
  }
  return logs
}
