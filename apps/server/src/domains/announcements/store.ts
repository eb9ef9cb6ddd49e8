import type { Database } from '@parley/database'
import type { AgentId, AnnouncementId, WorkspaceId } from '@parley/protocol'
import type { Place } from '../../lib/places.ts'
import type { AnnouncementRecord } from './model.ts'

export const announcementIndexes = [{ name: 'place', key: { workspaceId: 1, place: 1, _id: 1 } }] as const

/** The newest that are given. */
const LISTED = 100

type Ref = Pick<AnnouncementRecord, 'workspaceId' | '_id'>

export function createAnnouncementStore(db: Database) {
  const announcements = db.collection<AnnouncementRecord>('announcements')
  return {
    find: (workspaceId: WorkspaceId, id: AnnouncementId): Promise<AnnouncementRecord | null> =>
      announcements.findOne({ workspaceId, _id: id }),

    /** The newest first. */
    list: (workspaceId: WorkspaceId, places: readonly Place[]): Promise<AnnouncementRecord[]> =>
      announcements
        .find({ workspaceId, place: { $in: places as AnnouncementRecord['place'][] } })
        .sort({ _id: -1 })
        .limit(LISTED)
        .toArray(),

    async insert(record: AnnouncementRecord): Promise<void> {
      await announcements.insertOne(record)
    },

    /** The first time counts, from whichever tab. */
    async read({ workspaceId, _id }: Ref, agentId: AgentId, at: Date): Promise<void> {
      const unread = { workspaceId, _id, 'reads.agentId': { $ne: agentId } }
      await announcements.updateOne(unread, { $push: { reads: { agentId, at } } })
    },

    /** One that is over stays as it ended. */
    async end({ workspaceId, _id }: Ref, at: Date): Promise<void> {
      await announcements.updateOne({ workspaceId, _id, expiresAt: { $gt: at } }, { $set: { expiresAt: at } })
    },
  }
}
export type AnnouncementStore = ReturnType<typeof createAnnouncementStore>
