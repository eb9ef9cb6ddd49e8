import type { Database } from '@parley/database'
import type { ConversationId, VisitorId, WorkspaceId } from '@parley/protocol'
import { createGather } from '../../lib/gather.ts'
import type { VisitorRecord } from './model.ts'

export const visitorIndexes = [
  { name: 'token', key: { workspaceId: 1, tokenHash: 1 }, unique: true },
  { name: 'email', key: { workspaceId: 1, email: 1 } },
]

/** That a visitor's token was used. */
export type Use = Pick<VisitorRecord, 'workspaceId' | 'seenAt' | 'idleAt'> & { id: VisitorId }

type Ref = { workspaceId: WorkspaceId; id: VisitorId }

/** Visitors looked up at once, and the longest wait for company in ms. */
const LOOKUPS = { maxItems: 100, waitMs: 5 }

export function createVisitorStore(db: Database) {
  const visitors = db.collection<VisitorRecord>('visitors')
  // Whoever says something more than five seconds after his last words is looked up again (SYNC-58): a command to the
  // store for each would cost as much as storing the words.
  const lookups = createGather<Ref, VisitorRecord | null>({ ...LOOKUPS, write: findAll })

  async function findAll(refs: readonly Ref[]): Promise<(VisitorRecord | null)[]> {
    const tenants = [...Map.groupBy(refs, ({ workspaceId }) => workspaceId)]
    const found = await Promise.all(
      tenants.map(([workspaceId, those]) =>
        visitors
          .find({ workspaceId, _id: { $in: those.map(({ id }) => id) } })
          .limit(those.length)
          .toArray(),
      ),
    )
    const byId = new Map(found.flat().map((record) => [`${record.workspaceId} ${record._id}`, record]))
    return refs.map(({ workspaceId, id }) => byId.get(`${workspaceId} ${id}`) ?? null)
  }

  return {
    find: (workspaceId: WorkspaceId, id: VisitorId): Promise<VisitorRecord | null> => lookups.add({ workspaceId, id }),

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

    /** Once more changes nothing. */
    async addResumed(workspaceId: WorkspaceId, id: VisitorId, conversationId: ConversationId): Promise<void> {
      await visitors.updateOne({ workspaceId, _id: id }, { $addToSet: { resumed: conversationId } })
    },

    update: (workspaceId: WorkspaceId, id: VisitorId, changes: Partial<Omit<VisitorRecord, '_id' | 'workspaceId'>>) =>
      visitors.findOneAndUpdate({ workspaceId, _id: id }, { $set: changes }, { returnDocument: 'after' }),
  }
}
export type VisitorStore = ReturnType<typeof createVisitorStore>
