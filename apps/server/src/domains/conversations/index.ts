import { randomUUID } from 'node:crypto'
import type { Database } from '@parley/database'
import type { Actor, ConversationId, DepartmentId, Limits, SiteId, VisitorId, WorkspaceId } from '@parley/protocol'
import type { Bus } from '../../bus/bus.ts'
import type { Scopes } from '../../http/scopes.ts'
import { createLeases } from '../../jobs/leases.ts'
import type { Clock } from '../../lib/clock.ts'
import type { Logger } from '../../lib/logger.ts'
import { conversationIdOf, newCmid, newCreateKey } from '../../lib/new-id.ts'
import { every } from '../../lib/periodic.ts'
import { createRates } from '../../lib/rates.ts'
import { createActions } from './actions.ts'
import { type Decision, hashOf } from './command.ts'
import { consumerIndexes, createConsumerStore } from './consumer-store.ts'
import { conversationIndexes } from './conversation-store.ts'
import { eventIndexes } from './event-store.ts'
import { createFeed } from './feed.ts'
import { createIntroduce, type Profile } from './introduce.ts'
import { createLists } from './lists.ts'
import { createLog } from './log.ts'
import { createMarks } from './marks.ts'
import { type ConversationRecord, type EventRecord, emptyRecord, presentKeys } from './model.ts'
import type { AgentDirectory, AttachmentBinder, DepartmentDirectory } from './ports.ts'
import { createPositionStore, positionIndexes } from './position-store.ts'
import { frameFor, rowFrame } from './projection.ts'
import { addConversationRoutes } from './routes.ts'
import { createSearch } from './search.ts'
import { createSearchIndex } from './search-index.ts'
import { createSnapshots } from './snapshot.ts'
import { createSweeps } from './sweep.ts'

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
  log: Logger
  limits: Limits
}
export type Conversations = ReturnType<typeof createConversations>

/** Visitors whose message rate is remembered. */
const RATED = 50_000
/** Lists that a conversation left longer ago than this were told so. */
const LEFT_LATELY_MS = 60_000
const SYSTEM: Actor = { type: 'system', id: 'system' }

/** The threads between visitors and the team: the log, what is derived from it, and its doors. */
export function createConversations(deps: ConversationDeps) {
  const { db, bus, clock, limits, log: logger } = deps
  const log = createLog({ db, clock, limits, log: logger, onStored, onFolded })
  const { events, conversations } = log
  const marks = createMarks({ events, conversations, positions: createPositionStore(db), bus, log: logger, limits })
  const rates = createRates({ clock, count: limits.visitorMessages, perMs: limits.visitorMessagesMs, keys: RATED })
  const introduce = createIntroduce({ log, clock })
  const actions = createActions({ ...deps, events: log, rates, introduce, logger })
  const search = createSearch({ events, conversations })
  const lists = createLists({ conversations, departments: deps.departments, marks, search, clock })
  const snapshots = createSnapshots({ events, conversations, marks })
  const consumers = createConsumerStore(db)
  const searchIndex = createSearchIndex({ log, consumers, logger })
  const leases = createLeases({ db, clock, holder: randomUUID() })
  const sweeps = createSweeps({ ...deps, log, consumers, search: searchIndex, leases })
  let stops: (() => void)[] = []

  /** Publishing is fire and forget: whoever misses it finds the event by himself (SYNC-49). */
  function onStored(event: EventRecord): void {
    searchIndex.wake(event)
    const { workspaceId, conversationId, _id: id, ord, vseq, vmax } = event
    const [agent, visitor] = [frameFor('agent', event), frameFor('visitor', event)]
    const frames = agent ? { frames: { agent, ...(visitor && { visitor }) } } : {}
    bus.publish({
      type: 'event',
      workspaceId,
      conversationId,
      id,
      ord,
      ...(vseq !== undefined && { vseq }),
      vmax,
      ...frames,
    })
  }

  function onFolded(record: ConversationRecord): void {
    const { workspaceId, _id: conversationId, head, left } = record
    const keys = presentKeys(record)
    if (keys.length === 0) return
    const since = clock.now().getTime() - LEFT_LATELY_MS
    const gone = left.filter(({ at }) => at.getTime() >= since).map(({ key }) => key)
    bus.publish({ type: 'row', workspaceId, conversationId, ord: head.ord, keys, left: gone, frame: rowFrame(record) })
  }

  /** Appends what the server itself says or imports, as `actor`. Throws when it is refused. */
  async function append(input: {
    workspaceId: WorkspaceId
    conversationId: ConversationId
    actor: Actor
    event: Decision
  }) {
    const { workspaceId, conversationId, actor, event } = input
    const command = { cmid: newCmid(clock.now()), h: hashOf(event.kind, event.body), actor }
    const outcome = await log.append({ workspaceId, conversationId, command, decide: () => event })
    if (!outcome.ok) throw new Error(`${event.kind} was refused: ${outcome.code}`)
    return outcome.event
  }

  return {
    feed: createFeed({ log, actions, marks, clock, logger }),
    submit: actions.submit,
    append,
    /** The conversations of a visitor that an agent may see, the newest first. */
    listOfVisitor: lists.ofVisitor,
    addRoutes: (scopes: Scopes) => addConversationRoutes(scopes, { actions, lists, marks, snapshots }),

    /** An empty conversation of a visitor, for whoever imports one (the demo's seed). */
    async begin(start: { workspaceId: WorkspaceId; siteId: SiteId; departmentId: DepartmentId; visitorId: VisitorId }) {
      const createKey = newCreateKey(clock.now())
      const _id = conversationIdOf(start.workspaceId, createKey)
      await conversations.insertOrFind(emptyRecord({ ...start, _id, channel: 'chat', createKey }, clock.now()))
      return _id
    },

    /** Tells the visitor's conversations what he said of himself (`conv.field`; unverified, SYNC-85). */
    async recordVisitorProfile({
      workspaceId,
      visitorId,
      ...profile
    }: Profile & { workspaceId: WorkspaceId; visitorId: VisitorId }) {
      const records = await conversations.listOfVisitors(workspaceId, [visitorId])
      for (const { _id: conversationId } of records) await introduce({ workspaceId, conversationId }, profile)
    },

    /** True while something is being appended, told or folded: drain waits for it (SYNC-54). */
    isBusy: log.isBusy,
    /** What runs by the clock; call it when the server is ready (SYNC-35). */
    start(): void {
      const repair = async () => {
        const repaired = await sweeps.repair()
        if (repaired) logger.info({ repaired }, 'summaries repaired')
      }
      repair().catch((error: unknown) => logger.warn({ err: error }, 'sweep failed'))
      stops = [
        every(() => limits.sweepMs, repair, logger),
        every(() => limits.slotReconcileMs, sweeps.reconcileSlots, logger),
      ]
    },
    /** The same by hand: for tests and for the operator's commands. */
    jobs: { ...sweeps, indexSearch: searchIndex.flush },
    /** Ends the jobs and writes the watermarks that wait. */
    async close(): Promise<void> {
      for (const stop of stops) stop()
      await Promise.all([marks.close(), searchIndex.close()])
    },
  }
}

/** Registers the domain's endpoints in their scopes. */
export function registerConversations(scopes: Scopes, conversations: Conversations): void {
  conversations.addRoutes(scopes)
}
