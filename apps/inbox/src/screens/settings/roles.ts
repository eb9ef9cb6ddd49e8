import type { AgentRole } from '@parley/protocol'

export const ROLES: readonly AgentRole[] = ['agent', 'supervisor', 'admin', 'owner']

/** The roles that somebody may give: only an owner makes or unmakes owners. */
export function rolesFor(role: AgentRole): readonly AgentRole[] {
  return role === 'owner' ? ROLES : ROLES.filter((one) => one !== 'owner')
}
