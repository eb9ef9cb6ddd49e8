import { randomUUID } from 'node:crypto'
import type { Database } from '@parley/database'
import type { Cmid, ConversationId, Limits, SiteId, VisitorId, WorkspaceId } from '@parley/protocol'
import type { Bus } from '../../bus/bus.ts'
import type { Scopes } from '../../http/scopes.ts'
import { createLeases } from '../../jobs/leases.ts'
import type { Clock } from '../../lib/clock.ts'
import type { Logger } from '../../lib/logger.ts'
import type { Principal } from '../../lib/principal.ts'
import { createRates } from '../../lib/rates.ts'
import { conversationFor } from './access.ts'
import type { ActionDeps } from './action-deps.ts'
import { createActions } from './actions.ts'
import { createClaims } from './claims.ts'
import { consumerIndexes, createConsumerStore } from './consumer-store.ts'
import { conversationIndexes } from './conversation-indexes.ts'
import type { Line } from './conversation-store.ts'
import { createDetails } from './details.ts'
import { createErasure } from './erasure.ts'
import { eventIndexes } from './event-store.ts'
import { createFeed } from './feed.ts'
import { createGlobalSearch } from './global-search.ts'
import { createImports } from './imports.ts'
import { createIntroduce, type Profile } from './introduce.ts'
import { createLists } from './lists.ts'
import { createLog, type Log } from './log.ts'
import { createMarks } from './marks.ts'
import { createMerges } from './merges.ts'
import { messageOf } from './message-of.ts'
import { createMessageSearch } from './message-search.ts'
import type { ConversationRecord, Ref } from './model.ts'
import { eventNote, rowNote } from './notes.ts'
import { createNoticeFollower } from './notice-follower.ts'
import { createOverviewReads } from './overview-store.ts'
import { createPersonList } from './person-list.ts'
import type {
  AgentDirectory,
  AttachmentBinder,
  DepartmentDirectory,
  FieldDesk,
  FormDesk,
  Noticer,
  Pusher,
  ReasonDesk,
  SiteDirectory,
  VisitorDirectory,
} from './ports.ts'
import { createPositionStore, positionIndexes } from './position-store.ts'
import { createPushFollower } from './push-follower.ts'
import { addConversationRoutes } from './routes.ts'
import { createHandOver, type IsPresent } from './routing.ts'
import { createSchedule } from './schedule.ts'
import { createSearch } from './search.ts'
import { createSearchIndex } from './search-index.ts'
import { createEntriesAfter, createSnapshots } from './snapshot.ts'
import { createSplits } from './splits.ts'
import { createSweeps } from './sweep.ts'
import { createTeam } from './team.ts'

export { mayRead, seesEverything } from './access.ts'
export type { Line } from './conversation-store.ts'
export type { ConversationRecord } from './model.ts'
export { rowOf } from './projection.ts'
export { tokensOf, withTerms } from './tokens.ts'

/** Collections of this domain with their indexes. */
export const CONVERSATION_INDEXES = {
  events: eventIndexes,
  conversations: conversationIndexes,
  positions: positionIndexes,
  consumers: consumerIndexes,
} as const

export type ConversationDeps = {
  db: Database
  bus: Bus
  /** The store's clock (SYNC-78). */
  clock: Clock
  agents: AgentDirectory
  attachments: AttachmentBinder
  departments: DepartmentDirectory
  sites: SiteDirectory
  forms: FormDesk
  fields?: FieldDesk
  reasons?: ReasonDesk
  /** There is something in a conversation: whoever it is with has one. */
  talked?(conversation: Pick<ConversationRecord, 'workspaceId' | 'contactId'>): void
  visitors: VisitorDirectory
  pusher: Pusher
  noticer: Noticer
  log: Logger
  limits: Limits
  /** Whether an agent is connected; nobody is where it is not given. */
  isPresent?: IsPresent
  /** The tags that pages of a site may set; none where it is not given. */
  pageTagsOf?(workspaceId: WorkspaceId, siteId: SiteId): Promise<readonly string[]>
  /** A message of an agent's was stored. */
  said?: ActionDeps['said']
  /** Who holds leases (SYNC-77); by default a new name for each process. */
  holder?: string
}
export type Conversations = ReturnType<typeof createConversations>

/** Visitors whose message rate is remembered. */
const RATED = 50_000
/** Lists that a conversation left longer ago than this were told so. */
const LEFT_LATELY_MS = 60_000

/** Lists hear of what was folded, and whoever notes that a person has a conversation. */
const tellFolded =
  ({ bus, clock, talked }: ConversationDeps) =>
  (record: ConversationRecord) => {
    const note = rowNote(record, new Date(clock.now().getTime() - LEFT_LATELY_MS))
    if (note) bus.publish(note)
    if (record.updatedAt) talked?.(record)
  }

/** The threads between visitors and the team: the log, what is derived from it, and its doors. */
export function createConversations(deps: ConversationDeps) {
  const { db, bus, clock, limits, log: logger } = deps
  const consumers = createConsumerStore(db)
  // Publishing is fire and forget: whoever misses it finds the event by himself (SYNC-49).
  const log = createLog({
    ...{ db, clock, limits, log: logger },
    onStored(event) {
      bus.publish(eventNote(event))
      for (const follower of [searchIndex, notices, push]) follower.hear(event)
    },
    onFolded: tellFolded(deps),
  })
  const { events, conversations } = log
  const searchIndex = createSearchIndex({ log, consumers, logger })
  const [merges, splits] = [createMerges({ log, agents: deps.agents, clock }), createSplits({ log })]
  const notices = createNoticeFollower({ log, consumers, merges, splits, logger, noticer: deps.noticer, clock })
  const positions = createPositionStore(db)
  const push = createPushFollower({ ...deps, log, consumers, positions, logger })
  const marks = createMarks({ events, conversations, positions, bus, log: logger, limits, sites: deps.sites })
  const rates = createRates({ clock, count: limits.visitorMessages, perMs: limits.visitorMessagesMs, keys: RATED })
  const introduce = createIntroduce({ log, clock })
  const isPresent = deps.isPresent ?? (async () => false)
  const handOver = createHandOver({ ...deps, log, isPresent })
  const actions = createActions({ ...deps, events: log, rates, introduce, merges, splits, handOver, logger })
  const describe = createDetails({ log, clock, pageTagsOf: deps.pageTagsOf ?? (async () => []) })
  const { search, searchAll } = createSearches({ events, conversations })
  const lists = createLists({ ...deps, conversations, marks, search })
  const snapshots = createSnapshots({ events, conversations, marks })
  const leases = createLeases({ db, clock, holder: deps.holder ?? randomUUID() })
  const sweeps = createSweeps({ ...deps, log, consumers, search: searchIndex, notices, push, leases, logger })
  const schedule = createSchedule({ sweeps, limits, log: logger })

  return {
    ...createImports({ log, clock }),
    feed: createFeed({ ...deps, log, actions, marks, logger }),
    ...{ submit: actions.submit, countFitting: lists.countFitting },
    /** Gives a visitor's conversations to the person whom he proved to be (SYNC-86). */
    claim: createClaims({ log, conversations, marks, introduce, clock }),
    /** What a visitor may have told and forgotten: his own, and the person's who he is. */
    ...{ erasure: createErasure({ log, clock }), recordsOf: lists.recordsFor },
    /** The conversation, if it is theirs to see. Throws `conversation_not_found`. */
    gate: (by: Principal, id: ConversationId) => conversationFor(by, id, conversations),
    ...{
      recordsById: conversations.list,
      find: conversations.find,
      newestOf: conversations.newestOf,
      listWhose: conversations.listWhose,
      entriesAfter: createEntriesAfter(events),
      newest: snapshots.newest,
    },
    team: createTeam({ conversations, marks, clock }),
    /** The conversations of a person that an agent may see, the newest first. */
    listOfPerson: createPersonList(conversations),
    addRoutes: (scopes: Scopes) =>
      addConversationRoutes(scopes, { actions, lists, marks, snapshots, describe, searchAll, limits }),

    ...commandsIn(events),
    /** What was merged into a conversation. */
    mergedInto: merges.sourcesOf,
    ...waitsIn(conversations),
    ...createOverviewReads(db, conversations),

    /** Tells the visitor's conversations what he said of himself (`conv.field`; unverified, SYNC-85). */
    async recordVisitorProfile({ workspaceId, visitorId, ...profile }: VisitorProfile) {
      const records = await conversations.listOfVisitors(workspaceId, [visitorId])
      for (const { _id: conversationId } of records) await introduce({ workspaceId, conversationId }, profile)
    },

    /** True while something is being appended, told or folded: drain waits for it (SYNC-54). */
    isBusy: log.isBusy,
    /** What runs by the clock; call it when the server is ready (SYNC-35). */
    start: schedule.start,
    /** The same by hand: for tests and for the operator's commands. */
    jobs: { ...sweeps, indexSearch: searchIndex.flush, notice: notices.flush, notify: push.flush },
    /** Ends the jobs and writes the watermarks that wait. */
    async close(): Promise<void> {
      schedule.stop()
      await Promise.all([marks.close(), searchIndex.close(), notices.close(), push.close()])
    },
  }
}
type VisitorProfile = Profile & { workspaceId: WorkspaceId; visitorId: VisitorId }

/** Registers the domain's endpoints in their scopes. */
export function registerConversations(scopes: Scopes, conversations: Conversations): void {
  conversations.addRoutes(scopes)
}

/** Who waited for a first answer, how long, and who waits now. */
function waitsIn(conversations: Log['conversations']) {
  return {
    /** How long visitors of a site waited for a first answer, of late. */
    async firstAnswers({ workspaceId, _id }: { workspaceId: WorkspaceId; _id: SiteId }, since: Date, limit: number) {
      const records = await conversations.listAnswered(workspaceId, _id, since, limit)
      return records.flatMap(({ firstAnswer }) => firstAnswer ?? [])
    },

    /** The same of a department; and who waits there now (see the queue). */
    async firstAnswersIn(line: Line, since: Date, limit: number) {
      const records = await conversations.listAnsweredIn(line, since, limit)
      return records.flatMap(({ firstAnswer }) => firstAnswer ?? [])
    },
    listOverdue: conversations.listOverdue,
    latestOf: conversations.latestOf,
    async waitingIn(line: Line, since: Date, limit: number) {
      const records = await conversations.listWaiting(line, since, limit)
      return records.flatMap(({ _id: id, waitingSince }) => (waitingSince ? { id, since: waitingSince } : []))
    },
  }
}

/** What became of a command. */
function commandsIn(events: Log['events']) {
  return {
    /** Whether it is in the log as what it was, not as its cancellation. */
    async isLogged(ref: Ref, cmid: Cmid): Promise<boolean> {
      const event = await events.findByCmid(ref, cmid)
      return event !== null && event.kind !== 'cmid.cancel'
    },

    /** Its message as it is now; null where there is none, or it was taken away. */
    async messageOf(ref: Ref, cmid: Cmid) {
      const event = await events.findByCmid(ref, cmid)
      return event && messageOf(event)
    },
  }
}

/** By words: conversations of a list, and everything there is. */
function createSearches({ events, conversations }: Pick<Log, 'events' | 'conversations'>) {
  const messages = createMessageSearch(events)
  return {
    search: createSearch({ messages, conversations }),
    searchAll: createGlobalSearch({ messages, conversations }),
  }
}
