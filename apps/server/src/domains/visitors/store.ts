import type { Database } from '@parley/database'
import { type ContactId, type ConversationId, LIMITS, type VisitorId, type WorkspaceId } from '@parley/protocol'
import type { Clock } from '../../lib/clock.ts'
import { createGather } from '../../lib/gather.ts'
import { asOf, type VisitorRecord } from './model.ts'

export const visitorIndexes = [
  { name: 'token', key: { workspaceId: 1, tokenHash: 1 }, unique: true },
  { name: 'email', key: { workspaceId: 1, email: 1 } },
  {
    key: { workspaceId: 1, contactId: 1, _id: -1 },
    partialFilterExpression: { contactId: { $type: 'string' } },
  },
  {
    key: { workspaceId: 1, savedAs: 1, _id: -1 },
    partialFilterExpression: { savedAs: { $type: 'string' } },
  },
]

/** That a visitor's token was used. */
export type Use = Pick<VisitorRecord, 'workspaceId' | 'seenAt' | 'idleAt'> & { id: VisitorId }

type Saved = { from: ContactId | null; to: ContactId | null }
type Ref = { workspaceId: WorkspaceId; id: VisitorId }

/** Visitors looked up at once, and the longest wait for company in ms. */
const LOOKUPS = { maxItems: 100, waitMs: 5 }

export function createVisitorStore(db: Database, clock: Clock) {
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
    const now = clock.now()
    const byId = new Map(found.flat().map((record) => [`${record.workspaceId} ${record._id}`, asOf(record, now)]))
    return refs.map(({ workspaceId, id }) => byId.get(`${workspaceId} ${id}`) ?? null)
  }

  return {
    find: (workspaceId: WorkspaceId, id: VisitorId): Promise<VisitorRecord | null> => lookups.add({ workspaceId, id }),

    async findByToken(workspaceId: WorkspaceId, tokenHash: string): Promise<VisitorRecord | null> {
      const record = await visitors.findOne({ workspaceId, tokenHash })
      return record && asOf(record, clock.now())
    },

    async insert(record: VisitorRecord): Promise<void> {
      await visitors.insertOne(record)
    },

    /** The browsers of these persons, by proof or by an agent's word, the newest first. */
    async listOfContacts(workspaceId: WorkspaceId, ids: readonly ContactId[]): Promise<VisitorRecord[]> {
      const $in = [...ids]
      const [proved, said] = await Promise.all(
        [{ contactId: { $in } }, { savedAs: { $in } }].map((whose) =>
          visitors
            .find({ workspaceId, ...whose })
            .sort({ _id: -1 })
            .limit(LIMITS.contactVisitors)
            .toArray(),
        ),
      )
      const now = clock.now()
      const all = new Map([...(proved ?? []), ...(said ?? [])].map((record) => [record._id, asOf(record, now)]))
      return [...all.values()].sort((a, b) => (a._id < b._id ? 1 : -1)).slice(0, LIMITS.contactVisitors)
    },

    /** All browsers of these persons, in the order of ids, after `after`. */
    async listIdsAfter(workspaceId: WorkspaceId, ids: readonly ContactId[], after: VisitorId | null, limit: number) {
      const $in = [...ids]
      const beyond = after ? { _id: { $gt: after } } : {}
      const found = await Promise.all(
        [{ contactId: { $in } }, { savedAs: { $in } }].map((whose) =>
          visitors
            .find({ workspaceId, ...whose, ...beyond })
            .sort({ _id: 1 })
            .limit(limit)
            .toArray(),
        ),
      )
      return [...new Set(found.flat().map(({ _id }) => _id))].sort().slice(0, limit)
    },

    /** False when he is `from` no more, or somebody by proof: of two agents who say who he is at once one is told. */
    async setSavedAs(workspaceId: WorkspaceId, id: VisitorId, { from, to }: Saved): Promise<boolean> {
      const filter = { workspaceId, _id: id, contactId: null, savedAs: from }
      return (await visitors.updateOne(filter, { $set: { savedAs: to } })).matchedCount === 1
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
