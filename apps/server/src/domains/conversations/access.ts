import type { ConversationId } from '@parley/protocol'
import { AppError } from '../../errors/app-error.ts'
import type { AgentPrincipal, Principal, VisitorPrincipal } from '../../lib/principal.ts'
import type { ConversationRecord } from './model.ts'
import type { LogStore } from './store.ts'

/** The only way from an id in a request to a record. Absent and forbidden look the same from outside (S4). */
export async function conversationFor(
  principal: Principal,
  id: ConversationId,
  store: Pick<LogStore, 'find'>,
): Promise<ConversationRecord> {
  const record = await store.find(principal.workspaceId, id)
  if (!record || !mayRead(principal, record)) throw new AppError('conversation_not_found', `No conversation ${id}.`)
  return record
}

/** Decided from participants, department, assignee and role at each use, never from an id known (SYNC-19). */
export function mayRead(principal: Principal, record: ConversationRecord): boolean {
  if (record.workspaceId !== principal.workspaceId || record.erasedAt) return false
  return principal.type === 'agent' ? agentMay(principal, record) : visitorMay(principal, record)
}

function visitorMay({ visitorId, predecessorId }: VisitorPrincipal, record: ConversationRecord): boolean {
  return record.visitorId !== null && (record.visitorId === visitorId || record.visitorId === predecessorId)
}

function agentMay({ agentId, role, departmentIds }: AgentPrincipal, record: ConversationRecord): boolean {
  return role !== 'agent' || departmentIds.includes(record.departmentId) || record.assigneeId === agentId
}

/** List keys that an agent may follow: his departments (all of them from supervisor up) and what concerns himself (SYNC-36). */
export function mayList(principal: Principal, key: string): boolean {
  if (principal.type !== 'agent') return false
  const subject = key.slice(4)
  if (key.startsWith('dep:')) {
    const known: readonly string[] = principal.departmentIds
    return known.includes(subject)
  }
  return subject === principal.agentId
}
