import {
  type AgentId,
  type ContactId,
  type ConversationId,
  type ConversationRow,
  type DepartmentId,
  LIMITS,
  type ListView,
  type VisitorId,
  type WorkspaceId,
} from '@parley/protocol'
import { AppError } from '../../errors/app-error.ts'
import type { Clock } from '../../lib/clock.ts'
import { type AgentPrincipal, actorOf, type VisitorPrincipal } from '../../lib/principal.ts'
import { mayRead, seesEverything } from './access.ts'
import { type ConversationStore, type Page, VIEWS } from './conversation-store.ts'
import type { Marks } from './marks.ts'
import { assigneeKey, type ConversationRecord, departmentKey } from './model.ts'
import type { DepartmentDirectory } from './ports.ts'
import { ownOf, rowOf } from './projection.ts'
import type { Search } from './search.ts'

type Deps = {
  conversations: ConversationStore
  departments: DepartmentDirectory
  marks: Marks
  search: Search
  clock: Clock
}

export type ListQuery = {
  view: ListView
  search?: string | undefined
  visitorId?: VisitorId | undefined
  cursor?: string | undefined
  limit?: number | undefined
}

type Whose = { visitorId: VisitorId; contactId: ContactId | null }

const PAGE = 50
/** Views with a live count; `closed` and `all` have none (SYNC-40). */
const COUNTED = ['waiting', 'mine', 'open', 'pending', 'snoozed'] as const

/** Pages of agents' lists, their counts, and a visitor's own conversations: all of them majority reads of summaries. */
export function createLists({ conversations, departments, marks, search, clock }: Deps) {
  const { recordsOf, recordsFor } = ownRecords(conversations)

  async function departmentsOf({ workspaceId, role, departmentIds }: AgentPrincipal): Promise<readonly DepartmentId[]> {
    if (!seesEverything(role)) return departmentIds
    return (await departments.list(workspaceId)).map(({ _id }) => _id)
  }

  async function rowsOf(agent: AgentPrincipal, records: readonly ConversationRecord[]) {
    const unread = await marks.unread(records, { ...agent, id: agent.agentId })
    return records.map((record) => ({ ...rowOf(record), unread: unread.get(record._id) ?? 0 }))
  }

  async function pageOf(agent: AgentPrincipal, query: ListQuery, ids: readonly DepartmentId[]) {
    const limit = query.limit ?? PAGE
    const filter = { workspaceId: agent.workspaceId, ...conditions(query.view, ids, agent.agentId) }
    const before = query.cursor ? placeOf(query.cursor, query.view) : null
    if (query.search?.trim()) return search.page(filter, { text: query.search, before, limit })
    if (query.visitorId) {
      const all = await conversations.listOfVisitors(agent.workspaceId, [query.visitorId])
      return {
        records: all.filter((record) => mayRead(agent, record) && record.updatedAt).slice(0, limit),
        truncated: false,
      }
    }
    return { records: await conversations.page({ filter, before, limit }), truncated: false }
  }

  return {
    departmentsOf,
    recordsFor,

    /** A page of a view, with the moment from which a list subscription keeps it true (SYNC-41). */
    async page(agent: AgentPrincipal, query: ListQuery) {
      const at = clock.now()
      const ids = await departmentsOf(agent)
      const { records, truncated } = await pageOf(agent, query, ids)
      const last = records.length === (query.limit ?? PAGE) && !query.visitorId ? records.at(-1) : undefined
      return {
        rows: await rowsOf(agent, records),
        cursor: last ? cursorAfter(last, query.view) : null,
        at: at.toISOString(),
        keys: query.view === 'mine' ? [assigneeKey(agent.agentId)] : ids.map(departmentKey),
        truncated,
      }
    },

    /** Counts stop at 1000: more than 999 is all that is shown. */
    async counts(agent: AgentPrincipal): Promise<Partial<Record<ListView, number>>> {
      const ids = await departmentsOf(agent)
      const limit = LIMITS.countCeiling + 1
      const counted = COUNTED.map(async (view) => {
        const filter = { workspaceId: agent.workspaceId, ...conditions(view, ids, agent.agentId) }
        return [view, await conversations.count(filter, limit)] as const
      })
      return Object.fromEntries(await Promise.all(counted))
    },

    /** The present rows of those that are still the agent's to see (SYNC-40). */
    async rows(agent: AgentPrincipal, ids: readonly ConversationId[]): Promise<ConversationRow[]> {
      const records = await conversations.list(agent.workspaceId, ids)
      return records.filter((record) => mayRead(agent, record)).map(rowOf)
    },

    /** The conversations of a visitor that an agent may see, the newest first. */
    async ofVisitor(agent: AgentPrincipal, { visitorId, contactId }: Whose): Promise<ConversationRow[]> {
      const records = await recordsOf(agent.workspaceId, [visitorId], contactId)
      return records.filter((record) => record.updatedAt && mayRead(agent, record)).map(rowOf)
    },

    /** The visitor's own, the newest first; none that has nothing he may see. */
    async own(principal: VisitorPrincipal) {
      const { workspaceId, resumed = [] } = principal
      const all = await recordsFor(principal)
      const others = resumed.filter((id) => !all.some(({ _id }) => _id === id))
      const found = others.length > 0 ? await conversations.list(workspaceId, others) : []
      const records = [...all, ...found.filter((record) => isSeen(principal, record))]
        .filter(({ movedTo }) => !movedTo)
        .sort((a, b) => (a._id < b._id ? 1 : -1))
      const unread = await marks.unread(records, { type: 'visitor', workspaceId, id: actorOf(principal).id })
      return records.map((record) => ownOf(record, unread.get(record._id) ?? 0))
    },
  }
}
const isSeen = (principal: VisitorPrincipal, record: ConversationRecord) =>
  record.head.vseq > 0 && mayRead(principal, record)

function ownRecords(conversations: ConversationStore) {
  /** What was begun in these browsers and what is the person's, the newest first, each once. */
  async function recordsOf(workspaceId: WorkspaceId, visitorIds: readonly VisitorId[], contactId: ContactId | null) {
    const ofVisitors = await conversations.listOfVisitors(workspaceId, visitorIds)
    if (!contactId) return ofVisitors
    const byId = new Map(ofVisitors.map((record) => [record._id, record]))
    for (const record of await conversations.listOfContact(workspaceId, contactId)) byId.set(record._id, record)
    return [...byId.values()].sort((a, b) => (a._id < b._id ? 1 : -1))
  }

  /** Those of them that have something he may see; not what a link lets him continue here. */
  async function recordsFor(principal: VisitorPrincipal) {
    const { workspaceId, visitorId, predecessorId, contactId } = principal
    const ids = predecessorId ? [visitorId, predecessorId] : [visitorId]
    const records = await recordsOf(workspaceId, ids, contactId)
    return records.filter((record) => isSeen(principal, record))
  }

  return { recordsOf, recordsFor }
}

export type Lists = ReturnType<typeof createLists>

const STATUSES = ['open', 'pending', 'snoozed', 'closed'] as const

function conditions(view: ListView, ids: readonly DepartmentId[], agentId: AgentId) {
  switch (view) {
    case 'waiting':
      return VIEWS.waiting(ids)
    case 'mine':
      return VIEWS.mine(agentId)
    case 'open':
      return VIEWS.withStatus(ids, ['open'])
    case 'pending':
      return VIEWS.withStatus(ids, ['pending'])
    case 'snoozed':
      return VIEWS.withStatus(ids, ['snoozed'])
    case 'closed':
      return VIEWS.withStatus(ids, ['closed'])
    case 'all':
      return VIEWS.withStatus(ids, STATUSES)
  }
}

/** Opaque, and bound to its view. */
function cursorAfter({ updatedAt, _id }: ConversationRecord, view: ListView): string {
  return Buffer.from(`${view} ${updatedAt?.getTime()} ${_id}`).toString('base64url')
}

function placeOf(cursor: string, view: ListView): Page['before'] {
  const [, ofView, at, id] =
    /^([a-z]+) (\d{1,15}) (cnv_[0-9a-z]{20})$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? []
  if (ofView !== view || !id) throw new AppError('invalid_request', 'The cursor is not one of this list.')
  return { updatedAt: new Date(Number(at)), id: id as ConversationId } // by the pattern above
}
