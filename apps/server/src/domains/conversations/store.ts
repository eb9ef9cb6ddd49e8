import type { Database, IndexDescription } from '@parley/database'
import { isDuplicateKey, writeFailuresOf } from '@parley/database'
import type { Cmid, ConversationId, EventId, WorkspaceId } from '@parley/protocol'
import type { ConversationRecord, EventRecord, StoredState } from './model.ts'

/** No other index stands on the append's way (SYNC-10). Unique ones have no names of their own: errors are read from them. */
export const eventIndexes: IndexDescription[] = [
  { key: { workspaceId: 1, conversationId: 1, ord: 1 }, unique: true },
  { key: { workspaceId: 1, conversationId: 1, cmid: 1 }, unique: true },
  {
    key: { workspaceId: 1, conversationId: 1, vseq: 1 },
    unique: true,
    partialFilterExpression: { vseq: { $exists: true } },
  },
  {
    key: { workspaceId: 1, conversationId: 1, 'origin.channel': 1, 'origin.externalId': 1 },
    unique: true,
    partialFilterExpression: { 'origin.externalId': { $exists: true } },
  },
]

export const conversationIndexes: IndexDescription[] = [
  { key: { workspaceId: 1, listKeys: 1, changedAt: 1, _id: 1 } },
]

/** What became of each event of a batch: `unknown` may be stored or may land later (SYNC-24). */
export type InsertResult = 'stored' | 'duplicate' | 'unknown'

const DUPLICATE = 11000
/** Majority reads: a number, an answer or a decision may follow from each (SYNC-7). */
const majority = { readConcern: { level: 'majority' } } as const

export function createLogStore(db: Database) {
  const events = db.collection<EventRecord>('events')
  const conversations = db.collection<ConversationRecord>('conversations')
  const log = (workspaceId: WorkspaceId, conversationId: ConversationId) => ({ workspaceId, conversationId })

  return {
    find(workspaceId: WorkspaceId, id: ConversationId): Promise<ConversationRecord | null> {
      return conversations.findOne({ workspaceId, _id: id }, majority)
    },

    /** Inserts the document before the first event, or meets the one that is there (SYNC-27). */
    async create(record: ConversationRecord): Promise<ConversationRecord> {
      try {
        await conversations.insertOne(record)
        return record
      } catch (error) {
        if (!isDuplicateKey(error)) throw error
        const found = await conversations.findOne({ workspaceId: record.workspaceId, _id: record._id }, majority)
        if (!found) throw error
        return found
      }
    },

    /** Unordered insert of at most one event per conversation (SYNC-21). */
    async insert(batch: readonly EventRecord[]): Promise<InsertResult[]> {
      try {
        await events.insertMany(batch, { ordered: false })
        return batch.map(() => 'stored')
      } catch (error) {
        return resultsOf(batch, error)
      }
    },

    /** Events `from` … , in order. */
    range(workspaceId: WorkspaceId, conversationId: ConversationId, from: number, limit: number): Promise<EventRecord[]> {
      return events
        .find({ ...log(workspaceId, conversationId), ord: { $gte: from } }, majority)
        .sort({ ord: 1 })
        .limit(limit)
        .toArray()
    },

    findByCmid(workspaceId: WorkspaceId, conversationId: ConversationId, cmid: Cmid): Promise<EventRecord | null> {
      return events.findOne({ ...log(workspaceId, conversationId), cmid }, majority)
    },

    findEvent(workspaceId: WorkspaceId, conversationId: ConversationId, id: EventId): Promise<EventRecord | null> {
      return events.findOne({ ...log(workspaceId, conversationId), _id: id }, majority)
    },

    /** Writes a message's state as of `state.ord`, unless a later one stands there (I19). */
    async writeState({ workspaceId, conversationId, _id }: EventRecord, state: StoredState): Promise<void> {
      await events.updateOne(
        {
          ...log(workspaceId, conversationId),
          _id,
          $or: [{ 'state.ord': { $exists: false } }, { 'state.ord': { $lt: state.ord } }],
        },
        { $set: { state } },
      )
    },

    /** Moves the summary from exactly `from` to `next`; false when somebody folded meanwhile (SYNC-31). */
    async writeSummary(from: number, next: ConversationRecord): Promise<boolean> {
      const { _id, workspaceId, changedAt, createdAt, createKey, ...derived } = next
      const literal = Object.fromEntries(Object.entries(derived).map(([key, value]) => [key, { $literal: value }]))
      const { matchedCount } = await conversations.updateOne({ workspaceId, _id, 'head.ord': from }, [
        { $set: { ...literal, changedAt: '$$NOW' } },
      ])
      return matchedCount === 1
    },
  }
}
export type LogStore = ReturnType<typeof createLogStore>

function resultsOf(batch: readonly EventRecord[], error: unknown): InsertResult[] {
  const failures = writeFailuresOf(error)
  if (!failures || isWriteConcernError(error)) return batch.map(() => 'unknown')
  const byIndex = new Map(failures.map(({ index, code }) => [index, code]))
  return batch.map((_event, index) => {
    const code = byIndex.get(index)
    if (code === undefined) return 'stored'
    return code === DUPLICATE ? 'duplicate' : 'unknown'
  })
}

/** The write may still be taken back, or land: code 64 and its kin make the whole batch unknown (SYNC-24). */
function isWriteConcernError(error: unknown): boolean {
  const { code, writeConcernError, result } = error as {
    code?: unknown
    writeConcernError?: unknown
    result?: { getWriteConcernError?(): unknown }
  }
  return code === 64 || Boolean(writeConcernError) || Boolean(result?.getWriteConcernError?.())
}
