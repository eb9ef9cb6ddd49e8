import type { Role } from '@parley/protocol'
import { AppError } from '../../errors/app-error.ts'
import type { AgentPrincipal, Principal, VisitorPrincipal } from '../../lib/principal.ts'
import type { ConversationStore } from './conversation-store.ts'
import { type ConversationRecord, membersOf, type Ref } from './model.ts'

/** The only way from an id in a request to a record. Absent and forbidden look the same from outside (S4). */
export async function conversationFor(
  principal: Principal,
  conversationId: Ref['conversationId'],
  conversations: Pick<ConversationStore, 'find'>,
): Promise<ConversationRecord> {
  const record = await conversations.find({ workspaceId: principal.workspaceId, conversationId })
  if (!record || !mayRead(principal, record)) throw notFound(conversationId)
  return record
}

export function notFound(conversationId: string): AppError {
  return new AppError('conversation_not_found', `No conversation ${conversationId}.`)
}

/** Decided from participants, department, assignee and role at each use, never from an id known (SYNC-19). */
export function mayRead(principal: Principal, record: ConversationRecord): boolean {
  if (record.workspaceId !== principal.workspaceId || record.erasedAt) return false
  if (principal.type === 'agent') return agentMayRead(principal, record)
  return !record.team && visitorMay(principal, record)
}

/**
 * What is a person's is read by whoever proves to be him, from any of his browsers, and by nobody else: not with the
 * stored token of the browser it was written in (SYNC-84); a link gives one conversation to one browser (SYNC-87). A page
 * of one site never reads what was said on another.
 */
function visitorMay(principal: VisitorPrincipal, record: ConversationRecord): boolean {
  const { visitorId, predecessorId, contactId, siteId, resumed } = principal
  if (record.siteId !== null && record.siteId !== siteId) return false
  if (resumed?.includes(record._id)) return true
  if (record.contactId !== null) return record.contactId === contactId
  return record.visitorId !== null && (record.visitorId === visitorId || record.visitorId === predecessorId)
}

/** What of an agent decides what he may read. */
export type Reader = Pick<AgentPrincipal, 'agentId' | 'role' | 'departmentIds'>

/** The same of a colleague, in whose name nobody asks. A chat between agents is for those who take part, whatever their role. */
export function agentMayRead({ agentId, role, departmentIds }: Reader, record: ConversationRecord): boolean {
  if (record.team) return membersOf(record).includes(agentId)
  return seesEverything(role) || departmentIds.includes(record.departmentId) || record.assigneeId === agentId
}

/** From supervisor up every department is theirs to see. */
export function seesEverything(role: Role): boolean {
  return role !== 'agent'
}

/** List keys that an agent may follow: his departments, and what concerns himself (SYNC-36). */
export function mayList(principal: Principal, key: string): boolean {
  if (principal.type !== 'agent') return false
  const subject = key.slice(4)
  if (!key.startsWith('dep:')) return subject === principal.agentId
  const own: readonly string[] = principal.departmentIds
  return seesEverything(principal.role) || own.includes(subject)
}
