import type { Agent, AgentId, ConversationId, DepartmentId, Role, WorkspaceId } from '@parley/protocol'
import { AppError } from '../../errors/app-error.ts'
import type { StoredPreferences } from './preferences.ts'

export type AgentRecord = {
  _id: AgentId
  workspaceId: WorkspaceId
  name: string
  /** In lower case: unique in the workspace. */
  email: string
  role: Role
  state: Agent['state']
  departmentIds: DepartmentId[]
  /** Open conversations he may hold at once; null means no limit. */
  capacity: number | null
  slots: { conversationId: ConversationId; at: Date }[]
  /** A PHC string; null until a password was set. */
  passwordHash: string | null
  /** The one link that may set the password now. */
  link: { hash: string; expiresAt: Date } | null
  createdAt: Date
  preferences?: StoredPreferences
}

export function toWire(record: AgentRecord): Agent {
  return {
    id: record._id,
    name: record.name,
    email: record.email,
    role: record.role,
    state: record.state,
    departmentIds: record.departmentIds,
    capacity: record.capacity,
    createdAt: record.createdAt.toISOString(),
  }
}

/** Addresses are compared in lower case; the domain part is case-insensitive by standard, the rest by custom. */
export function normalEmail(email: string): string {
  return email.trim().toLowerCase()
}

/** Only an owner makes, changes or removes an owner. Throws `forbidden`. */
export function checkMayManage(by: Role, ...roles: Role[]): void {
  if (by !== 'owner' && roles.includes('owner'))
    throw new AppError('forbidden', 'Only an owner can do this to an owner.')
}

/** Whether the next state of `record` leaves it an owner who can sign in. */
export function isActiveOwner(record: Pick<AgentRecord, 'role' | 'state'>): boolean {
  return record.role === 'owner' && record.state === 'active'
}
