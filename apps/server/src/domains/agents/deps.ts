import type { AgentId, WorkspaceId } from '@parley/protocol'
import type { Clock } from '../../lib/clock.ts'
import type { Departments } from '../departments/index.ts'
import type { Passwords } from './passwords.ts'
import type { AgentStore } from './store.ts'

export type AgentDeps = {
  store: AgentStore
  passwords: Passwords
  departments: Pick<Departments, 'list'>
  clock: Clock
  /** The address of a password link: the inbox's page, with the token behind the hash that no server log sees (S2). */
  passwordUrl(token: string): string
  /** Tells sockets and caches that this agent is another now. */
  changed(id: AgentId): void
  /** Ends every session of the agent, but `except` (S5). */
  endSessions(workspaceId: WorkspaceId, id: AgentId, except?: string): Promise<void>
}
