import { createHash } from 'node:crypto'
import type {
  ContactId,
  ConversationFilter,
  ConversationId,
  ConversationRow,
  DepartmentId,
  ListSort,
  ListView,
  VisitorId,
  WorkspaceId,
} from '@parley/protocol'
import { narrowed, type OwnFilter, type Place, sortOf } from '@parley/protocol/filter'
import { AppError } from '../../errors/app-error.ts'
import type { Clock } from '../../lib/clock.ts'
import { type AgentPrincipal, actorOf, type VisitorPrincipal } from '../../lib/principal.ts'
import { mayRead, seesEverything } from './access.ts'
import type { ConversationStore } from './conversation-store.ts'
import { createCounts } from './list-counts.ts'
import { departmentsIn, type Reader } from './list-drives.ts'
import { createFits } from './list-fits.ts'
import { createScan } from './list-scan.ts'
import type { Marks } from './marks.ts'
import { createMentionList } from './mention-list.ts'
import { assigneeKey, type ConversationRecord, departmentKey, mentionKey } from './model.ts'
import type { DepartmentDirectory, VisitorDirectory } from './ports.ts'
import { ownOf, rowOf } from './projection.ts'
import type { Search } from './search.ts'

type Deps = {
  conversations: ConversationStore
  departments: DepartmentDirectory
  marks: Marks
  search: Search
  visitors: Pick<VisitorDirectory, 'seen'>
  clock: Clock
}

export type ListQuery = {
  view: ListView
  filter?: ConversationFilter | undefined
  sort?: ListSort | undefined
  search?: string | undefined
  visitorId?: VisitorId | undefined
  cursor?: string | undefined
  limit?: number | undefined
}

const PAGE = 50
/** Pages of agents' lists, their counts, and a visitor's own conversations: all of them majority reads of summaries. */
export function createLists({ conversations, departments, marks, search, visitors, clock }: Deps) {
  const fits = createFits({ marks, visitors, clock })
  const scan = createScan({ conversations, fits, clock })
  const mentions = createMentionList({ conversations, marks })

  async function departmentsOf({ workspaceId, role, departmentIds }: AgentPrincipal): Promise<readonly DepartmentId[]> {
    if (!seesEverything(role)) return departmentIds
    return (await departments.list(workspaceId)).map(({ _id }) => _id)
  }

  async function readerOf(agent: AgentPrincipal): Promise<Reader> {
    const { workspaceId, agentId } = agent
    return { workspaceId, agentId, departmentIds: await departmentsOf(agent) }
  }

  const { counts, countFitting } = createCounts({ conversations, mentions, scan, readerOf })

  async function rowsOf(agent: AgentPrincipal, records: readonly ConversationRecord[]) {
    const unread = await marks.unread(records, { ...agent, id: agent.agentId })
    const read = await mentions.readOf(agent, records)
    return records.map((record) => ({ ...rowOf(record), unread: unread.get(record._id) ?? 0, ...read(record) }))
  }

  async function pageOf(agent: AgentPrincipal, query: ListQuery, { reader, filter, sort, stamp }: Asked) {
    const limit = query.limit ?? PAGE
    const after = query.cursor ? placeIn(query.cursor, stamp) : null
    if (query.search?.trim()) {
      const { workspaceId } = agent
      const inList = (records: ConversationRecord[]) => fits(agent, filter, records)
      return search.page({ workspaceId, text: query.search, sort, after, limit, fits: inList })
    }
    if (!query.visitorId) return scan(agent, reader, { filter, sort, after, limit })
    const all = await conversations.listOfVisitors(agent.workspaceId, [query.visitorId])
    const records = all.filter((record) => mayRead(agent, record) && record.updatedAt).slice(0, limit)
    return { records, last: null, truncated: false }
  }

  return {
    departmentsOf,
    ...ownLists(conversations, marks),
    ...{ counts, countFitting },

    /** A page of a view, with the moment from which a list subscription keeps it true (SYNC-41). */
    async page(agent: AgentPrincipal, query: ListQuery) {
      const at = clock.now()
      const { view, filter: narrower = {}, sort = sortOf(view) } = query
      const asked: Asked = {
        ...{ reader: await readerOf(agent), filter: narrowed(view, narrower, agent.agentId), sort },
        stamp: stampOf(view, narrower, sort),
      }
      const { records, last, truncated } = await pageOf(agent, query, asked)
      return {
        rows: await rowsOf(agent, records),
        cursor: last && cursorAt(last, asked.stamp),
        at: at.toISOString(),
        keys: keysOf(agent, asked),
        truncated,
      }
    },

    /** The present rows of those that are still the agent's to see, and in his list (SYNC-40). */
    async rows(agent: AgentPrincipal, ids: readonly ConversationId[], within?: Within): Promise<ConversationRow[]> {
      const records = await conversations.list(agent.workspaceId, ids)
      if (!within) return records.filter((record) => mayRead(agent, record)).map(rowOf)
      const filter = narrowed(within.view, within.filter, agent.agentId)
      return (await fits(agent, filter, records)).map(rowOf)
    },
  }
}
const isSeen = (principal: VisitorPrincipal, record: ConversationRecord) =>
  record.head.vseq > 0 && mayRead(principal, record)

function ownLists(conversations: ConversationStore, marks: Marks) {
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

  return {
    recordsFor,

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

export type Lists = ReturnType<typeof createLists>

/** Which list is asked for, and the mark of its cursors. */
type Asked = { reader: Reader; filter: OwnFilter; sort: ListSort; stamp: string }
type Within = { view: ListView; filter: ConversationFilter }

/** The list keys whose rows such a list is made of. */
function keysOf({ agentId }: AgentPrincipal, { reader, filter }: Asked): string[] {
  const { assignee, mentioned } = filter
  if (mentioned) return [mentionKey(mentioned)]
  const isMine = assignee?.includes(agentId) ?? false
  if (isMine && assignee?.length === 1) return [assigneeKey(agentId)]
  const ids = departmentsIn(filter, reader).map(departmentKey)
  return isMine ? [...ids, assigneeKey(agentId)] : ids
}

const STAMP_LENGTH = 16
/** Cursors are bound to their list by this. */
const stampOf = (...list: [ListView, ConversationFilter, ListSort]): string =>
  createHash('sha256').update(JSON.stringify(list)).digest('hex').slice(0, STAMP_LENGTH)

/** Opaque, and bound to its list. */
function cursorAt({ part, ms, id }: Place, stamp: string): string {
  return Buffer.from(`${stamp} ${part} ${ms} ${id}`).toString('base64url')
}

function placeIn(cursor: string, stamp: string): Place {
  const [, of, part, ms, id] =
    /^([0-9a-f]{16}) ([0-3]) (\d{1,15}) (cnv_[0-9a-z]{20})$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? []
  if (of !== stamp || !id) throw new AppError('invalid_request', 'The cursor is not one of this list.')
  return { part: Number(part), ms: Number(ms), id }
}
