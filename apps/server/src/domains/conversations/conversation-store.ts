import { type Collection, type Database, isDuplicateKey } from '@parley/database'
import type {
  Actor,
  AgentId,
  ContactId,
  ConversationId,
  DepartmentId,
  SiteId,
  VisitorId,
  WorkspaceId,
} from '@parley/protocol'
import { EPOCH } from './conversation-indexes.ts'
import { asQuery, type Condition, type Drive } from './list-store.ts'
import type { ConversationRecord, Ref } from './model.ts'
import { type Terms, withTerms } from './tokens.ts'

/** A department of a workspace: where its conversations stand in line. */
export type Line = { workspaceId: WorkspaceId; departmentId: DepartmentId }

/** What a fold writes: `after` over the summary `before`, which must be the stored one: its head tells (SYNC-31). */
export type Folded = { before: ConversationRecord; after: ConversationRecord }

/** What the log decides of a conversation: what a fold writes. The rest is written at creation, or by others. */
const FOLDED = [
  'departmentId',
  'status',
  'snoozedUntil',
  'visibleStatus',
  'woken',
  'reason',
  'assigneeId',
  'assigneeName',
  'priority',
  'tags',
  'fields',
  'participants',
  'rating',
  'request',
  'contactId',
  'last',
  'lastVisible',
  'waitingSince',
  'firstAnswer',
  'isUnanswered',
  'movedTo',
  'beforeMerge',
  'merged',
  'split',
  'splitFrom',
  'notedTo',
  'mentioned',
  'counts',
  'updatedAt',
  'visibleAt',
  'head',
  'listKeys',
  'left',
] as const satisfies (keyof ConversationRecord)[]

/** Each of these reads feeds a decision, a number or a client (SYNC-7). */
const majority = { readConcern: { level: 'majority' } } as const
/** Conversations of one visitor, or of one person, that are looked at. */
const MOST_OF_VISITOR = 200

export function createConversationStore(db: Database) {
  const conversations = db.collection<ConversationRecord>('conversations')
  return {
    find: ({ workspaceId, conversationId }: Ref): Promise<ConversationRecord | null> =>
      conversations.findOne({ workspaceId, _id: conversationId }, majority),

    list: (workspaceId: WorkspaceId, ids: readonly ConversationId[]): Promise<ConversationRecord[]> =>
      conversations
        .find({ workspaceId, _id: { $in: [...ids] } }, majority)
        .limit(Math.max(1, ids.length))
        .toArray(),

    /** Of two who create the same one, both get the one that is stored (SYNC-27). */
    async insertOrFind(record: ConversationRecord): Promise<ConversationRecord> {
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

    /**
     * Writes folds, each over the head it began from; false when one of them met another head: somebody folded, and
     * which of them is not known. What the fold left as it was is left alone in the store too.
     */
    async writeFolds(folds: readonly Folded[]): Promise<boolean> {
      const operations = folds.map(({ before, after }) => {
        const { _id, workspaceId } = after
        const changed = FOLDED.filter((key) => after[key] !== before[key])
        return {
          updateOne: {
            filter: { workspaceId, _id, 'head.ord': before.head.ord },
            update: {
              $set: Object.fromEntries(changed.map((key) => [key, after[key]])),
              $currentDate: { changedAt: true as const }, // the store's clock (SYNC-32)
            },
          },
        }
      })
      const { matchedCount } = await conversations.bulkWrite(operations, { ordered: false })
      return matchedCount === folds.length
    },

    /** What was merged into it. */
    listMergedInto: ({ workspaceId, conversationId }: Ref): Promise<ConversationRecord[]> =>
      conversations.find({ workspaceId, movedTo: conversationId }, majority).limit(MOST_OF_VISITOR).toArray(),

    /** Says of a conversation that it is about to be merged; null takes that back. */
    async noteMerging({ workspaceId, conversationId }: Ref, merging: ConversationRecord['merging']): Promise<void> {
      await conversations.updateOne({ workspaceId, _id: conversationId }, { $set: { merging: merging ?? null } })
    },

    async writeTokens(ref: Ref, tokens: string[]): Promise<void> {
      const { workspaceId, conversationId } = ref
      await conversations.updateOne({ workspaceId, _id: conversationId }, { $set: { tokens } })
    },

    /** A walk along an index: what fits is judged by whoever asks. */
    walk({ limit, ...drive }: Drive): Promise<ConversationRecord[]> {
      const { filter, sort } = asQuery(drive)
      return conversations.find(filter, majority).sort(sort).limit(limit).toArray()
    },

    count: (filter: Condition, limit: number): Promise<number> =>
      conversations.countDocuments({ ...filter, updatedAt: { $gt: EPOCH } }, { limit, ...majority }),

    /** What changed in a list since `since`, by the store's clock, the oldest change first (SYNC-39). */
    listChanged: (workspaceId: WorkspaceId, key: string, { since, limit }: { since: Date; limit: number }) =>
      conversations
        .find({ workspaceId, listKeys: key, changedAt: { $gte: since } }, majority)
        .sort({ changedAt: 1, _id: 1 })
        .limit(limit)
        .toArray(),

    ...listsOf(conversations),
    ...begunIn(conversations),
    ...watchedIn(conversations),
    ...erasing(conversations),

    /** The newest first. */
    listOfContact: (workspaceId: WorkspaceId, contactId: ContactId): Promise<ConversationRecord[]> =>
      conversations.find({ workspaceId, contactId }, majority).sort({ _id: -1 }).limit(MOST_OF_VISITOR).toArray(),

    search: (workspaceId: WorkspaceId, terms: Terms, limit: number) =>
      conversations
        .find({ workspaceId, ...withTerms(terms) }, majority)
        .limit(limit)
        .project<Pick<ConversationRecord, '_id'>>({ _id: 1 })
        .toArray(),
  }
}
/** Who said it without his name, if it was the visitor. */
function nameless(actor: Actor): Actor {
  const { name: _, ...rest } = actor
  return /visitor|contact/.test(actor.type) ? rest : actor
}

const erasing = (conversations: Collection<ConversationRecord>) => ({
  /** The visitor's name among those who took part, and in the previews, and the words that he is found by. */
  async eraseDetails({ _id, workspaceId, participants, last, lastVisible }: ConversationRecord): Promise<void> {
    const $set = {
      participants: participants.map(nameless),
      last: last && { ...last, actor: nameless(last.actor) },
      lastVisible: lastVisible && { ...lastVisible, actor: nameless(lastVisible.actor) },
    }
    await conversations.updateOne({ workspaceId, _id }, { $set, $unset: { tokens: '' } })
  },
})

/** Browsers and contacts of one person. */
type Whole = { visitorIds: readonly VisitorId[]; contactIds: readonly ContactId[] }
/** Which visitors', or which persons'. */
type Whose = { visitorId: { $in: VisitorId[] } } | { contactId: { $in: ContactId[] } }

export type DueSnooze = Pick<ConversationRecord, '_id' | 'workspaceId' | 'snoozedUntil'>
export type ConversationStore = ReturnType<typeof createConversationStore>

const listsOf = (conversations: Collection<ConversationRecord>) => ({
  /** What stands in a list, or did lately: the newest change first. */
  listNewest: (workspaceId: WorkspaceId, key: string, limit: number): Promise<ConversationRecord[]> =>
    conversations
      .find({ workspaceId, listKeys: key }, majority)
      .sort({ changedAt: -1, _id: -1 })
      .limit(limit)
      .toArray(),

  /** The newest first. */
  listOfVisitors: (workspaceId: WorkspaceId, ids: readonly VisitorId[]): Promise<ConversationRecord[]> =>
    conversations
      .find({ workspaceId, visitorId: { $in: [...ids] } }, majority)
      .sort({ _id: -1 })
      .limit(MOST_OF_VISITOR)
      .toArray(),

  /** Of many visitors at once, or of many persons: the newest first, at most `limit` in all. */
  newestOf: (workspaceId: WorkspaceId, whose: Whose, limit: number): Promise<ConversationRecord[]> =>
    conversations
      .find({ workspaceId, ...whose }, majority)
      .sort({ _id: -1 })
      .limit(limit)
      .toArray(),

  /** All of these visitors and persons after `after`, in the order of ids, at most `limit`. */
  async listWhose(workspaceId: WorkspaceId, whose: Whole, after: ConversationId | null, limit: number) {
    const beyond = after ? { _id: { $gt: after } } : {}
    const page = (condition: Whose) =>
      conversations
        .find({ workspaceId, ...condition, ...beyond }, majority)
        .sort({ _id: 1 })
        .limit(limit)
        .toArray()
    const all = await Promise.all([
      whose.visitorIds.length > 0 ? page({ visitorId: { $in: [...whose.visitorIds] } }) : [],
      whose.contactIds.length > 0 ? page({ contactId: { $in: [...whose.contactIds] } }) : [],
    ])
    const byId = new Map(all.flat().map((record) => [record._id, record]))
    return [...byId.values()].sort((a, b) => (a._id < b._id ? -1 : 1)).slice(0, limit)
  },

  /** Of conversations of a site that were answered after `since`: the latest first (see `firstAnswer`). */
  listAnswered: (workspaceId: WorkspaceId, siteId: SiteId, since: Date, limit: number) =>
    conversations
      .find({ workspaceId, siteId, 'firstAnswer.at': { $gt: since } })
      .sort({ 'firstAnswer.at': -1 })
      .limit(limit)
      .project<Pick<ConversationRecord, 'firstAnswer'>>({ firstAnswer: 1 })
      .toArray(),

  /** The same of a department, over all sites. */
  listAnsweredIn: ({ workspaceId, departmentId }: Line, since: Date, limit: number) =>
    conversations
      .find({ workspaceId, departmentId, 'firstAnswer.at': { $gt: since } })
      .sort({ 'firstAnswer.at': -1 })
      .limit(limit)
      .project<Pick<ConversationRecord, 'firstAnswer'>>({ firstAnswer: 1 })
      .toArray(),

  /** Snoozed until `now` or before, of all workspaces, the longest over first; whoever wakes them names their tenants. */
  listDue: (now: Date, limit: number): Promise<DueSnooze[]> =>
    conversations
      .find({ status: 'snoozed', snoozedUntil: { $lte: now.toISOString() } }, majority)
      .sort({ snoozedUntil: 1, _id: 1 })
      .limit(limit)
      .project<DueSnooze>({ workspaceId: 1, snoozedUntil: 1 })
      .toArray(),

  /** Who waits for an agent of a department since a moment after `since`, the longest first. */
  listWaiting: ({ workspaceId, departmentId }: Line, since: Date, limit: number) =>
    conversations
      .find({ workspaceId, departmentId, status: 'open', assigneeId: null, waitingSince: { $gt: since } }, majority)
      .sort({ waitingSince: 1, _id: 1 })
      .limit(limit)
      .project<Pick<ConversationRecord, '_id' | 'waitingSince'>>({ waitingSince: 1 })
      .toArray(),
})

/** What agents are told of without an event. */
const watchedIn = (conversations: Collection<ConversationRecord>) => ({
  /** Open ones of these departments where somebody waits since a moment between these, the longest first. */
  listOverdue: (
    workspaceId: WorkspaceId,
    departmentIds: readonly DepartmentId[],
    { since, until }: { since: Date; until: Date },
    limit: number,
  ): Promise<ConversationRecord[]> =>
    conversations
      .find({
        ...{ workspaceId, departmentId: { $in: [...departmentIds] }, status: 'open' },
        waitingSince: { $gt: since, $lte: until },
      })
      .sort({ waitingSince: 1, _id: 1 })
      .limit(limit)
      .toArray(),

  /** The open one of an agent in which something happened last. */
  async latestOf(workspaceId: WorkspaceId, assigneeId: AgentId): Promise<ConversationRecord | null> {
    const found = conversations.find({ workspaceId, assigneeId, status: 'open' }).sort({ updatedAt: -1 })
    return (await found.limit(1).toArray())[0] ?? null
  },
})

/** What agents began and its visitor has not answered: see `begun` of the realtime. */
const begunIn = (conversations: Collection<ConversationRecord>) => ({
  listUnanswered: (workspaceId: WorkspaceId, ids: readonly VisitorId[], limit: number): Promise<ConversationRecord[]> =>
    conversations
      .find({ workspaceId, visitorId: { $in: [...ids] }, isUnanswered: true }, majority)
      .limit(limit)
      .toArray(),

  listUnansweredOf: (workspaceId: WorkspaceId, contactId: ContactId, limit: number): Promise<ConversationRecord[]> =>
    conversations.find({ workspaceId, contactId, isUnanswered: true }, majority).limit(limit).toArray(),

  listUnansweredSince: (workspaceId: WorkspaceId, since: Date, limit: number) =>
    conversations
      .find({ workspaceId, isUnanswered: true, changedAt: { $gte: since } }, majority)
      .sort({ changedAt: 1, _id: 1 })
      .limit(limit)
      .project<Pick<ConversationRecord, 'visitorId' | 'contactId'>>({ visitorId: 1, contactId: 1 })
      .toArray(),
})
