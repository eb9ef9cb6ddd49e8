import type { Database } from '@parley/database'
import type { SiteId, VisitorId, WorkspaceId } from '@parley/protocol'

/** A visitor's line, and since when he has had one. */
export type Line = { id: VisitorId; since: Date }
/** Some of the visitors of one site whose lines one instance holds; it stops saying so when it dies. */
export type Group = { name: string; workspaceId: WorkspaceId; siteId: SiteId; lines: readonly Line[] }
type GroupRecord = Omit<Group, 'name'> & { _id: string; seenAt: Date }

export const liveVisitorIndexes = [
  { key: { workspaceId: 1, seenAt: 1 } },
  { key: { seenAt: 1 }, expireAfterSeconds: 300 },
] as const

/** Documents that are looked at of one workspace. */
const MOST = 200

export function createLiveVisitorStore(db: Database) {
  const groups = db.collection<GroupRecord>('live_visitors')
  return {
    /** All of them in one command; an empty one goes. */
    async write(all: readonly Group[], seenAt: Date): Promise<void> {
      await groups.bulkWrite(
        all.map(({ name: _id, workspaceId, siteId, lines }) => {
          const filter = { _id, workspaceId }
          if (lines.length === 0) return { deleteOne: { filter } }
          return { updateOne: { filter, update: { $set: { siteId, lines: [...lines], seenAt } }, upsert: true } }
        }),
        { ordered: false },
      )
    },

    list: (workspaceId: WorkspaceId, since: Date): Promise<GroupRecord[]> =>
      groups
        .find({ workspaceId, seenAt: { $gt: since } })
        .sort({ seenAt: -1 })
        .limit(MOST)
        .toArray(),
  }
}
export type LiveVisitorStore = ReturnType<typeof createLiveVisitorStore>
