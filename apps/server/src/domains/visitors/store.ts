import type { Database } from '@parley/database'
import type { VisitorId, WorkspaceId } from '@parley/protocol'
import type { VisitorRecord } from './model.ts'

export const visitorIndexes = [
  { name: 'token', key: { workspaceId: 1, tokenHash: 1 }, unique: true },
  { name: 'email', key: { workspaceId: 1, email: 1 } },
]

/** That a visitor's token was used. */
export type Use = Pick<VisitorRecord, 'workspaceId' | 'seenAt' | 'idleAt'> & { id: VisitorId }

export function createVisitorStore(db: Database) {
  const visitors = db.collection<VisitorRecord>('visitors')
  return {
    find: (workspaceId: WorkspaceId, id: VisitorId): Promise<VisitorRecord | null> =>
      visitors.findOne({ workspaceId, _id: id }),

    findByToken: (workspaceId: WorkspaceId, tokenHash: string): Promise<VisitorRecord | null> =>
      visitors.findOne({ workspaceId, tokenHash }),

    async insert(record: VisitorRecord): Promise<void> {
      await visitors.insertOne(record)
    },

    async noteUses(uses: readonly Use[]): Promise<void> {
      const operations = uses.map(({ workspaceId, id, ...times }) => ({
        updateOne: { filter: { workspaceId, _id: id }, update: { $set: times } },
      }))
      await visitors.bulkWrite(operations, { ordered: false })
    },

    update: (workspaceId: WorkspaceId, id: VisitorId, changes: Partial<Omit<VisitorRecord, '_id' | 'workspaceId'>>) =>
      visitors.findOneAndUpdate({ workspaceId, _id: id }, { $set: changes }, { returnDocument: 'after' }),
  }
}
export type VisitorStore = ReturnType<typeof createVisitorStore>
