import type { Database } from '@parley/database'
import type { WorkspaceId } from '@parley/protocol'
import type { Present } from './model.ts'

/** The agents of one workspace who have a connection to one instance; whoever stops saying so is not there any more. */
type PresenceRecord = { _id: string; workspaceId: WorkspaceId; agents: Present[]; seenAt: Date }

export const presenceIndexes = [
  { key: { workspaceId: 1, seenAt: 1 } },
  { key: { seenAt: 1 }, expireAfterSeconds: 300 },
] as const

/** Instances that are looked at, and agents of one that are kept. */
const MOST = 200

export function createPresenceStore(db: Database) {
  const presence = db.collection<PresenceRecord>('presence')
  const idOf = (instance: string, workspaceId: WorkspaceId) => `${instance} ${workspaceId}`
  return {
    async write(instance: string, workspaceId: WorkspaceId, agents: readonly Present[], seenAt: Date): Promise<void> {
      await presence.updateOne(
        { _id: idOf(instance, workspaceId), workspaceId },
        { $set: { agents: agents.slice(0, MOST), seenAt } },
        { upsert: true },
      )
    },

    /** Who was seen after `since`, each once, those longest with us first. */
    async list(workspaceId: WorkspaceId, since: Date): Promise<Present[]> {
      const records = await presence
        .find({ workspaceId, seenAt: { $gt: since } })
        .limit(MOST)
        .toArray()
      const byId = new Map(records.flatMap(({ agents }) => agents.map((one) => [one.id, one] as const)))
      return [...byId.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
    },
  }
}
export type PresenceStore = ReturnType<typeof createPresenceStore>
