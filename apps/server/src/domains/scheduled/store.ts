import { type Database, isDuplicateKey } from '@parley/database'
import type { Cmid, ConversationId, ScheduledId, WorkspaceId } from '@parley/protocol'
import type { ScheduledRecord } from './model.ts'

export const scheduledIndexes = [
  // Of all tenants, what is due first.
  { name: 'due', key: { wakeAt: 1 }, partialFilterExpression: { wakeAt: { $exists: true } } },
  { name: 'own', key: { workspaceId: 1, agentId: 1, state: 1, dueAt: 1 } },
  { name: 'once', key: { workspaceId: 1, conversationId: 1, cmid: 1 }, unique: true },
  { name: 'end', key: { expiresAt: 1 }, expireAfterSeconds: 0 },
] as const

type Mine = Pick<ScheduledRecord, 'workspaceId' | 'agentId'>
type Change = Partial<Omit<ScheduledRecord, '_id' | 'workspaceId' | 'agentId' | 'rev'>>
const LISTED = ['waiting', 'sending', 'unsent', 'late'] as const

export function createScheduledStore(db: Database) {
  const scheduled = db.collection<ScheduledRecord>('scheduled')
  const findTwin = (workspaceId: WorkspaceId, conversationId: ConversationId, cmid: Cmid) =>
    scheduled.findOne({ workspaceId, conversationId, cmid })
  return {
    find: (workspaceId: WorkspaceId, id: ScheduledId): Promise<ScheduledRecord | null> =>
      scheduled.findOne({ workspaceId, _id: id }),

    list: ({ workspaceId, agentId }: Mine, limit: number): Promise<ScheduledRecord[]> =>
      scheduled
        .find({ workspaceId, agentId, state: { $in: [...LISTED] } })
        .sort({ dueAt: 1 })
        .limit(limit)
        .toArray(),

    count: ({ workspaceId, agentId }: Mine, most: number): Promise<number> =>
      scheduled.countDocuments({ workspaceId, agentId, state: { $in: [...LISTED] } }, { limit: most }),

    findTwin,

    /** The one that was there first, where it comes again. */
    async insert(record: ScheduledRecord): Promise<ScheduledRecord> {
      try {
        await scheduled.insertOne(record)
        return record
      } catch (error) {
        const twin = isDuplicateKey(error) && (await findTwin(record.workspaceId, record.conversationId, record.cmid))
        if (twin) return twin
        throw error
      }
    },

    /** Null when it is not as `seen` any more: `rev` is in the filter of every write (SYNC-77). */
    change(
      { workspaceId, _id, rev }: ScheduledRecord,
      { wakeAt, expiresAt, ...change }: Change,
    ): Promise<ScheduledRecord | null> {
      const gone = { ...(!wakeAt && { wakeAt: '' as const }), ...(!expiresAt && { expiresAt: '' as const }) }
      return scheduled.findOneAndUpdate(
        { workspaceId, _id, rev },
        {
          $set: { ...change, ...(wakeAt && { wakeAt }), ...(expiresAt && { expiresAt }), rev: rev + 1 },
          ...(Object.keys(gone).length > 0 && { $unset: gone }),
        },
        { returnDocument: 'after' },
      )
    },

    async remove({ workspaceId, _id, rev }: ScheduledRecord): Promise<boolean> {
      return (await scheduled.deleteOne({ workspaceId, _id, rev })).deletedCount === 1
    },

    /** Of all tenants. */
    listDue: (now: Date, limit: number): Promise<ScheduledRecord[]> =>
      scheduled
        .find({ wakeAt: { $lte: now } })
        .sort({ wakeAt: 1 })
        .limit(limit)
        .toArray(),

    async removeOf(workspaceId: WorkspaceId, conversationId: ConversationId): Promise<ScheduledRecord[]> {
      const found = await scheduled.find({ workspaceId, conversationId }).limit(1_000).toArray()
      await scheduled.deleteMany({ workspaceId, conversationId })
      return found
    },
  }
}
export type ScheduledStore = ReturnType<typeof createScheduledStore>
