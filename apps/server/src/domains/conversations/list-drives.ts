import type { AgentId, ConversationId, ConversationStatus, DepartmentId, ListSort, WorkspaceId } from '@parley/protocol'
import { isRising, type OwnFilter, type Place, PRIORITIES, spanOf } from '@parley/protocol/filter'
import type { Condition, Drive } from './list-store.ts'

/** Whose list it is, over which departments. */
export type Reader = { workspaceId: WorkspaceId; agentId: AgentId; departmentIds: readonly DepartmentId[] }

const EPOCH = new Date(0)
const STATUSES = ['open', 'pending', 'snoozed', 'closed'] as const satisfies readonly ConversationStatus[]
/** The parts of a list by wait: who waits, and the rest. */
const PARTS: Record<ListSort, number> = { newest: 1, oldest: 1, wait: 2, priority: PRIORITIES.length }

/** How many parts a list of this order has: see {@link Place}. */
export const partsOf = (sort: ListSort): number => PARTS[sort]

/** Conversations of these agents alone, whatever their department: the index of assignees leads to them. */
export function assigneesOf({ assignee }: OwnFilter): AgentId[] | null {
  if (!assignee || assignee.length === 0) return null
  const ids = assignee.filter((one) => one !== null)
  return ids.length === assignee.length ? ids : null
}

/** Which departments are meant, of those that the reader sees. */
export const departmentsIn = ({ department }: OwnFilter, { departmentIds }: Reader): DepartmentId[] =>
  departmentIds.filter((id) => !department || department.includes(id))

/** Open and nobody's: two partial indexes hold these alone. */
const isWaiting = ({ status, assignee }: OwnFilter) =>
  status?.length === 1 && status[0] === 'open' && assignee?.length === 1 && assignee[0] === null

/** What all parts have in common, whoever waits or not. */
function whose(filter: OwnFilter, reader: Reader): Condition {
  const { workspaceId } = reader
  if (filter.mentioned) return { workspaceId, mentioned: filter.mentioned }
  const ids = assigneesOf(filter)
  if (ids) return { workspaceId, assigneeId: { $in: ids } }
  const departmentId = { $in: departmentsIn(filter, reader) }
  return isWaiting(filter)
    ? { workspaceId, departmentId, status: 'open', assigneeId: null }
    : { workspaceId, departmentId }
}

/** The condition that counts a list by an index alone; null when its conversations must be judged one by one. */
export function countedBy(filter: OwnFilter, reader: Reader): Condition | null {
  const { status, department, assignee, ...rest } = filter
  if (Object.values(rest).some((condition) => condition !== undefined)) return null
  if (isWaiting(filter)) return whose(filter, reader)
  const isMine = assignee?.length === 1 && assignee[0] === reader.agentId && !department
  // Of colleagues' conversations only those are counted that the reader may see.
  return isMine || !assignee ? { ...whose(filter, reader), status: { $in: statusesOf(status) } } : null
}

const statusesOf = (status: OwnFilter['status']) => [...(status ?? STATUSES)]

type Walk = { filter: OwnFilter; sort: ListSort; part: number; now: number }

/** The walk that leads to a part of a list, from its beginning or from after a place in it. */
export function driveOf(reader: Reader, { filter, sort, part, now }: Walk, after: Place | null): Omit<Drive, 'limit'> {
  const order = { isRising: isRising(sort, part), after: after && placed(after) }
  const base = whose(filter, reader)
  if (sort === 'wait' && part === 0)
    return { ...order, by: 'waitingSince', filter: { ...base, waitingSince: { $gt: EPOCH } } }
  return { ...order, by: 'updatedAt', filter: { ...base, ...narrowing(filter, sort, part), ...spoken(filter, now) } }
}

const placed = ({ ms, id }: Place) => ({ at: new Date(ms), id: id as ConversationId }) // made from one, by `placeOf`

/** What further indexes tell: statuses, a priority that few have, tags. */
function narrowing(filter: OwnFilter, sort: ListSort, part: number): Condition {
  if (isWaiting(filter)) return {}
  if (filter.requested) return { 'request.at': { $exists: true } }
  const status = { $in: statusesOf(filter.status) }
  if (assigneesOf(filter) || filter.mentioned) return { status }
  const priority = sort === 'priority' ? PRIORITIES[part] : undefined
  if (priority && priority !== 'normal') return { status, priority }
  return filter.tag ? { status, tags: { $in: [...filter.tag] }, 'tags.0': { $exists: true } } : { status }
}

/** When something was said last, which is never before it began. */
function spoken({ created, updated }: OwnFilter, now: number): Condition {
  const spans = [updated && spanOf(updated, now), created && { ...spanOf(created, now), to: Number.POSITIVE_INFINITY }]
  const from = Math.max(0, ...spans.flatMap((span) => span?.from ?? []))
  const to = Math.min(...spans.flatMap((span) => span?.to ?? []), Number.POSITIVE_INFINITY)
  const updatedAt = {
    ...(from > 0 ? { $gte: new Date(from) } : { $gt: EPOCH }),
    ...(Number.isFinite(to) && { $lt: new Date(to) }),
  }
  return { updatedAt }
}
