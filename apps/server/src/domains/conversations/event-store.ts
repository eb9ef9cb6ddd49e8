import { type Collection, type Database, type Filter, writeFailuresOf } from '@parley/database'
import { type Cmid, type EventId, type MessageId, messageIdOf, timeOrdered } from '@parley/protocol'
import { erasing } from './event-erasure-store.ts'
import type { EventRecord, Ref, StoredState } from './model.ts'

const TOKEN_INDEX = { workspaceId: 1, tokens: 1, _id: 1 } as const

/**
 * SYNC-10: no other index lies on the append's way, since `tokens` is written later. Unnamed: which unique index refused
 * an insert is read from the default name.
 */
export const eventIndexes = [
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
  { key: TOKEN_INDEX, partialFilterExpression: { tokens: { $exists: true } } },
] as const

/** What became of one insert; `unknown` may have landed or not, or may yet (SYNC-24). */
export type InsertOutcome = 'stored' | 'duplicate' | 'unknown' | 'failed'

const DUPLICATE_KEY = 11000

/** Events `ord` (or `vseq`) from `from` on, in order. */
export type Range = { numbering: 'ord' | 'vseq'; from: number; limit: number }

/** Times that messages lie between: their ids begin with theirs (SYNC-9). */
export type Between = { since?: Date | undefined; until?: Date | undefined; before?: EventId | undefined }
type Newest = Between & { limit: number }

export type StateUpdate = { ref: Ref; _id: EventId; state: StoredState }

const inLog = ({ workspaceId, conversationId }: Ref) => ({ workspaceId, conversationId })

/** Every read is primary with majority read concern, every write `w: majority, j: true` (SYNC-7). */
const majority = { readConcern: { level: 'majority' } } as const

export function createEventStore(db: Database) {
  const events = db.collection<EventRecord>('events')
  return {
    ...inserts(events),
    ...lookups(events),
    ...ranges(events),
    ...derived(events),
    ...acrossLogs(events),
    ...erasing(events),
  }
}
export type EventStore = ReturnType<typeof createEventStore>

type Events = Collection<EventRecord>

const inserts = (events: Events) => ({
  /** Inserts a batch of at most one event per conversation; tells what became of each. Never throws. */
  async insert(batch: readonly EventRecord[]): Promise<InsertOutcome[]> {
    try {
      await events.insertMany(batch, { ordered: false })
      return batch.map(() => 'stored')
    } catch (error) {
      return outcomesOf(error, batch.length)
    }
  },
})

const lookups = (events: Events) => ({
  findByCmid: (ref: Ref, cmid: Cmid): Promise<EventRecord | null> => events.findOne({ ...inLog(ref), cmid }, majority),

  findByOrd: (ref: Ref, ord: number): Promise<EventRecord | null> => events.findOne({ ...inLog(ref), ord }, majority),

  findByVseq: (ref: Ref, vseq: number): Promise<EventRecord | null> =>
    events.findOne({ ...inLog(ref), vseq }, majority),

  find: (ref: Ref, _id: EventId): Promise<EventRecord | null> => events.findOne({ ...inLog(ref), _id }, majority),

  listByIds: (ref: Ref, ids: readonly EventId[]): Promise<EventRecord[]> =>
    events
      .find({ ...inLog(ref), _id: { $in: [...ids] } }, majority)
      .limit(Math.max(1, ids.length))
      .toArray(),

  /** Changes of a message, the oldest first; asked for when an agent wants to see them. */
  listEdits: (ref: Ref, messageId: MessageId, limit: number): Promise<EventRecord[]> =>
    events
      .find(
        { ...inLog(ref), ord: { $gt: 0 }, kind: { $in: ['msg.edit', 'note.edit'] }, 'body.messageId': messageId },
        majority,
      )
      .sort({ ord: 1 })
      .limit(limit)
      .toArray(),

  /** Messages that quote one of `messages`; bounded by the conversation, and asked for when one of them is taken away. */
  listQuoting: (ref: Ref, messages: readonly MessageId[]): Promise<EventRecord[]> =>
    events
      .find({ ...inLog(ref), ord: { $gt: 0 }, 'body.quote.messageId': { $in: [...messages] } }, majority)
      .sort({ ord: 1 })
      .toArray(),
})

const ranges = (events: Events) => ({
  /** Everything after `ord`, in order: what a fold has not seen. */
  listAfter: (ref: Ref, ord: number): Promise<EventRecord[]> =>
    events
      .find({ ...inLog(ref), ord: { $gt: ord } }, majority)
      .sort({ ord: 1 })
      .toArray(),

  range: (ref: Ref, { numbering, from, limit }: Range): Promise<EventRecord[]> =>
    events
      .find({ ...inLog(ref), [numbering]: { $gte: from } }, majority)
      .sort({ [numbering]: 1 })
      .limit(limit)
      .toArray(),

  /** The last `limit` events below `before`, the newest first. */
  pageBefore: (ref: Ref, { numbering, from: before, limit }: Range): Promise<EventRecord[]> =>
    events
      .find({ ...inLog(ref), [numbering]: { $gte: 1, $lt: before } }, majority)
      .sort({ [numbering]: -1 })
      .limit(limit)
      .toArray(),

  /** Messages that `of` can leave unread, those of the other side, with `after < ord ≤ upto`. */
  countMessages: (ref: Ref, { after, upto, of }: Unread): Promise<number> =>
    events.countDocuments(
      {
        ...inLog(ref),
        ord: { $gt: after, $lte: upto },
        ...SIDES[of],
      },
      majority,
    ),
})
type Unread = { after: number; upto: number; of: keyof typeof SIDES }
/** What of a log the reader of each kind can leave unread. */
const SIDES = {
  agent: { kind: 'msg.new', 'actor.type': { $in: ['visitor', 'contact'] } },
  visitor: { kind: 'msg.new', 'actor.type': { $nin: ['visitor', 'contact'] } },
  team: { kind: 'note.new' },
} satisfies Record<string, Filter<EventRecord>>

const derived = (events: Events) => ({
  /** Messages' folded states, each only over an older one (SYNC-30). */
  async writeStates(updates: readonly StateUpdate[]): Promise<void> {
    const operations = updates.map(({ ref, _id, state }) => ({
      updateOne: {
        filter: {
          ...inLog(ref),
          _id,
          $or: [{ 'state.ord': { $exists: false } }, { 'state.ord': { $lt: state.ord } }],
        },
        update: { $set: { state } },
      },
    }))
    await bulk(events, operations)
  },

  /** Empties a redacted message and what was said about it; `state.ord` keeps a late fold out (SYNC-92). */
  async erase(ref: Ref, message: EventId, state: StoredState): Promise<void> {
    await events.updateOne(
      { ...inLog(ref), _id: message },
      { $set: { body: null, state }, $unset: { h: '', tokens: '', 'fx.fields': '', 'fx.metadata': '' } },
    )
    // Where it began, whose it is to answer and what was agreed to stay: they say nothing of the person.
    await events.updateOne(
      { ...inLog(ref), _id: message, 'fx.form': { $exists: true } },
      { $set: { 'fx.form.fields': {} } },
    )
    await events.updateMany(
      {
        ...inLog(ref),
        ord: { $gt: 0 },
        kind: { $in: ['msg.edit', 'note.edit'] },
        'body.messageId': messageIdOf(message),
      },
      { $set: { body: null }, $unset: { h: '' } },
    )
    // Their states were folded before; what was stored with them at first goes here.
    await events.updateMany(
      { ...inLog(ref), ord: { $gt: 0 }, 'body.quote.messageId': messageIdOf(message) },
      { $set: { 'body.quote.text': null } },
    )
  },

  async writeTokens(updates: readonly { ref: Ref; _id: EventId; tokens: string[] }[]): Promise<void> {
    const operations = updates.map(({ ref, _id, tokens }) => ({
      updateOne: {
        // What was redacted since it was read has no words any more.
        filter: { ...inLog(ref), _id, body: { $ne: null } },
        update: tokens.length > 0 ? { $set: { tokens } } : { $unset: { tokens: '' as const } },
      },
    }))
    await bulk(events, operations)
  },
})

const acrossLogs = (events: Events) => ({
  /** Numbers beyond those given, log by log: a covered query on the index of the numbering (SYNC-47). */
  async listBeyond(numbering: Range['numbering'], positions: readonly { ref: Ref; n: number }[], limit: number) {
    if (positions.length === 0) return []
    const found = await events
      .find({ $or: positions.map(({ ref, n }) => ({ ...inLog(ref), [numbering]: { $gt: n } })) }, majority)
      .limit(limit)
      .project<Pick<EventRecord, 'conversationId' | 'ord' | 'vseq'>>({ _id: 0, conversationId: 1, [numbering]: 1 })
      .toArray()
    return found.map((event) => ({ conversationId: event.conversationId, n: event[numbering] ?? 0 }))
  },

  /** What comes after `from` in each of these logs, at most `limit` in all; in no order. */
  async listAfterAll(logs: readonly { ref: Ref; from: number }[], limit: number): Promise<EventRecord[]> {
    if (logs.length === 0) return []
    return events
      .find({ $or: logs.map(({ ref, from }) => ({ ...inLog(ref), ord: { $gt: from } })) }, majority)
      .limit(limit)
      .toArray()
  },

  /**
   * Ids and numbers of events made since `_id`, of all tenants, for the repair sweep: the one function without a
   * tenant, which hands out nothing but ids (SYNC-35).
   */
  idsSince: (_id: EventId, limit: number) =>
    events
      .find({ _id: { $gt: _id } }, majority)
      .sort({ _id: 1 })
      .limit(limit)
      .project<Pick<EventRecord, '_id' | 'workspaceId' | 'conversationId' | 'ord'>>({
        workspaceId: 1,
        conversationId: 1,
        ord: 1,
      })
      .toArray(),

  /** Messages with all these words, the newest first. */
  newestWith: (workspaceId: Ref['workspaceId'], words: readonly string[], { limit, ...between }: Newest) =>
    events
      .find({ workspaceId, tokens: allOf(words), ...madeBetween(between) }, majority)
      .sort({ _id: -1 })
      .limit(limit)
      .toArray(),

  /** Where the newest of them are. */
  placesWith: (workspaceId: Ref['workspaceId'], words: readonly string[], limit: number) =>
    events
      .find({ workspaceId, tokens: allOf(words) }, majority)
      .sort({ _id: -1 })
      .limit(limit)
      .project<Pick<EventRecord, '_id' | 'conversationId'>>({ conversationId: 1 })
      .toArray(),

  /** The words of the message that has the first one from `from` on, in the order of the index. */
  async tokensFrom(workspaceId: Ref['workspaceId'], from: string): Promise<readonly string[]> {
    const [first] = await events
      .find({ workspaceId, tokens: { $gte: from } }, { ...majority, hint: TOKEN_INDEX })
      .limit(1)
      .project<Pick<EventRecord, 'tokens'>>({ tokens: 1 })
      .toArray()
    return first?.tokens ?? []
  },
})

async function bulk(events: Events, operations: Parameters<typeof events.bulkWrite>[0]) {
  if (operations.length > 0) await events.bulkWrite(operations, { ordered: false })
}

/** Without a list of failures, or with a doubt about the write concern, the whole batch is unknown (SYNC-24). */
function outcomesOf(error: unknown, count: number): InsertOutcome[] {
  const failures = writeFailuresOf(error)
  if (!failures || failures.length === 0 || hasWriteConcernError(error))
    return Array.from({ length: count }, () => 'unknown')
  const outcomes: InsertOutcome[] = Array.from({ length: count }, () => 'stored')
  for (const { index, code } of failures) outcomes[index] = code === DUPLICATE_KEY ? 'duplicate' : 'failed'
  return outcomes
}

/** The driver tells it in the result that a MongoBulkWriteError carries. */
function hasWriteConcernError(error: unknown): boolean {
  const { result } = error as { result?: { getWriteConcernError?: () => unknown } }
  return Boolean(result?.getWriteConcernError?.())
}

function madeBetween({ since, until, before }: Between) {
  const idAt = (at: Date): EventId => `evt_${timeOrdered(at.getTime(), new Uint8Array())}`
  const end = [...(until ? [idAt(until)] : []), ...(before ? [before] : [])].sort()[0]
  if (!since && !end) return {}
  return { _id: { ...(since && { $gte: idAt(since) }), ...(end && { $lt: end }) } }
}

/** One word is a point of the index, behind which the ids can be narrowed down too. */
const allOf = ([word = '', ...others]: readonly string[]) => (others.length === 0 ? word : { $all: [word, ...others] })
